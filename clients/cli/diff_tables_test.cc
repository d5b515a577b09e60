#include "clients/cli/diff_tables.h"

#include <sstream>

#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"

namespace sheaf::cli {
namespace {

v1::DiffResponse Diff(const std::string& text) {
  v1::DiffResponse diff;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &diff)) << text;
  return diff;
}

const char kDiff[] = R"pb(
  from { revision: 3 effective_date: "2024-12-31" }
  to { revision: 9 effective_date: "2024-12-31" }
  resources {
    resource: "plans/energy/lines/EN-1"
    kind: MODIFIED
    from_revision: 2
    to_revision: 7
    fields { field: "planned_end" before: "2020" after: "2021" }
    fields { field: "tags" before: "grid" }
  }
  resources {
    resource: "plans/energy/lines/EN-1/updates/u1"
    kind: ADDED
    to_revision: 8
    fields { field: "reported_status" after: "signed" }
    fields { field: "effective_date" after: "2024-05" }
  }
  resources {
    resource: "plans/energy/lines/EN-2"
    kind: DIFF_VANISHED
    from_revision: 9
    to_revision: 2
    fields { field: "vanished" before: "true" }
  }
)pb";

TEST(DiffTablesTest, ARowAFieldWithTheRecordNamedOnce) {
  std::ostringstream out;
  DiffTable(Diff(kDiff)).PrintText(0, out);
  EXPECT_EQ(out.str(),
            "Record                 Is       Field        Before  After\n"
            "energy EN-1            changed  planned_end  2020    2021\n"
            "                                tags         grid\n"
            "energy EN-1 update u1  added                         reported_status: signed; "
            "effective_date: 2024-05\n"
            "energy EN-2            back     vanished     true\n");
}

TEST(DiffTablesTest, TheSummaryNamesBothClocksAndCounts) {
  v1::DiffResponse diff = Diff(kDiff);
  EXPECT_EQ(DiffSummary(diff),
            "From revision 3 to revision 9, effective 2024-12-31: 1 added, 1 changed, 1 back.");
  diff.mutable_from()->set_effective_date("2023-12-31");
  diff.clear_resources();
  EXPECT_EQ(
      DiffSummary(diff),
      "From revision 3, effective 2023-12-31, to revision 9, effective 2024-12-31: nothing is "
      "different.");
}

TEST(DiffTablesTest, LinesThatOnlyMovedAreCountedAndNotShown) {
  const v1::DiffResponse diff = Diff(R"pb(
    resources {
      resource: "plans/energy/lines/EN-1"
      kind: MODIFIED
      from_revision: 1
      to_revision: 2
      fields { field: "position" before: "3" after: "2" }
    }
    resources {
      resource: "plans/energy/lines/EN-2"
      kind: MODIFIED
      from_revision: 1
      to_revision: 2
      fields { field: "title" before: "A" after: "B" }
      fields { field: "position" before: "4" after: "3" }
    }
  )pb");
  EXPECT_NE(DiffSummary(diff).find("1 changed, 1 only moved"), std::string::npos);
  EXPECT_EQ(DiffTable(diff).size(), 1u);
  EXPECT_EQ(DiffCsv(diff).size(), 3u);
}

TEST(DiffTablesTest, CsvHasARowAFieldWithFullNames) {
  std::ostringstream out;
  DiffCsv(Diff(kDiff)).PrintCsv(out);
  EXPECT_EQ(out.str(),
            "resource,kind,from_revision,to_revision,field,before,after\n"
            "plans/energy/lines/EN-1,changed,2,7,planned_end,2020,2021\n"
            "plans/energy/lines/EN-1,changed,2,7,tags,grid,\n"
            "plans/energy/lines/EN-1/updates/u1,added,0,8,reported_status,,signed\n"
            "plans/energy/lines/EN-1/updates/u1,added,0,8,effective_date,,2024-05\n"
            "plans/energy/lines/EN-2,back,9,2,vanished,true,\n");
}

TEST(DiffTablesTest, NamesAreShortForPeople) {
  EXPECT_EQ(ShortNameOf("plans/energy"), "plan energy");
  EXPECT_EQ(ShortNameOf("plans/energy/lines/EN-1"), "energy EN-1");
  EXPECT_EQ(ShortNameOf("plans/energy/lines/EN-1/updates/0123456789abcdef0123456789abcdef"),
            "energy EN-1 update 01234567");
  EXPECT_EQ(ShortNameOf("sectors/energy/kpis/EN-K-01/targets/t"), "energy EN-K-01 target t");
  EXPECT_EQ(ShortNameOf("sectors/energy/manifests/current"), "energy manifest current");
  EXPECT_EQ(ShortNameOf("memberStates/TLS"), "member state TLS");
}

}  // namespace
}  // namespace sheaf::cli
