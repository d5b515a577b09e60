#include "server/reports/reconciliation_tables.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>

#include "plugins/sdk/layout.h"
#include "server/reports/finding_list.h"
#include "server/reports/rules.h"

namespace sheaf::reports {
namespace {

using layout::TableLayout;

// Of what a check rests on, so many figures are named in its table.
constexpr size_t kMostOfBasis = 24;
// A finding names so many records, those first that are judged; its table has them all.
constexpr int kMostOfFinding = 4;

constexpr std::array kOutcomes = {Outcome::kAgrees, Outcome::kWithinRounding, Outcome::kNoted,
                                  Outcome::kDoubtful, Outcome::kConflict};

v1::Severity SeverityOf(Outcome outcome) {
  switch (outcome) {
    case Outcome::kConflict:
      return v1::ERROR;
    case Outcome::kDoubtful:
      return v1::WARNING;
    default:
      return v1::NOTE;
  }
}

// What a rule asks, in a few words.
std::string_view AskedBy(std::string_view rule) {
  static const std::map<std::string_view, std::string_view> asked = {
      {kReconcileSumRule, "Do the parts make the whole?"},
      {kReconcileYearsRule, "Do the years make the total?"},
      {kReconcileRollUpRule, "Do the parts' shares make the share of the whole?"},
      {kReconcileSplitRule, "Can whole numbers give these percentages?"},
      {kReconcileEqualSplitRule, "Were shares copied?"},
      {kReconcileShareRule, "Is the share its part over its whole?"},
      {kReconcileDerivationRule, "Does the figure follow from those it is made of?"},
      {kReconcileGrowthRule, "Is the growth rate that of its end points?"},
      {kReconcilePeriodRule, "Does the period end after it starts?"},
      {kReconcileDerivedTotalRule, "Do all ways to an unprinted total agree?"},
      {kReconcileImpliedTotalRule, "Are the implied wholes of one size?"},
      {kReconcileSubsetRule, "Is some of it no more than all?"},
      {kReconcileTwoValuesRule, "Is one thing printed as one value?"},
      {kReconcileRecordsRule, "Do the records say the same?"},
  };
  const auto found = asked.find(rule);
  return found == asked.end() ? rule : found->second;
}

// The place; where there are several documents, in which.
std::string WhereText(const FigureBook& book, const BookFigure& figure) {
  const v1::PublishedFigure& record = figure.record;
  if (book.HasOneDocument()) return record.source_ref();
  return record.source() + " (" + record.source_date() + ")" +
         (record.source_ref().empty() ? "" : ", " + record.source_ref());
}

int DecimalsOf(const Comparison& comparison) {
  if (comparison.printed != nullptr) return DecimalsBeside(*comparison.printed);
  return comparison.unit.counts || comparison.unit.scale == 1 ? 0 : 2;
}

v1::Cell PrintedCell(const BookFigure* figure) {
  if (figure->printed)
    return layout::From(layout::Text(PrintedText(*figure)), figure->record.name());
  return layout::From(layout::Missing(figure->record.missing()), figure->record.name());
}

// Where nothing is printed, what it is held against instead.
v1::Cell PrintedCell(const Comparison& comparison) {
  if (comparison.printed != nullptr) return PrintedCell(comparison.printed);
  if (!comparison.said.bounded()) {
    return layout::WithTone(layout::Text("not printed"), v1::MUTED);
  }
  return layout::Text(RangeText(comparison.said, comparison.unit, DecimalsOf(comparison)) +
                      " (derived)");
}

std::string ComputedText(const Comparison& comparison) {
  if (comparison.unit.is_date()) return "";
  const int decimals = DecimalsOf(comparison);
  const bool wide = comparison.computed.bounded() && comparison.printed != nullptr &&
                    comparison.outcome == Outcome::kWithinRounding;
  if (!wide) return RangeText(comparison.computed, comparison.unit, decimals);
  // Rounding explains it: this far it may be off.
  return RangeText(comparison.computed, comparison.unit, decimals) + " (" +
         ValueText(comparison.computed.low, comparison.unit, decimals) + " to " +
         ValueText(comparison.computed.high, comparison.unit, decimals) + ")";
}

v1::Cell DifferenceCell(const Comparison& comparison) {
  const double difference = comparison.Difference();
  if (comparison.unit.is_date() || difference == 0) {
    return layout::Blank();
  }
  const std::string sign = difference > 0 ? "+" : "−";
  v1::Cell cell =
      layout::Text(sign + DifferenceText(difference, comparison.unit, DecimalsOf(comparison)));
  if (comparison.outcome == Outcome::kConflict) return layout::WithTone(std::move(cell), v1::BAD);
  if (comparison.outcome == Outcome::kDoubtful)
    return layout::WithTone(std::move(cell), v1::CAUTION);
  return cell;
}

void AddComparisonRow(const FigureBook& book, const Comparison& comparison, TableLayout* table) {
  table->Row(
      {layout::Text(Capital(comparison.label)), PrintedCell(comparison),
       layout::Text(ComputedText(comparison)), DifferenceCell(comparison),
       layout::Text(comparison.printed == nullptr ? "" : WhereText(book, *comparison.printed))});
}

void AddBasisRow(const FigureBook& book, const BookFigure& figure, TableLayout* table) {
  table->Row({layout::Text(ShortTitleOf(book, SlotOf(figure))), PrintedCell(&figure),
              layout::Blank(), layout::Blank(), layout::Text(WhereText(book, figure))},
             v1::ROW_ROLE_UNSPECIFIED, 1);
}

// Each figure once, without those that are judged.
std::vector<const BookFigure*> BasisOf(const Check& check) {
  std::vector<const BookFigure*> basis;
  for (const BookFigure* figure : check.basis) {
    const bool judged = std::any_of(check.comparisons.begin(), check.comparisons.end(),
                                    [&](const auto& one) { return one.printed == figure; });
    if (!judged && std::find(basis.begin(), basis.end(), figure) == basis.end()) {
      basis.push_back(figure);
    }
  }
  return basis;
}

// Of the comparisons that are as bad as the check, the one that is furthest off; null where it has
// none.
const Comparison* WorstOf(const Check& check) {
  const Comparison* worst = nullptr;
  for (const Comparison& comparison : check.comparisons) {
    if (comparison.outcome != check.outcome) continue;
    const bool worse =
        worst == nullptr || std::abs(comparison.Difference()) > std::abs(worst->Difference());
    if (worse) worst = &comparison;
  }
  return worst;
}

// What is said of shares, behind the shares themselves.
std::string AfterColon(const std::string& text) {
  const size_t colon = text.find(": ");
  return colon == std::string::npos ? text : text.substr(colon + 2);
}

// What the others make; of dates, the one that says something else.
std::string OthersText(const Check& check, const Comparison& comparison) {
  if (!comparison.unit.is_date()) return ComputedText(comparison);
  for (const BookFigure* figure : check.basis) {
    if (figure != comparison.printed && figure->printed &&
        !Meet(figure->value, comparison.printed->value)) {
      return PrintedText(*figure);
    }
  }
  return "";
}

}  // namespace

std::vector<v1::Finding> FindingsOf(const std::vector<Check>& checks) {
  std::vector<v1::Finding> findings;
  for (const Check& check : checks) {
    if (check.outcome == Outcome::kAgrees || check.text.empty()) continue;
    v1::Finding& finding = findings.emplace_back();
    finding.set_rule(std::string(check.rule));
    finding.set_severity(SeverityOf(check.outcome));
    finding.set_text(check.title + ". " + Capital(check.text));
    for (std::string& name : RecordsOf(check)) {
      if (finding.records_size() < kMostOfFinding) finding.add_records(std::move(name));
    }
  }
  SortFindings(&findings);
  return findings;
}

void AddConflictOverview(const std::vector<Check>& checks, v1::Section* section) {
  std::vector<const Check*> conflicts;
  for (const Check& check : checks) {
    if (check.outcome == Outcome::kConflict) conflicts.push_back(&check);
  }
  if (conflicts.empty()) return;
  TableLayout table(layout::AddTable(section, "Conflicts at a glance"));
  table.Column("what", "What").Column("printed", "Printed");
  table.Column("computed", "The others make").Column("difference", "Difference");
  for (const Check* check : conflicts) {
    const Comparison* worst = WorstOf(*check);
    if (worst == nullptr) {
      table.Row({layout::Text(check->title), PrintedCell(check->basis.front()),
                 layout::Text(Capital(AfterColon(check->text))), layout::Blank()});
    } else {
      table.Row({layout::Text(check->title), PrintedCell(*worst),
                 layout::Text(OthersText(*check, *worst)), DifferenceCell(*worst)});
    }
  }
}

void AddCheckTable(const FigureBook& book, const Check& check, v1::Section* section) {
  TableLayout table(layout::AddTable(section, check.title));
  table.Column("what", "What").Column("printed", "Printed");
  table.Column("computed", "The others make").Column("difference", "Difference");
  table.Column("where", "Where printed");
  for (const Comparison& comparison : check.comparisons) AddComparisonRow(book, comparison, &table);
  const auto basis = BasisOf(check);
  if (!basis.empty() && !check.comparisons.empty()) table.Group("Held against");
  for (size_t i = 0; i < std::min(basis.size(), kMostOfBasis); ++i) {
    AddBasisRow(book, *basis[i], &table);
  }
  if (basis.size() <= kMostOfBasis) return;
  layout::AddParagraph(section,
                       "And " + std::to_string(basis.size() - kMostOfBasis) + " more figures.");
}

void AddRuleTable(const std::vector<Check>& checks, v1::Section* section) {
  std::map<std::string_view, std::map<Outcome, int64_t>> rules;
  std::map<Outcome, int64_t> all;
  for (const Check& check : checks) {
    ++rules[check.rule][check.outcome];
    ++all[check.outcome];
  }
  TableLayout table(layout::AddTable(section, "Checks by rule"));
  table.Column("question", "Question").Column("rule", "Rule").NumberColumn("checks", "Checks");
  table.NumberColumn("agree", "Agree").NumberColumn("rounding", "Within rounding");
  table.NumberColumn("noted", "Noted").NumberColumn("doubtful", "Doubtful");
  table.NumberColumn("conflict", "Conflict");
  const auto cells_of = [](std::map<Outcome, int64_t> counts, std::vector<v1::Cell> cells) {
    int64_t sum = 0;
    for (const Outcome outcome : kOutcomes) sum += counts[outcome];
    cells.push_back(layout::Count(sum));
    for (const Outcome outcome : kOutcomes) {
      v1::Cell cell = layout::Count(counts[outcome]);
      const bool marked = counts[outcome] > 0;
      if (marked && outcome == Outcome::kConflict) cell.set_tone(v1::BAD);
      if (marked && outcome == Outcome::kDoubtful) cell.set_tone(v1::CAUTION);
      cells.push_back(std::move(cell));
    }
    return cells;
  };
  for (const v1::Rule& rule : ReconciliationRules()) {
    const auto counts = rules.find(rule.id());
    if (counts == rules.end()) continue;
    table.Row(
        cells_of(counts->second, {layout::Text(AskedBy(rule.id())), layout::Text(rule.id())}));
  }
  table.Row(cells_of(all, {layout::Text("All"), layout::Blank()}), v1::TOTAL);
}

void AddCheckList(const std::vector<Check>& checks, Outcome outcome, std::string_view title,
                  size_t most, v1::Section* section) {
  std::vector<std::pair<const Check*, const Comparison*>> found;
  for (const Check& check : checks) {
    if (check.outcome != outcome || check.rule == kReconcileRecordsRule) continue;
    if (check.comparisons.empty()) found.emplace_back(&check, nullptr);
    for (const Comparison& comparison : check.comparisons) found.emplace_back(&check, &comparison);
  }
  if (found.empty()) return;
  TableLayout table(layout::AddTable(section, title));
  table.Column("what", "What").Column("printed", "Printed");
  table.Column("computed", "The others make").Column("rule", "Rule");
  for (size_t i = 0; i < std::min(most, found.size()); ++i) {
    const auto& [check, comparison] = found[i];
    if (comparison == nullptr) {
      table.Row({layout::Text(check->title), layout::Blank(), layout::Blank(),
                 layout::Text(check->rule)});
    } else {
      table.Row({layout::Text(check->title), PrintedCell(*comparison),
                 layout::Text(ComputedText(*comparison)), layout::Text(check->rule)});
    }
  }
  if (found.size() > most) {
    layout::AddParagraph(section, "The first " + std::to_string(most) + " of " +
                                      std::to_string(found.size()) + " are listed.");
  }
}

void AddRecordTable(const std::vector<Check>& checks, v1::Section* section) {
  TableLayout table(layout::AddTable(section, "Printed and on record"));
  table.Column("what", "What").Column("plan", "Plan").Column("printed", "Printed");
  table.Column("recorded", "On record").Column("difference", "Difference");
  for (const Check& check : checks) {
    if (check.rule != kReconcileRecordsRule) continue;
    const Comparison& comparison = check.comparisons.front();
    table.Row({layout::Text(check.title), layout::Text(comparison.printed->record.plan()),
               PrintedCell(comparison), layout::Text(ComputedText(comparison)),
               DifferenceCell(comparison)});
  }
}

void AddDerivedTable(const FigureBook& book, const std::vector<DerivedTotal>& totals, size_t most,
                     v1::Section* section) {
  TableLayout table(layout::AddTable(section, "Totals that are not printed"));
  table.Column("what", "What").Column("derived", "Derived").Column("how", "How");
  size_t rows = 0;
  for (const DerivedTotal& total : totals) {
    for (const Resolved& way : total.ways) {
      if (++rows > most) continue;
      const int decimals = way.unit.counts || way.unit.scale == 1 ? 0 : 2;
      table.Row(
          {layout::Text(TitleOf(book, total.slot)),
           layout::Text(RangeText(way.value, way.unit, decimals)),
           layout::Text(Capital(way.how) + (way.complete ? "" : "; others are not printed"))});
    }
  }
  if (rows > most) {
    layout::AddParagraph(section, "The first " + std::to_string(most) + " of " +
                                      std::to_string(rows) + " are listed.");
  }
}

void AddDocumentTable(const FigureBook& book, v1::Section* section) {
  std::map<std::pair<std::string, std::string>, std::pair<int64_t, int64_t>> documents;
  for (const BookFigure& figure : book.figures()) {
    auto& [all, printed] = documents[{figure.record.source(), figure.record.source_date()}];
    ++all;
    printed += figure.record.printed().empty() ? 0 : 1;
  }
  TableLayout table(layout::AddTable(section, "Documents"));
  table.Column("document", "Document").Column("date", "Of");
  table.NumberColumn("figures", "Figures").NumberColumn("printed", "Printed");
  table.NumberColumn("not_printed", "Not printed");
  for (const auto& [document, counts] : documents) {
    table.Row({layout::Text(document.first), layout::Date(document.second),
               layout::Count(counts.first), layout::Count(counts.second),
               layout::Count(counts.first - counts.second)});
  }
}

}  // namespace sheaf::reports
