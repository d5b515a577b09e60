// Tables of KPIs: baseline, target, values, forecast, verdict.
#pragma once

#include "server/reports/material.h"
#include "sheaf/v1/document.pb.h"

namespace sheaf::reports {

enum class WhichKpis {
  kAll,
  // Those that have a target, whose editions differ, or of which the verdict says something.
  kTelling,
};

// The KPIs of one sector and a sentence on their coverage. Below a KPI stand the actual before its
// latest one, and the latest of every other edition.
void AddKpis(const Part& part, WhichKpis which, v1::Section* section);

}  // namespace sheaf::reports
