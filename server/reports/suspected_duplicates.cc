// Suspected duplicates: pairs of lines that look like one initiative, and what was decided about
// them.
#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "plugins/sdk/layout.h"
#include "server/base/resource_name.h"
#include "server/base/status.h"
#include "server/reports/each_record.h"
#include "server/reports/finding_list.h"
#include "server/reports/layouts.h"
#include "server/reports/line_cells.h"
#include "server/reports/rules.h"
#include "server/reports/suspects.h"
#include "server/sectors/duplicate.h"
#include "server/sectors/records.h"

namespace sheaf::reports {
namespace {

using layout::TableLayout;

constexpr size_t kMostPairs = 500;

using Decisions = std::map<std::string, v1::DuplicatePair>;  // by name

absl::StatusOr<Decisions> DecisionsOf(const Material& material) {
  Decisions decisions;
  if (material.ledger == nullptr) return decisions;
  SHEAF_RETURN_IF_ERROR(
      ForEachRecord(*material.ledger, "duplicates/", 2, material.view->revision(),
                    [&](const ledger::Record& record) -> absl::Status {
                      SHEAF_ASSIGN_OR_RETURN(v1::Resource resource, sectors::ResourceOf(record));
                      decisions[record.resource] = std::move(*resource.mutable_duplicate());
                      return absl::OkStatus();
                    }));
  return decisions;
}

std::string NameOf(const Material& material, const LinePlace& place) {
  const PlanTree& tree = place.plan->tree;
  return material.view->NameOf(tree.plan, tree.lines[static_cast<size_t>(place.row)]);
}

v1::Cell TitleCell(const Material& material, const LinePlace& place) {
  const PlanTree& tree = place.plan->tree;
  return layout::Text(material.view->Text(tree.lines[static_cast<size_t>(place.row)].title));
}

v1::Cell PlaceCell(const Material& material, const LinePlace& place) {
  const std::string name = NameOf(material, place);
  return layout::From(layout::Text(place.plan->tree.plan.id + " " + std::string(IdOf(name))), name);
}

v1::Cell PercentCell(double likeness) {
  return layout::Number(std::floor(likeness * 100 + 0.5), "%", 0);
}

std::string LinksText(const Suspect& suspect) {
  if (suspect.links.empty()) return "";
  return FewOf(suspect.links, 3);
}

void AddOpen(const Material& material, const std::vector<const Suspect*>& open,
             v1::Document* document) {
  v1::Section* section = document->add_sections();
  *section = layout::MakeSection("open", "To be decided", "");
  if (open.empty()) {
    layout::AddParagraph(section, "No pair of lines waits for a decision.");
    return;
  }
  TableLayout table(layout::AddTable(section, "Pairs that look like one initiative"));
  table.Column("line", "Line").Column("title", "Title");
  table.Column("other_line", "Other line").Column("other_title", "Its title");
  table.NumberColumn("likeness", "Titles alike").Column("links", "Evidence of both");
  const size_t shown = std::min(open.size(), kMostPairs);
  for (size_t i = 0; i < shown; ++i) {
    const Suspect& suspect = *open[i];
    table.Row({PlaceCell(material, suspect.line), TitleCell(material, suspect.line),
               PlaceCell(material, suspect.other), TitleCell(material, suspect.other),
               PercentCell(suspect.likeness), layout::Text(LinksText(suspect))});
  }
  if (shown == open.size()) return;
  layout::AddParagraph(section, std::to_string(open.size() - shown) +
                                    " further pairs, less like each other, are not listed.");
}

std::string ShortName(std::string_view line) {
  return std::string(IdOf(ParentName(line))) + " " + std::string(IdOf(line));
}

v1::Cell ShortCell(const std::string& line) {
  return layout::From(layout::Text(ShortName(line)), line);
}

void AddDecided(const Decisions& decisions, v1::Document* document) {
  if (decisions.empty()) return;
  v1::Section* section = document->add_sections();
  *section = layout::MakeSection("decided", "Decided", "");
  TableLayout table(layout::AddTable(section, "What was decided"));
  table.Column("line", "Line").Column("other_line", "Other line").Column("decision", "Decision");
  table.Column("reason", "Why").Column("actor", "By");
  for (const auto& [name, pair] : decisions) {
    table.Row({ShortCell(pair.line()), ShortCell(pair.other_line()),
               layout::From(layout::Text(pair.decision() == v1::CONFIRMED ? "the same initiative"
                                                                          : "two initiatives"),
                            name),
               layout::Text(pair.reason()), layout::Text(pair.actor())});
  }
}

// Shared initiatives of lines that count or are counted elsewhere, by name.
std::map<std::string, model::TextId> SharedOf(const Material& material) {
  std::map<std::string, model::TextId> shared;
  for (const Part& part : material.parts) {
    for (const PlanAssessment& plan : part.plans) {
      for (const model::LineRow& line : plan.tree.lines) {
        if (!line.vanished)
          shared[material.view->NameOf(plan.tree.plan, line)] = line.shared_initiative;
      }
    }
  }
  return shared;
}

// Pairs that are confirmed and still counted twice.
void AddStillCountedTwice(const Material& material, const Decisions& decisions,
                          v1::Document* document) {
  FindingList list(kMostPairs);
  const auto shared = SharedOf(material);
  for (const auto& [name, pair] : decisions) {
    if (pair.decision() != v1::CONFIRMED) continue;
    const auto a = shared.find(pair.line()), b = shared.find(pair.other_line());
    if (a == shared.end() || b == shared.end()) continue;
    if (a->second != 0 && a->second == b->second) continue;
    list.About(ShortName(pair.line()), "");
    list.Add(
        kDuplicateRule, v1::WARNING,
        "is the same initiative as " + ShortName(pair.other_line()) +
            ", and both are counted; give both lines the same shared_initiative in their plans",
        {pair.line(), pair.other_line(), name});
  }
  const auto found = list.Take();
  if (found.empty()) return;
  v1::Section* section = document->add_sections();
  *section = layout::MakeSection("counted-twice", "Confirmed, and still counted twice", "");
  v1::Findings* findings = layout::AddFindings(section);
  for (const v1::Finding& finding : found) *findings->add_findings() = finding;
}

void AddSummary(const Suspects& suspects, size_t open, const Decisions& decisions,
                v1::Document* document) {
  v1::Section* section = document->add_sections();
  *section = layout::MakeSection("summary", "At a glance", "");
  const auto confirmed = std::count_if(
      decisions.begin(), decisions.end(),
      [](const auto& decision) { return decision.second.decision() == v1::CONFIRMED; });
  v1::KeyFigures* figures = layout::AddKeyFigures(section);
  layout::AddKeyFigure(figures, "To be decided", layout::Count(static_cast<int64_t>(open)));
  layout::AddKeyFigure(figures, "The same initiative", layout::Count(confirmed));
  layout::AddKeyFigure(figures, "Two initiatives",
                       layout::Count(static_cast<int64_t>(decisions.size()) - confirmed));
  layout::AddParagraph(section,
                       "A suspicion is not a finding: somebody who knows both plans decides (" +
                           std::string(kDuplicateRule) + ").");
  if (suspects.not_compared > 0) {
    layout::AddParagraph(section, std::to_string(suspects.not_compared) +
                                      " lines have titles of words that very many titles have; "
                                      "they were not compared by title.");
  }
  if (!suspects.links_looked_at) {
    layout::AddParagraph(section,
                         "There are too many updates to look at their evidence; lines were "
                         "compared by title alone.");
  }
}

}  // namespace

absl::StatusOr<v1::Document> LayOutSuspectedDuplicates(const Material& material) {
  SHEAF_ASSIGN_OR_RETURN(const Decisions decisions, DecisionsOf(material));
  SHEAF_ASSIGN_OR_RETURN(const Suspects suspects, FindSuspects(material));
  std::vector<const Suspect*> open;
  for (const Suspect& suspect : suspects.pairs) {
    const std::string name =
        sectors::DuplicateName(NameOf(material, suspect.line), NameOf(material, suspect.other));
    if (!decisions.contains(name)) open.push_back(&suspect);
  }
  v1::Document document;
  document.set_title("Suspected duplicates");
  document.set_subtitle("Lines that look like the same initiative, by title and evidence");
  document.set_format("suspected-duplicates");
  AddSummary(suspects, open.size(), decisions, &document);
  AddStillCountedTwice(material, decisions, &document);
  AddOpen(material, open, &document);
  AddDecided(decisions, &document);
  return document;
}

}  // namespace sheaf::reports
