// For tests: a ledger whose clock stands still between commits, with manifests and model on it, a
// small energy sector, and rounds that ask about it.
#pragma once

#include <future>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "server/base/manual_clock.h"
#include "server/ledger/ledger.h"
#include "server/model/model.h"
#include "server/reports/report_fixture.h"
#include "server/reports/round_answers.h"
#include "server/sectors/records.h"
#include "server/store/memory_store.h"
#include "sheaf/v1/review.pb.h"

namespace sheaf::reports {

// Not thread-safe.
class RoundFixture : public testing::Test {
 protected:
  RoundFixture() {
    ledger_ = ledger::Ledger::Open(store::MakeMemoryStore(), &clock_, {}).value();
    EXPECT_TRUE(ledger_->AddObservers({&manifests_, &model_}).ok());
    On("2024-01-10");
    Put("sectors/energy/manifests/current", EnergyManifest());
    PutPlan("energy", "energy");
  }

  // What is committed from here on is committed on that day.
  void On(const std::string& day) { clock_.Set(ParseTime(day + "T09:00:00Z").value()); }

  ledger::Revision Write(ledger::Write write) {
    ledger::Request request;
    request.actor = "tester";
    request.writes.push_back(std::move(write));
    std::promise<absl::StatusOr<ledger::Receipt>> done;
    ledger_->Commit(std::move(request), [&](absl::StatusOr<ledger::Receipt> receipt) {
      done.set_value(std::move(receipt));
    });
    const auto receipt = done.get_future().get();
    EXPECT_TRUE(receipt.ok()) << receipt.status();
    return receipt.ok() ? receipt->revision : 0;
  }
  ledger::Revision Put(const std::string& name, const google::protobuf::Message& message,
                       const std::string& standing = "") {
    return Write({.resource = name,
                  .mode = ledger::WriteMode::kPut,
                  .payload = sectors::PayloadOf(message),
                  .reason = "",
                  .expected_revision = {},
                  .standing = standing});
  }

  void PutPlan(const std::string& plan, const std::string& sector) {
    v1::Plan message;
    message.set_sector(sector);
    message.set_title("Plan " + plan);
    Put("plans/" + plan, message);
  }
  void PutMember(const std::string& code, const std::string& joined = "1967-08-08") {
    v1::MemberState state;
    state.set_short_title("State " + code);
    state.set_joined(joined);
    Put("memberStates/" + code, state);
  }
  // "energy/A"; further fields in text format.
  void PutLine(const std::string& line, const std::string& fields = "level: \"action\"") {
    auto message = FromText<v1::Line>(fields);
    message.set_position(position_++);
    message.set_title("Title of " + line);
    Put(NameOf(line), message);
  }
  static std::string NameOf(const std::string& line) {
    const size_t slash = line.find('/');
    return "plans/" + line.substr(0, slash) + "/lines/" + line.substr(slash + 1);
  }

  // The update `id` of a line says something else each time.
  void Say(const std::string& line, const std::string& id, const std::string& member_state,
           v1::ReviewState state = v1::SUBMITTED, const std::string& period = "") {
    v1::Update update;
    update.set_reported_status("on_going");
    update.set_member_state(member_state);
    update.set_reporting_period(period);
    update.set_note(std::to_string(says_++));
    v1::Review review;
    review.set_state(state);
    Put(NameOf(line) + "/updates/" + id, update, review.SerializeAsString());
  }
  void Review(const std::string& line, const std::string& id, v1::ReviewState state,
              const std::string& reason = "") {
    v1::Review review;
    review.set_state(state);
    review.set_returned_reason(reason);
    review.set_step(state == v1::RETURNED    ? v1::RETURN
                    : state == v1::SUBMITTED ? v1::SUBMIT
                    : state == v1::PUBLISHED ? v1::PUBLISH_UPDATE
                                             : v1::VERIFY_BY_SECTOR);
    Write({.resource = NameOf(line) + "/updates/" + id,
           .mode = ledger::WriteMode::kReview,
           .payload = "",
           .reason = "",
           .expected_revision = {},
           .standing = review.SerializeAsString()});
  }

  // A round of the energy sector about 2024, open from 1 May to 30 June; further fields in text
  // format.
  void OpenRound(const std::string& id, const std::string& fields = "") {
    auto round = FromText<v1::ReportingRound>(R"pb(
      title: "Round"
      period: "2024"
      sectors: "energy"
      open_date: "2024-05-01"
      deadline: "2024-06-30"
    )pb");
    EXPECT_TRUE(google::protobuf::TextFormat::MergeFromString(fields, &round)) << fields;
    Put("rounds/" + id, round);
  }
  void CloseRound(const std::string& id) {
    v1::ReportingRound round = Round(id);
    round.set_closed(true);
    Put("rounds/" + id, round);
  }
  v1::ReportingRound Round(const std::string& id) const {
    const auto record = ledger_->Get("rounds/" + id, ledger_->Head());
    EXPECT_TRUE(record.ok()) << record.status();
    return record.ok() ? sectors::ResourceOf(*record).value().round() : v1::ReportingRound();
  }

  ManualClock clock_;
  sectors::Manifests manifests_;
  model::Model model_;
  std::unique_ptr<ledger::Ledger> ledger_;

 private:
  int position_ = 0;
  int says_ = 0;
};

}  // namespace sheaf::reports
