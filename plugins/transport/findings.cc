#include "plugins/transport/findings.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "plugins/transport/instruments.h"

namespace sheaf::transport {
namespace {

using plugin::Facts;

std::string Describe(const Facts& facts, const Instrument& instrument, size_t states) {
  const plugin::LineView& line = facts.Line(instrument.row);
  const int64_t ratified = *instrument.ratified_by;
  return absl::StrCat(
      Facts::Label(line), " counts as completed, but ", ratified, " of the ", states,
      " member states that took part then have ratified it. Ask for the ",
      static_cast<int64_t>(states) - ratified,
      " instruments of ratification that are missing, or record among whom it is meant to apply.");
}

}  // namespace

std::vector<sheaf::v1::Finding> FindInRecords(const Facts& facts) {
  std::vector<sheaf::v1::Finding> findings;
  for (const Instrument& instrument : InstrumentsOf(facts)) {
    const plugin::LineView& line = facts.Line(instrument.row);
    if (line.headline != sheaf::v1::HEADLINE_COMPLETED || !instrument.ratified_by) continue;
    const auto states = facts.Participants(line, instrument.ratified_date);
    if (*instrument.ratified_by >= static_cast<int64_t>(states.size())) continue;
    sheaf::v1::Finding& finding = findings.emplace_back();
    finding.set_rule("transport-ratified-short-v1");
    finding.set_severity(sheaf::v1::NOTE);
    finding.set_sector("transport");
    finding.set_text(Describe(facts, instrument, states.size()));
    finding.add_records(std::string(line.name));
  }
  return findings;
}

}  // namespace sheaf::transport
