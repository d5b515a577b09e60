// What is decided about two lines that look like the same initiative.
#include <string>
#include <string_view>
#include <utility>

#include "server/base/digest.h"
#include "server/base/resource_name.h"
#include "server/base/status.h"
#include "server/sectors/duplicate.h"
#include "server/sectors/field_checks.h"
#include "server/sectors/head_reading.h"
#include "server/sectors/intake.h"
#include "server/sectors/limits.h"
#include "server/sectors/records.h"
#include "server/sectors/requests.h"
#include "server/sectors/wording.h"

namespace sheaf::sectors {
namespace {

constexpr std::string_view kReason = "INVALID_DUPLICATE";
constexpr size_t kIdDigits = 20;

bool CheckLineName(const FieldCheck& check, std::string_view field, const std::string& line) {
  if (NameFits(line, kLinePattern)) return true;
  check.Fail(field,
             Quoted(line) + " does not name a line; write it like plans/energy/lines/EN-APG-001");
  return false;
}

void CheckPair(const FieldCheck& check, const v1::DuplicatePair& pair) {
  const bool first = CheckLineName(check, "line", pair.line());
  const bool second = CheckLineName(check, "other_line", pair.other_line());
  if (first && second && pair.line() == pair.other_line()) {
    check.Fail("other_line", "is the same line; write two different ones");
  }
  if (pair.decision() != v1::CONFIRMED && pair.decision() != v1::DISMISSED) {
    check.Fail("decision",
               "is not stated; write CONFIRMED where they are the same initiative, or "
               "DISMISSED where they are two");
  }
  check.Required("reason", pair.reason(), kNoteMaxBytes);
}

absl::Status FindLine(const HeadReading& reading, const std::string& line) {
  SHEAF_ASSIGN_OR_RETURN(const auto record, reading.Find(line));
  if (record) return absl::OkStatus();
  return Refusal(absl::StatusCode::kNotFound, "LINE_NOT_FOUND",
                 "there is no line " + Quoted(line) + "; correct the name, or import its plan");
}

v1::DuplicatePair Settled(v1::DuplicatePair pair) {
  if (pair.other_line() < pair.line()) pair.mutable_line()->swap(*pair.mutable_other_line());
  pair.set_name(DuplicateName(pair.line(), pair.other_line()));
  return pair;
}

}  // namespace

std::string DuplicateName(std::string_view line, std::string_view other_line) {
  if (other_line < line) std::swap(line, other_line);
  const std::string text = std::string(line) + '\n' + std::string(other_line);
  return FormatName(kDuplicatePattern, {Hex(Sha256(text)).substr(0, kIdDigits)});
}

absl::StatusOr<Accepted> AcceptDuplicate(const Intake& intake,
                                         const v1::DecideDuplicateRequest& request) {
  Problems problems;
  const FieldCheck check(&problems);
  CheckRequestId(check, request.request_id());
  CheckPair(check, request.pair());
  const auto known = ExpectedRevision(check, request.etag());
  SHEAF_RETURN_IF_ERROR(problems.AsStatus(kReason));
  const HeadReading reading(intake);
  SHEAF_RETURN_IF_ERROR(FindLine(reading, request.pair().line()));
  SHEAF_RETURN_IF_ERROR(FindLine(reading, request.pair().other_line()));
  const v1::DuplicatePair pair = Settled(request.pair());
  Accepted accepted;
  accepted.request = RequestFor(request);
  accepted.names = {pair.name()};
  ledger::Write& write = accepted.request.writes.emplace_back();
  write.resource = pair.name();
  write.mode = ledger::WriteMode::kPut;
  write.payload = PayloadOf(pair);
  write.expected_revision = known;
  return accepted;
}

}  // namespace sheaf::sectors
