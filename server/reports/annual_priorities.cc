// Annual Priorities: what moved since the period before, and what was written about it: progress,
// challenges, recommendations, risk and mitigation, next steps.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "plugins/sdk/layout.h"
#include "server/base/status.h"
#include "server/reports/class_tables.h"
#include "server/reports/finding_list.h"
#include "server/reports/headline.h"
#include "server/reports/layouts.h"
#include "server/reports/line_cells.h"
#include "server/reports/period_comparison.h"
#include "server/reports/rules.h"
#include "server/reports/written_updates.h"

namespace sheaf::reports {
namespace {

using layout::TableLayout;

// More lines than these are not listed; they are counted.
constexpr size_t kMostLines = 500;
// Texts are read of so many updates of the period, the latest ones, and shown of so many.
constexpr size_t kMostRead = 1000;
constexpr size_t kMostWritten = 200;

int64_t Of(const Comparison& comparison, Movement movement) {
  const auto found = comparison.movements.find(movement);
  return found == comparison.movements.end() ? 0 : found->second;
}

std::string PeriodText(const Comparison& comparison, const v1::Cadence& cadence) {
  const std::string now = comparison.now.ToString(), before = comparison.before.ToString();
  std::string text = "Status on " + now + " against " + before + ", the end of the period before";
  if (cadence.months() <= 0) return text + "; no cadence is declared, so a period is a year.";
  text += ": a report is due every " +
          (cadence.months() == 1 ? "month" : std::to_string(cadence.months()) + " months");
  return text + " (" + std::string(kMovementRule) + ").";
}

void AddSummary(const Material& material, const Part& part, const Comparison& comparison,
                v1::Document* document) {
  v1::Section* section = document->add_sections();
  *section = layout::MakeSection("summary", "At a glance", part.sector);
  const v1::Cadence cadence =
      part.rules == nullptr ? v1::Cadence() : part.rules->manifest().cadence();
  layout::AddParagraph(section, PeriodText(comparison, cadence));
  v1::KeyFigures* figures = layout::AddKeyFigures(section);
  const int64_t counted = material.totals.counts.Counted();
  layout::AddKeyFigure(figures, "Counted lines",
                       Listing::Of(material).Counted(layout::Count(counted)));
  layout::AddKeyFigure(figures, "Reported on in the period",
                       layout::Share(comparison.reported, counted), "of counted lines");
  for (const Movement movement : kMovements) {
    layout::AddKeyFigure(figures, TitleOf(movement), layout::Count(Of(comparison, movement)));
  }
}

v1::Cell Difference(int64_t before, int64_t now) {
  return layout::Number(static_cast<double>(now - before), "", 0);
}

void AddClasses(const Material& material, const Comparison& comparison, v1::Section* section) {
  const ClassCounts& before = comparison.counts_before;
  const ClassCounts& now = material.totals.counts;
  TableLayout table(layout::AddTable(section, "Counted lines by class, then and now"));
  table.Column("class", "Class").NumberColumn("before", comparison.before.ToString());
  table.NumberColumn("now", comparison.now.ToString()).NumberColumn("difference", "Difference");
  const Listing listing = Listing::Of(material);
  for (const v1::HeadlineClass headline : kHeadlineClasses) {
    table.Row({layout::Text(TitleOf(headline)), layout::Count(before.Of(headline)),
               listing.InClasses(layout::Count(now.Of(headline)), {headline}),
               Difference(before.Of(headline), now.Of(headline))});
  }
  table.Row(
      {layout::Text("Counted lines"), layout::Count(before.Counted()),
       listing.Counted(layout::Count(now.Counted())), Difference(before.Counted(), now.Counted())},
      v1::TOTAL);
}

// From which class to which: each row a class then, each column a class now.
void AddTransitions(const Material& material, const Comparison& comparison, v1::Section* section) {
  TableLayout table(layout::AddTable(section, "From class to class"));
  table.Column("before", "On " + comparison.before.ToString());
  for (const v1::HeadlineClass now : kHeadlineClasses) {
    table.NumberColumn(IdOf(now), TitleOf(now));
  }
  table.NumberColumn("all", "All");
  const auto row = [&](v1::HeadlineClass before) {
    std::vector<v1::Cell> cells = {layout::Text(TitleOf(before))};
    for (const v1::HeadlineClass now : kHeadlineClasses) {
      const auto found = comparison.from_to.find({before, now});
      cells.push_back(layout::Count(found == comparison.from_to.end() ? 0 : found->second));
    }
    cells.push_back(layout::Count(comparison.counts_before.Of(before)));
    return cells;
  };
  for (const v1::HeadlineClass before : kHeadlineClasses) table.Row(row(before));
  std::vector<v1::Cell> sums = {layout::Text("On " + comparison.now.ToString())};
  const Listing listing = Listing::Of(material);
  const ClassCounts& counts = material.totals.counts;
  for (const v1::HeadlineClass now : kHeadlineClasses) {
    sums.push_back(listing.InClasses(layout::Count(counts.Of(now)), {now}));
  }
  sums.push_back(listing.Counted(layout::Count(counts.Counted())));
  table.Row(std::move(sums), v1::TOTAL);
}

void AddClassSection(const Material& material, const Comparison& comparison,
                     v1::Document* document) {
  v1::Section* section = document->add_sections();
  *section = layout::MakeSection("periods", "Period against period", document->sector());
  AddClasses(material, comparison, section);
  AddTransitions(material, comparison, section);
}

// "In progress", or "In progress (continuing)" where the state says more than the class.
std::string ClassAndState(const LineState& state) {
  std::string text(TitleOf(state.headline));
  if (state.state == v1::CANONICAL_STATE_UNSPECIFIED) return text;
  const std::string_view title = TitleOf(state.state);
  return title == text ? text : text + " (" + std::string(title) + ")";
}

v1::Cell LastWordCell(const model::View& view, const Moved& moved) {
  if (moved.last.status == 0) return layout::Missing(v1::NOT_REPORTED);
  std::string text = WordTitle(*moved.plan->tree.rules, view.Text(moved.last.status));
  if (moved.last.member_state != 0) {
    text += " (" + std::string(view.Text(moved.last.member_state)) + ")";
  }
  return layout::Text(text);
}

v1::Tone ToneOf(Movement movement) {
  if (movement == Movement::kMovedOn) return v1::GOOD;
  if (movement == Movement::kFellBack) return v1::BAD;
  return movement == Movement::kNoLongerReported ? v1::CAUTION : v1::TONE_UNSPECIFIED;
}

// Where the line stands in the list: the moved ones by their movement, then those that were
// reported on, then those that are open and silent.
size_t GroupOf(const Moved& moved) {
  const size_t movement = static_cast<size_t>(
      std::find(kMovements.begin(), kMovements.end(), moved.movement) - kMovements.begin());
  return movement + (moved.movement == Movement::kUnchanged && !moved.reported ? 1 : 0);
}

std::string_view TitleOfGroup(const Moved& moved) {
  if (moved.movement != Movement::kUnchanged) return TitleOf(moved.movement);
  return moved.reported ? "Unchanged, reported on" : "Unchanged, open, silent";
}

void AddMoved(const model::View& view, const Moved& moved, TableLayout* table) {
  const model::LineRow& line = moved.plan->tree.lines[moved.row];
  table->Row({CodeCell(view, *moved.plan, moved.row), layout::Text(view.Text(line.title)),
              layout::Text(ClassAndState(moved.before)), layout::Text(ClassAndState(moved.now())),
              layout::WithTone(layout::Text(TitleOf(moved.movement)), ToneOf(moved.movement)),
              LastWordCell(view, moved), DateCell(moved.last.effective_date),
              layout::Text(LeadBody(view, *moved.plan, moved.row))});
}

void AddLineSection(const Material& material, Comparison* comparison, v1::Document* document) {
  v1::Section* section = document->add_sections();
  *section = layout::MakeSection("lines", "Line by line", document->sector());
  std::vector<Moved>& listed = comparison->listed;
  if (listed.empty()) {
    layout::AddParagraph(section, "No counted line is open, has moved or was reported on.");
    return;
  }
  std::stable_sort(listed.begin(), listed.end(),
                   [](const Moved& a, const Moved& b) { return GroupOf(a) < GroupOf(b); });
  TableLayout table(layout::AddTable(section, "Lines that moved, were reported on or are open"));
  table.Column("line", "Line").Column("title", "Title");
  table.Column("before", "On " + comparison->before.ToString());
  table.Column("now", "On " + comparison->now.ToString()).Column("change", "Change");
  table.Column("word", "Last word").Column("date", "Date").Column("lead_body", "In charge");
  const size_t shown = std::min(listed.size(), kMostLines);
  for (size_t i = 0; i < shown; ++i) {
    if (i == 0 || GroupOf(listed[i]) != GroupOf(listed[i - 1])) {
      table.Group(TitleOfGroup(listed[i]));
    }
    AddMoved(*material.view, listed[i], &table);
  }
  if (shown == listed.size()) return;
  layout::AddParagraph(section, "The first " + std::to_string(shown) + " of " +
                                    std::to_string(listed.size()) +
                                    " lines are listed, those that moved first; all are counted.");
}

// Keeps the latest updates, then puts them in the order of lines and dates.
std::vector<Said> LatestOf(std::vector<Said> said, size_t most) {
  const auto later = [](const Said& a, const Said& b) {
    const auto order = a.update.effective_date.SortsAs(b.update.effective_date);
    return order != 0 ? order > 0 : a.update.row > b.update.row;
  };
  if (said.size() <= most) return said;
  std::vector<std::pair<Said, size_t>> placed;
  for (size_t i = 0; i < said.size(); ++i) placed.emplace_back(said[i], i);
  std::nth_element(placed.begin(), placed.begin() + static_cast<std::ptrdiff_t>(most), placed.end(),
                   [&](const auto& a, const auto& b) { return later(a.first, b.first); });
  placed.resize(most);
  std::sort(placed.begin(), placed.end(),
            [](const auto& a, const auto& b) { return a.second < b.second; });
  std::vector<Said> latest;
  for (auto& [one, place] : placed) latest.push_back(one);
  return latest;
}

std::string NameOf(const model::View& view, const Said& said) {
  return view.NameOf(said.plan->tree.plan, said.plan->tree.lines[said.row], said.update);
}

// Lays out what was written, line by line.
class WrittenTable {
 public:
  WrittenTable(const Material& material, v1::Section* section)
      : material_(material), view_(*material.view), section_(section) {}

  // False where the update has no text.
  bool Add(const Said& said, const v1::Update& update) {
    const std::vector<WrittenText> texts = TextsOf(update);
    if (texts.empty()) return false;
    if (table_ == nullptr) MakeTable();
    TableLayout table(table_);
    if (line_ != &said.plan->tree.lines[said.row]) {
      line_ = &said.plan->tree.lines[said.row];
      table.Group(TitleWithCode(view_, *line_));
    }
    const model::TextId state = said.update.member_state;
    for (const WrittenText& text : texts) {
      table.Row(
          {layout::From(layout::Text(text.title), NameOf(view_, said)), layout::Text(text.text),
           DateCell(said.update.effective_date),
           layout::Text(state == 0 ? "Region" : material_.membership->TitleOf(view_.Text(state)))});
    }
    return true;
  }

 private:
  void MakeTable() {
    table_ = layout::AddTable(section_, "As written in the updates of the period");
    TableLayout table(table_);
    table.Column("about", "About").Column("text", "Text").Column("date", "Date");
    table.Column("speaker", "For");
  }

  const Material& material_;
  const model::View& view_;
  v1::Section* section_;
  v1::Table* table_ = nullptr;
  const model::LineRow* line_ = nullptr;
};

// "Of the 1,200 updates of the period, the latest 1,000 were read for texts."
void AddLimits(size_t all, size_t read, size_t shown, v1::Section* section) {
  if (shown == kMostWritten) {
    layout::AddParagraph(section, "What was written in " + std::to_string(kMostWritten) +
                                      " updates is shown; further ones may have texts.");
  }
  if (read == all) return;
  layout::AddParagraph(section, "Of the " + std::to_string(all) + " updates of the period the " +
                                    std::to_string(read) + " latest were read for texts.");
}

absl::Status AddWritten(const Material& material, const Comparison& comparison,
                        v1::Document* document) {
  v1::Section* section = document->add_sections();
  *section = layout::MakeSection("written", "Progress, challenges, recommendations, risk",
                                 document->sector());
  if (material.ledger == nullptr) {
    section->set_unavailable("What was written in updates cannot be read here.");
    return absl::OkStatus();
  }
  const std::vector<Said> said = LatestOf(comparison.said, kMostRead);
  std::vector<std::string> names;
  for (const Said& one : said) names.push_back(NameOf(*material.view, one));
  SHEAF_ASSIGN_OR_RETURN(const auto updates, ReadUpdates(*material.ledger, names, *material.view));
  WrittenTable table(material, section);
  size_t shown = 0;
  for (size_t i = 0; i < said.size() && shown < kMostWritten; ++i) {
    shown += table.Add(said[i], updates[i]) ? 1 : 0;
  }
  if (shown == 0) {
    layout::AddParagraph(section,
                         "No update of the period has a text on progress, challenges, "
                         "recommendations, risk, mitigation or next steps.");
  }
  AddLimits(comparison.said.size(), said.size(), shown, section);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<v1::Document> LayOutAnnualPriorities(const Material& material) {
  const Part& part = material.parts.front();
  v1::Document document = DocumentOf(part, "annual-priorities", "Annual Priorities");
  const v1::Cadence cadence =
      part.rules == nullptr ? v1::Cadence() : part.rules->manifest().cadence();
  Comparison comparison = Compare(material, PreviousPeriodEnd(material.effective, cadence));
  AddSummary(material, part, comparison, &document);
  AddClassSection(material, comparison, &document);
  AddLineSection(material, &comparison, &document);
  SHEAF_RETURN_IF_ERROR(AddWritten(material, comparison, &document));
  return document;
}

}  // namespace sheaf::reports
