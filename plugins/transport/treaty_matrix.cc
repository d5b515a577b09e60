#include "plugins/transport/treaty_matrix.h"

#include <algorithm>
#include <cctype>
#include <set>
#include <string>

#include "plugins/sdk/layout.h"
#include "plugins/transport/instruments.h"
#include "proto/values/number.h"

namespace sheaf::transport {
namespace {

using plugin::Facts;
using plugin::LineView;
using plugin::UpdateView;
using sheaf::v1::Cell;
using sheaf::v1::Section;

std::string LowerCase(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return std::tolower(c); });
  return lower;
}

// Members on the effective date; without any on record, whoever is reported by name.
std::vector<std::string_view> StatesOf(const Facts& facts, const std::vector<Instrument>& all) {
  std::vector<std::string_view> members = facts.data().MembersAtEffectiveDate();
  if (!members.empty()) return members;
  std::set<std::string_view> named;
  for (const Instrument& instrument : all) {
    for (const auto& [state, word] : instrument.by_state) named.insert(state);
  }
  return {named.begin(), named.end()};
}

// "member states ratified", not "km".
bool CountsStates(const UpdateView& step) {
  return step.value && step.unit.rfind("member states", 0) == 0;
}

sheaf::v1::Tone ToneOf(const Facts& facts, const UpdateView& word) {
  if (facts.IsAt(word, {"ratified", "in_force", "live_operation"})) return sheaf::v1::GOOD;
  if (WaitingFor(facts, word) != Waiting::kForNothing) return sheaf::v1::CAUTION;
  return sheaf::v1::TONE_UNSPECIFIED;
}

// Lays out one matrix.
class Matrix {
 public:
  Matrix(const Facts& facts, const std::vector<Instrument>& instruments, sheaf::v1::Table* table)
      : facts_(facts), states_(StatesOf(facts, instruments)), table_(table) {
    table_.Column("instrument", "Instrument").Column("region", "Region");
    for (std::string_view state : states_) table_.Column(LowerCase(state), state);
    table_.NumberColumn("signed", "Signed by", "participants");
    table_.NumberColumn("ratified", "Ratified by", "participants");
  }

  void Add(const Instrument& instrument) {
    AddGroup(facts_.TopOf(instrument.row));
    std::vector<Cell> cells = {Title(instrument), Region(instrument)};
    for (std::string_view state : states_) cells.push_back(Party(instrument, state));
    cells.push_back(Number(instrument, instrument.signed_by, "signed"));
    cells.push_back(Number(instrument, instrument.ratified_by, "ratified"));
    table_.Row(std::move(cells), sheaf::v1::ROW_ROLE_UNSPECIFIED, instrument.is_part ? 1 : 0);
  }

 private:
  void AddGroup(int top) {
    if (top == group_) return;
    group_ = top;
    table_.Group(facts_.Line(top).title);
  }

  Cell Title(const Instrument& instrument) {
    const LineView& line = facts_.Line(instrument.row);
    const Cell cell = layout::From(layout::Text(Facts::Label(line)), line.name);
    if (line.counted) return cell;
    return layout::WithNote(cell, table_.Note("Shown, but counted under another line: the same "
                                              "initiative stands in the plan more than once."));
  }

  // The whole path, oldest step first: "Signed 2018; In force 2019; Ratified 2020-03 (10)".
  Cell Region(const Instrument& instrument) {
    if (instrument.region.empty()) return layout::Missing(sheaf::v1::NOT_REPORTED);
    std::string path;
    for (const UpdateView& step : instrument.region) {
      if (!path.empty()) path += "; ";
      path += facts_.Say(step);
      if (CountsStates(step)) path += " (" + FormatNumber(*step.value) + ")";
    }
    return layout::WithTone(layout::Text(path), ToneOf(facts_, instrument.region.back()));
  }

  Cell Party(const Instrument& instrument, std::string_view state) {
    const auto named = instrument.by_state.find(state);
    if (named != instrument.by_state.end()) {
      const UpdateView& word = named->second;
      return layout::WithTone(layout::From(layout::Text(facts_.Say(word)), word.name),
                              ToneOf(facts_, word));
    }
    if (!TakesPart(instrument, state)) return layout::Missing(sheaf::v1::NOT_APPLICABLE);
    const std::optional<UpdateView> implied = ImpliedFor(facts_, instrument, state);
    if (!implied) return layout::Missing(sheaf::v1::NOT_REPORTED);
    const int note = table_.Note("Not reported by name: the region reported that all have.");
    return layout::WithNote(layout::WithTone(layout::Text(facts_.Say(*implied)), sheaf::v1::MUTED),
                            note);
  }

  bool TakesPart(const Instrument& instrument, std::string_view state) const {
    const auto states = facts_.Participants(facts_.Line(instrument.row));
    return states.empty() || std::find(states.begin(), states.end(), state) != states.end();
  }

  Cell Number(const Instrument& instrument, std::optional<int64_t> number, std::string_view what) {
    if (number) {
      const auto states = facts_.Participants(facts_.Line(instrument.row));
      if (states.empty()) return layout::Count(*number);
      return layout::Share(*number, static_cast<int64_t>(states.size()));
    }
    Cell missing = layout::Missing(sheaf::v1::NOT_REPORTED);
    const bool was_said =
        std::any_of(instrument.region.begin(), instrument.region.end(),
                    [&](const UpdateView& step) { return facts_.StageOf(step) == what; });
    if (!was_said) return missing;
    return layout::WithNote(missing, table_.Note("Reported for the region without a number."));
  }

  const Facts& facts_;
  const std::vector<std::string_view> states_;
  layout::TableLayout table_;
  int group_ = -1;
};

Section LayOutMatrix(const Facts& facts, const std::vector<Instrument>& instruments) {
  Section section = layout::MakeSection("treaty-matrix", "Treaty matrix", "transport");
  if (instruments.empty()) {
    layout::AddParagraph(&section, "The plan names no instrument.");
    return section;
  }
  layout::AddParagraph(
      &section,
      "One row an instrument; a pilot or operation of it stands below it, further in. The column "
      "Region gives every step that was reported for the region as a whole, with the number of "
      "member states where it was given; the columns of the member states give the last step "
      "reported by name. Signed by and Ratified by are out of those who take part on the "
      "effective date; whoever has ratified has signed.");
  Matrix matrix(facts, instruments, layout::AddTable(&section, "Instruments by member state"));
  for (const Instrument& instrument : instruments) matrix.Add(instrument);
  return section;
}

// What one member state has still to do, by name.
struct ToDo {
  std::vector<std::string> signatures;
  std::vector<std::string> ratifications;
};

std::map<std::string_view, ToDo> ToDoByState(const Facts& facts,
                                             const std::vector<Instrument>& instruments) {
  std::map<std::string_view, ToDo> todo;
  for (const Instrument& instrument : instruments) {
    const std::string label = Facts::Label(facts.Line(instrument.row));
    for (const auto& [state, word] : instrument.by_state) {
      const Waiting waiting = WaitingFor(facts, word);
      if (waiting == Waiting::kForSignature) todo[state].signatures.push_back(label);
      if (waiting == Waiting::kForRatification) todo[state].ratifications.push_back(label);
    }
  }
  return todo;
}

std::string Join(const std::vector<std::string>& first, const std::vector<std::string>& second) {
  std::string joined;
  for (const auto* part : {&first, &second}) {
    for (const std::string& text : *part) joined += (joined.empty() ? "" : "; ") + text;
  }
  return joined;
}

Section LayOutToDo(const Facts& facts, const std::vector<Instrument>& instruments) {
  Section section =
      layout::MakeSection("treaties-outstanding", "Outstanding, by member state", "transport");
  const std::map<std::string_view, ToDo> todo = ToDoByState(facts, instruments);
  if (todo.empty()) {
    layout::AddParagraph(&section, "No signature or ratification is reported as pending by name.");
    return section;
  }
  layout::AddParagraph(&section,
                       "Only what is reported by name. Several instruments are reported with a "
                       "number of signatories or ratifications and without their names; those "
                       "cannot be put down to a member state.");
  layout::TableLayout table(layout::AddTable(&section, "Signatures and ratifications pending"));
  table.Column("member_state", "Member state")
      .NumberColumn("signatures", "Signatures", "instruments")
      .NumberColumn("ratifications", "Ratifications", "instruments")
      .Column("instruments", "Instruments");
  for (const auto& [state, open] : todo) {
    table.Row({layout::Text(state), layout::Count(open.signatures.size()),
               layout::Count(open.ratifications.size()),
               layout::Text(Join(open.signatures, open.ratifications))});
  }
  return section;
}

}  // namespace

std::vector<Section> LayOutTreatyMatrix(const Facts& facts) {
  const std::vector<Instrument> instruments = InstrumentsOf(facts);
  return {LayOutMatrix(facts, instruments), LayOutToDo(facts, instruments)};
}

}  // namespace sheaf::transport
