// Review over the real programs: what is not published is hidden from who speaks for others, in
// every call that could show it, and reports count what they say.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <fstream>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "sheaf/v1/change_service.grpc.pb.h"
#include "sheaf/v1/plan_service.grpc.pb.h"
#include "sheaf/v1/proof_service.grpc.pb.h"
#include "sheaf/v1/report_service.grpc.pb.h"
#include "sheaf/v1/review_service.grpc.pb.h"
#include "sheaf/v1/update_service.grpc.pb.h"
#include "sheaf/v1/watch_service.grpc.pb.h"
#include "tests/e2e/real_server.h"

namespace sheaf::e2e {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* kPolicy = R"(
principals { id: "local" grants { role: SECRETARIAT sectors: "*" } grants { role: OPERATOR }
             grants { role: CONTRIBUTOR sectors: "*" } }
principals { id: "stom" grants { role: VERIFIER sectors: "transport" } }
principals { id: "thailand" grants { role: CONTRIBUTOR sectors: "transport" member_states: "THA" } }
principals { id: "thai-desk" grants { role: VERIFIER sectors: "transport" member_states: "THA" } }
principals { id: "vietnam" grants { role: CONTRIBUTOR sectors: "transport" member_states: "VNM" } }
principals { id: "asec" grants { role: SECRETARIAT sectors: "*" } }
principals { id: "public" grants { role: READER sectors: "*" } }
)";

constexpr char kLine[] = "plans/transport/lines/TR-F-003";
constexpr char kSecret[] = "Bridge at Nong Khai";  // what only Thailand knows

// Somebody who calls.
class Person {
 public:
  Person(const RealServer& server, const std::string& id) : channel_(server.Channel()) {
    token_ = server.TokenOf(id);
    file_ = server.WriteFile(id + ".token", token_);
    EXPECT_EQ(chmod(file_.c_str(), 0600), 0);
  }

  template <typename Service, typename Request, typename Response>
  grpc::Status Try(grpc::Status (Service::Stub::*method)(grpc::ClientContext*, const Request&,
                                                         Response*),
                   const Request& request, Response* response) const {
    grpc::ClientContext context;
    Sign(&context);
    const auto stub = Service::NewStub(channel_);
    return (stub.get()->*method)(&context, request, response);
  }

  void Sign(grpc::ClientContext* context) const {
    context->AddMetadata("authorization", "Bearer " + token_);
  }
  const std::shared_ptr<grpc::Channel>& channel() const { return channel_; }
  const std::string& token_file() const { return file_; }

 private:
  std::shared_ptr<grpc::Channel> channel_;
  std::string token_, file_;
};

// What tells two answers apart that were read at two revisions, and nothing of what they hold.
void TakeClocksOut(google::protobuf::Message* message) {
  const auto* descriptor = message->GetDescriptor();
  const auto* get = message->GetReflection();
  for (const char* name : {"clocks", "from", "to"}) {
    const auto* field = descriptor->FindFieldByName(name);
    if (field != nullptr) get->ClearField(message, field);
  }
}

// The name in a page token, which anyone can read.
std::string LastOf(const std::string& token) {
  std::string plain;
  EXPECT_TRUE(absl::WebSafeBase64Unescape(token, &plain));
  return plain.substr(plain.rfind('|') + 1);
}

class Review : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    const std::string policy = testing::TempDir() + "sheaf-review-policy";
    std::ofstream(policy) << kPolicy;
    server_ =
        std::make_unique<RealServer>(Plugins::kWith, std::vector<std::string>{"--policy", policy});
    server_->ImportEverything();
    for (const char* id : {"stom", "thailand", "thai-desk", "vietnam", "asec", "public"}) {
      people_.emplace(id, Person(*server_, id));
    }
  }
  static void TearDownTestSuite() { server_.reset(); }

  static const Person& As(const std::string& id) { return people_.at(id); }

  static std::string ReasonOf(const grpc::Status& status) { return status.error_message(); }

  static v1::Update Push(const std::string& who, const std::string& state,
                         const std::string& narrative, bool draft = false) {
    v1::PushUpdateRequest request;
    request.set_parent(kLine);
    request.set_draft(draft);
    request.mutable_update()->set_member_state(state);
    request.mutable_update()->set_reported_status("completed");
    request.mutable_update()->set_effective_date("2023-05");
    request.mutable_update()->set_narrative(narrative);
    v1::PushUpdateResponse response;
    const auto status =
        As(who).Try<v1::UpdateService>(&v1::UpdateService::Stub::PushUpdate, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response.update();
  }

  static grpc::Status Get(const std::string& who, const std::string& name, v1::Update* update) {
    v1::GetUpdateRequest request;
    request.set_name(name);
    return As(who).Try<v1::UpdateService>(&v1::UpdateService::Stub::GetUpdate, request, update);
  }

  static grpc::Status Step(const std::string& who, v1::ReviewStep step, const std::string& name,
                           const std::string& etag = "") {
    v1::Update now;
    if (etag.empty()) {
      EXPECT_TRUE(Get("asec", name, &now).ok());
    }
    v1::ReviewUpdatesRequest request;
    request.set_parent("plans/transport");
    request.set_step(step);
    if (step == v1::RETURN) request.set_reason("the year is missing");
    request.add_items()->set_name(name);
    request.mutable_items(0)->set_etag(etag.empty() ? now.etag() : etag);
    v1::ReviewUpdatesResponse response;
    return As(who).Try<v1::ReviewService>(&v1::ReviewService::Stub::ReviewUpdates, request,
                                          &response);
  }

  static void Publish(const std::string& name) {
    EXPECT_TRUE(Step("stom", v1::VERIFY_BY_SECTOR, name).ok());
    EXPECT_TRUE(Step("thai-desk", v1::VERIFY_BY_MEMBER_STATE, name).ok());
    EXPECT_TRUE(Step("asec", v1::PUBLISH_UPDATE, name).ok());
  }

  // All that somebody is shown of transport, by every call that could tell of an update.
  static std::string Everything(const std::string& who, int64_t since) {
    return Updates(who) + Lines(who, since) + History(who) + Difference(who) + Changes(who) +
           Chain(who) + Reports(who);
  }

  // Pages of one, and the names in their tokens.
  static std::string Updates(const std::string& who) {
    std::string text;
    for (const std::string& parent : {std::string(kLine), std::string("plans/transport")}) {
      v1::ListUpdatesRequest request;
      request.set_parent(parent);
      request.set_page_size(parent == kLine ? 1 : 50);
      request.set_show_withdrawn(true);
      do {
        v1::ListUpdatesResponse page;
        const auto status =
            As(who).Try<v1::UpdateService>(&v1::UpdateService::Stub::ListUpdates, request, &page);
        EXPECT_TRUE(status.ok()) << status.error_message();
        request.set_page_token(page.next_page_token());
        page.clear_next_page_token();
        TakeClocksOut(&page);
        text += page.DebugString() + "--- " + LastOf(request.page_token()) + "\n";
      } while (!request.page_token().empty());
    }
    return text;
  }

  static std::string Lines(const std::string& who, int64_t since) {
    std::string text;
    for (const char* state : {"completed", "in_progress", "not_reported", ""}) {
      v1::ListLinesRequest request;
      request.set_parent("plans/transport");
      request.set_page_size(1000);
      if (*state != '\0') request.mutable_filter()->add_states(state);
      if (*state == '\0') request.mutable_filter()->set_changed_since_revision(since);
      v1::ListLinesResponse page;
      EXPECT_TRUE(
          As(who).Try<v1::PlanService>(&v1::PlanService::Stub::ListLines, request, &page).ok());
      for (const v1::Line& line : page.lines()) text += std::string(state) + line.name() + "\n";
    }
    v1::ListPlansRequest request;
    request.mutable_filter()->set_changed_since_revision(since);
    v1::ListPlansResponse page;
    EXPECT_TRUE(
        As(who).Try<v1::PlanService>(&v1::PlanService::Stub::ListPlans, request, &page).ok());
    for (const v1::Plan& plan : page.plans()) text += "changed " + plan.name() + "\n";
    return text;
  }

  static std::string History(const std::string& who) {
    v1::GetHistoryRequest request;
    request.set_resource(kLine);
    request.set_include_children(true);
    v1::GetHistoryResponse response;
    EXPECT_TRUE(
        As(who)
            .Try<v1::ChangeService>(&v1::ChangeService::Stub::GetHistory, request, &response)
            .ok());
    TakeClocksOut(&response);
    return response.DebugString();
  }

  static std::string Difference(const std::string& who) {
    grpc::ClientContext context;
    As(who).Sign(&context);
    v1::DiffRequest request;
    request.set_resource("plans/transport");
    const auto stub = v1::ChangeService::NewStub(As(who).channel());
    const auto stream = stub->Diff(&context, request);
    std::string text;
    v1::DiffResponse message;
    while (stream->Read(&message)) {
      for (const auto& resource : message.resources()) text += resource.DebugString();
    }
    EXPECT_TRUE(stream->Finish().ok());
    return text;
  }

  static std::string Changes(const std::string& who) {
    grpc::ClientContext context;
    As(who).Sign(&context);
    v1::WatchRequest request;
    request.set_after_revision(0);
    request.add_resources("plans/transport");
    request.set_progress_interval_millis(100);
    const int64_t head = Head();
    const auto stub = v1::WatchService::NewStub(As(who).channel());
    const auto stream = stub->Watch(&context, request);
    std::string text;
    v1::WatchResponse message;
    while (stream->Read(&message)) {
      for (const v1::Change& change : message.changes()) text += change.DebugString();
      if (message.complete_through() >= head) break;
    }
    context.TryCancel();
    stream->Finish();
    return text;
  }

  // The stored changes that may be read.
  static std::string Chain(const std::string& who) {
    grpc::ClientContext context;
    As(who).Sign(&context);
    v1::WalkChainRequest request;
    request.set_with_changes(true);
    const auto stub = v1::ProofService::NewStub(As(who).channel());
    const auto stream = stub->WalkChain(&context, request);
    std::string text;
    v1::WalkChainResponse message;
    while (stream->Read(&message)) {
      for (const auto& link : message.links()) {
        for (const auto& change : link.changes()) text += change.stored();
      }
    }
    EXPECT_TRUE(stream->Finish().ok());
    return text;
  }

  static std::string Reports(const std::string& who) {
    std::string text;
    for (const char* format : {"progress", "annual-priorities", "compliance", "treaty-matrix"}) {
      v1::ReportRequest request;
      request.set_sector("transport");
      request.set_format(format);
      v1::Document document;
      const auto status =
          As(who).Try<v1::ReportService>(&v1::ReportService::Stub::GetReport, request, &document);
      EXPECT_TRUE(status.ok()) << status.error_message();
      TakeClocksOut(&document);
      text += document.DebugString();
    }
    return text;
  }

  static int64_t Head() {
    v1::ListPlansResponse page;
    EXPECT_TRUE(
        As("asec")
            .Try<v1::PlanService>(&v1::PlanService::Stub::ListPlans, v1::ListPlansRequest(), &page)
            .ok());
    return page.clocks().revision();
  }

  static std::unique_ptr<RealServer> server_;
  static std::map<std::string, Person> people_;
};

std::unique_ptr<RealServer> Review::server_;
std::map<std::string, Person> Review::people_;

TEST_F(Review, WhatIsNotPublishedChangesNothingThatAnotherStateIsShown) {
  const int64_t since = Head();
  const std::string before = Everything("vietnam", since);
  EXPECT_THAT(before, Not(HasSubstr(kSecret)));
  const v1::Update update = Push("thailand", "THA", kSecret);
  EXPECT_EQ(Everything("vietnam", since), before) << "pushed";
  EXPECT_EQ(Everything("public", since).find(kSecret), std::string::npos);
  EXPECT_THAT(Everything("thailand", since), HasSubstr(kSecret)) << "its own";
  EXPECT_THAT(Updates("stom"), HasSubstr(kSecret)) << "who verifies";
  ASSERT_TRUE(Step("stom", v1::VERIFY_BY_SECTOR, update.name()).ok());
  ASSERT_TRUE(Step("thai-desk", v1::RETURN, update.name()).ok());
  EXPECT_EQ(Everything("vietnam", since), before) << "returned";
  ASSERT_TRUE(Step("thailand", v1::SUBMIT, update.name()).ok());
  Publish(update.name());
  EXPECT_THAT(Everything("vietnam", since), HasSubstr(kSecret)) << "published";
}

TEST_F(Review, ACorrectionOfWhatIsPublishedIsHiddenUntilItIsPublished) {
  const v1::Update update = Push("thailand", "THA", "Length 12 km");
  Publish(update.name());
  const int64_t since = Head();
  const std::string before = Everything("vietnam", since);
  EXPECT_THAT(before, HasSubstr("Length 12 km"));
  v1::CorrectUpdateRequest correction;
  correction.mutable_update()->set_name(update.name());
  correction.mutable_update()->set_narrative("Length 21 km");
  correction.mutable_update_mask()->add_paths("narrative");
  v1::PushUpdateResponse corrected;
  ASSERT_TRUE(
      As("thailand")
          .Try<v1::UpdateService>(&v1::UpdateService::Stub::CorrectUpdate, correction, &corrected)
          .ok());
  EXPECT_EQ(Everything("vietnam", since), before);
  v1::Update seen;
  ASSERT_TRUE(Get("vietnam", update.name(), &seen).ok());
  EXPECT_EQ(seen.narrative(), "Length 12 km");
  ASSERT_TRUE(Get("thailand", update.name(), &seen).ok());
  EXPECT_EQ(seen.narrative(), "Length 21 km");

  const auto changed = [&](const std::string& since_when) {
    return server_->Done(
        {"list", "updates", "--plan", "transport", "--changed-since", since_when, "-o", "csv"});
  };
  EXPECT_THAT(changed("published"), HasSubstr(update.name()));
  EXPECT_THAT(changed("verified"), HasSubstr(update.name()));

  // Taken back, it is seen as it was published.
  server_->Done({"withdraw", update.name(), "--reason", "another bridge"});
  EXPECT_THAT(History("vietnam"), HasSubstr("another bridge"));
  EXPECT_THAT(Everything("vietnam", since), Not(HasSubstr("Length 21 km")));
}

TEST_F(Review, ARefusalDoesNotTellWhatIsThere) {
  const v1::Update update = Push("thailand", "THA", "Ferry at Ranong", /*draft=*/true);
  const std::string nowhere = std::string(kLine) + "/updates/00000000000000000000";
  const auto same = [&](const std::function<grpc::Status(const std::string&)>& ask) {
    const grpc::Status there = ask(update.name());
    const grpc::Status absent = ask(nowhere);
    EXPECT_FALSE(there.ok());
    EXPECT_EQ(there.error_code(), absent.error_code());
    std::string text = there.error_message();
    for (size_t at = text.find(update.name()); at != text.npos; at = text.find(update.name())) {
      text.replace(at, update.name().size(), nowhere);
    }
    EXPECT_EQ(text, absent.error_message());
  };
  same([&](const std::string& name) {
    v1::Update ignored;
    return Get("vietnam", name, &ignored);
  });
  same([&](const std::string& name) {
    v1::GetHistoryRequest request;
    request.set_resource(name);
    v1::GetHistoryResponse response;
    return As("vietnam").Try<v1::ChangeService>(&v1::ChangeService::Stub::GetHistory, request,
                                                &response);
  });
  same([&](const std::string& name) {
    v1::CorrectUpdateRequest request;
    request.mutable_update()->set_name(name);
    request.mutable_update()->set_note("mine");
    request.mutable_update_mask()->add_paths("note");
    v1::PushUpdateResponse response;
    return As("vietnam").Try<v1::UpdateService>(&v1::UpdateService::Stub::CorrectUpdate, request,
                                                &response);
  });
  same([&](const std::string& name) {
    v1::WithdrawRequest request;
    request.set_resource(name);
    request.set_reason("x");
    v1::WithdrawResponse response;
    return As("vietnam").Try<v1::ChangeService>(&v1::ChangeService::Stub::Withdraw, request,
                                                &response);
  });
  for (const v1::ReviewStep step : {v1::SUBMIT, v1::VERIFY_BY_SECTOR, v1::VERIFY_BY_MEMBER_STATE,
                                    v1::RETURN, v1::PUBLISH_UPDATE}) {
    same([&](const std::string& name) { return Step("vietnam", step, name, "\"1\""); });
  }
}

TEST_F(Review, NobodyVerifiesTheirOwn) {
  const v1::Update update = Push("thailand", "THA", "Airport at Betong");
  EXPECT_EQ(Step("thailand", v1::VERIFY_BY_MEMBER_STATE, update.name()).error_code(),
            grpc::StatusCode::PERMISSION_DENIED);
  EXPECT_EQ(Step("vietnam", v1::VERIFY_BY_SECTOR, update.name()).error_code(),
            grpc::StatusCode::PERMISSION_DENIED);
  EXPECT_EQ(Step("thai-desk", v1::VERIFY_BY_SECTOR, update.name()).error_code(),
            grpc::StatusCode::PERMISSION_DENIED)
      << "a state does not speak for the sector";
  EXPECT_EQ(Step("asec", v1::PUBLISH_UPDATE, update.name()).error_code(),
            grpc::StatusCode::FAILED_PRECONDITION)
      << "not verified yet";
}

TEST_F(Review, ReportsCountWhatTheySay) {
  const auto lines = [&](const std::string& counts) {
    const std::string csv = server_->Done({"report", "--sector", "transport", "--format",
                                           "compliance", "--as", "csv", "--counts", counts});
    EXPECT_THAT(csv, HasSubstr("counts"));
    return std::count(csv.begin(), csv.end(), '\n');
  };
  EXPECT_NE(lines("submitted"), lines("published"));
  EXPECT_THAT(server_->Done({"report", "--sector", "transport"}),
              HasSubstr("Counts updates that are published."));
  EXPECT_THAT(server_->Done({"report", "--sector", "transport", "--counts", "verified"}),
              HasSubstr("Counts updates that are verified."));
  const Ended refused = server_->Sheaf({"report", "--sector", "transport", "--counts", "submitted",
                                        "--token-file", As("vietnam").token_file()});
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_THAT(refused.err, HasSubstr("read unpublished"));
}

TEST_F(Review, TheClientTakesItThrough) {
  const v1::Update update = Push("thailand", "THA", "Rail to Mukdahan", /*draft=*/true);
  const auto as = [&](const std::string& who, std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"--token-file", As(who).token_file()});
    return server_->Done(arguments);
  };
  EXPECT_THAT(as("thailand", {"review", "submit", update.name()}), HasSubstr("1 update submitted"));
  EXPECT_THAT(as("stom", {"review", "verify", "--plan", "transport", "--member", "THA"}),
              HasSubstr("verified"));
  EXPECT_THAT(as("thai-desk", {"review", "verify", update.name(), "--as-member-state"}),
              HasSubstr("1 update verified"));
  EXPECT_THAT(as("asec", {"review", "publish", "--plan", "transport"}), HasSubstr("published"));
  EXPECT_THAT(server_->Done({"list", "updates", "--plan", "transport", "--review", "published"}),
              HasSubstr("published"));
  EXPECT_THAT(server_->Done({"history", update.name()}), HasSubstr("reviewed"));
  EXPECT_THAT(Difference("asec"), HasSubstr("field: \"review.state\""));
}

}  // namespace
}  // namespace sheaf::e2e
