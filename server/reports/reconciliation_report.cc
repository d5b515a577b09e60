// The reconciliation: which printed figures disagree, with each other or with the records, and by
// how much. Nothing is corrected here: both figures stay as they were printed.
#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "plugins/sdk/layout.h"
#include "server/base/resource_name.h"
#include "server/base/status.h"
#include "server/reports/headline_count.h"
#include "server/reports/layouts.h"
#include "server/reports/reconciliation/checks.h"
#include "server/reports/reconciliation_tables.h"
#include "server/reports/rules.h"
#include "server/sectors/records.h"

namespace sheaf::reports {
namespace {

constexpr size_t kMostTables = 60;
constexpr size_t kMostAgreeing = 400;
constexpr size_t kMostDerived = 200;
constexpr size_t kRecordsAtATime = 1000;

absl::StatusOr<std::vector<v1::PublishedFigure>> ReadFigures(const Material& material) {
  std::vector<v1::PublishedFigure> figures;
  ledger::Ledger::Listing listing{"publishedFigures/", 2, "", kRecordsAtATime};
  while (true) {
    SHEAF_ASSIGN_OR_RETURN(const auto records,
                           material.ledger->List(listing, material.view->revision()));
    for (const ledger::Record& record : records) {
      if (!record.live()) continue;
      SHEAF_ASSIGN_OR_RETURN(v1::Resource resource, sectors::ResourceOf(record));
      figures.push_back(std::move(*resource.mutable_published_figure()));
    }
    if (records.size() < listing.limit) return figures;
    listing.start_after = records.back().resource;
  }
}

// Counts plans as of any day, each day once.
class PlanCounter {
 public:
  explicit PlanCounter(const Material& material) : material_(material) {}

  std::optional<ClassCounts> operator()(const std::string& plan, PartialDate day) {
    auto& counted = days_[day.packed()];
    if (counted == nullptr) {
      counted = std::make_shared<HeadlineCounts>(CountHeadlines(
          *material_.view, *material_.manifests, Membership(*material_.view, day), day, nullptr));
    }
    for (const PlanCounts& counts : counted->plans) {
      if (counts.plan.id == IdOf(plan)) return counts.counts;
    }
    return std::nullopt;
  }

 private:
  const Material& material_;
  std::map<uint32_t, std::shared_ptr<HeadlineCounts>> days_;
};

int64_t CountOf(const Checks& checks, Outcome outcome) {
  return std::count_if(checks.begin(), checks.end(),
                       [&](const Check& check) { return check.outcome == outcome; });
}

v1::Cell Marked(int64_t count, v1::Tone tone) {
  v1::Cell cell = layout::Count(count);
  return count == 0 ? cell : layout::WithTone(std::move(cell), tone);
}

v1::Section* AddSection(std::string_view id, std::string_view title, v1::Document* document) {
  v1::Section* section = document->add_sections();
  *section = layout::MakeSection(id, title, "");
  return section;
}

void AddSummary(const FigureBook& book, const Checks& checks, v1::Document* document) {
  v1::Section* section = AddSection("summary", "At a glance", document);
  const auto printed = std::count_if(book.figures().begin(), book.figures().end(),
                                     [](const auto& figure) { return figure.printed; });
  v1::KeyFigures* figures = layout::AddKeyFigures(section);
  layout::AddKeyFigure(figures, "Conflicts", Marked(CountOf(checks, Outcome::kConflict), v1::BAD),
                       "figures that cannot all be right");
  layout::AddKeyFigure(figures, "Doubtful",
                       Marked(CountOf(checks, Outcome::kDoubtful), v1::CAUTION),
                       "somebody should look at them");
  const int64_t agree =
      CountOf(checks, Outcome::kAgrees) + CountOf(checks, Outcome::kWithinRounding);
  layout::AddKeyFigure(figures, "Checks that agree",
                       layout::Share(agree, static_cast<int64_t>(checks.size())),
                       "of all that could be compared");
  layout::AddKeyFigure(figures, "Figures printed", layout::Count(printed),
                       std::to_string(static_cast<int64_t>(book.figures().size()) - printed) +
                           " more are recorded as not printed");
  layout::AddParagraph(
      section,
      "Every figure that a document has printed is held against those that it must fit: its parts, "
      "its years, its count, what the document says it was made of, another place that prints it, "
      "and the records. A conflict is more than rounding explains. Neither figure is corrected "
      "here: the report says which disagree, by how much, and where each is printed.");
  AddConflictOverview(checks, section);
  AddDocumentTable(book, section);
}

void AddFindings(const Checks& checks, v1::Document* document) {
  const auto findings = FindingsOf(checks);
  v1::Section* section = AddSection("findings", "What was found", document);
  if (findings.empty()) {
    layout::AddParagraph(section, "All that could be compared agrees.");
    return;
  }
  v1::Findings* block = layout::AddFindings(section);
  for (const v1::Finding& finding : findings) *block->add_findings() = finding;
}

// A table for each check of `outcome` that has figures to show.
void AddTables(const FigureBook& book, const Checks& checks, Outcome outcome, std::string_view id,
               std::string_view title, v1::Document* document) {
  if (CountOf(checks, outcome) == 0) return;
  v1::Section* section = AddSection(id, title, document);
  size_t tables = 0, left_out = 0;
  for (const Check& check : checks) {
    const bool shown = check.outcome == outcome && check.rule != kReconcileRecordsRule;
    if (!shown) continue;
    if (tables == kMostTables) {
      ++left_out;
      continue;
    }
    ++tables;
    AddCheckTable(book, check, section);
  }
  if (left_out > 0) {
    layout::AddParagraph(section, std::to_string(left_out) +
                                      " more have no table here; the findings name them all.");
  }
  if (section->blocks().empty()) {
    layout::AddParagraph(section, "They are in the table of printed figures and records below.");
  }
}

void AddChecked(const Checks& checks, v1::Document* document) {
  v1::Section* section = AddSection("checked", "What was checked", document);
  if (checks.empty()) {
    layout::AddParagraph(section, "No two of the figures can be compared.");
    return;
  }
  AddRuleTable(checks, section);
  AddCheckList(checks, Outcome::kWithinRounding, "Agree within rounding", kMostAgreeing, section);
  AddCheckList(checks, Outcome::kAgrees, "Agree", kMostAgreeing, section);
}

void AddRecords(const Checks& checks, v1::Document* document) {
  const bool any = std::any_of(checks.begin(), checks.end(), [](const Check& check) {
    return check.rule == kReconcileRecordsRule;
  });
  if (!any) return;
  v1::Section* section = AddSection("records", "Against the records", document);
  layout::AddParagraph(section,
                       "Lines and shares of lines are held against the plan on record, as it stood "
                       "on the last day of the figure's period. Where fewer lines are on record "
                       "than are printed, the difference says how much is not recorded yet.");
  AddRecordTable(checks, section);
}

void AddDerived(Resolver& resolver, v1::Document* document) {
  const auto totals = DerivedTotalsOf(resolver);
  if (totals.empty()) return;
  v1::Section* section = AddSection("derived", "Derived, not printed", document);
  layout::AddParagraph(
      section,
      "Nobody has printed these; they follow from what is printed. \"At least\" "
      "stands where something of it is not printed: that is never taken for zero.");
  AddDerivedTable(resolver.book(), totals, kMostDerived, section);
}

void AddReach(v1::Document* document) {
  v1::Section* section = AddSection("reach", "What arithmetic cannot see", document);
  layout::AddParagraph(
      section,
      "Only numbers and dates are compared here. A wrong code or label, a translation that turns "
      "the "
      "meaning, a damaged text, a heading over other content, or two bases that are both right "
      "cannot be found by a program: they are for readers. That two figures agree says that they "
      "fit, not that they are true.");
}

}  // namespace

absl::StatusOr<v1::Document> LayOutReconciliation(const Material& material) {
  v1::Document document;
  document.set_title("Reconciliation of published figures");
  document.set_subtitle("What documents have printed, held against itself and the records");
  document.set_format("reconciliation");
  if (material.ledger == nullptr) {
    AddSection("summary", "At a glance", &document)
        ->set_unavailable("What is recorded of other documents cannot be read here.");
    return document;
  }
  SHEAF_ASSIGN_OR_RETURN(auto figures, ReadFigures(material));
  if (figures.empty()) {
    layout::AddParagraph(AddSection("summary", "At a glance", &document),
                         "No published figure is recorded yet. Record what a document has printed "
                         "with: sheaf published import.");
    return document;
  }
  const FigureBook book(std::move(figures));
  Resolver resolver(&book);
  PlanCounter counter(material);
  const Checks checks = CheckAll(resolver, std::ref(counter));
  AddSummary(book, checks, &document);
  AddFindings(checks, &document);
  AddTables(book, checks, Outcome::kConflict, "conflicts", "Conflicts, one by one", &document);
  AddTables(book, checks, Outcome::kDoubtful, "doubtful", "Doubtful, one by one", &document);
  AddRecords(checks, &document);
  AddDerived(resolver, &document);
  AddChecked(checks, &document);
  AddReach(&document);
  return document;
}

}  // namespace sheaf::reports
