// What every report is held to, over every format of every sector on the real records: a note for
// every mark, as many cells as columns, no empty table, axes with names, numbers where numbers are
// announced.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "sheaf/v1/report_service.grpc.pb.h"
#include "sheaf/v1/sector_service.grpc.pb.h"
#include "tests/e2e/real_server.h"

namespace sheaf::e2e {
namespace {

using ::testing::IsEmpty;
using ::testing::StartsWith;

bool IsBlank(const v1::Cell& cell) { return cell.value_case() == v1::Cell::VALUE_NOT_SET; }

// A figure, or the reason why there is none.
bool IsNumber(const v1::Cell& cell) {
  return cell.has_count() || cell.has_number() || cell.has_share() || cell.has_missing();
}

// Collects what is wrong with a document, each with the place where it stands.
class Faults {
 public:
  static std::vector<std::string> Of(const v1::Document& document) {
    Faults faults;
    faults.CheckDocument(document);
    return faults.found_;
  }

 private:
  void Expect(bool holds, const std::string& what) {
    if (!holds) found_.push_back(place_ + ": " + what);
  }

  void CheckDocument(const v1::Document& document) {
    place_ = document.sector() + " " + document.format();
    Expect(!document.title().empty(), "the document has no title");
    Expect(document.clocks().revision() > 0, "it names no revision");
    Expect(!document.clocks().effective_date().empty(), "it names no effective date");
    Expect(!document.rules().empty() && !document.producers().empty(), "no rules or no programs");
    Expect(!document.sections().empty(), "it has no section");
    std::set<std::string> ids;
    for (const v1::Section& section : document.sections()) {
      Expect(ids.insert(section.id()).second, "two sections are called " + section.id());
      CheckSection(document, section);
    }
  }

  void CheckSection(const v1::Document& document, const v1::Section& section) {
    const std::string place = document.sector() + " " + document.format() + ", " + section.id();
    place_ = place;
    Expect(!section.title().empty(), "the section has no title");
    Expect(section.unavailable().empty(), section.unavailable());
    Expect(!section.blocks().empty(), "the section says nothing");
    for (const v1::Block& block : section.blocks()) {
      place_ = place;
      CheckBlock(block);
    }
  }

  void CheckBlock(const v1::Block& block) {
    switch (block.kind_case()) {
      case v1::Block::kParagraph:
        return Expect(!block.paragraph().text().empty(), "an empty paragraph");
      case v1::Block::kKeyFigures:
        return CheckKeyFigures(block.key_figures());
      case v1::Block::kTable:
        return CheckTable(block.table());
      case v1::Block::kChart:
        return CheckChart(block.chart());
      case v1::Block::kFindings:
        return CheckFindings(block.findings());
      case v1::Block::KIND_NOT_SET:
        return Expect(false, "a block without anything in it");
    }
  }

  void CheckKeyFigures(const v1::KeyFigures& figures) {
    Expect(!figures.figures().empty(), "key figures without any");
    for (const v1::KeyFigure& figure : figures.figures()) {
      Expect(!figure.label().empty(), "a key figure without a label");
      Expect(!IsBlank(figure.value()), figure.label() + ": a key figure without a value");
      Expect(figure.value().notes().empty(),
             figure.label() + ": a mark, and no place for its note");
      CheckCell(figure.value(), figure.label());
    }
  }

  void CheckTable(const v1::Table& table) {
    place_ += ", " + table.title();
    Expect(!table.title().empty(), "a table without a title");
    Expect(!table.rows().empty(), "a table without rows");
    std::set<std::string> ids;
    for (const v1::Column& column : table.columns()) {
      Expect(!column.title().empty(), "column " + column.id() + " has no title");
      Expect(ids.insert(column.id()).second, "two columns are called " + column.id());
    }
    for (const v1::Row& row : table.rows()) CheckRow(table, row);
    CheckNotes(table);
    for (int i = 0; i < table.columns_size(); ++i) CheckColumn(table, i);
  }

  void CheckRow(const v1::Table& table, const v1::Row& row) {
    const std::string label = row.cells().empty() ? "a row" : row.cells(0).text();
    Expect(row.cells_size() == table.columns_size(), label + ": not as many cells as columns");
    for (const v1::Cell& cell : row.cells()) CheckCell(cell, label);
  }

  void CheckCell(const v1::Cell& cell, const std::string& label) {
    if (cell.has_share()) {
      Expect(
          cell.share().numerator() >= 0 && cell.share().numerator() <= cell.share().denominator(),
          label + ": a share of more than all");
    }
    if (cell.has_missing()) {
      Expect(cell.missing() != v1::MISSING_REASON_UNSPECIFIED,
             label + ": missing without a reason");
    }
    if (!cell.has_text()) return;
    Expect(!cell.text().empty() || cell.notes().empty(), label + ": a mark beside nothing");
    Expect(cell.text().find_first_not_of(' ') == 0 || cell.text().empty(),
           label + ": a text that begins with a blank");
  }

  // Every mark has its note, and every note a mark.
  void CheckNotes(const v1::Table& table) {
    std::set<int> marked;
    for (const v1::Row& row : table.rows()) {
      for (const v1::Cell& cell : row.cells())
        marked.insert(cell.notes().begin(), cell.notes().end());
    }
    std::set<int> noted;
    for (int i = 1; i <= table.notes_size(); ++i) {
      noted.insert(i);
      Expect(!table.notes(i - 1).empty(), "note " + std::to_string(i) + " is empty");
    }
    Expect(marked == noted, "the marks and the notes are not the same");
  }

  // Numbers are announced, and only numbers stand under the announcement.
  void CheckColumn(const v1::Table& table, int column) {
    const std::string& title = table.columns(column).title();
    for (const v1::Row& row : table.rows()) {
      if (column >= row.cells_size() || IsBlank(row.cells(column))) continue;
      const v1::Cell& cell = row.cells(column);
      if (table.columns(column).numeric()) {
        Expect(IsNumber(cell) || (cell.has_text() && cell.text().empty()),
               title + ": '" + cell.text() + cell.date() + "' in a column of numbers");
      } else {
        Expect(!IsNumber(cell) || cell.has_missing(), title + ": a number in a column of words");
      }
    }
  }

  void CheckChart(const v1::Chart& chart) {
    place_ += ", " + chart.title();
    Expect(!chart.title().empty(), "a chart without a title");
    Expect(!chart.x_title().empty() && !chart.y_title().empty(), "an axis without a name");
    Expect(!chart.labels().empty() && !chart.series().empty(), "a chart without points");
    for (const v1::Series& series : chart.series()) {
      Expect(!series.title().empty(), "a series without a title");
      Expect(series.points_size() == chart.labels_size(),
             series.title() + ": not as many points as labels");
      Expect(std::any_of(series.points().begin(), series.points().end(),
                         [](const v1::Point& point) { return point.has_value(); }),
             series.title() + ": a series without a value");
    }
  }

  void CheckFindings(const v1::Findings& findings) {
    Expect(!findings.findings().empty(), "findings without any");
    for (const v1::Finding& finding : findings.findings()) {
      Expect(!finding.text().empty() && !finding.rule().empty(), "a finding without text or rule");
      Expect(finding.severity() != v1::SEVERITY_UNSPECIFIED, finding.text() + ": no severity");
    }
  }

  std::string place_;
  std::vector<std::string> found_;
};

// One server with everything imported.
class Documents : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    server_ = new RealServer;
    server_->ImportEverything();
  }
  static void TearDownTestSuite() {
    delete server_;
    server_ = nullptr;
  }

  // A report of every format that the server offers.
  static std::vector<v1::ReportRequest> EveryReport() {
    std::vector<v1::ReportRequest> reports(2);
    reports[0].set_format("overview");
    reports[1].set_format("headline");
    const auto stub = v1::SectorService::NewStub(server_->Channel());
    grpc::ClientContext context;
    v1::ListSectorsResponse sectors;
    EXPECT_TRUE(stub->ListSectors(&context, {}, &sectors).ok());
    for (const v1::Sector& sector : sectors.sectors()) {
      for (const v1::ReportFormat& format : sector.report_formats()) {
        v1::ReportRequest& report = reports.emplace_back();
        report.set_sector(sector.name().substr(std::string("sectors/").size()));
        report.set_format(format.id());
      }
    }
    return reports;
  }

  static v1::Document Get(const v1::ReportRequest& request) {
    const auto stub = v1::ReportService::NewStub(server_->Channel());
    grpc::ClientContext context;
    v1::Document document;
    const grpc::Status status = stub->GetReport(&context, request, &document);
    EXPECT_TRUE(status.ok()) << request.ShortDebugString() << status.error_message();
    return document;
  }

  static RealServer* server_;
};

RealServer* Documents::server_ = nullptr;

TEST_F(Documents, OfEveryFormatReadWell) {
  const std::vector<v1::ReportRequest> reports = EveryReport();
  EXPECT_GE(reports.size(), 2u + 4 * 3) << "four sectors with progress, highlights and their own";
  for (const v1::ReportRequest& report : reports) {
    EXPECT_THAT(Faults::Of(Get(report)), IsEmpty());
  }
}

TEST_F(Documents, OfEveryFormatAreTheSameWorkbookTwice) {
  for (const v1::ReportRequest& report : EveryReport()) {
    std::vector<std::string> arguments = {"report", "--format", report.format(), "--as", "xlsx"};
    if (!report.sector().empty()) {
      arguments.insert(arguments.end(), {"--sector", report.sector()});
    }
    const std::string workbook = server_->Done(arguments);
    EXPECT_THAT(workbook, StartsWith("PK")) << report.ShortDebugString();
    EXPECT_EQ(workbook, server_->Done(arguments)) << report.ShortDebugString();
  }
}

// The check itself sees what it is for.
TEST(DocumentFaults, AreFound) {
  v1::Document document;
  v1::Section* section = document.add_sections();
  v1::Table* table = section->add_blocks()->mutable_table();
  table->add_columns()->set_numeric(true);
  v1::Row* row = table->add_rows();
  row->add_cells()->set_text("many");
  row->mutable_cells(0)->add_notes(1);
  row->add_cells()->set_count(1);
  v1::Chart* chart = section->add_blocks()->mutable_chart();
  chart->add_labels("2020");
  chart->add_series()->set_title("S");
  std::string all;
  for (const std::string& fault : Faults::Of(document)) all += fault + "\n";
  for (const char* expected :
       {"not as many cells as columns", "the marks and the notes are not the same",
        "'many' in a column of numbers", "an axis without a name", "not as many points as labels",
        "a series without a value"}) {
    EXPECT_THAT(all, ::testing::HasSubstr(expected));
  }
}

}  // namespace
}  // namespace sheaf::e2e
