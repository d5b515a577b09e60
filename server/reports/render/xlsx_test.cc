#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "server/base/status.h"
#include "server/reports/render/document_text.h"
#include "server/reports/render/plain_text.h"
#include "server/reports/render/render.h"
#include "server/reports/render/xlsx_reading.h"
#include "server/reports/render/xlsx_text.h"

namespace sheaf::reports {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

v1::Document Sample() {
  std::ifstream file(SHEAF_SAMPLE_DOCUMENT);
  EXPECT_TRUE(file) << SHEAF_SAMPLE_DOCUMENT;
  std::stringstream text;
  text << file.rdbuf();
  return DocumentOf(text.str());
}

std::string Bytes(const v1::Document& document) {
  const auto rendered = RenderXlsx(document);
  EXPECT_TRUE(rendered.ok()) << rendered.status();
  return rendered.ok() ? rendered->content : "";
}

ReadWorkbook Read(const v1::Document& document) { return ReadWorkbook(Bytes(document)); }

// A table of the columns `label` and `value` with these rows; its head is in row 4, A to whatever.
ReadWorkbook ReadTable(const std::string& rows, const std::string& rest = "") {
  return Read(
      BlockOf("table { columns { id: 'label' title: 'Label' } "
              "columns { id: 'value' title: 'Value' numeric: true } " +
              rows + rest + " }"));
}

std::string RowOf(const std::string& cell) {
  return "rows { cells { text: 'Row' } cells { " + cell + " } } ";
}

TEST(Workbook, HasASheetThatSaysWhatItIsAndOneForEachSection) {
  EXPECT_THAT(Read(Sample()).sheets(),
              ElementsAre("About this report", "At a glance", "Member states",
                          "Energy – key performance…", "Findings", "Digital – endorsement chain"));
}

TEST(Workbook, NamesItsClocksRulesAndPrograms) {
  const ReadWorkbook workbook = Read(Sample());
  for (const char* text :
       {"Work plans across sectors", "revision 1412, committed 2024-11-21 18:00:03 UTC",
        "2024-11-21", "headline-v1", "sheafd 0.1.0", "energy plugin 1.0.0"}) {
    EXPECT_NE(workbook.Find("About this report", text), "") << text;
  }
  EXPECT_THAT(workbook.Bytes("docProps/core.xml"), HasSubstr("2024-11-21T18:00:03Z"));
}

TEST(Workbook, SaysWhereTheCodeIsNewerThanTheRevision) {
  const ReadWorkbook workbook = Read(DocumentOf(
      "producers { program: 'energy' version: '1.1.0' digest: 'bb' in_force_version: '1.0.0' "
      "in_force_digest: 'aa' }"));
  const std::string place = workbook.Find("About this report", "energy plugin 1.1.0");
  EXPECT_THAT(workbook.Cell("About this report", "B" + place.substr(1)).value,
              testing::AllOf(HasSubstr("SHA-256 bb; "), HasSubstr("1.0.0"), HasSubstr("aa")));
}

TEST(Workbook, LinksToEachSheet) {
  const ReadWorkbook workbook = Read(Sample());
  const auto links = workbook.Sheet("About this report").select_nodes("//hyperlink");
  ASSERT_EQ(links.size(), 5u);
  EXPECT_STREQ(links[0].node().attribute("location").value(), "'At a glance'!A1");
}

TEST(Workbook, SaysWhyASectionIsMissing) {
  EXPECT_NE(Read(Sample()).Find("Digital – endorsement chain",
                                "Not available. The ict plugin stopped while it computed this "
                                "section; it is being restarted. Ask for the report again in a "
                                "minute."),
            "");
}

TEST(Workbook, IsTheSameBytesForTheSameDocument) {
  const std::string before = Bytes(Sample());
  EXPECT_EQ(before, Bytes(Sample()));
}

TEST(Workbook, OfADocumentWithoutAnythingCanBeRead) {
  EXPECT_THAT(Read(v1::Document()).sheets(), ElementsAre("About this report"));
}

TEST(WorkbookCell, NumbersAreNumbersWithTheirDecimalsAndSeparators) {
  const ReadWorkbook workbook =
      ReadTable(RowOf("count: 1234567") + RowOf("number: 15.6") + RowOf("number: 23 decimals: 1"));
  EXPECT_EQ(workbook.Cell("Section", "B5").value, "1234567");
  EXPECT_TRUE(workbook.Cell("Section", "B5").is_number);
  EXPECT_EQ(workbook.Cell("Section", "B6").value, "15.6");
  EXPECT_EQ(workbook.Cell("Section", "B6").number_format, "#,##0.0");
  EXPECT_EQ(workbook.Cell("Section", "B7").number_format, "#,##0.0");
}

TEST(WorkbookCell, NumbersThatASpreadsheetCannotHoldAreTexts) {
  const ReadWorkbook workbook =
      ReadTable(RowOf("number: nan") + RowOf("number: -inf") + RowOf("count: 9223372036854775807"));
  EXPECT_EQ(workbook.Cell("Section", "B5").value, "not a number");
  EXPECT_EQ(workbook.Cell("Section", "B6").value, "infinite");
  EXPECT_EQ(workbook.Cell("Section", "B7").value, "9,223,372,036,854,775,807");
  EXPECT_FALSE(workbook.Cell("Section", "B7").is_number);
}

TEST(WorkbookCell, SharesAreTheirCountTheirPercentageAndWhatTheyAreOutOf) {
  const ReadWorkbook workbook = ReadTable(RowOf("share { numerator: 19 denominator: 40 }"));
  EXPECT_EQ(workbook.Cell("Section", "B4").value, "Value");
  EXPECT_EQ(workbook.Cell("Section", "C4").value, "Value, %");
  EXPECT_EQ(workbook.Cell("Section", "D4").value, "Out of");
  EXPECT_EQ(workbook.Cell("Section", "B5").value, "19");
  EXPECT_EQ(workbook.Cell("Section", "C5").value, "0.475");
  EXPECT_EQ(workbook.Cell("Section", "C5").number_format, "#,##0.0%");
  EXPECT_EQ(workbook.Cell("Section", "D5").value, "40");
}

TEST(WorkbookCell, RoundingNeverHidesALineOfAShare) {
  const ReadWorkbook workbook = ReadTable(RowOf("share { numerator: 1 denominator: 3200 }") +
                                          RowOf("share { numerator: 3199 denominator: 3200 }") +
                                          RowOf("share { numerator: 0 denominator: 3200 }"));
  EXPECT_EQ(workbook.Cell("Section", "C5").number_format, "\"<0.1%\"");
  EXPECT_EQ(workbook.Cell("Section", "C6").number_format, "\">99.9%\"");
  EXPECT_EQ(workbook.Cell("Section", "C7").number_format, "0%");
}

TEST(WorkbookCell, AShareOfNothingHasNoPercentage) {
  const ReadWorkbook workbook = ReadTable(RowOf("share { numerator: 0 denominator: 0 }"));
  EXPECT_EQ(workbook.Cell("Section", "B5").value, "0");
  EXPECT_EQ(workbook.Cell("Section", "C5").value, "");
  EXPECT_EQ(workbook.Cell("Section", "D5").value, "0");
}

TEST(WorkbookCell, NeighbouringSharesOfTheSameNumbersHaveOneColumnForThem) {
  const ReadWorkbook workbook = Read(Sample());
  const std::string head = workbook.Find("At a glance", "Sector");
  const std::string row = head.substr(1);
  const auto title = [&](const char* column) {
    return workbook.Cell("At a glance", column + row).value;
  };
  EXPECT_EQ(title("C"), "Completed");
  EXPECT_EQ(title("D"), "Completed, %");
  EXPECT_EQ(title("E"), "In progress");
  EXPECT_EQ(title("K"), "Out of");
  EXPECT_EQ(title("L"), "Excluded");
}

TEST(WorkbookCell, FullDaysAreDatesAndPartialOnesTexts) {
  const ReadWorkbook workbook =
      ReadTable(RowOf("date: '2020-11-24'") + RowOf("date: '2020-11'") + RowOf("date: '2020'"));
  EXPECT_EQ(workbook.Cell("Section", "B5").value, "44159");
  EXPECT_EQ(workbook.Cell("Section", "B5").number_format, "yyyy\\-mm\\-dd");
  EXPECT_EQ(workbook.Cell("Section", "B6").value, "2020-11");
  EXPECT_FALSE(workbook.Cell("Section", "B7").is_number);
}

TEST(WorkbookCell, MissingIsAWordInAnotherStyleAndEmptyIsEmpty) {
  const ReadWorkbook workbook =
      ReadTable(RowOf("missing: NOT_REPORTED") + RowOf("text: 'not reported'") + RowOf(""));
  EXPECT_EQ(workbook.Cell("Section", "B5").value, "not reported");
  EXPECT_TRUE(workbook.Cell("Section", "B5").italic);
  EXPECT_FALSE(workbook.Cell("Section", "B6").italic);
  EXPECT_EQ(workbook.Cell("Section", "B7").value, "");
}

TEST(WorkbookCell, TonesDifferInTheirLettersToo) {
  const ReadWorkbook workbook =
      ReadTable(RowOf("text: 'in force' tone: GOOD") + RowOf("text: 'pending' tone: CAUTION") +
                RowOf("text: 'contradictory' tone: BAD"));
  EXPECT_FALSE(workbook.Cell("Section", "B5").bold || workbook.Cell("Section", "B5").italic);
  EXPECT_TRUE(workbook.Cell("Section", "B6").italic);
  EXPECT_TRUE(workbook.Cell("Section", "B7").bold);
}

TEST(WorkbookCell, NotesAreMarkedAndStandUnderTheTable) {
  const ReadWorkbook workbook =
      ReadTable(RowOf("count: 8 notes: 1") + RowOf("missing: NOT_AVAILABLE notes: 1 notes: 2") +
                    RowOf("count: 7"),
                " notes: 'Ten states.' notes: 'Two sources.'");
  EXPECT_EQ(workbook.Cell("Section", "B5").value, "8");
  EXPECT_THAT(workbook.Cell("Section", "B5").number_format, HasSubstr("\" ¹\""));
  EXPECT_EQ(workbook.Cell("Section", "B6").value, "not available ¹ ²");
  EXPECT_EQ(workbook.Cell("Section", "B7").number_format, "#,##0_ _¹_ _²") << "figures align";
  EXPECT_EQ(workbook.Cell("Section", "A8").value, "¹ Ten states.");
  EXPECT_EQ(workbook.Cell("Section", "A9").value, "² Two sources.");
}

TEST(WorkbookCell, APeriodStandsBesideItsFigure) {
  const ReadWorkbook workbook =
      ReadTable(RowOf("number: 27 period: '2022'") + RowOf("number: 3 period: '2021-H1'"));
  EXPECT_EQ(workbook.Cell("Section", "C4").value, "Value, period");
  EXPECT_EQ(workbook.Cell("Section", "B5").value, "27");
  EXPECT_EQ(workbook.Cell("Section", "C5").value, "2022");
  EXPECT_TRUE(workbook.Cell("Section", "C5").is_number);
  EXPECT_EQ(workbook.Cell("Section", "C6").value, "2021-H1");
}

TEST(WorkbookCell, AUnitOfItsOwnIsShownAndTheValueStaysANumber) {
  const ReadWorkbook workbook = ReadTable(RowOf("number: 300 unit: 'M\"W'"));
  EXPECT_EQ(workbook.Cell("Section", "B5").value, "300");
  EXPECT_EQ(workbook.Cell("Section", "B5").number_format, "#,##0\" M'W\"");
}

TEST(WorkbookCell, MoreNumberFormatsThanExcelCanHoldBecomeTexts) {
  std::string rows;
  for (int i = 0; i < 400; ++i) {
    rows += RowOf("number: 1 unit: 'unit" + std::to_string(i) + "'");
  }
  const ReadWorkbook workbook = ReadTable(rows);
  EXPECT_TRUE(workbook.Cell("Section", "B5").is_number);
  EXPECT_EQ(workbook.Cell("Section", "B404").value, "1 unit399");
  const auto formats = workbook.Part("xl/styles.xml").select_nodes("//numFmt").size();
  EXPECT_LE(formats, 200u);
}

TEST(WorkbookText, IsNeverAFormula) {
  for (const std::string text : {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1"}) {
    const ReadWorkbook workbook = ReadTable(RowOf("text: '" + text + "'"));
    const ReadCell cell = workbook.Cell("Section", "B5");
    EXPECT_EQ(cell.value, CleanText(text));
    EXPECT_FALSE(cell.is_formula || cell.is_number) << text;
  }
}

TEST(WorkbookText, ThatXmlCannotHoldIsReplaced) {
  const ReadWorkbook workbook = ReadTable(RowOf("text: 'a\\001b\\377c <&> _x0041_'"));
  EXPECT_EQ(workbook.Cell("Section", "B5").value, "a\uFFFDb\uFFFDc <&> _x005F_x0041_");
}

TEST(WorkbookText, ThatIsLongerThanACellIsCutAndSaysSo) {
  const ReadWorkbook workbook = ReadTable(RowOf("text: '" + std::string(40'000, 'x') + "'"));
  const std::string text = workbook.Cell("Section", "B5").value;
  EXPECT_LT(text.size(), 32'767u);
  EXPECT_THAT(text, testing::EndsWith("[cut here; the whole text is in the other forms of this "
                                      "report]"));
}

// What stands at the foot of a printed page where a document has this title.
std::string FootOf(const std::string& title) {
  v1::Document document = BlockOf("paragraph { text: 'x' }");
  document.set_title(title);
  return Read(document).Sheet("Section").select_node("//oddFooter").node().text().get();
}

TEST(WorkbookText, InTheFootOfAPageIsNoCommand) {
  EXPECT_THAT(FootOf("Roads & Rail"), HasSubstr("Roads && Rail"));
  EXPECT_THAT(FootOf("Oil &Gas"), HasSubstr("Oil && Gas"));
  EXPECT_THAT(FootOf("R&&G"), HasSubstr("R&&&& G"));
  EXPECT_THAT(FootOf("&[Picture]"), HasSubstr("&& [Picture]"));
}

TEST(WorkbookText, InTheFootOfAPageIsNotReadAsTheSizeOfItsLetters) {
  EXPECT_THAT(FootOf("2025 priorities"), testing::HasSubstr("Regular\"2025 priorities"));
}

TEST(SheetNames, AreLegalAndUnique) {
  XlsxSheetNames names;
  EXPECT_EQ(names.NameFor("KPIs: energy [a/b]?*\\"), "KPIs – energy  a b");
  EXPECT_EQ(names.NameFor("Findings"), "Findings");
  EXPECT_EQ(names.NameFor("FINDINGS"), "FINDINGS (2)");
  EXPECT_EQ(names.NameFor("History"), "History (2)");
  EXPECT_EQ(names.NameFor("'quoted'"), "’quoted’");
  EXPECT_EQ(names.NameFor(""), "Section");
  EXPECT_EQ(names.NameFor("   "), "Section (2)");
}

TEST(SheetNames, HaveAtMost31CharactersAndEndWithAWord) {
  XlsxSheetNames names;
  EXPECT_EQ(names.NameFor("Lines by branch of the plan and by member state"),
            "Lines by branch of the plan…");
  EXPECT_EQ(names.NameFor("Lines by branch of the plan and by meeting"),
            "Lines by branch of the… (2)");
}

TEST(WorkbookSheet, KeepsTheHeadOfItsTableInViewAndOnEveryPage) {
  const ReadWorkbook workbook = ReadTable(RowOf("count: 1"));
  const pugi::xml_node pane = workbook.Sheet("Section").select_node("//pane").node();
  EXPECT_STREQ(pane.attribute("state").value(), "frozen");
  EXPECT_STREQ(pane.attribute("topLeftCell").value(), "A5");
  const auto names = workbook.Part("xl/workbook.xml").select_nodes("//definedName");
  ASSERT_EQ(names.size(), 1u);
  EXPECT_STREQ(names[0].node().attribute("name").value(), "_xlnm.Print_Titles");
  EXPECT_STREQ(names[0].node().text().get(), "Section!$4:$4");
}

TEST(WorkbookSheet, FreezesNoHeadThatWouldStandAboveOtherColumns) {
  const ReadWorkbook workbook = Read(Sample());
  EXPECT_FALSE(workbook.Sheet("At a glance").select_node("//pane"));
  EXPECT_TRUE(workbook.Sheet("Member states").select_node("//pane"));
}

TEST(WorkbookSheet, IsPrintedOnA4AcrossAndAsWideAsAPage) {
  const ReadWorkbook workbook = Read(Sample());
  for (const std::string& name : workbook.sheets()) {
    const pugi::xml_document& sheet = workbook.Sheet(name);
    const pugi::xml_node page = sheet.select_node("//pageSetup").node();
    EXPECT_STREQ(page.attribute("paperSize").value(), "9") << name;
    EXPECT_STREQ(page.attribute("orientation").value(), "landscape") << name;
    EXPECT_STREQ(page.attribute("fitToHeight").value(), "0") << name;
    EXPECT_TRUE(sheet.select_node("//pageSetUpPr[@fitToPage='1']")) << name;
  }
}

TEST(WorkbookSheet, FoldsTheRowsOfATree) {
  const ReadWorkbook workbook =
      ReadTable(RowOf("count: 1") + "rows { depth: 2 cells { text: 'Below' } cells { count: 1 } }");
  EXPECT_TRUE(workbook.Sheet("Section").select_node("//row[@r='6'][@outlineLevel='2']"));
}

TEST(WorkbookSheet, WidensItsColumnsForWhatStandsInThem) {
  const ReadWorkbook workbook = ReadTable(RowOf("count: 1234567890123"));
  const pugi::xml_node column = workbook.Sheet("Section").select_node("//col[@min='2']").node();
  EXPECT_GE(column.attribute("width").as_double(), 17);
}

TEST(WorkbookSheet, OfATableWiderThanASheetIsRefused) {
  std::string columns;
  for (int i = 0; i < 17'000; ++i) columns += "columns { id: 'c' title: 'C' } ";
  const auto rendered = RenderXlsx(BlockOf("table { " + columns + " }"));
  EXPECT_EQ(rendered.status().code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(ReasonOf(rendered.status()), "TOO_LARGE_FOR_WORKBOOK");
}

TEST(WorkbookFindings, AreATableWithTheirRecords) {
  const ReadWorkbook workbook = Read(Sample());
  EXPECT_EQ(workbook.Cell("Findings", "A4").value, "Severity");
  EXPECT_EQ(workbook.Cell("Findings", "A5").value, "Error");
  EXPECT_EQ(workbook.Cell("Findings", "E5").value,
            "plans/transport/lines/TR-L-010/updates/u1\n"
            "plans/transport/lines/TR-L-010/updates/u2");
}

TEST(WorkbookFindings, NameEveryRecord) {
  std::string records;
  for (int i = 1; i <= 7; ++i) records += " records: 'r" + std::to_string(i) + "'";
  const ReadWorkbook workbook =
      Read(BlockOf("findings { findings { text: 'Seven' rule: 'x-v1' " + records + " } }"));
  EXPECT_EQ(workbook.Cell("Section", "E5").value, "r1\nr2\nr3\nr4\nr5");
  EXPECT_EQ(workbook.Cell("Section", "F5").value, "r6; r7");
}

constexpr const char* kLineChart =
    "chart { title: '=Supply' type: LINES x_title: 'Year' y_title: 'Share' unit: '%' "
    "labels: '2015' labels: '2021' labels: '2025' "
    "series { title: 'Actual' points { value: 13.6 } points {} points { value: 16 } } "
    "series { title: 'Target' projected: true points {} points {} points { value: 23 } } }";

TEST(WorkbookChart, IsDrawnByExcelFromTheCellsOfItsSheet) {
  const ReadWorkbook workbook = Read(BlockOf(kLineChart));
  ASSERT_TRUE(workbook.HasPart("xl/charts/chart1.xml"));
  const pugi::xml_document& chart = workbook.Part("xl/charts/chart1.xml");
  const auto formulas = chart.select_nodes("//c:yVal//c:f");
  ASSERT_EQ(formulas.size(), 2u);
  const std::string head = workbook.Find("Section", "Year");
  const int first = std::stoi(head.substr(1)) + 1;
  EXPECT_EQ(formulas[0].node().text().get(),
            "Section!$B$" + std::to_string(first) + ":$B$" + std::to_string(first + 2));
  EXPECT_EQ(workbook.Cell("Section", "B" + std::to_string(first)).value, "13.6");
}

TEST(WorkbookChart, LeavesAGapAndNoZeroWhereThereIsNoValue) {
  const ReadWorkbook workbook = Read(BlockOf(kLineChart));
  const int first = std::stoi(workbook.Find("Section", "Year").substr(1)) + 1;
  EXPECT_EQ(workbook.Cell("Section", "B" + std::to_string(first + 1)).value, "");
  EXPECT_NE(workbook.Find("Section", "An empty cell is no value, not a zero."), "");
  EXPECT_FALSE(workbook.Part("xl/charts/chart1.xml").select_node("//c:dispBlanksAs[@val='zero']"));
}

TEST(WorkbookChart, NamesItsAxesAndNoTitleIsAReference) {
  const ReadWorkbook workbook = Read(BlockOf(kLineChart));
  const std::string& xml = workbook.Bytes("xl/charts/chart1.xml");
  for (const char* title : {"<a:t>Year</a:t>", "<a:t>Share (%)</a:t>", "<a:t> =Supply</a:t>"}) {
    EXPECT_THAT(xml, HasSubstr(title));
  }
  EXPECT_THAT(xml, Not(HasSubstr("<c:f>Supply")));
}

TEST(WorkbookChart, PlacesYearsInProportionToTimeAndDrawsWhatIsNoFactDashed) {
  const ReadWorkbook workbook = Read(BlockOf(kLineChart));
  const pugi::xml_document& chart = workbook.Part("xl/charts/chart1.xml");
  EXPECT_TRUE(chart.select_node("//c:scatterChart"));
  EXPECT_EQ(chart.select_nodes("//c:ser/c:spPr//a:prstDash[@val='dash']").size(), 1u);
}

TEST(WorkbookChart, StacksBarsAndTellsSeriesApartWithoutColour) {
  const ReadWorkbook workbook = Read(Sample());
  const pugi::xml_document& chart = workbook.Part("xl/charts/chart1.xml");
  EXPECT_TRUE(chart.select_node("//c:barChart/c:grouping[@val='stacked']"));
  EXPECT_GE(chart.select_nodes("//a:pattFill").size(), 3u);
}

TEST(WorkbookChart, ThatCannotBeDrawnIsItsFigures) {
  const ReadWorkbook workbook =
      Read(BlockOf("chart { title: 'None' type: BARS x_title: 'X' y_title: 'Y' labels: 'a' "
                   "series { title: 'S' points {} } }"));
  EXPECT_FALSE(workbook.HasPart("xl/charts/chart1.xml"));
  EXPECT_NE(workbook.Find("Section", "None: the figures"), "");
}

}  // namespace
}  // namespace sheaf::reports
