#include "server/api/record_diff.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

#include "server/sectors/records.h"
#include "sheaf/v1/plan.pb.h"

namespace sheaf::api {
namespace {

using ::testing::ElementsAre;

ledger::Record LineRecord(ledger::Revision revision, const v1::Line& line,
                          ledger::Verb verb = ledger::Verb::kReplace) {
  ledger::Record record;
  record.resource = "plans/energy/lines/X";
  record.revision = revision;
  record.verb = verb;
  record.payload = sectors::PayloadOf(line);
  return record;
}

v1::Line Line(const std::string& title, const std::string& end = "") {
  v1::Line line;
  line.set_title(title);
  line.set_planned_end(end);
  return line;
}

v1::ResourceDiff Diff(const ledger::Record* from, const ledger::Record* to) {
  const auto diff = DiffOf(from, to);
  EXPECT_TRUE(diff.ok()) << diff.status();
  EXPECT_TRUE(diff->has_value());
  return diff->value_or(v1::ResourceDiff());
}

std::vector<std::string> Fields(const v1::ResourceDiff& diff) {
  std::vector<std::string> fields;
  for (const v1::FieldDiff& field : diff.fields()) {
    fields.push_back(field.field() + " " + (field.has_before() ? field.before() : "(unset)") + " " +
                     (field.has_after() ? field.after() : "(unset)"));
  }
  return fields;
}

TEST(RecordDiff, ARecordThatCameIsAddedWithAllThatIsSet) {
  const ledger::Record to = LineRecord(4, Line("T", "2020"), ledger::Verb::kCreate);
  const v1::ResourceDiff diff = Diff(nullptr, &to);
  EXPECT_EQ(diff.kind(), v1::ADDED);
  EXPECT_EQ(diff.resource(), "plans/energy/lines/X");
  EXPECT_EQ(diff.from_revision(), 0);
  EXPECT_EQ(diff.to_revision(), 4);
  EXPECT_THAT(Fields(diff), ElementsAre("title (unset) T", "planned_end (unset) 2020"));
}

TEST(RecordDiff, ARecordThatIsGoneIsRemoved) {
  const ledger::Record from = LineRecord(4, Line("T"));
  const v1::ResourceDiff diff = Diff(&from, nullptr);
  EXPECT_EQ(diff.kind(), v1::REMOVED);
  EXPECT_EQ(diff.from_revision(), 4);
  EXPECT_THAT(Fields(diff), ElementsAre("title T (unset)"));
}

TEST(RecordDiff, FieldsComeInTheOrderOfTheMessageWhetherSetOrGone) {
  v1::Line before = Line("A", "2020");
  before.set_lead_body("ACE");
  v1::Line after = Line("B");
  after.set_planned_start("2019");
  after.add_tags("grid");
  const ledger::Record from = LineRecord(2, before), to = LineRecord(3, after);
  const v1::ResourceDiff diff = Diff(&from, &to);
  EXPECT_EQ(diff.kind(), v1::MODIFIED);
  EXPECT_THAT(Fields(diff),
              ElementsAre("title A B", "lead_body ACE (unset)", "planned_start (unset) 2019",
                          "planned_end 2020 (unset)", "tags (unset) grid"));
}

TEST(RecordDiff, NothingIsDifferentWhereAllFieldsAreTheSameAgain) {
  const ledger::Record from = LineRecord(2, Line("A")), to = LineRecord(9, Line("A"));
  const auto diff = DiffOf(&from, &to);
  ASSERT_TRUE(diff.ok()) << diff.status();
  EXPECT_FALSE(diff->has_value());
}

TEST(RecordDiff, ALineThatVanishedOrIsBackSaysSo) {
  const ledger::Record there = LineRecord(2, Line("A"));
  const ledger::Record gone = LineRecord(3, Line("A"), ledger::Verb::kVanish);
  EXPECT_EQ(Diff(&there, &gone).kind(), v1::DIFF_VANISHED);
  EXPECT_THAT(Fields(Diff(&there, &gone)), ElementsAre("vanished (unset) true"));
  EXPECT_EQ(Diff(&gone, &there).kind(), v1::DIFF_VANISHED);
  EXPECT_THAT(Fields(Diff(&gone, &there)), ElementsAre("vanished true (unset)"));
}

TEST(RecordDiff, AnUpdateThatWasTakenBackSaysWhy) {
  v1::Update update;
  update.set_reported_status("signed");
  ledger::Record there = LineRecord(2, v1::Line());
  there.resource = "plans/energy/lines/X/updates/u";
  there.payload = sectors::PayloadOf(update);
  ledger::Record taken_back = there;
  taken_back.revision = 3;
  taken_back.verb = ledger::Verb::kWithdraw;
  taken_back.reason = "counted twice";
  EXPECT_EQ(Diff(&there, &taken_back).kind(), v1::DIFF_WITHDRAWN);
  EXPECT_THAT(Fields(Diff(&there, &taken_back)),
              ElementsAre("withdrawn_reason (unset) counted twice"));
  EXPECT_EQ(Diff(&taken_back, &there).kind(), v1::MODIFIED);
  EXPECT_EQ(Diff(nullptr, &taken_back).kind(), v1::DIFF_WITHDRAWN);
}

}  // namespace
}  // namespace sheaf::api
