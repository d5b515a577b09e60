// Member states: created and replaced.
#include <string>
#include <unordered_map>
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

constexpr std::string_view kReason = "INVALID_MEMBER_STATE";

void CheckName(const FieldCheck& check, const std::string& name) {
  if (NameFits(name, kMemberStatePattern) && IsAlpha3(IdOf(name))) return;
  check.Fail("name", Quoted(name) +
                         " does not name a member state; write memberStates/ and its ISO 3166-1 "
                         "alpha-3 code, such as memberStates/IDN");
}

bool IsAlpha2(std::string_view code) {
  return code.size() == 2 && code[0] >= 'A' && code[0] <= 'Z' && code[1] >= 'A' && code[1] <= 'Z';
}

void CheckMembership(const FieldCheck& check, const v1::MemberState& state) {
  if (state.joined().empty()) {
    check.Fail("joined", "is empty; write the day it joined, like 1967-08-08");
  }
  const PartialDate joined = check.Day("joined", state.joined());
  const PartialDate left = check.Day("left", state.left());
  if (joined.stated() && left.stated() && left.SortsAs(joined) < 0) {
    check.Fail("left", "the state left (" + state.left() + ") before it joined (" + state.joined() +
                           "); correct one of the dates");
  }
}

void CheckMemberState(const FieldCheck& check, const v1::MemberState& state) {
  CheckName(check, state.name());
  if (!state.iso2().empty() && !IsAlpha2(state.iso2())) {
    check.Fail("iso2", Quoted(state.iso2()) +
                           " is no ISO 3166-1 alpha-2 code; write two capitals, such as ID");
  }
  check.Required("title", state.title(), kTitleMaxBytes);
  check.Text("short_title", state.short_title(), kTitleMaxBytes);
  CheckMembership(check, state);
  for (const std::string& group : state.groups()) {
    if (IsSnakeCase(group)) continue;
    check.Fail("groups", Quoted(group) + " is not in lower snake case, like clmv");
  }
  check.Text("source", state.source(), kReferenceMaxBytes);
  check.Text("note", state.note(), kNoteMaxBytes);
}

// Fails both items of each pair that has one name.
void CheckRepeats(Problems& problems, const v1::PutMemberStatesRequest& states) {
  std::unordered_map<std::string, int> rows;
  for (int row = 0; row < states.member_states_size(); ++row) {
    const std::string& name = states.member_states(row).name();
    const auto [first, is_new] = rows.try_emplace(name, row);
    if (is_new) continue;
    const std::string text = Quoted(name) + " is given twice; keep one of the two";
    FieldCheck(&problems, first->second).Fail("name", text);
    FieldCheck(&problems, row).Fail("name", text);
  }
}

}  // namespace

absl::StatusOr<Accepted> AcceptMemberStates(const Intake& /*intake*/,
                                            const v1::PutMemberStatesRequest& states) {
  Problems problems;
  const FieldCheck whole(&problems);
  CheckRequestId(whole, states.request_id());
  if (states.member_states().empty() || states.member_states_size() > kMemberStatesMax) {
    whole.Fail("member_states", "there are " + std::to_string(states.member_states_size()) +
                                    " member states in the request; send 1 to " +
                                    std::to_string(kMemberStatesMax));
  }
  SHEAF_RETURN_IF_ERROR(problems.AsStatus(kReason));
  for (int row = 0; row < states.member_states_size(); ++row) {
    CheckMemberState(FieldCheck(&problems, row), states.member_states(row));
  }
  CheckRepeats(problems, states);
  SHEAF_RETURN_IF_ERROR(problems.AsStatus(kReason));
  Accepted accepted;
  accepted.request = RequestFor(states);
  for (const v1::MemberState& state : states.member_states()) {
    ledger::Write write;
    write.resource = state.name();
    write.payload = PayloadOf(state);
    accepted.request.writes.push_back(std::move(write));
    accepted.names.push_back(state.name());
  }
  return accepted;
}

}  // namespace sheaf::sectors
