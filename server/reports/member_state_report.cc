// One member state: what it has signed and applied, what it says of every line, where it has said
// nothing, and what is due.
#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "plugins/sdk/layout.h"
#include "server/base/status.h"
#include "server/reports/headline.h"
#include "server/reports/known_on.h"
#include "server/reports/kpi_cells.h"
#include "server/reports/layouts.h"
#include "server/reports/line_cells.h"
#include "server/reports/listing.h"
#include "server/reports/member_state_words.h"
#include "server/reports/round_tallies.h"
#include "server/reports/rules.h"

namespace sheaf::reports {
namespace {

using layout::TableLayout;

// More rows than these of a table are not listed; they are counted.
constexpr size_t kMostRows = 500;

// The path of a treaty in its order; other stages come behind it, by their names.
constexpr std::array<std::string_view, 7> kPath = {
    "pending_signature", "partially_signed", "signed", "pending_ratification",
    "ratified",          "in_force",         "pilot"};

// What is due of the state.
struct Due {
  std::vector<std::pair<const Round*, const v1::DueItem*>> items;
  std::map<v1::DueState, int64_t> counts;
};

// All that the report shows.
struct Ministry {
  std::string code, title;
  StateLines lines;
  Rounds rounds;
  Due due;
};

std::string PlanTitle(const PlacedLine& at) {
  const model::PlanRow& plan = at.plan->tree.plan;
  return plan.title.empty() ? plan.id : plan.title;
}

v1::Cell LineCell(const model::View& view, const PlacedLine& at) {
  return layout::From(layout::Text(TitleWithCode(view, at.line())),
                      view.NameOf(at.plan->tree.plan, at.line()));
}

void SayWhatIsCut(size_t shown, size_t all, std::string_view what, v1::Section* section) {
  if (shown == all) return;
  layout::AddParagraph(section, absl::StrCat("The first ", shown, " of ", all, " ",
                                             std::string(what), " are listed."));
}

// "Pending ratification" for "pending_ratification".
std::string StageTitle(std::string_view stage) {
  std::string title(stage);
  std::replace(title.begin(), title.end(), '_', ' ');
  if (!title.empty()) title[0] = absl::ascii_toupper(static_cast<unsigned char>(title[0]));
  return title;
}

std::pair<size_t, std::string> StageOrder(const std::string& stage) {
  const auto found = std::find(kPath.begin(), kPath.end(), stage);
  // What it has said nothing of comes last.
  if (stage.empty()) return {kPath.size() + 1, ""};
  return {static_cast<size_t>(found - kPath.begin()), stage};
}

int64_t WithStage(const StateLines& lines, std::string_view stage) {
  return std::count_if(lines.stages.begin(), lines.stages.end(),
                       [&](const StateStage& one) { return one.stage == stage; });
}

void AddFigures(const Material& material, const Ministry& of, v1::Section* section) {
  v1::KeyFigures* figures = layout::AddKeyFigures(section);
  const auto part = material.totals.takes_part.find(of.code);
  const auto counts = material.totals.members.find(of.code);
  const MemberPart takes_part =
      part == material.totals.takes_part.end() ? MemberPart() : part->second;
  layout::AddKeyFigure(
      figures, "Takes part in",
      Listing::Of(material).TakenPartInBy(of.code, layout::Count(takes_part.lines)),
      "counted lines");
  layout::AddKeyFigure(figures, "Reported by member state", layout::Count(takes_part.reported),
                       "lines that it takes part in and member states report on");
  layout::AddKeyFigure(figures, "With a word from it",
                       layout::Share(takes_part.words, takes_part.reported), "of these");
  if (counts != material.totals.members.end()) {
    layout::AddKeyFigure(
        figures, "Completed by it",
        layout::Share(counts->second.Of(v1::HEADLINE_COMPLETED), counts->second.Denominator()),
        "of these, without those it has withdrawn from");
  }
  layout::AddKeyFigure(
      figures, "Latest word",
      takes_part.latest.stated() ? DateCell(takes_part.latest) : layout::Missing(v1::NOT_REPORTED));
}

void AddStepFigures(const Ministry& of, v1::Section* section) {
  v1::KeyFigures* figures = layout::AddKeyFigures(section);
  for (const std::string_view stage : {"signed", "ratified", "in_force", "pilot"}) {
    layout::AddKeyFigure(figures, StageTitle(stage), layout::Count(WithStage(of.lines, stage)),
                         "by its own last word");
  }
  if (of.due.counts.empty()) return;
  for (const v1::DueState state : {v1::DUE, v1::OVERDUE, v1::SENT_BACK}) {
    const auto found = of.due.counts.find(state);
    layout::AddKeyFigure(figures, TitleOf(state),
                         layout::Count(found == of.due.counts.end() ? 0 : found->second),
                         "answers to open rounds");
  }
}

void AddSummary(const Material& material, const Ministry& of, v1::Document* document) {
  v1::Section* section = document->add_sections();
  *section = layout::MakeSection("summary", "At a glance", "");
  if (!material.membership->Has(of.code)) {
    layout::AddParagraph(
        section, absl::StrCat(of.title, " is no member state on ", material.effective.ToString(),
                              ": lines that are open to all are not its own."));
  }
  AddFigures(material, of, section);
  AddStepFigures(of, section);
}

// How many lines stand at each stage.
void AddStageCounts(const std::vector<StateStage>& stages, v1::Section* section) {
  std::map<std::pair<size_t, std::string>, int64_t> counts;
  for (const StateStage& stage : stages) ++counts[StageOrder(stage.stage)];
  TableLayout table(layout::AddTable(section, "By stage"));
  table.Column("stage", "Stage").NumberColumn("lines", "Lines");
  for (const auto& [stage, count] : counts) {
    table.Row({layout::Text(stage.second.empty() ? "Nothing said by it" : StageTitle(stage.second)),
               layout::Count(count)});
  }
  table.Row({layout::Text("All"), layout::Count(static_cast<int64_t>(stages.size()))}, v1::TOTAL);
}

v1::Cell OutstandingCell(const StateStage& stage) {
  if (!stage.queue) return layout::Blank();
  return stage.outstanding ? layout::WithTone(layout::Text("outstanding"), v1::CAUTION)
                           : layout::Text("not known to be");
}

void AddInstruments(const Material& material, const Ministry& of, v1::Document* document) {
  v1::Section* section = document->add_sections();
  *section = layout::MakeSection("instruments", "Signed, ratified, applied", "");
  std::vector<StateStage> stages = of.lines.stages;
  if (stages.empty()) {
    layout::AddParagraph(section,
                         "It has said of no line that it signed, ratified or applied it, and "
                         "takes part in no binding instrument.");
    return;
  }
  layout::AddParagraph(
      section,
      absl::StrCat("Its own last word on the path of each instrument, by the stages that the "
                   "sectors declare (",
                   std::string(kEntryIntoForceRule),
                   "). That a report for the region counts it among those who signed is not "
                   "its own word."));
  std::stable_sort(stages.begin(), stages.end(), [](const StateStage& a, const StateStage& b) {
    return StageOrder(a.stage) < StageOrder(b.stage);
  });
  AddStageCounts(stages, section);
  TableLayout table(layout::AddTable(section, "Instruments"));
  table.Column("instrument", "Instrument").Column("stage", "Its stage").Column("since", "Since");
  table.Column("queue", "Among all").Column("outstanding", "Its part").Column("plan", "Plan");
  const size_t shown = std::min(stages.size(), kMostRows);
  for (size_t i = 0; i < shown; ++i) {
    const StateStage& stage = stages[i];
    table.Row({LineCell(*material.view, stage.at),
               stage.stage.empty() ? layout::Missing(v1::NOT_REPORTED)
                                   : layout::Text(StageTitle(stage.stage)),
               DateCell(stage.since), layout::Text(stage.queue.value_or("")),
               OutstandingCell(stage), layout::Text(PlanTitle(stage.at))});
  }
  SayWhatIsCut(shown, stages.size(), "instruments", section);
}

v1::Cell ClassOf(const StateWord& word) {
  if (word.state == v1::CANONICAL_STATE_UNSPECIFIED) {
    return layout::WithTone(layout::Text("An event: no state"), v1::MUTED);
  }
  return layout::Text(TitleOf(HeadlineOf(word.state)));
}

void AddWords(const Material& material, const Ministry& of, v1::Document* document) {
  v1::Section* section = document->add_sections();
  *section = layout::MakeSection("words", "Its present word", "");
  const std::vector<StateWord>& words = of.lines.words;
  if (words.empty()) {
    layout::AddParagraph(section, "It has said nothing of any line yet.");
    return;
  }
  const model::View& view = *material.view;
  TableLayout table(layout::AddTable(section, "Its present word on each line"));
  table.Column("line", "Line").Column("word", "Reported as").Column("class", "Counts for it as");
  table.Column("date", "Date").Column("meeting", "Meeting").Column("plan", "Plan");
  const size_t shown = std::min(words.size(), kMostRows);
  for (size_t i = 0; i < shown; ++i) {
    const StateWord& word = words[i];
    const sectors::Rules& rules = *word.at.plan->tree.rules;
    v1::Cell said = layout::Text(WordTitle(rules, view.Text(word.update.status)));
    table.Row(
        {LineCell(view, word.at),
         layout::From(std::move(said),
                      view.NameOf(word.at.plan->tree.plan, word.at.line(), word.update)),
         ClassOf(word), DateCell(word.update.effective_date),
         layout::Text(view.Text(word.update.meeting != 0 ? word.update.meeting : word.update.body)),
         layout::Text(PlanTitle(word.at))});
  }
  SayWhatIsCut(shown, words.size(), "lines", section);
}

void AddSilent(const Material& material, const Ministry& of, v1::Document* document) {
  v1::Section* section = document->add_sections();
  *section = layout::MakeSection("outstanding", "Without a word from it", "");
  const auto part = material.totals.takes_part.find(of.code);
  const int64_t regional =
      part == material.totals.takes_part.end() ? 0 : part->second.lines - part->second.reported;
  layout::AddParagraph(section,
                       absl::StrCat("Lines in which it takes part and on which member states "
                                    "report. On ",
                                    regional, " further lines in which it takes part none does."));
  const std::vector<PlacedLine>& silent = of.lines.silent;
  if (silent.empty()) {
    layout::AddParagraph(section, "There is none on which it has said nothing.");
    return;
  }
  const model::View& view = *material.view;
  TableLayout table(layout::AddTable(section, "Lines without a word from it"));
  table.Column("line", "Line").Column("planned_end", "Planned end").Column("plan", "Plan");
  table.Column("lead_body", "In charge");
  const size_t shown = std::min(silent.size(), kMostRows);
  for (size_t i = 0; i < shown; ++i) {
    table.Row({LineCell(view, silent[i]), DateCell(silent[i].line().planned_end),
               layout::Text(PlanTitle(silent[i])),
               layout::Text(LeadBody(view, *silent[i].plan, silent[i].row))});
  }
  SayWhatIsCut(shown, silent.size(), "lines", section);
}

v1::Cell DueCell(v1::DueState state) {
  const v1::Tone tone = state == v1::OVERDUE     ? v1::BAD
                        : state == v1::SENT_BACK ? v1::CAUTION
                                                 : v1::TONE_UNSPECIFIED;
  return layout::WithTone(layout::Text(TitleOf(state)), tone);
}

void AddDue(const Material& material, const Ministry& of, v1::Document* document) {
  v1::Section* section = document->add_sections();
  *section = layout::MakeSection("due", "What is due", "");
  if (material.view->level() != model::Level::kSubmitted) {
    layout::AddParagraph(section,
                         "What is due, and what was sent back, is told where what is submitted "
                         "counts, to those who may read that.");
    return;
  }
  if (material.ledger == nullptr) {
    section->set_unavailable("What was handed in cannot be read here.");
    return;
  }
  if (of.due.items.empty()) {
    layout::AddParagraph(section, "No open reporting round waits for an answer from it.");
    return;
  }
  TableLayout table(layout::AddTable(section, "Answers that are due"));
  table.Column("line", "Line").Column("state", "State").Column("deadline", "Deadline");
  table.Column("reason", "Sent back because").Column("round", "Round");
  const size_t shown = std::min(of.due.items.size(), kMostRows);
  for (size_t i = 0; i < shown; ++i) {
    const auto& [round, item] = of.due.items[i];
    table.Row({layout::From(layout::Text(item->title()), item->line()), DueCell(item->state()),
               layout::Date(item->deadline()), layout::Text(item->returned_reason()),
               layout::From(layout::Text(round->round().title()), item->round())});
  }
  SayWhatIsCut(shown, of.due.items.size(), "answers", section);
}

std::string_view KpiTitle(const Part& part, std::string_view code) {
  if (part.rules == nullptr) return "";
  const auto& kpis = part.rules->manifest().kpis();
  const auto found =
      std::find_if(kpis.begin(), kpis.end(), [&](const auto& kpi) { return kpi.code() == code; });
  return found == kpis.end() ? std::string_view() : found->title();
}

void AddObservation(const model::View& view, const Part& part, const model::ObservationRow& row,
                    TableLayout* table) {
  const std::string name = view.NameOf(part.sector, row);
  const std::string_view period = view.Text(row.period);
  const v1::Cell value = row.missing != v1::MISSING_REASON_UNSPECIFIED
                             ? layout::From(layout::Missing(row.missing), name)
                             : NumberFrom(row.value, name, period);
  table->Row({layout::Text(view.Text(row.of)), layout::Text(KpiTitle(part, view.Text(row.of))),
              value, layout::Text(view.Text(row.unit)), layout::Text(TitleOf(row.kind)),
              layout::Text(view.Text(row.edition)), layout::Text(part.title)});
}

void AddObservations(const Material& material, const Ministry& of, v1::Document* document) {
  v1::Section* section = document->add_sections();
  *section = layout::MakeSection("observations", "Figures given for it", "");
  const model::View& view = *material.view;
  std::vector<std::pair<const Part*, model::ObservationRow>> given;
  for (const Part& part : material.parts) {
    if (part.sector.empty()) continue;
    for (const model::ObservationRow& row : view.ObservationsOf(part.sector, "")) {
      if (row.member_state == 0 || view.Text(row.member_state) != of.code) continue;
      if (!ObservationIsKnownOn(material.effective, view.Text(row.period), row.kind)) continue;
      given.emplace_back(&part, row);
    }
  }
  if (given.empty()) {
    layout::AddParagraph(section, "No figure of a KPI or a context series is given for it.");
    return;
  }
  TableLayout table(layout::AddTable(section, "Figures"));
  table.Column("kpi", "KPI or series").Column("title", "Title").NumberColumn("value", "Value");
  table.Column("unit", "Unit").Column("kind", "Kind").Column("edition", "Edition");
  table.Column("sector", "Sector");
  const size_t shown = std::min(given.size(), kMostRows);
  for (size_t i = 0; i < shown; ++i) AddObservation(view, *given[i].first, given[i].second, &table);
  SayWhatIsCut(shown, given.size(), "figures", section);
}

// What open rounds wait for from this state. The items point into `rounds`.
Due DueOf(const Rounds& rounds, const std::string& code) {
  Due due;
  for (const Round& round : rounds.shown) {
    if (round.round().closed()) continue;
    for (const AskedItem& item : round.answers.items) {
      if (item.due.member_state() != code) continue;
      ++due.counts[item.due.state()];
      if (item.due.state() == v1::ANSWERED || item.due.state() == v1::ANSWERED_LATE) continue;
      due.items.emplace_back(&round, &item.due);
    }
  }
  return due;
}

}  // namespace

absl::StatusOr<v1::Document> LayOutMemberState(const Material& material) {
  Ministry of;
  of.code = material.member_state;
  of.title = material.membership->TitleOf(of.code);
  of.lines = LinesOfState(material, of.code);
  // Answers are of what is submitted; reports of less do not tell them.
  if (material.ledger != nullptr && material.view->level() == model::Level::kSubmitted) {
    SHEAF_ASSIGN_OR_RETURN(of.rounds, ReadRounds(material, ""));
    of.due = DueOf(of.rounds, of.code);
  }
  v1::Document document;
  document.set_title(of.title + ": what it has done, said and owes");
  document.set_subtitle("All sectors and plans, by its own reports");
  document.set_format("member-state");
  AddSummary(material, of, &document);
  AddDue(material, of, &document);
  AddInstruments(material, of, &document);
  AddSilent(material, of, &document);
  AddWords(material, of, &document);
  AddObservations(material, of, &document);
  return document;
}

}  // namespace sheaf::reports
