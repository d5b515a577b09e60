#include "plugins/transport/highlights.h"

#include <algorithm>
#include <string>
#include <vector>

#include "plugins/sdk/layout.h"
#include "plugins/transport/instruments.h"
#include "proto/values/number.h"

namespace sheaf::transport {
namespace {

using plugin::Facts;
using plugin::UpdateView;
using sheaf::v1::Section;

// What is told apart at a glance. Only lines that reports total.
struct Glance {
  int64_t binding = 0;
  int64_t in_force = 0;
  int64_t on_trial = 0;
  std::vector<const Instrument*> waiting;
};

bool IsOnTrial(const Facts& facts, const Instrument& instrument) {
  const std::vector<UpdateView> updates = facts.Of(instrument.row);
  return std::any_of(updates.begin(), updates.end(), [&](const UpdateView& update) {
    return facts.IsAt(update, {"pilot", "live_operation"});
  });
}

// By the last word of the region or, where it is in force among some, of a member state by name.
bool Waits(const Facts& facts, const Instrument& instrument) {
  return WaitingFor(facts, instrument) != Waiting::kForNothing ||
         std::any_of(instrument.by_state.begin(), instrument.by_state.end(), [&](const auto& word) {
           return WaitingFor(facts, word.second) != Waiting::kForNothing;
         });
}

Glance Look(const Facts& facts, const std::vector<Instrument>& instruments) {
  Glance glance;
  for (const Instrument& instrument : instruments) {
    const plugin::LineView& line = facts.Line(instrument.row);
    if (!facts.InDenominator(line)) continue;
    if (line.instrument_type == sheaf::v1::BINDING) {
      ++glance.binding;
      if (IsInForce(facts, instrument)) ++glance.in_force;
    }
    if (IsOnTrial(facts, instrument)) ++glance.on_trial;
    if (Waits(facts, instrument)) glance.waiting.push_back(&instrument);
  }
  return glance;
}

// The member states that are reported as pending by name; else how many, or that nobody is named.
std::string WhoIsPending(const Facts& facts, const Instrument& instrument) {
  std::string names;
  for (const auto& [state, word] : instrument.by_state) {
    if (WaitingFor(facts, word) == Waiting::kForNothing) continue;
    names += (names.empty() ? "" : ", ") + std::string(state);
  }
  if (!names.empty()) return names;
  const std::optional<UpdateView> last = facts.LastOf(instrument.row, "");
  if (!last || !last->value || last->unit != "member states pending") return "not named";
  return FormatNumber(*last->value) + ", not named";
}

// The word that says what it waits for.
UpdateView WaitingWord(const Facts& facts, const Instrument& instrument) {
  for (const auto& [state, word] : instrument.by_state) {
    if (WaitingFor(facts, word) != Waiting::kForNothing) return word;
  }
  return *facts.LastOf(instrument.row, "");
}

void AddWaiting(const Facts& facts, const Glance& glance, Section* section) {
  if (glance.waiting.empty()) {
    layout::AddParagraph(section,
                         "No instrument is reported as waiting for signature or "
                         "ratification.");
    return;
  }
  layout::TableLayout table(layout::AddTable(section, "Waiting for signature or ratification"));
  table.Column("instrument", "Instrument")
      .Column("waits_for", "What was last reported")
      .Column("since", "As of")
      .Column("who", "Who is pending");
  for (const Instrument* instrument : glance.waiting) {
    const plugin::LineView& line = facts.Line(instrument->row);
    const UpdateView word = WaitingWord(facts, *instrument);
    table.Row({layout::From(layout::Text(Facts::Label(line)), line.name),
               layout::Text(facts.words().TitleOf(word.status)),
               word.effective_date.empty() ? layout::Missing(sheaf::v1::NOT_REPORTED)
                                           : layout::Date(word.effective_date),
               layout::Text(WhoIsPending(facts, *instrument))});
  }
}

}  // namespace

Section LayOutHighlights(const Facts& facts) {
  Section section = layout::MakeSection("transport-highlights", "Highlights", "transport");
  const std::vector<Instrument> instruments = InstrumentsOf(facts);
  if (instruments.empty()) {
    layout::AddParagraph(&section, "The plan names no instrument.");
    return section;
  }
  const Glance glance = Look(facts, instruments);
  sheaf::v1::KeyFigures* figures = layout::AddKeyFigures(&section);
  layout::AddKeyFigure(figures, "Binding instruments in force",
                       layout::Share(glance.in_force, glance.binding),
                       "in force among some of the parties at least");
  layout::AddKeyFigure(figures, "Waiting for signature or ratification",
                       layout::Count(glance.waiting.size()), "instruments");
  layout::AddKeyFigure(figures, "Piloted or in live operation", layout::Count(glance.on_trial),
                       "instruments and their milestones");
  AddWaiting(facts, glance, &section);
  return section;
}

}  // namespace sheaf::transport
