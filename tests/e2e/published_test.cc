// Published figures as the secretariat works with them: imported from the files of a real review,
// reconciled, corrected and withdrawn. What must be found and what must not be is in
// tests/data/published.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "server/reports/counting_check.h"
#include "sheaf/v1/report_service.grpc.pb.h"
#include "tests/e2e/real_server.h"

namespace sheaf::e2e {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr const char* kPrefix = "publishedFigures/aec-blueprint-2025-end-term-review-2025.";

// The rows of a file without its header; cells may be quoted.
std::vector<std::vector<std::string>> RowsOf(const std::string& name) {
  std::ifstream file(DataFile("published/" + name));
  EXPECT_TRUE(file) << name;
  std::vector<std::vector<std::string>> rows;
  for (std::string line; std::getline(file, line);) {
    std::vector<std::string>& row = rows.emplace_back(1);
    bool quoted = false;
    for (const char c : line) {
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        row.emplace_back();
      } else {
        row.back() += c;
      }
    }
  }
  if (!rows.empty()) rows.erase(rows.begin());
  return rows;
}

class Published : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    server_ = std::make_unique<RealServer>();
    server_->ImportEverything();
    imported_ = server_->Done(Import());
    document_ = Report();
  }
  static void TearDownTestSuite() { server_.reset(); }

  static std::vector<std::string> Import(const std::vector<std::string>& further = {}) {
    std::vector<std::string> command = {"published", "import"};
    for (const char* file : {"elements", "characteristics", "project-funding", "project-status",
                             "dynamic-projects", "statements"}) {
      command.push_back(DataFile("published/aec-" + std::string(file) + ".csv"));
    }
    for (const char* option :
         {"--source", "AEC Blueprint 2025 End-Term Review", "--source-date", "2025", "--period",
          "2016-2024", "--plan", "C4=energy", "--plan", "C1=transport"}) {
      command.emplace_back(option);
    }
    command.insert(command.end(), further.begin(), further.end());
    return command;
  }

  static v1::Document Report() {
    v1::ReportRequest request;
    request.set_format("reconciliation");
    grpc::ClientContext context;
    v1::Document document;
    const auto status =
        v1::ReportService::NewStub(server_->Channel())->GetReport(&context, request, &document);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return document;
  }

  static std::vector<v1::Finding> Findings(const v1::Document& document) {
    std::vector<v1::Finding> findings;
    for (const v1::Section& section : document.sections()) {
      for (const v1::Block& block : section.blocks()) {
        const auto& of_block = block.findings().findings();
        findings.insert(findings.end(), of_block.begin(), of_block.end());
      }
    }
    return findings;
  }

  // Whether the finding is about the figure with that id in the review.
  static bool IsAbout(const v1::Finding& finding, const std::string& figure) {
    return std::find(finding.records().begin(), finding.records().end(), kPrefix + figure) !=
           finding.records().end();
  }

  // All texts of a table's cells, row by row.
  static std::string TableText(const v1::Document& document, const std::string& title) {
    std::string text;
    for (const v1::Section& section : document.sections()) {
      for (const v1::Block& block : section.blocks()) {
        if (block.table().title() != title) continue;
        for (const v1::Row& row : block.table().rows()) {
          for (const v1::Cell& cell : row.cells()) text += cell.text() + "|";
          text += "\n";
        }
      }
    }
    return text;
  }

  static std::unique_ptr<RealServer> server_;
  static std::string imported_;
  static v1::Document document_;
};

std::unique_ptr<RealServer> Published::server_;
std::string Published::imported_;
v1::Document Published::document_;

TEST_F(Published, EveryConflictOfNumbersIsFoundWithItsRuleAndSize) {
  const auto findings = Findings(document_);
  for (const auto& row : RowsOf("expected-conflicts.csv")) {
    ASSERT_EQ(row.size(), 5u) << row.front();
    v1::Severity severity;
    ASSERT_TRUE(v1::Severity_Parse(row[2], &severity)) << row[2];
    std::string of_rule;
    const bool found = std::any_of(findings.begin(), findings.end(), [&](const auto& finding) {
      if (finding.rule() != row[1] || !IsAbout(finding, row[3])) return false;
      of_rule += "\n  " + v1::Severity_Name(finding.severity()) + " " + finding.text();
      return finding.severity() == severity && finding.text().find(row[4]) != std::string::npos;
    });
    EXPECT_TRUE(found) << row[0] << ": " << row[1] << " should say '" << row[4] << "' of " << row[3]
                       << "; it says" << of_rule;
  }
}

TEST_F(Published, NoControlIsFlagged) {
  const auto findings = Findings(document_);
  for (const auto& row : RowsOf("expected-controls.csv")) {
    ASSERT_EQ(row.size(), 3u) << row.front();
    for (const v1::Finding& finding : findings) {
      // A figure may be what another one is held against.
      const bool judged = finding.rule() == row[1] && finding.records_size() > 0 &&
                          finding.records(0) == kPrefix + row[2];
      EXPECT_FALSE(judged && finding.severity() >= v1::WARNING) << row[0] << ": " << finding.text();
    }
  }
}

// A control that nothing compares would agree with everything.
TEST_F(Published, EveryControlIsCompared) {
  std::string compared;
  for (const v1::Section& section : document_.sections()) {
    if (section.id() != "checked") continue;
    for (const v1::Block& block : section.blocks()) {
      for (const v1::Row& row : block.table().rows()) {
        if (row.cells_size() != 4 || row.cells(1).records().empty()) continue;
        compared += row.cells(3).text() + " " + row.cells(1).records(0) + "\n";
      }
    }
  }
  for (const auto& row : RowsOf("expected-controls.csv")) {
    EXPECT_THAT(compared, HasSubstr(row[1] + " " + kPrefix + row[2] + "\n")) << row[0];
  }
}

TEST_F(Published, TotalsThatNobodyPrintedAreShownAsDerived) {
  const std::string derived = TableText(document_, "Totals that are not printed");
  EXPECT_THAT(derived,
              AllOf(HasSubstr("272,490,650 USD|The sum of 5 parts"), HasSubstr("272,490,652 USD|"),
                    HasSubstr("All: action lines, 2023|3,132 lines|"),
                    HasSubstr("|165 projects|What the other parts leave|")));
}

TEST_F(Published, TheReportObeysTheCountingRules) {
  EXPECT_THAT(reports::BrokenCountingRules(document_), IsEmpty());
}

TEST_F(Published, PrintedSharesOfPlansAreHeldAgainstTheRecords) {
  const std::string records = TableText(document_, "Printed and on record");
  EXPECT_THAT(records, AllOf(HasSubstr("C4 Energy: action lines, 2023|plans/energy|193 lines|"),
                             HasSubstr("C1 Transport: completed")));
}

TEST_F(Published, TheSameFilesAgainChangeNothing) {
  EXPECT_THAT(imported_, HasSubstr(" recorded, 0 changed, 0 unchanged; revision "));
  const std::string again = server_->Done(Import());
  EXPECT_THAT(again, HasSubstr("0 published figures recorded, 0 changed, "));
  EXPECT_EQ(Report().SerializeAsString(), document_.SerializeAsString());
}

TEST_F(Published, ReconcileEndsWithOneOnlyWhereItIsAskedTo) {
  const Ended plain = server_->Sheaf({"reconcile"});
  EXPECT_EQ(plain.exit_code, 0) << plain.err;
  EXPECT_THAT(plain.out, HasSubstr("16.0 percentage points"));
  EXPECT_EQ(server_->Sheaf({"reconcile", "--fail-on-conflict"}).exit_code, 1);
  EXPECT_EQ(server_->Done({"report", "--format", "reconciliation"}), plain.out);
  EXPECT_EQ(server_->Sheaf({"reconcile", "--as-of", "1", "--fail-on-conflict"}).exit_code, 0)
      << "nothing was recorded then";
}

TEST_F(Published, AFigureIsShownAndListedAsItWasPrinted) {
  EXPECT_THAT(server_->Done({"published", "list", "--subject", "A1", "-o", "csv"}),
              AllOf(HasSubstr("A1,completed,96,% of action_lines,2023,"), HasSubstr("line 1293"),
                    Not(HasSubstr("\nA2"))));
  EXPECT_THAT(server_->Done(
                  {"published", "show", "aec-blueprint-2025-end-term-review-2025.FUND-009.share"}),
              HasSubstr(">30"));
}

TEST_F(Published, AFigureThatWasMisreadIsWithdrawnWithAReason) {
  const std::vector<std::string> other = {
      "published",
      "import",
      server_->WriteFile("other.csv",
                         "id,subject,measure,unit,printed\nx,all,boats,boats,7\n"
                         "y,all,boats,boats,8\n"),
      "--source",
      "Other",
      "--source-date",
      "2024-05"};
  server_->Done(other);
  const std::vector<std::string> reconcile = {"reconcile"};
  EXPECT_THAT(server_->Done(reconcile), HasSubstr("8 boats"));
  server_->Done({"withdraw", "publishedFigures/other-2024-05.y", "--reason", "misread"});
  EXPECT_THAT(server_->Done(reconcile), Not(HasSubstr("8 boats")));
  EXPECT_EQ(server_->Sheaf({"published", "show", "other-2024-05.y"}).exit_code, 1);
}

TEST_F(Published, WhatIsWrongIsToldWithFileAndRow) {
  const std::string file = server_->WriteFile("wrong.csv",
                                              "id,subject,measure,unit,printed,derivation\na,A,"
                                              "lines,lines,many,\nb,A,x,%,5,ratio a none\n");
  const Ended refused =
      server_->Sheaf({"published", "import", file, "--source", "Wrong", "--source-date", "2024"});
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_THAT(refused.err, AllOf(HasSubstr("wrong.csv:2: printed: found 'many'"),
                                 HasSubstr("wrong.csv:3: derivation: there is no published figure"),
                                 HasSubstr("nothing was written")));
}

// What is out of reach is said, and every conflict of the source is one or the other.
TEST_F(Published, WhatAProgramCannotFindIsListedAsSuch) {
  EXPECT_THAT(RowsOf("out-of-reach.csv"), Not(IsEmpty()));
  for (const auto& out : RowsOf("out-of-reach.csv")) {
    ASSERT_EQ(out.size(), 3u) << out.front();
    EXPECT_FALSE(out[2].empty()) << out[0];
    for (const auto& found : RowsOf("expected-conflicts.csv")) EXPECT_NE(out[0], found[0]);
  }
}

}  // namespace
}  // namespace sheaf::e2e
