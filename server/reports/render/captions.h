// What every rendering says around the blocks of a document: its clocks, who made it, how grave a
// finding is.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sheaf/v1/clocks.pb.h"
#include "sheaf/v1/document.pb.h"

namespace sheaf::reports {

// A revision is a name, so without separators: "revision 1412, committed 2024-05-01 12:00:03 UTC";
// "revision 0, before the first change".
std::string KnownAtText(const v1::Clocks& clocks);

// "2024-05-01".
std::string EffectiveText(const v1::Clocks& clocks);

// "updates that are published"; empty where the document does not say.
std::string CountsText(v1::ReviewState counts);

// "sheafd 0.1.0"; "energy plugin 1.2.0".
std::string ProducerText(const v1::Producer& producer);

// "newer than this revision, at which version 1.1.0 was in force"; empty where it was the same.
std::string InForceText(const v1::Producer& producer);

// The first records of a finding, as many as a reader looks at.
std::vector<std::string> FirstRecords(const v1::Finding& finding);

// "and 38 more"; empty where FirstRecords gives all.
std::string FurtherRecordsText(const v1::Finding& finding);

// "Error", "Warning", "Note".
std::string SeverityText(v1::Severity severity);

// "Forecast (projected)": a series with what a reader must know of it.
std::string SeriesText(const v1::Series& series);

// The value of a point of a series; nothing where it is unset or nothing that can be drawn.
std::optional<double> PointValue(const v1::Series& series, int index);

// The figures of a chart as a table: a row for each label, a column for each series.
v1::Table FiguresBehind(const v1::Chart& chart);

}  // namespace sheaf::reports
