#include "plugins/transport/treaty_matrix.h"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <set>
#include <string>
#include <utility>

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

bool TakesPart(const Facts& facts, const Instrument& instrument, std::string_view state) {
  const auto states = facts.Participants(facts.Line(instrument.row));
  return states.empty() || std::find(states.begin(), states.end(), state) != states.end();
}

Cell TitleCell(const Facts& facts, const Instrument& instrument, layout::TableLayout* table) {
  const LineView& line = facts.Line(instrument.row);
  const Cell cell = layout::From(layout::Text(Facts::Label(line)), line.name);
  if (line.counted) return cell;
  return layout::WithNote(cell, table->Note("Shown, but counted under another line: the same "
                                            "initiative stands in the plan more than once."));
}

// A heading row where another stream begins.
void AddGroup(const Facts& facts, const Instrument& instrument, int* group,
              layout::TableLayout* table) {
  const int top = facts.TopOf(instrument.row);
  if (top != *group) table->Group(facts.Line(top).title);
  *group = top;
}

// One row an instrument: its steps, and how many of those who take part have gone them.
class Register {
 public:
  Register(const Facts& facts, sheaf::v1::Table* table) : facts_(facts), table_(table) {
    table_.Column("instrument", "Instrument")
        .Column("region", "Steps of the region")
        .NumberColumn("signed", "Signed by", "participants")
        .NumberColumn("ratified", "Ratified by", "participants")
        .Column("in_force", "In force since")
        .NumberColumn("on_trial", "Piloted or live", "participants");
  }

  void Add(const Instrument& instrument) {
    AddGroup(facts_, instrument, &group_, &table_);
    table_.Row({TitleCell(facts_, instrument, &table_), Region(instrument),
                Number(instrument, instrument.signed_by, instrument.signed_date,
                       Was(instrument, "signed")),
                Number(instrument, instrument.ratified_by, instrument.ratified_date,
                       Was(instrument, "ratified")),
                InForce(instrument),
                Number(instrument, instrument.on_trial, instrument.on_trial_since,
                       !instrument.on_trial_since.empty())},
               sheaf::v1::ROW_ROLE_UNSPECIFIED, instrument.is_part ? 1 : 0);
  }

 private:
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

  bool Was(const Instrument& instrument, std::string_view stage) const {
    return std::any_of(instrument.region.begin(), instrument.region.end(),
                       [&](const UpdateView& step) { return facts_.StageOf(step) == stage; });
  }

  // "8 of 10 (2022-10-16)"; a number alone where more have gone the step than take part.
  // `was_said`: the region has said so, be it without a number.
  Cell Number(const Instrument& instrument, std::optional<int64_t> number, std::string_view date,
              bool was_said) {
    if (!number) {
      const Cell missing = layout::Missing(sheaf::v1::NOT_REPORTED);
      if (!was_said) return missing;
      return layout::WithNote(missing, table_.Note("Reported for the region without a number."));
    }
    return layout::InPeriod(OfParticipants(instrument, *number), date);
  }

  Cell OfParticipants(const Instrument& instrument, int64_t number) {
    const auto states = facts_.Participants(facts_.Line(instrument.row));
    const auto participants = static_cast<int64_t>(states.size());
    if (states.empty()) return layout::Count(number);
    if (number <= participants) return layout::Share(number, participants);
    return layout::WithNote(layout::Count(number),
                            table_.Note("More than take part on the date of the report (" +
                                        std::to_string(participants) + ")."));
  }

  Cell InForce(const Instrument& instrument) {
    const UpdateView* word = InForceWord(facts_, instrument);
    if (word == nullptr) return layout::Missing(sheaf::v1::NOT_REPORTED);
    if (word->effective_date.empty()) return layout::Text("date not stated");
    return layout::From(layout::Date(word->effective_date), word->name);
  }

  const Facts& facts_;
  layout::TableLayout table_;
  int group_ = -1;
};

// Short enough for eleven columns to stand side by side.
struct Code {
  std::string_view stage;
  std::string_view code;
  std::string_view meaning;
};
constexpr Code kCodes[] = {
    {"ratified", "R", "ratified"},
    {"in_force", "F", "in force"},
    {"signed", "S", "signed"},
    {"pending_ratification", "pR", "ratification pending"},
    {"pending_signature", "pS", "signature pending"},
    {"pilot", "P", "pilot"},
    {"live_operation", "L", "live operation"},
};

// "R 2020-03"; the whole word where it has no code.
std::string Coded(const Facts& facts, const UpdateView& word) {
  const std::string date =
      word.effective_date.empty() ? "undated" : std::string(word.effective_date);
  for (const Code& code : kCodes) {
    if (code.stage == facts.StageOf(word)) return std::string(code.code) + " " + date;
  }
  return std::string(facts.words().TitleOf(word.status)) + " " + date;
}

std::string Legend() {
  std::string legend;
  for (const Code& code : kCodes) {
    legend +=
        (legend.empty() ? "" : ", ") + std::string(code.code) + " " + std::string(code.meaning);
  }
  return legend;
}

// Lays out the matrix.
class Matrix {
 public:
  Matrix(const Facts& facts, std::vector<std::string_view> states, sheaf::v1::Table* table)
      : facts_(facts), states_(std::move(states)), table_(table) {
    table_.Column("instrument", "Instrument");
    for (std::string_view state : states_) table_.Column(LowerCase(state), state);
  }

  void Add(const Instrument& instrument) {
    AddGroup(facts_, instrument, &group_, &table_);
    std::vector<Cell> cells = {TitleCell(facts_, instrument, &table_)};
    for (std::string_view state : states_) cells.push_back(Party(instrument, state));
    table_.Row(std::move(cells), sheaf::v1::ROW_ROLE_UNSPECIFIED, instrument.is_part ? 1 : 0);
  }

 private:
  Cell Party(const Instrument& instrument, std::string_view state) {
    const auto named = instrument.by_state.find(state);
    if (named != instrument.by_state.end()) {
      const UpdateView& word = named->second;
      return layout::WithTone(layout::From(layout::Text(Coded(facts_, word)), word.name),
                              ToneOf(facts_, word));
    }
    if (!TakesPart(facts_, instrument, state)) return layout::Missing(sheaf::v1::NOT_APPLICABLE);
    const std::optional<UpdateView> implied = ImpliedFor(facts_, instrument, state);
    if (!implied) return layout::Missing(sheaf::v1::NOT_REPORTED);
    const int note = table_.Note("Not reported by name: the region reported that all have.");
    return layout::WithNote(
        layout::WithTone(layout::Text(Coded(facts_, *implied)), sheaf::v1::MUTED), note);
  }

  const Facts& facts_;
  const std::vector<std::string_view> states_;
  layout::TableLayout table_;
  int group_ = -1;
};

Section LayOutRegister(const Facts& facts, const std::vector<Instrument>& instruments) {
  Section section = layout::MakeSection("treaty-matrix", "Treaty matrix", "transport");
  if (instruments.empty()) {
    layout::AddParagraph(&section, "The plan names no instrument.");
    return section;
  }
  layout::AddParagraph(
      &section,
      "One row an instrument; a pilot or operation of it stands below it, further in. The steps of "
      "the region are every step that was reported for the region as a whole, with the number of "
      "member states where it was given. Signed by, Ratified by and Piloted or live are out of "
      "those who take part on the effective date, with the date of the report; whoever has "
      "ratified has signed.");
  Register table(facts, layout::AddTable(&section, "Instruments"));
  for (const Instrument& instrument : instruments) table.Add(instrument);
  return section;
}

// True where something is known of a member state, by name or because all have.
bool IsKnownByState(const Facts& facts, const Instrument& instrument,
                    const std::vector<std::string_view>& states) {
  return !instrument.by_state.empty() ||
         std::any_of(states.begin(), states.end(), [&](std::string_view state) {
           return ImpliedFor(facts, instrument, state).has_value();
         });
}

Section LayOutMatrix(const Facts& facts, const std::vector<Instrument>& instruments) {
  Section section = layout::MakeSection("treaty-matrix-states", "By member state", "transport");
  const std::vector<std::string_view> states = StatesOf(facts, instruments);
  std::vector<Instrument> known;
  std::copy_if(instruments.begin(), instruments.end(), std::back_inserter(known),
               [&](const Instrument& one) { return IsKnownByState(facts, one, states); });
  if (known.empty()) {
    layout::AddParagraph(&section, "No step of a member state is reported by name.");
    return section;
  }
  const size_t others = instruments.size() - known.size();
  std::string text = "The last step of each member state, and when: " + Legend() + ".";
  if (others > 0) {
    text += " " + std::to_string(others) +
            (others == 1 ? " further instrument is" : " further instruments are") +
            " reported for the region alone, and stand above only.";
  }
  layout::AddParagraph(&section, text);
  Matrix matrix(facts, states, layout::AddTable(&section, "Instruments by member state"));
  for (const Instrument& instrument : known) matrix.Add(instrument);
  return section;
}

// What one member state has still to do, by name.
struct Outstanding {
  std::vector<std::string> signatures;
  std::vector<std::string> ratifications;
};

std::map<std::string_view, Outstanding> OutstandingByState(
    const Facts& facts, const std::vector<Instrument>& instruments) {
  std::map<std::string_view, Outstanding> outstanding;
  for (const Instrument& instrument : instruments) {
    const std::string label = Facts::Label(facts.Line(instrument.row));
    for (const auto& [state, word] : instrument.by_state) {
      const Waiting waiting = WaitingFor(facts, word);
      if (waiting == Waiting::kForSignature) outstanding[state].signatures.push_back(label);
      if (waiting == Waiting::kForRatification) outstanding[state].ratifications.push_back(label);
    }
  }
  return outstanding;
}

std::string Join(const std::vector<std::string>& first, const std::vector<std::string>& second) {
  std::string joined;
  for (const auto* part : {&first, &second}) {
    for (const std::string& text : *part) joined += (joined.empty() ? "" : "; ") + text;
  }
  return joined;
}

Section LayOutOutstanding(const Facts& facts, const std::vector<Instrument>& instruments) {
  Section section =
      layout::MakeSection("treaties-outstanding", "Outstanding, by member state", "transport");
  const std::map<std::string_view, Outstanding> outstanding =
      OutstandingByState(facts, instruments);
  if (outstanding.empty()) {
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
  for (const auto& [state, open] : outstanding) {
    table.Row({layout::Text(state), layout::Count(open.signatures.size()),
               layout::Count(open.ratifications.size()),
               layout::Text(Join(open.signatures, open.ratifications))});
  }
  return section;
}

}  // namespace

std::vector<Section> LayOutTreatyMatrix(const Facts& facts) {
  const std::vector<Instrument> instruments = InstrumentsOf(facts);
  return {LayOutRegister(facts, instruments), LayOutMatrix(facts, instruments),
          LayOutOutstanding(facts, instruments)};
}

}  // namespace sheaf::transport
