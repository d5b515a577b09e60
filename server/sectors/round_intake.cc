// Reporting rounds: opened, changed while they are open, and closed for good.
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "server/base/resource_name.h"
#include "server/base/status.h"
#include "server/sectors/field_checks.h"
#include "server/sectors/head_reading.h"
#include "server/sectors/intake.h"
#include "server/sectors/limits.h"
#include "server/sectors/records.h"
#include "server/sectors/requests.h"
#include "server/sectors/wording.h"

namespace sheaf::sectors {
namespace {

using google::protobuf::RepeatedPtrField;

constexpr std::string_view kReason = "INVALID_ROUND";

void CheckName(const FieldCheck& check, const std::string& name) {
  if (NameFits(name, kRoundPattern)) return;
  check.Fail("name", Quoted(name) +
                         " does not name a round; write rounds/ and an id of letters, digits and "
                         ". _ -, such as rounds/energy-2026-h1");
}

// Calls `judge` for each of `words` that was not there before.
template <typename Judge>
void CheckEach(const FieldCheck& check, std::string_view field,
               const RepeatedPtrField<std::string>& words, const Judge& judge) {
  std::set<std::string> seen;
  for (const std::string& word : words) {
    if (seen.insert(word).second) {
      judge(word);
    } else {
      check.Fail(field, Quoted(word) + " is given twice; leave one of the two out");
    }
  }
}

void CheckSectors(const FieldCheck& check, const HeadReading& reading,
                  const v1::ReportingRound& round) {
  if (round.sectors().empty()) {
    check.Fail("sectors", "is empty; write the ids of the sectors that are asked to report");
  }
  CheckEach(check, "sectors", round.sectors(), [&](const std::string& sector) {
    if (reading.SectorRules(sector) != nullptr) return;
    check.Fail("sectors", reading.NoSuchSector(sector));
  });
}

void CheckMemberStates(const FieldCheck& check, const MemberStateCodes& codes,
                       const v1::ReportingRound& round) {
  if (round.member_states_size() > kMemberStatesMax) {
    check.Fail("member_states", "has " + std::to_string(round.member_states_size()) +
                                    " entries; at most " + std::to_string(kMemberStatesMax) +
                                    " are taken");
    return;
  }
  CheckEach(check, "member_states", round.member_states(),
            [&](const std::string& code) { codes.Check(check, "member_states", code); });
}

// What can still be changed while the round is open.
void CheckChangeable(const FieldCheck& check, const v1::ReportingRound& round) {
  check.Required("title", round.title(), kTitleMaxBytes);
  check.Text("note", round.note(), kNoteMaxBytes);
  if (round.deadline().empty()) {
    check.Fail("deadline", "is empty; write the last day for an answer in time, like 2026-03-31");
  }
  const PartialDate open = check.Day("open_date", round.open_date());
  const PartialDate deadline = check.Day("deadline", round.deadline());
  if (open.stated() && deadline.stated() && deadline.SortsAs(open) < 0) {
    check.Fail("deadline", "the deadline (" + round.deadline() +
                               ") is before the day from which answers count (" +
                               round.open_date() + "); correct one of the dates");
  }
}

void CheckPeriodAsked(const FieldCheck& check, const v1::ReportingRound& round) {
  if (round.period().empty()) {
    check.Fail("period",
               "is empty; write the period that is asked about: 2024, 2024-H1, 2024-Q2 or 2024-06");
  }
  check.Period("period", round.period());
}

absl::Status NoSuchRound(const std::string& name) {
  return Refusal(absl::StatusCode::kNotFound, "ROUND_NOT_FOUND",
                 "there is no round " + Quoted(name) + "; look its id up in the list of rounds");
}

// A round as it is kept, and the version that was read.
struct Kept {
  v1::ReportingRound round;
  ledger::Revision revision = 0;
};

absl::StatusOr<Kept> Find(const HeadReading& reading, const std::string& name) {
  SHEAF_ASSIGN_OR_RETURN(const auto record, reading.Find(name));
  if (!record) return NoSuchRound(name);
  SHEAF_ASSIGN_OR_RETURN(v1::Resource resource, ResourceOf(*record));
  return Kept{std::move(*resource.mutable_round()), record->revision};
}

absl::Status CheckOpen(const v1::ReportingRound& round) {
  if (!round.closed()) return absl::OkStatus();
  return Refusal(absl::StatusCode::kFailedPrecondition, "ROUND_CLOSED",
                 round.name() + " is closed since revision " + std::to_string(round.revision()) +
                     ", and its figures stay as they were then; open another round");
}

absl::Status IsTaken(const v1::ReportingRound& round) {
  return Refusal(absl::StatusCode::kAlreadyExists, "ROUND_EXISTS",
                 round.name() + " is there already: " + Quoted(round.title()) + ", period " +
                     round.period() + ", due " + round.deadline() +
                     (round.closed() ? ", closed" : "") + "; choose another id" +
                     (round.closed() ? "" : ", or change that round"));
}

// The round as it will be kept: what clients cannot set is left out.
v1::ReportingRound Opened(const v1::OpenRoundRequest& request, const std::optional<Kept>& kept,
                          PartialDate today) {
  v1::ReportingRound round = request.round();
  round.clear_closed();
  if (!round.open_date().empty()) return round;
  // Asked for once more on a later day it is the same round.
  round.set_open_date(kept ? kept->round.open_date() : today.ToString());
  return round;
}

void CheckUntouched(const FieldCheck& check, const v1::ReportingRound& change,
                    const v1::ReportingRound& round) {
  const auto fail = [&](std::string_view field) {
    check.Fail(field,
               "is fixed once the round is open: title, deadline and note can be changed; leave it "
               "out, or close this round and open another");
  };
  const auto same = [](const auto& a, const auto& b) {
    return a.empty() || std::equal(a.begin(), a.end(), b.begin(), b.end());
  };
  if (!same(change.period(), round.period())) fail("period");
  if (!same(change.sectors(), round.sectors())) fail("sectors");
  if (!same(change.member_states(), round.member_states())) fail("member_states");
  if (change.asks_bodies() && !round.asks_bodies()) fail("asks_bodies");
  if (!same(change.open_date(), round.open_date())) fail("open_date");
}

v1::ReportingRound Changed(const v1::ReportingRound& round, const v1::ReportingRound& change) {
  v1::ReportingRound changed = round;
  if (!change.title().empty()) changed.set_title(change.title());
  if (!change.deadline().empty()) changed.set_deadline(change.deadline());
  if (!change.note().empty()) changed.set_note(change.note());
  return changed;
}

template <typename ClientRequest>
Accepted Writing(const ClientRequest& request, const v1::ReportingRound& round,
                 ledger::WriteMode mode, std::optional<ledger::Revision> expected) {
  Accepted accepted;
  accepted.request = RequestFor(request);
  accepted.names = {round.name()};
  accepted.request.writes.push_back({round.name(), mode, PayloadOf(round), "", expected});
  return accepted;
}

}  // namespace

absl::StatusOr<Accepted> AcceptRound(const Intake& intake, const v1::OpenRoundRequest& request,
                                     PartialDate today) {
  Problems problems;
  const FieldCheck check(&problems);
  const HeadReading reading(intake);
  SHEAF_ASSIGN_OR_RETURN(const auto codes, MemberStateCodes::Read(reading));
  const std::string& name = request.round().name();
  CheckName(check, name);
  std::optional<Kept> kept;
  if (problems.empty()) {
    auto found = Find(reading, name);
    if (found.ok()) {
      kept = *std::move(found);
    } else if (!absl::IsNotFound(found.status())) {
      return found.status();
    }
  }
  const v1::ReportingRound round = Opened(request, kept, today);
  CheckRequestId(check, request.request_id());
  CheckPeriodAsked(check, round);
  CheckSectors(check, reading, round);
  CheckMemberStates(check, codes, round);
  CheckChangeable(check, round);
  Accepted accepted = Writing(request, round, ledger::WriteMode::kCreate, std::nullopt);
  const bool taken = kept && PayloadOf(kept->round) != PayloadOf(round);
  absl::Status refusal = taken ? IsTaken(kept->round) : absl::OkStatus();
  if (!problems.empty()) {
    if (taken) check.Fail("name", std::string(refusal.message()));
    refusal = problems.AsStatus(kReason);
  }
  SHEAF_RETURN_IF_ERROR(UnlessMade(intake, accepted.request, refusal));
  return accepted;
}

absl::StatusOr<Accepted> AcceptRoundChange(const Intake& intake,
                                           const v1::ChangeRoundRequest& request) {
  Problems problems;
  const FieldCheck check(&problems);
  CheckName(check, request.round().name());
  CheckRequestId(check, request.request_id());
  const auto expected = ExpectedRevision(check, request.etag());
  SHEAF_RETURN_IF_ERROR(problems.AsStatus(kReason));
  const HeadReading reading(intake);
  SHEAF_ASSIGN_OR_RETURN(const Kept kept, Find(reading, request.round().name()));
  const v1::ReportingRound round = Changed(kept.round, request.round());
  CheckUntouched(check, request.round(), kept.round);
  CheckChangeable(check, round);
  // Without an etag, what was checked here must still be there: nothing is changed that was closed
  // in between.
  Accepted accepted =
      Writing(request, round, ledger::WriteMode::kReplace, expected.value_or(kept.revision));
  absl::Status refusal = CheckOpen(kept.round);
  if (refusal.ok()) refusal = problems.AsStatus(kReason);
  SHEAF_RETURN_IF_ERROR(UnlessMade(intake, accepted.request, refusal));
  return accepted;
}

absl::StatusOr<Accepted> AcceptRoundClosing(const Intake& intake,
                                            const v1::CloseRoundRequest& request) {
  Problems problems;
  const FieldCheck check(&problems);
  CheckName(check, request.name());
  CheckRequestId(check, request.request_id());
  const auto expected = ExpectedRevision(check, request.etag());
  SHEAF_RETURN_IF_ERROR(problems.AsStatus(kReason));
  SHEAF_ASSIGN_OR_RETURN(Kept kept, Find(HeadReading(intake), request.name()));
  kept.round.set_closed(true);
  return Writing(request, kept.round, ledger::WriteMode::kReplace,
                 expected.value_or(kept.revision));
}

}  // namespace sheaf::sectors
