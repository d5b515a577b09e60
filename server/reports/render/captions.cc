#include "server/reports/render/captions.h"

#include <algorithm>
#include <cmath>

#include "server/base/clock.h"
#include "server/reports/render/cell_text.h"

namespace sheaf::reports {
namespace {

constexpr int kShownRecords = 5;

// "2024-05-01 12:00:03 UTC": whole seconds are enough beside a revision.
std::string TimeText(const google::protobuf::Timestamp& time) {
  std::string text = FormatTime(time.seconds() * 1'000'000);
  text.replace(text.find('T'), 1, " ");
  text.replace(text.size() - 1, 1, " UTC");
  return text;
}

v1::Column FigureColumn(const std::string& id, const std::string& title, const std::string& unit) {
  v1::Column column;
  column.set_id(id);
  column.set_title(title);
  column.set_unit(unit);
  column.set_numeric(true);
  return column;
}

}  // namespace

std::string KnownAtText(const v1::Clocks& clocks) {
  const std::string revision = "revision " + std::to_string(clocks.revision());
  if (clocks.has_commit_time()) return revision + ", committed " + TimeText(clocks.commit_time());
  return clocks.revision() == 0 ? revision + ", before the first change" : revision;
}

std::string EffectiveText(const v1::Clocks& clocks) {
  return clocks.effective_date().empty() ? "not stated" : clocks.effective_date();
}

std::string CountsText(v1::ReviewState counts) {
  switch (counts) {
    case v1::SUBMITTED:
      return "updates that are submitted";
    case v1::DEEMED_ACCEPTED:
      return "updates that are verified, or accepted by silence";
    case v1::VERIFIED:
      return "updates that are verified";
    case v1::PUBLISHED:
      return "updates that are published";
    default:
      return "";
  }
}

std::string ProducerText(const v1::Producer& producer) {
  const std::string kind = producer.digest().empty() ? " " : " plugin ";
  return producer.program() + kind + producer.version();
}

std::string InForceText(const v1::Producer& producer) {
  if (producer.in_force_version().empty()) return "";
  return "newer than this revision, at which version " + producer.in_force_version() +
         " was in force";
}

std::vector<std::string> FirstRecords(const v1::Finding& finding) {
  const int shown = std::min(finding.records_size(), kShownRecords);
  return {finding.records().begin(), finding.records().begin() + shown};
}

std::string FurtherRecordsText(const v1::Finding& finding) {
  const int further = finding.records_size() - kShownRecords;
  return further > 0 ? "and " + CountText(further) + " more" : "";
}

std::string SeverityText(v1::Severity severity) {
  switch (severity) {
    case v1::ERROR:
      return "Error";
    case v1::WARNING:
      return "Warning";
    default:
      return "Note";
  }
}

std::string SeriesText(const v1::Series& series) {
  return series.projected() ? series.title() + " (projected)" : series.title();
}

std::optional<double> PointValue(const v1::Series& series, int index) {
  if (index >= series.points_size() || !series.points(index).has_value()) return std::nullopt;
  const double value = series.points(index).value();
  return std::isfinite(value) ? std::optional(value) : std::nullopt;
}

v1::Table FiguresBehind(const v1::Chart& chart) {
  v1::Table table;
  v1::Column* label = table.add_columns();
  label->set_id("label");
  label->set_title(chart.x_title());
  for (int i = 0; i < chart.series_size(); ++i) {
    *table.add_columns() =
        FigureColumn("series_" + std::to_string(i + 1), SeriesText(chart.series(i)), chart.unit());
  }
  for (int point = 0; point < chart.labels_size(); ++point) {
    v1::Row* row = table.add_rows();
    row->add_cells()->set_text(chart.labels(point));
    for (const v1::Series& series : chart.series()) {
      v1::Cell* cell = row->add_cells();
      if (const auto value = PointValue(series, point)) {
        cell->set_number(*value);
      } else {
        cell->set_text("no value");
        cell->set_tone(v1::MUTED);
      }
    }
  }
  return table;
}

}  // namespace sheaf::reports
