#include "clients/web/gateway/connect/call_request.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "clients/web/gateway/connect/envelope.h"
#include "clients/web/gateway/connect/gzip.h"
#include "sheaf/v1/plan_service.pb.h"

namespace sheaf::gateway {
namespace {

using ::testing::HasSubstr;

constexpr char kGetPlan[] = "/sheaf.v1.PlanService/GetPlan";

Request Post(const std::string& type, const std::string& body) {
  return {"POST", kGetPlan, {{"Content-Type", type}}, body, "127.0.0.1", true};
}

std::string BinaryPlan() {
  v1::GetPlanRequest request;
  request.set_name("plans/energy");
  return request.SerializeAsString();
}

class ACall : public ::testing::Test {
 protected:
  // What is wrong with it, or nothing.
  std::optional<CallRefused> Read(const Request& request) {
    return Finish(reader_.ReadUnary(request, &call_));
  }
  std::optional<CallRefused> ReadStream(const Request& request) {
    return Finish(reader_.ReadStreaming(request, &call_));
  }
  std::optional<CallRefused> Finish(std::optional<CallRefused> refused) {
    if (refused) return refused;
    const absl::Status status = ToBinaryForm(method_, &call_);
    if (!status.ok()) return CallRefused{status};
    return std::nullopt;
  }

  const CallReader reader_{1 << 16};
  const Method method_ = Method::Find(kGetPlan);
  CallRequest call_;
};

TEST_F(ACall, TakesJson) {
  ASSERT_FALSE(Read(Post("application/json; charset=utf-8", R"({"name":"plans/energy"})")));
  EXPECT_EQ(call_.codec, Codec::kJson);
  EXPECT_EQ(call_.message, BinaryPlan());
}

TEST_F(ACall, PassesABinaryMessageOnAsItIs) {
  ASSERT_FALSE(Read(Post("application/proto", "\xff not looked at")));
  EXPECT_EQ(call_.codec, Codec::kProto);
  EXPECT_EQ(call_.message, "\xff not looked at");
}

TEST_F(ACall, NamesAFieldThatTheMessageDoesNotHave) {
  const auto refused = Read(Post("application/json", R"({"nmae":"plans/energy"})"));
  ASSERT_TRUE(refused);
  EXPECT_TRUE(absl::IsInvalidArgument(refused->status));
  EXPECT_THAT(std::string(refused->status.message()), HasSubstr("nmae"));
}

TEST_F(ACall, OfAnotherTypeIsUnsupported) {
  for (const char* const type : {"", "text/plain", "application/xml", "application/connect+json"}) {
    const auto refused = Read(Post(type, "{}"));
    ASSERT_TRUE(refused) << type;
    EXPECT_EQ(refused->http_status, 415) << type;
  }
}

TEST_F(ACall, MayBeCompressed) {
  auto request = Post("application/json", Gzip(R"({"name":"plans/energy"})", kQuick));
  request.headers.emplace_back("content-encoding", "gzip");
  ASSERT_FALSE(Read(request));
  EXPECT_EQ(call_.message, BinaryPlan());
}

TEST_F(ACall, InACompressionThatIsNotKnownSaysWhichAre) {
  auto request = Post("application/json", "{}");
  request.headers.emplace_back("content-encoding", "br");
  const auto refused = Read(request);
  ASSERT_TRUE(refused);
  EXPECT_TRUE(absl::IsUnimplemented(refused->status));
  EXPECT_THAT(std::string(refused->status.message()), HasSubstr("gzip"));
}

TEST_F(ACall, MayComeByGet) {
  Request request{"GET",
                  std::string(kGetPlan) +
                      "?connect=v1&encoding=json&message=%7B%22name%22:%22plans/energy%22%7D"};
  request.headers.emplace_back("Accept-Encoding", "gzip, br");
  ASSERT_FALSE(Read(request));
  EXPECT_TRUE(call_.is_get);
  EXPECT_TRUE(call_.takes_gzip);
  EXPECT_EQ(call_.message, BinaryPlan());
}

TEST_F(ACall, OfAnotherVersionIsRefused) {
  auto request = Post("application/json", "{}");
  request.headers.emplace_back("Connect-Protocol-Version", "2");
  EXPECT_TRUE(Read(request));
}

TEST_F(ACall, HasTheTimeThatItSays) {
  auto request = Post("application/json", "{}");
  request.headers.emplace_back("Connect-Timeout-Ms", "5000");
  ASSERT_FALSE(Read(request));
  EXPECT_EQ(call_.timeout, std::chrono::milliseconds(5000));
}

TEST_F(ACall, ForAStreamHasItsMessageInAnEnvelope) {
  ASSERT_FALSE(ReadStream(
      Post("application/connect+json", FormatEnvelope(0, R"({"name":"plans/energy"})"))));
  EXPECT_EQ(call_.message, BinaryPlan());
  EXPECT_EQ(ReadStream(Post("application/json", "{}"))->http_status, 415);
}

TEST_F(ACall, ForAStreamSaysHowItsMessageIsCompressed) {
  auto request =
      Post("application/connect+proto", FormatEnvelope(kCompressed, Gzip("abc", kQuick)));
  EXPECT_TRUE(ReadStream(request));
  request.headers.emplace_back("Connect-Content-Encoding", "gzip");
  ASSERT_FALSE(ReadStream(request));
  EXPECT_EQ(call_.message, "abc");
}

TEST(ParseTimeout, TakesAtMostTenDigits) {
  EXPECT_EQ(*ParseTimeout(""), std::nullopt);
  EXPECT_EQ(*ParseTimeout("0"), std::chrono::milliseconds(0));
  EXPECT_EQ(*ParseTimeout("9999999999"), std::chrono::milliseconds(9999999999));
  for (const char* const wrong : {"10000000000", "-1", "1.5", "1s", " 1"}) {
    EXPECT_FALSE(ParseTimeout(wrong).ok()) << wrong;
  }
}

TEST(AMethod, IsFoundInTheContractAlone) {
  EXPECT_TRUE(Method::Find("/sheaf.v1.WatchService/Watch").StreamsAnswers());
  EXPECT_TRUE(Method::Find("/sheaf.v1.UpdateService/StreamUpdates").StreamsRequests());
  EXPECT_TRUE(Method::Find(kGetPlan).HasNoSideEffects());
  for (const char* const other :
       {"/sheaf.v1.PlanService/Nothing", "/sheaf.v1.PlanService", "/sheaf.v1.PlanService/GetPlan/",
        "/sheaf.v1.PlanService.GetPlan", "/sheaf.v1/PlanService.GetPlan",
        "/sheaf.plugin.v1.SectorPlugin/Describe", "/grpc.health.v1.Health/Check", "/"}) {
    EXPECT_FALSE(Method::Find(other).IsKnown()) << other;
  }
}

}  // namespace
}  // namespace sheaf::gateway
