// Published percentages against published counts: rule 6 of counting, and whether parts make a
// whole.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "server/reports/finding_list.h"
#include "server/reports/kpi_sheet.h"

namespace sheaf::reports {

// The whole numbers n for which n of `whole`, as a percentage rounded to `decimals`, is printed as
// `percent`; at a tie both ways of rounding are granted. `high` < `low` where there is none.
struct WholeNumbers {
  int64_t low = 0;
  int64_t high = -1;
  bool empty() const { return high < low; }
};
WholeNumbers NumbersPrintedAs(double percent, int decimals, int64_t whole);

// Checks, of the KPIs of one sector, every one in "% of X" against the one that counts X in the
// same period and edition; and whether three or more in "% of X" of one period and edition make
// 100. `counted_lines` is what the records hold, for KPIs that count "lines".
void FindInPublished(const std::vector<KpiSheet>& sheets, int64_t counted_lines,
                     FindingList* findings);

}  // namespace sheaf::reports
