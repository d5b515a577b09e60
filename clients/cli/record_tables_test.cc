#include "clients/cli/record_tables.h"

#include <sstream>
#include <string>
#include <tuple>

#include "gtest/gtest.h"

namespace sheaf::cli {
namespace {

std::string Text(const Table& table) {
  std::ostringstream out;
  table.PrintText(200, out);
  return out.str();
}

void AddUpdate(v1::ListUpdatesResponse& list, const std::string& id, const std::string& date) {
  v1::Update& update = *list.add_updates();
  update.set_name("plans/energy/lines/EN-1/updates/" + id);
  update.set_reported_status("signed");
  update.set_effective_date(date);
  update.set_revision(9);
}

TEST(RecordTablesTest, UpdatesAreReadByDateAndAPartialDateIsItsLastDay) {
  v1::ListUpdatesResponse list;
  AddUpdate(list, "a", "2020");
  AddUpdate(list, "b", "2020-11-24");
  AddUpdate(list, "c", "2020-11");
  AddUpdate(list, "d", "");
  AddUpdate(list, "e", "2019");
  list.mutable_updates(1)->set_member_state("LAO");
  Arrange(list);
  EXPECT_EQ(Text(TableOf(list)),
            "Line  Update  For     Status  Date        Rev.\n"
            "EN-1  d       region  signed              9\n"
            "EN-1  e       region  signed  2019        9\n"
            "EN-1  b       LAO     signed  2020-11-24  9\n"
            "EN-1  c       region  signed  2020-11     9\n"
            "EN-1  a       region  signed  2020        9\n");
}

TEST(RecordTablesTest, TargetsAreReadByYearAndVersion) {
  v1::ListTargetsResponse list;
  for (const auto& [id, value, year, ordinal] :
       {std::tuple("a", 32, 2025, 2), std::tuple("b", 30, 2025, 1), std::tuple("c", 20, 2020, 0)}) {
    v1::Target& target = *list.add_targets();
    target.set_name("sectors/energy/kpis/EN-K-01/targets/" + std::string(id));
    target.set_value(value);
    target.set_year(year);
    target.set_ordinal(ordinal);
  }
  Arrange(list);
  EXPECT_EQ(list.targets(0).value(), 20);
  EXPECT_EQ(list.targets(1).value(), 30);
  EXPECT_EQ(list.targets(2).value(), 32);
}

TEST(RecordTablesTest, ZeroIsAValueAndMissingIsAReason) {
  v1::ListObservationsResponse list;
  v1::Observation& zero = *list.add_observations();
  zero.set_name("sectors/energy/kpis/K/observations/a");
  zero.set_value(0);
  v1::Observation& missing = *list.add_observations();
  missing.set_name("sectors/energy/kpis/K/observations/b");
  missing.set_missing(v1::NOT_APPLICABLE);
  EXPECT_EQ(Text(TableOf(list)),
            "KPI or series  Observation  For     Value  Missing         Rev.\n"
            "K              a            region  0                      0\n"
            "K              b            region         not_applicable  0\n");
}

TEST(RecordTablesTest, CsvHasTheFullNamesThatOtherCommandsTake) {
  v1::ListUpdatesResponse list;
  AddUpdate(list, "a", "2020");
  std::ostringstream out;
  TableOf(list).PrintCsv(out);
  EXPECT_NE(out.str().find(",plans/energy/lines/EN-1/updates/a,"), std::string::npos) << out.str();
}

}  // namespace
}  // namespace sheaf::cli
