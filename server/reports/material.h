// What a report is laid out from: every plan assessed, every KPI judged, every plugin heard.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "server/model/model.h"
#include "server/reports/assessment.h"
#include "server/reports/headline_count.h"
#include "server/reports/kpi_findings.h"
#include "server/reports/kpi_sheet.h"
#include "server/reports/verdict.h"
#include "server/sectors/host/plugin_host.h"

namespace sheaf::reports {

// A plugin's answer, or why there is none.
struct Answer {
  std::shared_ptr<const sectors::Evaluation> evaluation;  // null where there is none
  std::string unavailable;                                // a sentence for the reader; "" with one
  bool refused = false;  // by the plugin itself, which would say the same again
};

// One sector, or one plan of no sector.
struct Part {
  std::string sector;  // "" for a plan of no sector
  std::string plan;    // the id of that plan; "" for a sector
  std::string title;
  std::shared_ptr<const sectors::Rules> rules;  // null where the sector has no manifest
  std::vector<PlanAssessment> plans;            // in the order of their ids
  Totals totals;
  Answer answer;
  // The plugin that runs declares a newer manifest than the one that ruled at the view's revision.
  bool newer_plugin = false;
  // Of the manifest's KPIs, in its order. Verdicts point into the sheets.
  std::vector<KpiSheet> sheets;
  std::vector<Verdict> verdicts;
  KpiCoverage coverage;
};

struct Material {
  const model::View* view;
  PartialDate effective;
  const Membership* membership;
  std::vector<Part> parts;  // sectors by id, then plans of no sector by id
  Totals totals;
  std::vector<SharedInitiative> shared;
  // Of each plan, for a format that is made of counts; null for any other.
  const std::vector<PlanCounts>* counts = nullptr;
  // For what is not in the model: the texts of updates. Null where it cannot be read.
  const ledger::Ledger* ledger = nullptr;
  // For what is of an earlier revision than the view. Null only where the ledger is.
  const model::Model* model = nullptr;
  const sectors::Manifests* manifests = nullptr;
  bool of_sector = false;  // of one sector, which is the only part
  // Whether figures name the lines that they are made of: where lists count as this report does.
  bool names_lines = false;
  // Of the report of one member state: its code. "" for any other report.
  std::string member_state = {};
  // Of a comparison: the other side. Null for any other report.
  const Material* earlier = nullptr;
};

// The parts of the report, assessed: without the plugins' answers and KPIs. `sectors` are those
// that have a manifest, which need not have a plan.
std::vector<Part> MakeParts(const model::View& view, std::vector<PlanTree> trees,
                            const std::vector<std::string>& sectors,
                            const sectors::Manifests& manifests, const Membership& membership,
                            PartialDate effective);

// The same, of plans that were only counted: the parts have counts and no plans.
std::vector<Part> MakeCountedParts(const model::View& view, const std::vector<PlanCounts>& plans,
                                   const std::vector<std::string>& sectors,
                                   const sectors::Manifests& manifests);

// Judges the KPIs of `part`, with what its plugin computed.
void JudgeKpis(const model::View& view, PartialDate effective, Part* part);

// The format of the manifest that goes into the core's reports; null where it has none.
const v1::ReportFormat* HighlightsOf(const Part& part);

}  // namespace sheaf::reports
