#include "clients/cli/due_table.h"

#include <google/protobuf/text_format.h>

#include <sstream>
#include <string>

#include "clients/cli/csv_file.h"
#include "clients/cli/records_file.h"
#include "gtest/gtest.h"

namespace sheaf::cli {
namespace {

DueOfRound Vietnamese() {
  DueOfRound one;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(
      R"pb(
        name: "rounds/e-2026" title: "Energy 2026" period: "2026" deadline: "2026-09-30"
      )pb",
      &one.round));
  EXPECT_TRUE(
      google::protobuf::TextFormat::ParseFromString(R"pb(
                                                      items {
                                                        line: "plans/energy/lines/A"
                                                        title: "Grid"
                                                        member_state: "VNM"
                                                        state: DUE
                                                        deadline: "2026-09-30"
                                                        lead_body: "SOME"
                                                      }
                                                      items {
                                                        line: "plans/energy/lines/B"
                                                        title: "Gas, piped"
                                                        state: SENT_BACK
                                                        deadline: "2026-09-30"
                                                        returned_reason: "of which year?"
                                                        update: "plans/energy/lines/B/updates/u"
                                                      }
                                                      clocks { effective_date: "2026-09-20" }
                                                    )pb",
                                                    &one.due));
  return one;
}

std::string Csv(const Table& table) {
  std::ostringstream out;
  table.PrintCsv(out);
  return out.str();
}

TEST(DueTableTest, WhatNeedsWorkComesFirstWithTheReason) {
  DueOfRound one = Vietnamese();
  Arrange(one.due);
  std::ostringstream out;
  TableOf(one.due).PrintText(0, out);
  EXPECT_EQ(out.str(),
            "State      For     Plan    Line  Title       In charge  Why it was sent back\n"
            "sent back  region  energy  B     Gas, piped             of which year?\n"
            "due        VNM     energy  A     Grid        SOME\n");
}

TEST(DueTableTest, TheHeadingSaysHowMuchTimeIsLeft) {
  DueOfRound one = Vietnamese();
  EXPECT_EQ(HeadingOf(one), "rounds/e-2026 Energy 2026: about 2026, due 2026-09-30, 10 days left");
  EXPECT_EQ(SummaryOf(one.due), "1 sent back, 1 due");
  one.due.mutable_clocks()->set_effective_date("2026-10-01");
  EXPECT_EQ(HeadingOf(one), "rounds/e-2026 Energy 2026: about 2026, due 2026-09-30, 1 day ago");
  one.round.set_closed(true);
  EXPECT_EQ(HeadingOf(one),
            "rounds/e-2026 Energy 2026: about 2026, due 2026-09-30, closed on 2026-10-01");
}

TEST(DueTableTest, TheFormIsAFileThatPushTakes) {
  std::string form = Csv(TableOf(FormOf({Vietnamese()})));
  const std::string asked = "energy,A,Grid,,VNM,,,2026,";
  const size_t row = form.find(asked);
  ASSERT_NE(row, std::string::npos) << form;
  form.replace(row, asked.size(), "energy,A,Grid,,VNM,completed,2026-08,2026,");
  FileProblems problems;
  const auto file = ReadUpdates(ParseCsv(form, problems), problems);
  EXPECT_TRUE(problems.empty());
  ASSERT_EQ(file.records.size(), 1u);
  const v1::Update& update = file.records[0].update();
  EXPECT_EQ(file.records[0].line_code(), "A");
  EXPECT_EQ(update.member_state(), "VNM");
  EXPECT_EQ(update.reported_status(), "completed");
  EXPECT_EQ(update.reporting_period(), "2026");
  EXPECT_TRUE(update.attributes().empty());
}

}  // namespace
}  // namespace sheaf::cli
