// Diff against reading every record twice.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "google/protobuf/util/message_differencer.h"
#include "sheaf/v1/change_service.grpc.pb.h"
#include "sheaf/v1/plan_service.grpc.pb.h"
#include "sheaf/v1/update_service.grpc.pb.h"
#include "tests/e2e/listing.h"
#include "tests/e2e/real_server.h"

namespace sheaf::e2e {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using Updates = v1::UpdateService::Stub;
using Plans = v1::PlanService::Stub;

v1::AsOf At(int64_t revision, const std::string& effective = "") {
  v1::AsOf as_of;
  as_of.set_revision(revision);
  as_of.set_effective_date(effective);
  return as_of;
}

// The names of the fields of one level that differ, but for what the server keeps of every version:
// nothing is checked here, so that all stays submitted.
std::set<std::string> DifferingFields(const Message& from, const Message& to) {
  const std::set<std::string> kept = {"name", "revision", "commit_time", "etag", "actor", "review"};
  std::set<std::string> fields;
  for (int i = 0; i < from.GetDescriptor()->field_count(); ++i) {
    const FieldDescriptor* field = from.GetDescriptor()->field(i);
    google::protobuf::util::MessageDifferencer differencer;
    if (kept.contains(field->name())) continue;
    if (!differencer.CompareWithFields(from, to, {field}, {field})) fields.insert(field->name());
  }
  return fields;
}

// Records by name, at one point of time.
using Records = std::map<std::string, std::unique_ptr<Message>>;

class Diff : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    server_ = new RealServer;
    server_->ImportEverything();
    before_ = server_->Status().revision();
    ChangeALot();
    after_ = server_->Status().revision();
  }
  static void TearDownTestSuite() { delete server_; }

  static std::unique_ptr<Updates> UpdateStub() {
    return v1::UpdateService::NewStub(server_->Channel());
  }

  static void ChangeALot() {
    const std::string plan = server_->WriteFile(
        "small.csv",
        "line_code,parent_code,level,title,planned_end\nA,,area,One,2020\nB,A,action,Two,\n");
    server_->Done({"plan", "import", plan, "--plan", "small", "--title", "Small"});
    const std::string again = server_->WriteFile(
        "again.csv",
        "line_code,parent_code,level,title,planned_end\nA,,area,One,2021-06\nC,A,action,Three,\n");
    server_->Done({"plan", "import", again, "--plan", "small"});
    const std::string pushed = server_->WriteFile(
        "pushed.csv",
        "line_code,reported_status,effective_date,note\nEN-APG-001,completed,2024-05,first\n"
        "EN-APG-002,on_going,2023,\nEN-APG-003,planned,2199,\n");
    server_->Done({"push", pushed, "--plan", "energy"});
    CorrectAndWithdraw();
  }

  // The first update of energy that was there before gets another note; the second is taken back.
  static void CorrectAndWithdraw() {
    v1::ListUpdatesRequest list;
    list.set_parent("plans/energy");
    *list.mutable_as_of() = At(before_);
    const auto stub = UpdateStub();
    const auto updates = ListAll(*stub, &Updates::ListUpdates, list);
    corrected_ = updates.updates(0).name();
    withdrawn_ = updates.updates(1).name();
    v1::CorrectUpdateRequest correction;
    *correction.mutable_update() = updates.updates(0);
    correction.mutable_update()->set_note("read again");
    correction.mutable_update()->mutable_progress()->set_value(0);
    correction.mutable_update()->mutable_progress()->set_unit("score out of 5");
    (*correction.mutable_update()->mutable_attributes())["seen"] = "yes";
    Call(*stub, &Updates::CorrectUpdate, correction);
    server_->Done({"withdraw", withdrawn_, "--reason", "counted twice"});
  }

  static grpc::Status Run(const v1::DiffRequest& request, v1::DiffResponse* all) {
    const auto stub = v1::ChangeService::NewStub(server_->Channel());
    grpc::ClientContext context;
    const auto reader = stub->Diff(&context, request);
    v1::DiffResponse part;
    while (reader->Read(&part)) all->MergeFrom(part);
    return reader->Finish();
  }
  static v1::DiffResponse Between(const v1::AsOf& from, const v1::AsOf& to,
                                  const std::string& resource = "") {
    v1::DiffRequest request;
    *request.mutable_from() = from;
    *request.mutable_to() = to;
    request.set_resource(resource);
    v1::DiffResponse all;
    const grpc::Status status = Run(request, &all);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return all;
  }

  // All plans, lines and updates, withdrawn ones too.
  static Records ReadAll(const v1::AsOf& as_of) {
    Records records;
    const auto plans = v1::PlanService::NewStub(server_->Channel());
    const auto updates = UpdateStub();
    v1::ListPlansRequest plan_list;
    v1::ListLinesRequest line_list;
    v1::ListUpdatesRequest update_list;
    line_list.set_parent("plans/-");
    update_list.set_parent("plans/-");
    update_list.set_show_withdrawn(true);
    for (v1::AsOf* each :
         {plan_list.mutable_as_of(), line_list.mutable_as_of(), update_list.mutable_as_of()}) {
      *each = as_of;
    }
    const auto found_plans = ListAll(*plans, &Plans::ListPlans, plan_list);
    const auto found_lines = ListAll(*plans, &Plans::ListLines, line_list);
    const auto found_updates = ListAll(*updates, &Updates::ListUpdates, update_list);
    for (const auto& plan : found_plans.plans()) {
      records[plan.name()] = std::make_unique<v1::Plan>(plan);
    }
    for (const auto& line : found_lines.lines()) {
      records[line.name()] = std::make_unique<v1::Line>(line);
    }
    for (const auto& update : found_updates.updates()) {
      records[update.name()] = std::make_unique<v1::Update>(update);
    }
    return records;
  }

  // Every record below plans/ is in `diff` exactly where it differs, with the fields that do.
  static void ExpectSameAsReadingTwice(const v1::DiffResponse& diff, const v1::AsOf& from_clocks,
                                       const v1::AsOf& to_clocks) {
    const Records from = ReadAll(from_clocks);
    const Records to = ReadAll(to_clocks);
    std::map<std::string, std::set<std::string>> expected;
    const auto compare = [&](const std::string& name) {
      const auto a = from.find(name), b = to.find(name);
      const Message& some = a != from.end() ? *a->second : *b->second;
      const std::unique_ptr<Message> none(some.New());
      const auto fields =
          DifferingFields(a != from.end() ? *a->second : *none, b != to.end() ? *b->second : *none);
      if (!fields.empty()) expected[name] = fields;
    };
    for (const auto& [name, record] : from) compare(name);
    for (const auto& [name, record] : to) compare(name);
    std::map<std::string, std::set<std::string>> found;
    for (const v1::ResourceDiff& resource : diff.resources()) {
      if (!resource.resource().starts_with("plans/")) continue;
      for (const v1::FieldDiff& field : resource.fields()) {
        found[resource.resource()].insert(
            field.field().substr(0, field.field().find_first_of(".[")));
      }
    }
    EXPECT_EQ(found, expected);
    EXPECT_THAT(expected, Not(IsEmpty()));
  }

  static const v1::ResourceDiff* Find(const v1::DiffResponse& diff, const std::string& name) {
    for (const v1::ResourceDiff& resource : diff.resources()) {
      if (resource.resource() == name) return &resource;
    }
    ADD_FAILURE() << name << " is not in the diff";
    return &v1::ResourceDiff::default_instance();
  }
  static std::vector<std::string> FieldsOf(const v1::ResourceDiff& diff) {
    std::vector<std::string> fields;
    for (const v1::FieldDiff& field : diff.fields()) {
      fields.push_back(field.field() + ": " + (field.has_before() ? field.before() : "(unset)") +
                       " -> " + (field.has_after() ? field.after() : "(unset)"));
    }
    return fields;
  }

  static RealServer* server_;
  static int64_t before_, after_;
  static std::string corrected_, withdrawn_;
};

RealServer* Diff::server_ = nullptr;
int64_t Diff::before_ = 0;
int64_t Diff::after_ = 0;
std::string Diff::corrected_, Diff::withdrawn_;

TEST_F(Diff, BetweenTwoRevisionsIsWhatReadingTwiceShows) {
  const v1::AsOf from = At(before_, "2026-06-30"), to = At(after_, "2026-06-30");
  ExpectSameAsReadingTwice(Between(from, to), from, to);
  ExpectSameAsReadingTwice(Between(to, from), to, from);
}

TEST_F(Diff, FromTheEmptyStateIsEverything) {
  const v1::AsOf to = At(after_, "2026-06-30");
  const v1::DiffResponse diff = Between(v1::AsOf(), to);
  EXPECT_EQ(diff.from().revision(), 0);
  EXPECT_EQ(diff.to().revision(), after_);
  ExpectSameAsReadingTwice(diff, At(0, "2026-06-30"), to);
  std::string last;
  for (const v1::ResourceDiff& resource : diff.resources()) {
    EXPECT_LT(last, resource.resource());
    last = resource.resource();
  }
}

TEST_F(Diff, BetweenTwoEffectiveDatesIsWhatReadingTwiceShows) {
  const v1::AsOf from = At(before_, "2019-12-31"), to = At(after_, "2023-06-30");
  ExpectSameAsReadingTwice(Between(from, to), from, to);
  const v1::AsOf same = At(after_, "2019-12-31");
  const v1::DiffResponse diff = Between(same, to);
  ExpectSameAsReadingTwice(diff, same, to);
  for (const v1::ResourceDiff& resource : diff.resources()) {
    if (resource.resource() == withdrawn_) continue;  // it stands at neither
    EXPECT_EQ(resource.kind(), v1::ADDED) << resource.resource();
  }
}

TEST_F(Diff, NamesKindsAndFields) {
  const v1::DiffResponse diff = Between(At(before_), At(after_));
  const v1::ResourceDiff& corrected = *Find(diff, corrected_);
  EXPECT_EQ(corrected.kind(), v1::MODIFIED);
  EXPECT_LE(corrected.from_revision(), before_);
  EXPECT_GT(corrected.to_revision(), before_);
  EXPECT_THAT(FieldsOf(corrected), AllOf(Contains(EndsWith(" -> read again")),
                                         Contains("attributes[\"seen\"]: (unset) -> yes")));
  EXPECT_EQ(Find(diff, withdrawn_)->kind(), v1::DIFF_WITHDRAWN);
  EXPECT_THAT(FieldsOf(*Find(diff, withdrawn_)),
              ElementsAre("withdrawn_reason: (unset) -> counted twice"));
  EXPECT_EQ(Find(diff, "plans/small")->kind(), v1::ADDED);
}

TEST_F(Diff, OfAPlanBetweenItsImports) {
  const int64_t first = before_ + 1, second = before_ + 2;
  const v1::DiffResponse diff = Between(At(first), At(second), "plans/small");
  ASSERT_EQ(diff.resources_size(), 3);
  EXPECT_THAT(FieldsOf(*Find(diff, "plans/small/lines/A")),
              ElementsAre("planned_end: 2020 -> 2021-06"));
  EXPECT_EQ(Find(diff, "plans/small/lines/B")->kind(), v1::DIFF_VANISHED);
  EXPECT_THAT(FieldsOf(*Find(diff, "plans/small/lines/B")),
              ElementsAre("vanished: (unset) -> true"));
  EXPECT_EQ(Find(diff, "plans/small/lines/C")->kind(), v1::ADDED);
  const v1::DiffResponse back = Between(At(second), At(first), "plans/small");
  EXPECT_EQ(Find(back, "plans/small/lines/C")->kind(), v1::REMOVED);
  EXPECT_THAT(FieldsOf(*Find(back, "plans/small/lines/B")),
              ElementsAre("vanished: true -> (unset)"));
}

TEST_F(Diff, OfOnePointIsNothingWithItsClocks) {
  const v1::DiffResponse diff = Between(At(after_), At(after_));
  EXPECT_EQ(diff.from().revision(), after_);
  EXPECT_EQ(diff.resources_size(), 0);
}

TEST_F(Diff, RefusesANameThatIsNoneAndOneThatIsNotThere) {
  v1::DiffRequest request;
  v1::DiffResponse response;
  request.set_resource("plan/energy");
  EXPECT_EQ(Run(request, &response).error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  request.set_resource("plans/nowhere");
  const grpc::Status status = Run(request, &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_THAT(status.error_message(), HasSubstr("plans/nowhere"));
}

TEST_F(Diff, IsReadableOnTheCommandLine) {
  const std::string from = std::to_string(before_ + 1), to = std::to_string(before_ + 2);
  EXPECT_THAT(server_->Done({"diff", from, to}),
              AllOf(HasSubstr("1 added, 1 changed, 1 vanished"), HasSubstr("small A"),
                    HasSubstr("planned_end"), HasSubstr("2021-06")));
  EXPECT_THAT(
      server_->Done({"diff", from, to, "plans/small", "-o", "csv"}),
      HasSubstr("plans/small/lines/A,changed," + from + "," + to + ",planned_end,2020,2021-06\n"));
  EXPECT_THAT(server_->Done({"diff", from, to, "-o", "json"}), HasSubstr("\"DIFF_VANISHED\""));
  EXPECT_THAT(server_->Done({"diff", to, to}), HasSubstr("nothing is different"));
}

}  // namespace
}  // namespace sheaf::e2e
