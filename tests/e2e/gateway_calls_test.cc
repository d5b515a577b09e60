// Calls over the Connect protocol through the real gateway to the real server: unary ones.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "sheaf/v1/plan_service.pb.h"
#include "sheaf/v1/update_service.pb.h"
#include "tests/e2e/gateway.h"

namespace sheaf::e2e {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kEnergy[] = R"({"name":"plans/energy"})";
constexpr char kPush[] =
    R"({"parent":"plans/energy","updates":[{"lineCode":"L","update":{"reportedStatus":"in_progress",)"
    R"("note":"NOTE"}}]})";

class GatewayCalls : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    server_ = std::make_unique<RealServer>(Plugins::kWithout);
    const std::string file =
        server_->WriteFile("energy.csv", "line_code,parent_code,level,title\nL,,action,Grid\n");
    server_->Done({"plan", "import", file, "--plan", "energy"});
    gateway_ = std::make_unique<Gateway>(*server_);
  }
  static void TearDownTestSuite() {
    gateway_.reset();
    server_.reset();
  }

  static HttpAnswer Push(const std::string& note, HttpHeaders headers = {}) {
    std::string json = kPush;
    json.replace(json.find("NOTE"), 4, note);
    return gateway_->Call("UpdateService/BatchPushUpdates", json, std::move(headers));
  }
  static std::string Updates() {
    return gateway_->Get("UpdateService/ListUpdates", R"({"parent":"plans/energy"})").body;
  }

  static std::unique_ptr<RealServer> server_;
  static std::unique_ptr<Gateway> gateway_;
};

std::unique_ptr<RealServer> GatewayCalls::server_;
std::unique_ptr<Gateway> GatewayCalls::gateway_;

TEST_F(GatewayCalls, TakeAndGiveJson) {
  const HttpAnswer answer = gateway_->Call("PlanService/GetPlan", kEnergy);
  EXPECT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(answer.Header("content-type"), "application/json");
  EXPECT_THAT(answer.body, HasSubstr(R"("name":"plans/energy")"));
}

TEST_F(GatewayCalls, TakeAndGiveTheBinaryForm) {
  v1::GetPlanRequest request;
  request.set_name("plans/energy");
  const HttpAnswer answer = gateway_->Call("PlanService/GetPlan", request.SerializeAsString(),
                                           {{"Content-Type", "application/proto"}});
  EXPECT_EQ(answer.Header("content-type"), "application/proto");
  v1::Plan plan;
  ASSERT_TRUE(plan.ParseFromString(answer.body));
  EXPECT_EQ(plan.name(), "plans/energy");
}

TEST_F(GatewayCalls, AreMadeWithCurlAsTheReadmeSays) {
  const Ended ended = RunProgram({"/usr/bin/env", "curl", "-sS", "--compressed", "-H",
                                  "Content-Type: application/json", "-d", kEnergy,
                                  gateway_->url() + "/sheaf.v1.PlanService/GetPlan"});
  EXPECT_EQ(ended.exit_code, 0) << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("plans/energy"));
}

TEST_F(GatewayCalls, WithoutSideEffectsAreMadeByGet) {
  const HttpAnswer answer = gateway_->Get("PlanService/GetPlan", kEnergy);
  EXPECT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(answer.body, gateway_->Call("PlanService/GetPlan", kEnergy).body);
  EXPECT_EQ(answer.Header("cache-control"), "private, no-cache");
  EXPECT_THAT(answer.Header("vary"), HasSubstr("Authorization"));
}

TEST_F(GatewayCalls, ThatWhoAsksHasAlreadyAreNotSentAgain) {
  const std::string etag = gateway_->Get("PlanService/GetPlan", kEnergy).Header("etag");
  ASSERT_NE(etag, "");
  const HttpAnswer again = gateway_->Get("PlanService/GetPlan", kEnergy, {{"If-None-Match", etag}});
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(again.body, "");
  EXPECT_EQ(again.Header("etag"), etag);
}

TEST_F(GatewayCalls, ThatChangeSomethingAreNotMadeByGet) {
  const HttpAnswer answer = gateway_->Get("UpdateService/BatchPushUpdates", "{}");
  EXPECT_EQ(answer.status, 405);
  EXPECT_EQ(answer.Header("allow"), "POST");
}

TEST_F(GatewayCalls, ComeBackCompressedWhereThatIsTaken) {
  for (int i = 0; i < 20; ++i) Push(std::string(200, 'x') + std::to_string(i));
  const std::string plain = Updates();
  ASSERT_GT(plain.size(), 2000u);
  const std::string file = server_->folder() + "/answer";
  const Ended ended =
      RunProgram({"/usr/bin/env", "curl", "-sS", "--compressed", "-D", file, "-H",
                  "Content-Type: application/json", "-d", R"({"parent":"plans/energy"})",
                  gateway_->url() + "/sheaf.v1.UpdateService/ListUpdates"});
  EXPECT_EQ(ended.out, plain);
  EXPECT_THAT(RunProgram({"/usr/bin/env", "cat", file}).out, HasSubstr("Content-Encoding: gzip"));
}

TEST_F(GatewayCalls, ThatFailSayWhyWithTheServersDetails) {
  const HttpAnswer answer =
      gateway_->Call("UpdateService/BatchPushUpdates",
                     R"({"parent":"plans/energy","updates":[{"lineCode":"L","update":)"
                     R"({"reportedStatus":"in_progress","effectiveDate":"2020-13"}}]})");
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(answer.Header("content-type"), "application/json");
  EXPECT_THAT(answer.body, AllOf(HasSubstr(R"({"code":"invalid_argument","message":)"),
                                 HasSubstr(R"("type":"google.rpc.BadRequest")"),
                                 HasSubstr(R"("field":"rows[0].effective_date")")))
      << answer.body;
}

TEST_F(GatewayCalls, ForWhatIsNotThereAreNotFound) {
  const HttpAnswer answer = gateway_->Call("PlanService/GetPlan", R"({"name":"plans/none"})");
  EXPECT_EQ(answer.status, 404);
  EXPECT_THAT(answer.body, HasSubstr(R"("code":"not_found")"));
}

TEST_F(GatewayCalls, ThatNoContractHasAreUnimplemented) {
  for (const char* const method : {"PlanService/Nothing", "Nothing/Nothing", "PlanService"}) {
    const HttpAnswer answer = gateway_->Call(method, "{}");
    EXPECT_EQ(answer.status, 404) << method;
    EXPECT_THAT(answer.body, HasSubstr(R"("code":"unimplemented")")) << method;
  }
  EXPECT_EQ(gateway_
                ->Ask("POST", "/sheaf.plugin.v1.SectorPlugin/Describe",
                      {{"Content-Type", "application/json"}}, "{}")
                .status,
            405)
      << "what plugins speak is nobody else's";
}

TEST_F(GatewayCalls, ThatSendAStreamSayWhatToUseInstead) {
  RawConnection connection = gateway_->Stream("UpdateService/StreamUpdates", "{}");
  const HttpAnswer answer = ParseAnswer(connection.ReadToEnd());
  EXPECT_EQ(answer.status, 200);
  EXPECT_THAT(MessagesOf(answer.body).back(), HasSubstr(R"("code":"unimplemented")"));
}

TEST_F(GatewayCalls, OfAnotherContentTypeAreUnsupported) {
  EXPECT_EQ(gateway_->Call("PlanService/GetPlan", kEnergy, {{"Content-Type", "text/plain"}}).status,
            415);
}

TEST_F(GatewayCalls, ThatReadGiveTheStateAfterAWrite) {
  for (int i = 0; i < 20; ++i) {
    const std::string note = "written " + std::to_string(i);
    EXPECT_THAT(Updates(), Not(HasSubstr(note + "\"")));
    ASSERT_EQ(Push(note).status, 200);
    EXPECT_THAT(Updates(), HasSubstr(note + "\"")) << "an answer from before was given";
  }
}

TEST_F(GatewayCalls, AreRecordedUnderTheNameThatTheCallerSays) {
  ASSERT_EQ(Push("by name", {{"Sheaf-User", "alice"}}).status, 200);
  EXPECT_THAT(Updates(), HasSubstr("local/alice"));
}

TEST_F(GatewayCalls, EndAtTheTimeThatTheyAreGiven) {
  const HttpAnswer answer =
      gateway_->Call("PlanService/GetPlan", kEnergy, {{"Connect-Timeout-Ms", "0"}});
  EXPECT_EQ(answer.status, 504);
  EXPECT_THAT(answer.body, HasSubstr(R"("code":"deadline_exceeded")"));
}

TEST_F(GatewayCalls, GoOnOverOneConnection) {
  RawConnection connection(gateway_->address());
  const std::string request =
      RequestBytes("POST", "/sheaf.v1.PlanService/GetPlan", {{"Content-Type", "application/json"}},
                   kEnergy, /*keeps_connection=*/true);
  // Two at once, as clients may, and one more.
  connection.Send(request + request);
  EXPECT_TRUE(connection.ReadUntil("plans/energy"));
  connection.Send(request);
  EXPECT_TRUE(connection.ReadUntil("plans/energy"));
}

// Nothing tells the gateway of what is written behind its back, and an hour is longer than the
// test.
TEST(GatewayCache, AnswersForWhoAsksTheSameWithTheSameCredentialAlone) {
  RealServer server(Plugins::kWithout);
  Gateway gateway(server, {"--answer_cache_max_millis", "3600000"});
  const std::string none = gateway.Get("MemberStateService/ListMemberStates", "{}").body;
  server.Done({"member", "import", DataFile("members.csv")});
  EXPECT_EQ(gateway.Get("MemberStateService/ListMemberStates", "{}").body, none);
  EXPECT_NE(
      gateway.Get("MemberStateService/ListMemberStates", "{}", {{"Authorization", "Bearer x"}})
          .body,
      none);
  EXPECT_NE(gateway.Get("MemberStateService/ListMemberStates", "{}", {{"Sheaf-User", "bob"}}).body,
            none);
}

TEST(GatewayCache, CanBeSwitchedOff) {
  RealServer server(Plugins::kWithout);
  Gateway gateway(server, {"--answer_cache_max_millis", "0"});
  const std::string none = gateway.Get("MemberStateService/ListMemberStates", "{}").body;
  server.Done({"member", "import", DataFile("members.csv")});
  EXPECT_NE(gateway.Get("MemberStateService/ListMemberStates", "{}").body, none);
}

TEST(GatewayWithoutServer, SaysThatTheServerCannotBeReached) {
  RealServer server(Plugins::kWithout);
  Gateway gateway(server);
  EXPECT_EQ(gateway.Ask("GET", "/readyz").status, 200);
  server.Kill();
  EXPECT_EQ(gateway.Ask("GET", "/healthz").status, 200);
  EXPECT_EQ(gateway.Ask("GET", "/readyz").status, 503);
  const HttpAnswer answer = gateway.Call("PlanService/GetPlan", kEnergy);
  EXPECT_EQ(answer.status, 503);
  EXPECT_THAT(answer.body, HasSubstr(R"("code":"unavailable")"));
}

}  // namespace
}  // namespace sheaf::e2e
