// The figures of tests/data in the reports of the real programs: each is there with its year and
// kind, every report obeys the counting rules, and asking again gives the same bytes.
#include <gmock/gmock.h>
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "server/reports/counting_check.h"
#include "sheaf/v1/document.pb.h"
#include "sheaf/v1/sector_service.grpc.pb.h"
#include "tests/e2e/real_server.h"

namespace sheaf::e2e {
namespace {

using ::testing::IsEmpty;

constexpr char kEffective[] = "2025-12-31";

// A report that the server offers; `sector` is "" across sectors.
struct Offered {
  std::string sector, format;
  std::vector<std::string> Command(const std::string& as) const {
    std::vector<std::string> command = {"report", "--format", format, "--as", as};
    if (!sector.empty()) command.insert(command.end(), {"--sector", sector});
    return command;
  }
};

// One row of kpis.csv, by column. The file quotes a cell where it holds a comma, and nothing more.
using Row = std::map<std::string, std::string>;

std::vector<std::string> CellsOf(const std::string& line) {
  std::vector<std::string> cells(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      cells.emplace_back();
    } else if (c != '\r') {
      cells.back() += c;
    }
  }
  return cells;
}

std::vector<Row> KpiRows() {
  std::ifstream file(DataFile("kpis.csv"));
  std::string line;
  std::getline(file, line);
  const std::vector<std::string> columns = CellsOf(line);
  std::vector<Row> rows;
  while (std::getline(file, line)) {
    const std::vector<std::string> cells = CellsOf(line);
    Row& row = rows.emplace_back();
    for (size_t i = 0; i < columns.size(); ++i) row[columns[i]] = cells.at(i);
  }
  return rows;
}

class Figures : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    server_ = new RealServer;
    server_->ImportEverything();
  }
  static void TearDownTestSuite() {
    delete server_;
    server_ = nullptr;
  }

  static std::vector<Offered> All() {
    std::vector<Offered> all = {{"", "overview"}, {"", "headline"}};
    grpc::ClientContext context;
    v1::ListSectorsResponse sectors;
    const grpc::Status answer = v1::SectorService::NewStub(server_->Channel())
                                    ->ListSectors(&context, v1::ListSectorsRequest(), &sectors);
    EXPECT_TRUE(answer.ok()) << answer.error_message();
    for (const v1::Sector& sector : sectors.sectors()) {
      for (const v1::ReportFormat& format : sector.report_formats()) {
        all.push_back({sector.name().substr(sector.name().find('/') + 1), format.id()});
      }
    }
    return all;
  }

  static std::string Get(const Offered& report, const std::string& as,
                         const std::string& effective = kEffective) {
    std::vector<std::string> command = report.Command(as);
    command.insert(command.end(), {"--effective", effective});
    return server_->Done(command);
  }

  static v1::Document DocumentOf(const Offered& report, const std::string& effective = kEffective) {
    v1::Document document;
    const auto read =
        google::protobuf::util::JsonStringToMessage(Get(report, "json", effective), &document);
    EXPECT_TRUE(read.ok()) << read.ToString();
    return document;
  }

  static RealServer* server_;
};

RealServer* Figures::server_ = nullptr;

// The cells of one KPI in the results map: everything under its code.
class KpiCells {
 public:
  KpiCells(const v1::Document& document, const std::string& code) {
    for (const v1::Section& section : document.sections()) {
      for (const v1::Block& block : section.blocks()) {
        for (const v1::Row& row : block.table().rows()) {
          if (row.cells(0).text() == code) Add(block.table(), row);
        }
      }
    }
  }

  bool Has(const std::string& column, const std::string& value, const std::string& year,
           const std::string& kind = "", const std::string& edition = "") const {
    return std::any_of(rows_.begin(), rows_.end(), [&](const auto& row) {
      const auto cell = row.find(column);
      if (cell == row.end() || cell->second.period() != year) return false;
      if (value.empty()) {
        if (cell->second.value_case() != v1::Cell::kMissing) return false;
      } else if (!cell->second.has_number() || cell->second.number() != std::stod(value)) {
        return false;
      }
      return (kind.empty() || row.at("kind").text() == kind) &&
             (edition.empty() || row.at("edition").text() == edition);
    });
  }
  // Whether a note of its rows says so.
  bool Says(const std::string& text) const { return notes_.find(text) != std::string::npos; }
  bool empty() const { return rows_.empty(); }

 private:
  void Add(const v1::Table& table, const v1::Row& row) {
    auto& cells = rows_.emplace_back();
    for (int i = 0; i < table.columns_size(); ++i) {
      cells[table.columns(i).id()] = row.cells(i);
      for (const int note : row.cells(i).notes()) notes_ += table.notes(note - 1) + "\n";
      notes_ += row.cells(i).text() + "\n";
    }
  }

  std::vector<std::map<std::string, v1::Cell>> rows_;
  std::string notes_;
};

TEST_F(Figures, EachOfTheKpiFileIsInAReportOfItsSectorWithItsYearAndKind) {
  const std::vector<Row> rows = KpiRows();
  ASSERT_GT(rows.size(), 100u);
  std::map<std::string, v1::Document> maps;
  for (Row row : rows) {
    const std::string& sector = row["sector"];
    if (!maps.contains(sector)) maps[sector] = DocumentOf({sector, "results-map"});
    const KpiCells kpi(maps[sector], row["kpi_code"]);
    const std::string what = sector + " " + row["kpi_code"] + ": ";
    EXPECT_FALSE(kpi.empty()) << what << "no row";
    if (!row["baseline_value"].empty()) {
      EXPECT_TRUE(kpi.Has("baseline", row["baseline_value"], row["baseline_year"]))
          << what << "baseline " << row["baseline_value"];
    }
    if (!row["target_value"].empty() || !row["target_year"].empty()) {
      EXPECT_TRUE(kpi.Has("target", row["target_value"], row["target_year"]))
          << what << "target " << row["target_value"] << " by " << row["target_year"];
    }
    if (!row["actual_value"].empty()) {
      EXPECT_TRUE(
          kpi.Has("value", row["actual_value"], row["actual_year"], row["kind"], row["edition"]))
          << what << row["kind"] << " " << row["actual_value"] << " of " << row["actual_year"];
    }
    if (row["kind"] == "aspirational") {
      EXPECT_TRUE(kpi.Says("aspirational")) << what;
    }
  }
}

TEST_F(Figures, AKpiWithoutAnyFigureIsShownWithTheReason) {
  for (Row row : KpiRows()) {
    if (!row["actual_value"].empty() || !row["target_year"].empty()) continue;
    const KpiCells kpi(DocumentOf({row["sector"], "results-map"}), row["kpi_code"]);
    EXPECT_TRUE(kpi.Has("value", "", "")) << row["kpi_code"];
  }
}

TEST_F(Figures, EveryReportObeysTheCountingRules) {
  for (const Offered& report : All()) {
    for (const std::string effective : {"2020-12-31", kEffective}) {
      const v1::Document document = DocumentOf(report, effective);
      EXPECT_GT(document.sections_size(), 0) << report.sector << " " << report.format;
      EXPECT_THAT(reports::BrokenCountingRules(document), IsEmpty())
          << report.sector << " " << report.format << " on " << effective;
    }
  }
}

TEST_F(Figures, EverySectorHasTheFormatsOfTheCore) {
  for (const std::string sector : {"transport", "energy", "ict", "faf"}) {
    for (const std::string format : {"progress", "annual-priorities", "compliance", "results-map",
                                     "entry-into-force", "reporting-rounds"}) {
      const std::string report = server_->Done({"report", "--sector", sector, "--format", format});
      EXPECT_GT(report.size(), 500u) << sector << " " << format;
    }
  }
}

// The same records on a server of their own, and asked for twice, give the same bytes.
TEST_F(Figures, TheSameDataSetGivesTheSameBytes) {
  const std::string revision = std::to_string(server_->Status().revision());
  for (const Offered& report : All()) {
    for (const std::string as : {"markdown", "html", "csv", "json"}) {
      EXPECT_EQ(Get(report, as), Get(report, as)) << report.sector << " " << report.format;
    }
  }
  std::map<std::string, std::string> before;
  const auto ask_all = [&](std::map<std::string, std::string>* answers) {
    for (const Offered& report : All()) {
      for (const std::string as : {"markdown", "html", "csv", "json"}) {
        std::vector<std::string> command = report.Command(as);
        command.insert(command.end(), {"--as-of", revision, "--effective", kEffective});
        (*answers)[report.sector + "/" + report.format + "." + as] = server_->Done(command);
      }
    }
  };
  ask_all(&before);
  server_->Kill();
  server_->Start();
  std::map<std::string, std::string> after;
  ask_all(&after);
  ASSERT_EQ(before.size(), after.size());
  for (const auto& [name, bytes] : before) EXPECT_EQ(bytes, after[name]) << name;
}

// Transport reads its treaties itself; where both count the same they come to the same.
TEST_F(Figures, TheQueuesAgreeWithTheTreatyMatrix) {
  std::map<std::string, std::string> matrix, queues;
  const auto read = [](const v1::Document& document, std::map<std::string, std::string>* figures) {
    for (const v1::Section& section : document.sections()) {
      for (const v1::Block& block : section.blocks()) {
        const v1::Table& table = block.table();
        for (const v1::Row& row : table.rows()) {
          for (int i = 0; i < table.columns_size(); ++i) {
            const std::string& column = table.columns(i).id();
            if (column != "signed" && column != "ratified") continue;
            if (!row.cells(i).has_share() && row.cells(i).value_case() != v1::Cell::kCount)
              continue;
            // The figure alone: the matrix says since when beside it.
            v1::Cell figure = row.cells(i);
            figure.clear_period();
            (*figures)[row.cells(0).text() + " " + column] = figure.ShortDebugString();
          }
        }
      }
    }
  };
  read(DocumentOf({"transport", "treaty-matrix"}), &matrix);
  read(DocumentOf({"transport", "entry-into-force"}), &queues);
  EXPECT_GT(queues.size(), 5u);
  for (const auto& [name, figure] : queues) {
    if (matrix.contains(name)) {
      EXPECT_EQ(figure, matrix[name]) << name;
    }
  }
}

TEST_F(Figures, WhatIsPushedWithChallengesAndRisksIsQuotedInAnnualPriorities) {
  const std::string file = server_->WriteFile(
      "priorities.csv",
      "line_code,reported_status,effective_date,narrative,challenges,recommendations,risk,"
      "mitigation,next_steps\n"
      "EN-APG-001,on_going,2025-11,Study under way,Late tender,Extend the mandate,Prices rise,"
      "Buy forward,Sign in 2026\n");
  server_->Done({"push", file, "--plan", "energy"});
  const std::string report = Get({"energy", "annual-priorities"}, "markdown");
  for (const std::string text : {"Study under way", "Late tender", "Extend the mandate",
                                 "Prices rise", "Buy forward", "Sign in 2026"}) {
    EXPECT_THAT(report, ::testing::HasSubstr(text));
  }
}

}  // namespace
}  // namespace sheaf::e2e
