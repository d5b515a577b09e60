// What is noticed in the KPIs of a sector: editions that disagree, KPIs without target, data or
// unit, and published figures that cannot be.
#pragma once

#include <vector>

#include "server/reports/finding_list.h"
#include "server/reports/kpi_sheet.h"
#include "server/reports/verdict.h"

namespace sheaf::reports {

// How much of a sector's KPIs can be judged.
struct KpiCoverage {
  int64_t kpis = 0;
  int64_t with_data = 0;
  int64_t with_target = 0;
  int64_t with_both = 0;

  KpiCoverage& operator+=(const KpiCoverage& other);
};
KpiCoverage CoverageOf(const std::vector<KpiSheet>& sheets);

// `verdicts` are those of `sheets`, in order. `counted_lines` is what the sector's records hold.
void FindInKpis(const std::vector<KpiSheet>& sheets, const std::vector<Verdict>& verdicts,
                int64_t counted_lines, FindingList* findings);

}  // namespace sheaf::reports
