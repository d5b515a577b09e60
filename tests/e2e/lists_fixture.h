// A server with everything imported, and a plan of random lines besides, for tests of lists.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "sheaf/v1/member_state_service.grpc.pb.h"
#include "sheaf/v1/observation_service.grpc.pb.h"
#include "sheaf/v1/plan_service.grpc.pb.h"
#include "sheaf/v1/update_service.grpc.pb.h"
#include "tests/e2e/listing.h"
#include "tests/e2e/real_server.h"

namespace sheaf::e2e {

using Plans = v1::PlanService::Stub;
using Updates = v1::UpdateService::Stub;

inline constexpr int kWideLines = 400;
inline constexpr const char* kWords[] = {"completed", "in_progress", "not_started", "postponed"};

inline std::string Code(int number) { return "W-" + std::to_string(1000 + number); }

// One server with everything imported, and a plan "wide" of no sector with random lines.
class ListsTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    server_ = new RealServer;
    server_->ImportEverything();
    plans_ = v1::PlanService::NewStub(server_->Channel()).release();
    updates_ = v1::UpdateService::NewStub(server_->Channel()).release();
    observations_ = v1::ObservationService::NewStub(server_->Channel()).release();
    member_states_ = v1::MemberStateService::NewStub(server_->Channel()).release();
    before_wide_ = server_->Status().revision();
    ImportWide();
    ReportOnWide();
  }
  static void TearDownTestSuite() {
    delete plans_;
    delete updates_;
    delete observations_;
    delete member_states_;
    delete server_;
  }

  static std::string Pick(const std::vector<std::string>& words, std::mt19937& random) {
    return words[random() % words.size()];
  }

  static v1::Line WideLine(int number, std::mt19937& random) {
    v1::Line line;
    line.set_name("plans/wide/lines/" + Code(number));
    line.set_title("Line " + Code(number));
    line.set_level(Pick({"area", "action"}, random));
    if (number > 0 && random() % 2 == 0) {
      line.set_parent_code(Code(static_cast<int>(random() % static_cast<unsigned>(number))));
    }
    if (random() % 3 == 0) line.set_lead_body(Pick({"HAPUA", "ACE"}, random));
    if (random() % 2 == 0) line.add_tags("grid");
    if (random() % 3 == 0) line.add_tags("rural");
    if (random() % 2 == 0) line.set_planned_start(Pick({"2016", "2018-07", "2021-02-03"}, random));
    if (random() % 2 == 0) line.set_planned_end(Pick({"2021-06", "2023", "2025-12-31"}, random));
    if (random() % 4 == 0) line.add_member_states(Pick({"VNM", "LAO"}, random));
    return line;
  }

  static void ImportWide() {
    std::mt19937 random(11);
    grpc::ClientContext context;
    v1::ImportPlanResponse response;
    const auto writer = plans_->ImportPlan(&context, &response);
    v1::ImportPlanRequest request;
    request.mutable_plan()->set_name("plans/wide");
    request.mutable_plan()->set_title("Wide");
    for (int i = 0; i < kWideLines; ++i) *request.add_lines() = WideLine(i, random);
    writer->Write(request);
    writer->WritesDone();
    const grpc::Status status = writer->Finish();
    ASSERT_TRUE(status.ok()) << status.error_message();
  }

  static v1::PushUpdateResponse Push(const std::string& line, const std::string& word,
                                     const std::string& date, const std::string& note = "") {
    v1::PushUpdateRequest request;
    request.set_parent(line);
    request.mutable_update()->set_reported_status(word);
    request.mutable_update()->set_effective_date(date);
    request.mutable_update()->set_note(note);
    return Call(*updates_, &Updates::PushUpdate, request);
  }

  // Two updates on two lines of three, on days of their own.
  static void ReportOnWide() {
    std::mt19937 random(12);
    for (int i = 0; i < kWideLines; ++i) {
      if (i % 3 == 0) continue;
      const std::string line = "plans/wide/lines/" + Code(i);
      Push(line, kWords[random() % 4], "2019");
      Push(line, kWords[random() % 4], "2022-0" + std::to_string(1 + i % 9));
    }
  }

  static v1::ListLinesRequest LinesOf(const std::string& parent) {
    v1::ListLinesRequest request;
    request.set_parent(parent);
    return request;
  }
  static v1::ListUpdatesRequest UpdatesOf(const std::string& parent) {
    v1::ListUpdatesRequest request;
    request.set_parent(parent);
    request.set_page_size(1000);
    return request;
  }
  static v1::ListLinesResponse Lines(v1::ListLinesRequest request) {
    return ListAll(*plans_, &Plans::ListLines, std::move(request));
  }

  inline static RealServer* server_ = nullptr;
  inline static Plans* plans_ = nullptr;
  inline static Updates* updates_ = nullptr;
  inline static v1::ObservationService::Stub* observations_ = nullptr;
  inline static v1::MemberStateService::Stub* member_states_ = nullptr;
  inline static int64_t before_wide_ = 0;
};

}  // namespace sheaf::e2e
