#include "clients/cli/row_warnings.h"

#include <list>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sheaf::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class RowWarningsTest : public ::testing::Test {
 protected:
  RowWarningsTest() {
    held_.plan.set_sector("energy");
    held_.today = "2026-01-15";
    held_.lines["EN-1"].set_planned_start("2020");
    held_.lines["EN-1"].set_instrument_type(v1::BINDING);
    AddWord("completed", v1::COMPLETED);
    AddWord("on_going", v1::IN_PROGRESS);
    AddWord("signed", v1::COMPLETED);
    auto& by = *held_.manifest.mutable_statuses(2)->add_by_instrument();
    by.set_instrument_type(v1::BINDING);
    by.set_state(v1::IN_PROGRESS);
    AddWord("planned", v1::CANONICAL_STATE_UNSPECIFIED);
    held_.manifest.mutable_statuses(3)->set_effect(v1::EXPECTATION);
  }

  void AddWord(const std::string& word, v1::CanonicalState state) {
    v1::StatusDefinition& status = *held_.manifest.add_statuses();
    status.set_word(word);
    status.set_state(state);
  }

  void Hold(const std::string& id, const std::string& word, const std::string& date) {
    v1::Update& update = held_.updates["plans/energy/lines/EN-1/updates/" + id];
    update.set_name("plans/energy/lines/EN-1/updates/" + id);
    update.set_reported_status(word);
    update.set_effective_date(date);
  }

  void Row(const std::string& word, const std::string& date, const std::string& state = "") {
    v1::LineUpdate& row = rows_.emplace_back();
    row.set_line_code("EN-1");
    row.mutable_update()->set_reported_status(word);
    row.mutable_update()->set_effective_date(date);
    row.mutable_update()->set_member_state(state);
  }

  std::vector<RowWarning> Warnings() {
    std::vector<const v1::LineUpdate*> rows;
    for (const v1::LineUpdate& row : rows_) rows.push_back(&row);
    return WarningsOf(rows, held_);
  }

  HeldRecords held_;
  std::list<v1::LineUpdate> rows_;
};

TEST_F(RowWarningsTest, NothingIsToldOfWhatIsUsual) {
  Hold("a", "on_going", "2024");
  Row("completed", "2025");
  Row("on_going", "2026-01");
  Row("planned", "2027");
  Row("on_going", "");
  Row("on_going", "2026-01", "LAO");
  EXPECT_THAT(Warnings(), IsEmpty());
}

TEST_F(RowWarningsTest, AFallFromTheLatestWordOfTheSameReporter) {
  Hold("a", "on_going", "2023");
  Hold("b", "completed", "2024-06");
  Row("on_going", "2025");
  Row("on_going", "2024-05", "");
  Row("on_going", "2025", "LAO");
  Row("signed", "2025-02");
  const auto warnings = Warnings();
  ASSERT_THAT(warnings, SizeIs(2)) << "earlier facts and other reporters take nothing back";
  EXPECT_EQ(warnings[0].row, 0u);
  EXPECT_THAT(warnings[0].text, HasSubstr("the region reported 'completed' of 2024-06"));
  EXPECT_EQ(warnings[1].row, 3u) << "signed does not complete a binding instrument";
}

TEST_F(RowWarningsTest, DaysToComeAndDaysBeforeTheLineBegan) {
  Row("on_going", "2026-01-16");
  Row("on_going", "2019-12");
  Row("on_going", "2026");
  const auto warnings = Warnings();
  ASSERT_THAT(warnings, SizeIs(2)) << "2026 can mean a day that has been";
  EXPECT_THAT(warnings[0].text, HasSubstr("a day after today (2026-01-15)"));
  EXPECT_THAT(warnings[1].text, HasSubstr("before the line is planned to start (2020)"));
}

TEST_F(RowWarningsTest, TwoStatesOfOneLineReporterAndDate) {
  Row("on_going", "2025");
  Row("on_going", "2025");
  Row("planned", "2025");
  Row("completed", "2025");
  const auto warnings = Warnings();
  ASSERT_THAT(warnings, SizeIs(1));
  EXPECT_EQ(warnings[0].row, 3u);
  EXPECT_THAT(warnings[0].text, HasSubstr("another row says 'on_going'"));
}

}  // namespace
}  // namespace sheaf::cli
