#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/reports/render/document_text.h"
#include "server/reports/render/render.h"

namespace sheaf::reports {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

std::string Csv(const v1::Document& document) { return RenderCsv(document).content; }

TEST(Csv, BeginsWithItsColumnsAndNamesTitleAndClocks) {
  const std::string csv =
      Csv(DocumentOf("title: 'Energy, progress' clocks { revision: 1412 commit_time { "
                     "seconds: 1714564803 nanos: 120000000 } effective_date: '2024-04-30' }"));
  EXPECT_EQ(
      csv,
      "section,table,row,column,value,unit,period,numerator,denominator,missing_reason,records\r\n"
      "document,,title,,\"Energy, progress\",,,,,,\r\n"
      "document,,known_at,revision,1412,,,,,,\r\n"
      "document,,known_at,commit_time,2024-05-01T12:00:03.120000Z,,,,,,\r\n"
      "document,,effective,date,2024-04-30,,,,,,\r\n");
}

TEST(Csv, GivesEachFigureARowWithBareNumbers) {
  const std::string csv = Csv(BlockOf(R"pb(
    table {
      title: "Lines"
      columns { id: "sector" title: "Sector" }
      columns { id: "lines" title: "Lines" numeric: true }
      columns { id: "done" title: "Completed" numeric: true }
      columns { id: "power" title: "Power" unit: "MW" numeric: true }
      columns { id: "since" title: "Since" }
      rows {
        cells { text: "Energy" }
        cells { count: 1200 records: "plans/energy" records: "plans/apaec" }
        cells { share { numerator: 300 denominator: 1200 } }
        cells { number: 15.625 decimals: 1 }
        cells { date: "2020-11" }
      }
    })pb"));
  EXPECT_THAT(csv, HasSubstr("s,Lines,Energy,lines,1200,,,,,,plans/energy;plans/apaec\r\n"
                             "s,Lines,Energy,done,25,%,,300,1200,,\r\n"
                             "s,Lines,Energy,power,15.625,MW,,,,,\r\n"
                             "s,Lines,Energy,since,2020-11,,,,,,\r\n"));
}

TEST(Csv, TellsZeroFromMissingAndLeavesEmptyCellsOut) {
  const std::string csv = Csv(BlockOf(R"pb(
    table {
      columns { id: "a" }
      columns { id: "b" unit: "MW" }
      columns { id: "c" }
      columns { id: "d" }
      rows {
        cells { text: "row" }
        cells { missing: NOT_APPLICABLE }
        cells {}
        cells { number: 0 }
      }
    })pb"));
  EXPECT_THAT(csv, HasSubstr("s,,row,b,,MW,,,,not applicable,\r\ns,,row,d,0,,,,,,\r\n"));
  EXPECT_THAT(csv, Not(HasSubstr(",c,")));
}

TEST(Csv, HasNoPercentageOfNothing) {
  EXPECT_THAT(Csv(BlockOf("key_figures { figures { label: 'x' value { share {} } } }")),
              HasSubstr("s,,x,value,,%,,0,0,,\r\n"));
}

TEST(Csv, NamesARowByThoseItStandsUnder) {
  const std::string csv = Csv(BlockOf(R"pb(
    table {
      columns { id: "line" }
      columns { id: "n" }
      rows {
        cells { text: "Land" }
        cells {}
        role: GROUP
      }
      rows {
        cells { text: "Road" }
        cells { count: 1 }
      }
      rows {
        cells { text: "Highway" }
        cells { count: 2 }
        depth: 1
      }
      rows {
        cells { text: "Air" }
        cells { count: 3 }
        role: GROUP
      }
      rows {
        cells { text: "All" }
        cells { count: 4 }
        role: TOTAL
      }
    })pb"));
  EXPECT_THAT(csv, HasSubstr("s,,Land > Road,n,1,,,,,,\r\n"
                             "s,,Land > Road > Highway,n,2,,,,,,\r\n"
                             "s,,Air,n,3,,,,,,\r\n"
                             "s,,All,n,4,,,,,,\r\n"));
}

TEST(Csv, QuotesWhatNeedsIt) {
  const std::string csv =
      Csv(BlockOf(R"(key_figures { figures { label: "say \"no\"" value { text: "a,b\nc" } } })"));
  EXPECT_THAT(csv, HasSubstr("s,,\"say \"\"no\"\"\",value,\"a,b\nc\",,,,,,\r\n"));
}

TEST(Csv, LetsNoTextRunAsAFormulaButKeepsNegativeNumbers) {
  const std::string csv = Csv(BlockOf(R"pb(
    key_figures {
      figures {
        label: "=1+1"
        value { text: "@SUM(A1)" }
      }
      figures {
        label: "+x"
        value { number: -4.5 unit: "-" }
      }
    })pb"));
  EXPECT_THAT(csv, HasSubstr("s,,'=1+1,value,'@SUM(A1),,,,,,\r\n"
                             "s,,'+x,value,-4.5,'-,,,,,\r\n"));
}

TEST(Csv, SaysWhyASectionIsNotThere) {
  EXPECT_THAT(Csv(DocumentOf("sections { id: 'ict' unavailable: 'The plugin is down.' }")),
              HasSubstr("ict,,unavailable,,The plugin is down.,,,,,,\r\n"));
}

TEST(Csv, SaysWhatItIs) {
  EXPECT_EQ(Render({}, v1::CSV)->media_type, "text/csv; charset=utf-8; header=present");
  EXPECT_THAT(Render({}, v1::CSV)->content, StartsWith("section,"));
}

}  // namespace
}  // namespace sheaf::reports
