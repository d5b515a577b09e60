// Behind every figure of the core's reports that names its lines, the listing that it names gives
// as many as it says; on the real data, and on several days.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "sheaf/v1/plan_service.grpc.pb.h"
#include "sheaf/v1/report_service.grpc.pb.h"
#include "tests/e2e/listing.h"
#include "tests/e2e/real_server.h"

namespace sheaf::e2e {
namespace {

using ::testing::HasSubstr;

const std::vector<std::string> kDays = {"2018-12-31", "2021-06-30", "2023-12-31", "2026-06-30"};
const std::vector<std::string> kSectors = {"energy", "faf", "ict", "transport"};
constexpr std::array kClasses = {v1::HEADLINE_COMPLETED, v1::HEADLINE_IN_PROGRESS,
                                 v1::HEADLINE_NOT_STARTED, v1::HEADLINE_NOT_REPORTED,
                                 v1::HEADLINE_EXCLUDED};
const std::vector<std::pair<std::string, std::string>> kReports = {
    {"", "overview"},          {"", "headline"},       {"", "member-states"},
    {"", "member-state"},      {"", "comparison"},     {"energy", "comparison"},
    {"energy", "progress"},    {"faf", "progress"},    {"ict", "annual-priorities"},
    {"transport", "progress"}, {"ict", "compliance"},  {"transport", "results-map"},
    {"ict", "progress"},       {"faf", "results-map"}, {"energy", "annual-priorities"}};

class BehindFigures : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    server_ = new RealServer;
    server_->ImportEverything();
    plans_ = v1::PlanService::NewStub(server_->Channel()).release();
    reports_ = v1::ReportService::NewStub(server_->Channel()).release();
  }
  static void TearDownTestSuite() {
    delete plans_;
    delete reports_;
    delete server_;
  }

  static v1::Document Report(const std::string& sector, const std::string& format,
                             const std::string& effective,
                             v1::ReviewState counts = v1::REVIEW_STATE_UNSPECIFIED) {
    v1::ReportRequest request;
    request.set_sector(sector);
    request.set_format(format);
    request.set_counts(counts);
    request.mutable_as_of()->set_effective_date(effective);
    if (format == "member-state") request.set_member_state("VNM");
    return Call(*reports_, &v1::ReportService::Stub::GetReport, request);
  }

  // How many lines a listing has at the clocks of a document.
  static int64_t Listed(const v1::LinesBehind& lines, const v1::Clocks& clocks) {
    v1::ListLinesRequest request;
    request.set_parent(lines.parent());
    *request.mutable_filter() = lines.filter();
    request.set_page_size(1000);
    request.mutable_as_of()->set_revision(clocks.revision());
    request.mutable_as_of()->set_effective_date(clocks.effective_date());
    const std::string key = request.SerializeAsString();
    const auto known = listed_.find(key);
    if (known != listed_.end()) return known->second;
    return listed_[key] = ListAll(*plans_, &v1::PlanService::Stub::ListLines, request).lines_size();
  }

  // Checks every cell that names its lines; how many did.
  static int Check(const v1::Document& document) {
    int named = 0;
    const auto check = [&](const v1::Cell& cell, const std::string& where) {
      if (!cell.has_lines()) return;
      ++named;
      const int64_t said = cell.has_share() ? cell.share().numerator() : cell.count();
      EXPECT_EQ(Listed(cell.lines(), document.clocks()), said)
          << document.format() << " " << document.sector() << " " << where << "\n"
          << cell.ShortDebugString();
    };
    for (const v1::Section& section : document.sections()) {
      for (const v1::Block& block : section.blocks()) {
        for (const v1::KeyFigure& figure : block.key_figures().figures()) {
          check(figure.value(), section.id() + ": " + figure.label());
        }
        for (const v1::Row& row : block.table().rows()) {
          for (const v1::Cell& cell : row.cells()) check(cell, section.id());
        }
      }
    }
    return named;
  }

  // The number under `column` in the row of one sector, or of all.
  static int64_t SideBySide(const v1::Document& document, const std::string& title,
                            const std::string& column) {
    for (const v1::Section& section : document.sections()) {
      if (section.id() != "side-by-side") continue;
      const v1::Table& table = section.blocks(0).table();
      for (const v1::Row& row : table.rows()) {
        if (row.cells(0).text() != title) continue;
        for (int i = 0; i < table.columns_size(); ++i) {
          if (table.columns(i).id() == column) return row.cells(i).count();
        }
      }
    }
    ADD_FAILURE() << title << " has no " << column;
    return -1;
  }

  static int64_t Figure(const v1::Document& document, const std::string& label) {
    for (const v1::KeyFigure& figure : document.sections(0).blocks(0).key_figures().figures()) {
      if (figure.label() == label) return figure.value().count();
    }
    ADD_FAILURE() << "there is no figure " << label;
    return -1;
  }

  inline static RealServer* server_ = nullptr;
  inline static v1::PlanService::Stub* plans_ = nullptr;
  inline static v1::ReportService::Stub* reports_ = nullptr;
  inline static std::map<std::string, int64_t> listed_;
};

TEST_F(BehindFigures, EveryClassOfEverySectorListsAsManyLinesAsReportsCount) {
  const std::map<std::string, std::string> columns = {{"HEADLINE_COMPLETED", "completed"},
                                                      {"HEADLINE_IN_PROGRESS", "in_progress"},
                                                      {"HEADLINE_NOT_STARTED", "not_started"},
                                                      {"HEADLINE_NOT_REPORTED", "not_reported"},
                                                      {"HEADLINE_EXCLUDED", "excluded"}};
  int64_t lines = 0;
  for (const std::string& day : kDays) {
    for (const std::string& sector : kSectors) {
      const v1::Document headline = Report("", "headline", day);
      const v1::Document progress = Report(sector, "progress", day);
      const std::string title = progress.title().substr(0, progress.title().rfind(": progress"));
      for (const v1::HeadlineClass headline_class : kClasses) {
        v1::LinesBehind behind;
        behind.set_parent("plans/-");
        behind.mutable_filter()->add_sectors(sector);
        behind.mutable_filter()->add_headline_classes(headline_class);
        const int64_t listed = Listed(behind, headline.clocks());
        lines += listed;
        EXPECT_EQ(listed,
                  SideBySide(headline, title, columns.at(v1::HeadlineClass_Name(headline_class))))
            << day << " " << sector << " " << v1::HeadlineClass_Name(headline_class);
      }
    }
  }
  EXPECT_GT(lines, 1000) << "the listings are empty: this shows little";
}

TEST_F(BehindFigures, OverdueLinesAreAsManyAsReportsCount) {
  int64_t overdue = 0;
  for (const std::string& day : kDays) {
    for (const std::string& sector : kSectors) {
      const v1::Document progress = Report(sector, "progress", day);
      v1::LinesBehind behind;
      behind.set_parent("plans/-");
      behind.mutable_filter()->add_sectors(sector);
      behind.mutable_filter()->set_overdue(true);
      const int64_t listed = Listed(behind, progress.clocks());
      overdue += listed;
      EXPECT_EQ(listed, Figure(progress, "Overdue")) << day << " " << sector;
    }
  }
  EXPECT_GT(overdue, 0) << "nothing is overdue: this shows nothing";
}

TEST_F(BehindFigures, EveryFigureThatNamesItsLinesIsAsManyAsAreListed) {
  for (const std::string& day : {kDays[1], kDays[3]}) {
    for (const auto& [sector, format] : kReports) {
      EXPECT_GT(Check(Report(sector, format, day)), 0) << format << " of " << sector;
    }
  }
}

TEST_F(BehindFigures, WhereOtherUpdatesCountThanInListsNoLinesAreNamed) {
  EXPECT_EQ(Check(Report("", "headline", kDays[3], v1::VERIFIED)), 0);
  EXPECT_GT(Check(Report("", "headline", kDays[3], v1::SUBMITTED)), 0);
}

TEST_F(BehindFigures, TheCommandListsThem) {
  const v1::Document headline = Report("", "headline", kDays[3]);
  const std::string csv = server_->Done(
      {"list", "lines", "--class", "completed,in_progress", "--effective", kDays[3], "-o", "csv"});
  const auto lines = static_cast<int64_t>(std::count(csv.begin(), csv.end(), '\n')) - 1;
  EXPECT_EQ(lines,
            SideBySide(headline, "All", "completed") + SideBySide(headline, "All", "in_progress"));
  EXPECT_THAT(server_->Done({"list", "lines", "--class", "not_started", "--overdue"}),
              HasSubstr("Line"));
  const Ended refused = server_->Sheaf({"list", "lines", "--class", "done"});
  EXPECT_EQ(refused.exit_code, 2);
  EXPECT_THAT(refused.err, HasSubstr("expected one of completed, in_progress"));
}

TEST_F(BehindFigures, AClassThatIsNoneIsRefused) {
  v1::ListLinesRequest request;
  request.set_parent("plans/-");
  request.mutable_filter()->add_headline_classes(v1::HEADLINE_CLASS_UNSPECIFIED);
  const grpc::Status status = StatusOf(*plans_, &v1::PlanService::Stub::ListLines, request);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_THAT(status.error_message(), HasSubstr("filter.headline_classes"));
}

TEST_F(BehindFigures, AMemberStateHasAReportOfItsOwnAndAnUnknownOneIsRefused) {
  const std::string report =
      server_->Done({"report", "--format", "member-state", "--member-state", "VNM"});
  EXPECT_THAT(report, HasSubstr("Viet Nam"));
  EXPECT_THAT(report, HasSubstr("Signed, ratified, applied"));
  EXPECT_THAT(server_->Done({"report", "--format", "member-states"}), HasSubstr("Viet Nam"));
  const Ended refused =
      server_->Sheaf({"report", "--format", "member-state", "--member-state", "XYZ"});
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_THAT(refused.err, HasSubstr("'XYZ' is not registered"));
  const Ended other = server_->Sheaf({"report", "--sector", "energy", "--member-state", "VNM"});
  EXPECT_EQ(other.exit_code, 1);
  EXPECT_THAT(other.err, HasSubstr("of no single member state"));
}

}  // namespace
}  // namespace sheaf::e2e
