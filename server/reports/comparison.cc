// A comparison: the same plans on two dates, or as two revisions knew them. Each side has the
// lines, member states and rules of its own clocks, so a share is told with its count on both
// sides.
#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "plugins/sdk/layout.h"
#include "proto/values/number.h"
#include "server/reports/class_tables.h"
#include "server/reports/headline.h"
#include "server/reports/kpi_cells.h"
#include "server/reports/layouts.h"
#include "server/reports/line_cells.h"
#include "server/reports/movement.h"
#include "server/reports/rules.h"

namespace sheaf::reports {
namespace {

using layout::TableLayout;

// More lines than these are not listed of a sector; they are counted.
constexpr size_t kMostLines = 300;

// A line that counts on at least one side.
struct Pair {
  const PlanAssessment* then_plan = nullptr;
  const PlanAssessment* now_plan = nullptr;
  int32_t then_row = 0, now_row = 0;

  bool both() const { return then_plan != nullptr && now_plan != nullptr; }
  const LineState& then() const { return then_plan->states[then_row]; }
  const LineState& now() const { return now_plan->states[now_row]; }
};

// One sector or plan of no sector on both sides; a side may be missing.
struct Sides {
  std::string title, sector;
  const Part* then = nullptr;
  const Part* now = nullptr;
  std::map<Movement, int64_t> movements;
  int64_t came = 0, went = 0;
  std::vector<Pair> listed;
};

constexpr ClassCounts kNone;

const ClassCounts& CountsOf(const Part* part) {
  return part == nullptr ? kNone : part->totals.counts;
}

std::string KeyOf(const Part& part) {
  return part.sector.empty() && !part.plans.empty() ? "plans/" + part.plans.front().tree.plan.id
                                                    : part.sector;
}

template <typename Take>
void ForEachCounted(const Part* part, Take take) {
  if (part == nullptr) return;
  for (const PlanAssessment& plan : part->plans) {
    for (int32_t row = 0; row < plan.tree.size(); ++row) {
      if (plan.tree.Counts(row)) take(plan, row);
    }
  }
}

std::vector<Pair> PairsOf(const Sides& sides) {
  std::unordered_map<model::LineId, Pair> then;
  ForEachCounted(sides.then, [&](const PlanAssessment& plan, int32_t row) {
    then[plan.tree.lines[row].id] = {&plan, nullptr, row, 0};
  });
  std::vector<Pair> pairs;
  ForEachCounted(sides.now, [&](const PlanAssessment& plan, int32_t row) {
    Pair& pair = pairs.emplace_back(Pair{nullptr, &plan, 0, row});
    const auto found = then.find(plan.tree.lines[row].id);
    if (found == then.end()) return;
    pair.then_plan = found->second.then_plan;
    pair.then_row = found->second.then_row;
    then.erase(found);
  });
  // What is left counted then and does not now, in the order of its plan.
  ForEachCounted(sides.then, [&](const PlanAssessment& plan, int32_t row) {
    const auto found = then.find(plan.tree.lines[row].id);
    if (found != then.end()) pairs.push_back(found->second);
  });
  return pairs;
}

void Compare(Sides* sides) {
  for (const Pair& pair : PairsOf(*sides)) {
    if (pair.both()) {
      const Movement movement = MovementOf(pair.then(), pair.now());
      ++sides->movements[movement];
      if (movement == Movement::kUnchanged) continue;
    } else {
      ++(pair.now_plan != nullptr ? sides->came : sides->went);
    }
    sides->listed.push_back(pair);
  }
}

Sides MakeSides(const Part& named, const Part* then, const Part* now) {
  Sides sides;
  sides.title = named.title;
  sides.sector = named.sector;
  sides.then = then;
  sides.now = now;
  return sides;
}

// In the order of the later side; what is no longer there comes last.
std::vector<Sides> SidesOf(const Material& material) {
  std::map<std::string, const Part*> then;
  for (const Part& part : material.earlier->parts) then[KeyOf(part)] = &part;
  std::vector<Sides> all;
  for (const Part& part : material.parts) {
    const auto found = then.find(KeyOf(part));
    all.push_back(
        MakeSides(part, /*then=*/found == then.end() ? nullptr : found->second, /*now=*/&part));
    if (found != then.end()) then.erase(found);
  }
  for (const auto& [key, part] : then) all.push_back(MakeSides(*part, part, nullptr));
  for (Sides& sides : all) Compare(&sides);
  return all;
}

int64_t Of(const Sides& sides, Movement movement) {
  const auto found = sides.movements.find(movement);
  return found == sides.movements.end() ? 0 : found->second;
}

// The sides by their dates or, where these are the same, by their revisions.
struct Labels {
  explicit Labels(const Material& material) {
    then = material.earlier->effective.ToString();
    now = material.effective.ToString();
    if (then != now) return;
    then = "revision " + std::to_string(material.earlier->view->revision());
    now = "revision " + std::to_string(material.view->revision());
  }
  std::string then, now;
};

std::string Stand(const Material& material) {
  return material.effective.ToString() + " as known at revision " +
         std::to_string(material.view->revision());
}

v1::Cell Change(int64_t then, int64_t now) {
  return layout::Number(static_cast<double>(now - then), "", 0);
}

v1::Cell Completed(const ClassCounts& counts) {
  return layout::Share(counts.Of(v1::HEADLINE_COMPLETED), counts.Denominator());
}

// The lines of the later side, which the document's clocks are those of. None where it has none.
Listing ListingOfNow(const Material& material, const Sides& sides) {
  return sides.now == nullptr ? Listing() : Listing::Of(material, *sides.now);
}

std::vector<v1::Cell> SideCells(std::string_view title, const ClassCounts& then,
                                const ClassCounts& now, const Listing& listing,
                                const std::vector<int64_t>& moved) {
  std::vector<v1::Cell> cells = {layout::Text(title), layout::Count(then.Counted()),
                                 listing.Counted(layout::Count(now.Counted())), Completed(then),
                                 listing.InClasses(Completed(now), {v1::HEADLINE_COMPLETED})};
  for (const int64_t count : moved) cells.push_back(layout::Count(count));
  return cells;
}

std::vector<int64_t> MovesOf(const Sides& sides) {
  return {Of(sides, Movement::kMovedOn), Of(sides, Movement::kFellBack),
          Of(sides, Movement::kFirstReported), sides.came, sides.went};
}

void AddSideBySide(const Material& material, const std::vector<Sides>& all, v1::Section* section) {
  const Labels labels(material);
  TableLayout table(layout::AddTable(section, "Then and now"));
  table.Column("sector", "Sector or plan");
  table.NumberColumn("counted_then", "Counted lines, " + labels.then);
  table.NumberColumn("counted_now", "Counted lines, " + labels.now);
  table.NumberColumn("completed_then", "Completed, " + labels.then);
  table.NumberColumn("completed_now", "Completed, " + labels.now);
  table.NumberColumn("moved_on", "Moved on").NumberColumn("fell_back", "Fell back");
  table.NumberColumn("first_reported", "First reported");
  table.NumberColumn("came", "Lines that came").NumberColumn("went", "Lines that went");
  std::vector<int64_t> sums(MovesOf(Sides()).size());
  for (const Sides& sides : all) {
    const std::vector<int64_t> moves = MovesOf(sides);
    for (size_t i = 0; i < moves.size(); ++i) sums[i] += moves[i];
    table.Row(SideCells(sides.title, CountsOf(sides.then), CountsOf(sides.now),
                        ListingOfNow(material, sides), moves));
  }
  table.Row(SideCells("All", material.earlier->totals.counts, material.totals.counts,
                      Listing::Of(material), sums),
            v1::TOTAL);
}

void AddClasses(const Material& material, const std::vector<Sides>& all, v1::Section* section) {
  const Labels labels(material);
  TableLayout table(layout::AddTable(section, "Lines by class, then and now"));
  table.Column("class", "Class").NumberColumn("then", labels.then).NumberColumn("now", labels.now);
  table.NumberColumn("change", "Change");
  for (const Sides& sides : all) {
    const ClassCounts& then = CountsOf(sides.then);
    const ClassCounts& now = CountsOf(sides.now);
    const Listing listing = ListingOfNow(material, sides);
    table.Group(sides.title);
    for (const v1::HeadlineClass headline : kHeadlineClasses) {
      table.Row({layout::Text(TitleOf(headline)), layout::Count(then.Of(headline)),
                 listing.InClasses(layout::Count(now.Of(headline)), {headline}),
                 Change(then.Of(headline), now.Of(headline))},
                v1::ROW_ROLE_UNSPECIFIED, 1);
    }
    table.Row(
        {layout::Text("Counted lines"), layout::Count(then.Counted()),
         listing.Counted(layout::Count(now.Counted())), Change(then.Counted(), now.Counted())},
        v1::TOTAL, 1);
  }
}

v1::Cell StateCell(const PlanAssessment* plan, int32_t row, std::string_view absent) {
  return plan == nullptr ? layout::WithTone(layout::Text(absent), v1::MUTED)
                         : layout::Text(StateText(plan->states[row]));
}

v1::Cell MoveCell(const Pair& pair) {
  if (pair.both()) {
    const Movement movement = MovementOf(pair.then(), pair.now());
    const v1::Tone tone = movement == Movement::kMovedOn            ? v1::GOOD
                          : movement == Movement::kFellBack         ? v1::BAD
                          : movement == Movement::kNoLongerReported ? v1::CAUTION
                                                                    : v1::TONE_UNSPECIFIED;
    return layout::WithTone(layout::Text(TitleOf(movement)), tone);
  }
  return pair.now_plan != nullptr ? layout::Text("Came")
                                  : layout::WithTone(layout::Text("Went"), v1::CAUTION);
}

void AddLine(const Material& material, const Pair& pair, TableLayout* table) {
  const bool is_now = pair.now_plan != nullptr;
  const Material& side = is_now ? material : *material.earlier;
  const PlanAssessment& plan = is_now ? *pair.now_plan : *pair.then_plan;
  const int32_t row = is_now ? pair.now_row : pair.then_row;
  table->Row({CodeCell(*side.view, plan, row),
              layout::Text(side.view->Text(plan.tree.lines[row].title)),
              StateCell(pair.then_plan, pair.then_row, "not counted"),
              StateCell(pair.now_plan, pair.now_row, "not counted"), MoveCell(pair),
              layout::Text(LeadBody(*side.view, plan, row))});
}

void AddLines(const Material& material, const Sides& sides, v1::Document* document) {
  if (sides.listed.empty()) return;
  v1::Section* section = document->add_sections();
  *section = layout::MakeSection(
      "lines-" + (sides.sector.empty() ? std::to_string(document->sections_size()) : sides.sector),
      "What moved: " + sides.title, sides.sector);
  const Labels labels(material);
  TableLayout table(layout::AddTable(section, "Lines that moved, came or went"));
  table.Column("line", "Line").Column("title", "Title");
  table.Column("then", "On " + labels.then).Column("now", "On " + labels.now);
  table.Column("change", "Change").Column("lead_body", "In charge");
  const size_t shown = std::min(sides.listed.size(), kMostLines);
  for (size_t i = 0; i < shown; ++i) AddLine(material, sides.listed[i], &table);
  if (shown == sides.listed.size()) return;
  layout::AddParagraph(section, std::to_string(sides.listed.size() - shown) +
                                    " further lines are counted above and not listed.");
}

const Verdict* VerdictOf(const Part* part, const std::string& name) {
  if (part == nullptr) return nullptr;
  for (size_t i = 0; i < part->sheets.size(); ++i) {
    if (part->sheets[i].name == name) return &part->verdicts[i];
  }
  return nullptr;
}

v1::Cell ValueCell(const Verdict* verdict) {
  if (verdict == nullptr || verdict->latest == nullptr) return layout::Missing(v1::NOT_REPORTED);
  return NumberFrom(verdict->latest->value, verdict->latest->record, verdict->latest->period);
}

v1::Cell KpiChange(const Verdict* then, const Verdict& now, TableLayout* table) {
  if (then == nullptr || then->latest == nullptr || now.latest == nullptr) return layout::Blank();
  if (then->latest->edition != now.latest->edition) {
    return layout::WithNote(layout::Missing(v1::NOT_APPLICABLE),
                            table->Note("The values are of two editions: two statements, not a "
                                        "development."));
  }
  return layout::Number(now.latest->value - then->latest->value);
}

std::string_view WordOf(const Verdict* verdict) {
  if (verdict == nullptr) return "not declared";
  switch (verdict->kind) {
    case VerdictKind::kMet:
      return "Met";
    case VerdictKind::kExpected:
      return "Expected to be met";
    case VerdictKind::kShort:
      return "Short";
    case VerdictKind::kWrongWay:
      return "The wrong way";
    case VerdictKind::kNotAssessable:
      return "Not assessable";
  }
  return "";
}

bool HasValue(const Verdict* verdict) { return verdict != nullptr && verdict->latest != nullptr; }

void AddKpis(const Material& material, const Sides& sides, v1::Document* document) {
  if (sides.now == nullptr) return;
  const Labels labels(material);
  std::optional<TableLayout> table;
  for (size_t i = 0; i < sides.now->sheets.size(); ++i) {
    const KpiSheet& sheet = sides.now->sheets[i];
    const Verdict& now = sides.now->verdicts[i];
    const Verdict* then = VerdictOf(sides.then, sheet.name);
    if (!HasValue(&now) && !HasValue(then)) continue;
    if (!table) {
      v1::Section* section = document->add_sections();
      *section = layout::MakeSection("kpis-" + sides.sector, "KPIs: " + sides.title, sides.sector);
      table.emplace(layout::AddTable(section, "Latest actual, then and now"));
      table->Column("code", "KPI").Column("title", "Title").Column("unit", "Unit");
      table->NumberColumn("then", labels.then).NumberColumn("now", labels.now);
      table->NumberColumn("change", "Change");
      table->Column("verdict_then", "Verdict then").Column("verdict_now", "Verdict now");
    }
    table->Row({layout::From(layout::Text(sheet.definition->code()), sheet.name),
                layout::Text(sheet.definition->title()), layout::Text(sheet.definition->unit()),
                ValueCell(then), ValueCell(&now), KpiChange(then, now, &*table),
                layout::Text(WordOf(then)),
                layout::WithTone(layout::Text(WordOf(&now)), ToneOf(now.kind))});
  }
}

void AddSummary(const Material& material, const std::vector<Sides>& all, v1::Document* document) {
  v1::Section* section = document->add_sections();
  *section = layout::MakeSection("summary", "Then and now", document->sector());
  layout::AddParagraph(section, Stand(*material.earlier) + " against " + Stand(material) +
                                    ". Each side has the lines, member states and rules of its own "
                                    "date, so a share is to be read with its count (" +
                                    std::string(kMovementRule) + ").");
  AddSideBySide(material, all, section);
  AddClasses(material, all, section);
}

}  // namespace

absl::StatusOr<v1::Document> LayOutComparison(const Material& material) {
  v1::Document document;
  const Labels labels(material);
  const bool of_sector = material.of_sector;
  if (of_sector) document = DocumentOf(material.parts.front(), "comparison", "then and now");
  if (!of_sector) document.set_title("The sectoral work plans, then and now");
  document.set_subtitle(labels.then + " and " + labels.now);
  document.set_format("comparison");
  const std::vector<Sides> all = SidesOf(material);
  AddSummary(material, all, &document);
  for (const Sides& sides : all) AddKpis(material, sides, &document);
  for (const Sides& sides : all) AddLines(material, sides, &document);
  return document;
}

}  // namespace sheaf::reports
