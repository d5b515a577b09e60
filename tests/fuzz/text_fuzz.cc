// The small texts that come from everywhere: dates, periods, numbers, ids, resource names, etags,
// user names. What is taken reads back as itself.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "proto/values/date_span.h"
#include "proto/values/number.h"
#include "proto/values/partial_date.h"
#include "proto/values/printed_number.h"
#include "server/auth/caller.h"
#include "server/base/resource_name.h"
#include "server/ledger/etag.h"
#include "server/ledger/keys.h"
#include "tests/fuzz/expect.h"

namespace sheaf {
namespace {

void ReadDate(std::string_view text) {
  CheckPeriod(text).IgnoreError();
  const auto date = PartialDate::Parse(text);
  if (!date.ok()) return;
  fuzz::Expect(date->ToString() == text, "a date reads back as it was written");
  fuzz::Expect(PartialDate::FromPacked(date->packed()) == *date, "a packed date is the same date");
  fuzz::Expect(date->SortsAs(date->LastDay()) == 0, "a date sorts as its last day");
}

void ReadSpan(std::string_view text) {
  const auto span = ParseDateSpan(text);
  if (!span.ok()) return;
  fuzz::Expect(span->first.day() == 1 && span->last == span->last.LastDay(), "whole days");
  fuzz::Expect(span->first.SortsAs(span->last) < 0, "a period ends after it starts");
}

void ReadPrinted(std::string_view text) {
  const auto number = ParsePrintedNumber(text);
  if (!number) return;
  fuzz::Expect(std::isfinite(number->value) && number->decimals >= 0, "a printed number is one");
  fuzz::Expect(number->low() <= number->value && number->value <= number->high(),
               "a printed number is within its own bounds");
}

void ReadNumber(std::string_view text) {
  const auto number = ParseNumber(text);
  if (!number) return;
  fuzz::Expect(std::isfinite(*number), "a number is finite");
  const auto again = ParseNumber(FormatNumber(*number));
  fuzz::Expect(again && *again == *number, "a number reads back as itself");
  FormatFixed(*number, 2);
}

void ReadName(std::string_view text) {
  for (const std::string_view pattern :
       {kPlanPattern, kLinePattern, kUpdatePattern, kManifestPattern, kBaselinePattern,
        kTargetPattern, kObservationPattern, kSeriesObservationPattern, kMemberStatePattern,
        kRoundPattern, kPublicationPattern, kPublishedFigurePattern, kDuplicatePattern}) {
    const auto ids = MatchName(text, pattern);
    fuzz::Expect(ids.ok() == NameFits(text, pattern), "a name fits where it matches");
    if (!ids.ok()) continue;
    fuzz::Expect(FormatName(pattern, *ids) == text, "a name reads back as it was written");
    fuzz::Expect(IdOf(text) == ids->back(), "the last id is the last");
    if (!ledger::CheckResource(text).ok()) continue;
    const std::string key = ledger::VersionKey(text, 7);
    const auto version = ledger::ParseVersionKey(key);
    fuzz::Expect(version.ok() && version->resource == text, "a key holds its name");
  }
}

void ReadEtag(std::string_view text) {
  const auto revision = ledger::ParseEtag(text);
  if (revision.ok()) fuzz::Expect(ledger::EtagOf(*revision) == text, "an etag reads as written");
}

}  // namespace
}  // namespace sheaf

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  sheaf::ReadDate(text);
  sheaf::ReadSpan(text);
  sheaf::ReadPrinted(text);
  sheaf::ReadNumber(text);
  sheaf::ReadName(text);
  sheaf::ReadEtag(text);
  const std::string actor = sheaf::auth::LocalActor(text);
  sheaf::fuzz::Expect(actor.size() <= 106 && actor.find('\n') == std::string::npos,
                      "an actor is one short word");
  return 0;
}
