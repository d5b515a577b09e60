#include "clients/cli/row_judgement.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sheaf::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

class RowJudgementTest : public ::testing::Test {
 protected:
  RowJudgementTest() {
    held_.set_name("plans/energy/lines/EN-1/updates/u");
    held_.set_reported_status("on_going");
    held_.set_effective_date("2024");
    held_.set_note("two\nlines ");
    held_.set_etag("r7");
    held_.set_actor("officer");
    (*held_.mutable_attributes())["own"] = "x";
    row_.set_line_code("EN-1");
    *row_.mutable_update() = held_;
    for (const auto clear :
         {&v1::Update::clear_name, &v1::Update::clear_etag, &v1::Update::clear_actor}) {
      (row_.mutable_update()->*clear)();
    }
    row_.mutable_update()->set_note("two\r\nlines");
    intent_.shown = "u";
    intent_.etag = "r7";
  }

  RowJudgement Judged(const v1::Update* held) {
    return Judge({row_, intent_, columns_, held},
                 [this](const std::string&, const std::string&) { return earlier_; });
  }

  v1::Update held_;
  v1::LineUpdate row_;
  RowIntent intent_;
  std::vector<std::string> columns_ = {"line_code", "reported_status", "effective_date",
                                       "note",      "value",           "own"};
  std::optional<v1::Update> earlier_;
};

TEST_F(RowJudgementTest, ARowThatShowsNothingIsAdded) {
  intent_ = {};
  EXPECT_EQ(Judged(nullptr).outcome, RowOutcome::kAdded);
}

TEST_F(RowJudgementTest, ARowThatSaysWhatItShowsIsUnchangedHoweverLinesEnd) {
  EXPECT_EQ(Judged(&held_).outcome, RowOutcome::kUnchanged);
  intent_.change = RowChange::kReplace;
  EXPECT_EQ(Judged(&held_).outcome, RowOutcome::kUnchanged);
}

TEST_F(RowJudgementTest, WhatTheFileHasNoColumnForIsNoChange) {
  held_.set_narrative("long");
  EXPECT_EQ(Judged(&held_).outcome, RowOutcome::kUnchanged);
}

TEST_F(RowJudgementTest, AChangeThatDoesNotSayWhatItIsIsRefused) {
  row_.mutable_update()->set_effective_date("2025");
  const RowJudgement judged = Judged(&held_);
  EXPECT_EQ(judged.outcome, RowOutcome::kRefused);
  EXPECT_EQ(judged.column, "change");
  EXPECT_THAT(judged.problem, HasSubstr("effective_date is '2025' where the update that the row "
                                        "shows has '2024'; expected add"));
}

TEST_F(RowJudgementTest, AnAdditionStaysWhatTheRowSays) {
  row_.mutable_update()->set_effective_date("2025");
  intent_.change = RowChange::kAdd;
  const RowJudgement judged = Judged(&held_);
  EXPECT_EQ(judged.outcome, RowOutcome::kAdded);
  EXPECT_FALSE(judged.update.replaces());
  EXPECT_EQ(judged.update.update().name(), "");
  ASSERT_THAT(judged.changes, SizeIs(1));
  EXPECT_EQ(judged.changes[0].before, "2024");
}

TEST_F(RowJudgementTest, AReplacementKeepsWhatTheFileHasNoColumnFor) {
  held_.set_narrative("long");
  row_.mutable_update()->set_effective_date("2025");
  row_.mutable_update()->mutable_progress()->set_value(3);
  row_.mutable_update()->clear_attributes();
  intent_.change = RowChange::kReplace;
  const RowJudgement judged = Judged(&held_);
  EXPECT_EQ(judged.outcome, RowOutcome::kChanged);
  EXPECT_TRUE(judged.update.replaces());
  EXPECT_EQ(judged.update.etag(), "r7");
  const v1::Update& update = judged.update.update();
  EXPECT_EQ(update.name(), held_.name());
  EXPECT_EQ(update.narrative(), "long");
  EXPECT_EQ(update.note(), "two\nlines ") << "untouched to the byte";
  EXPECT_EQ(update.effective_date(), "2025");
  EXPECT_EQ(update.progress().value(), 3);
  EXPECT_TRUE(update.attributes().empty());
}

TEST_F(RowJudgementTest, WhatSomebodyElseCorrectedSinceIsLeftAloneWhereTheRowWasNotTouched) {
  earlier_ = held_;
  held_.set_etag("r9");
  held_.set_effective_date("2023");
  const RowJudgement judged = Judged(&held_);
  EXPECT_EQ(judged.outcome, RowOutcome::kUnchanged);
  EXPECT_THAT(judged.note, HasSubstr("before it was corrected by officer"));
}

TEST_F(RowJudgementTest, ACorrectionOfWhatSomebodyElseCorrectedSinceIsRefused) {
  earlier_ = held_;
  held_.set_etag("r9");
  held_.set_effective_date("2023");
  row_.mutable_update()->set_effective_date("2025");
  intent_.change = RowChange::kReplace;
  EXPECT_EQ(Judged(&held_).column, "etag");
  intent_.change = RowChange::kAdd;
  EXPECT_EQ(Judged(&held_).outcome, RowOutcome::kAdded) << "an addition overwrites nothing";
}

TEST_F(RowJudgementTest, AnUpdateThatIsNotHeldOrOfAnotherLineIsRefused) {
  EXPECT_EQ(Judged(nullptr).column, "update");
  row_.set_line_code("EN-2");
  EXPECT_EQ(Judged(&held_).column, "line_code");
  intent_ = {};
  intent_.change = RowChange::kReplace;
  EXPECT_EQ(Judged(nullptr).column, "change");
}

}  // namespace
}  // namespace sheaf::cli
