// A sector to begin with: two report formats and a KPI computed from the records.
#include "plugin_manifest.h"
#include "plugins/sdk/dataset.h"
#include "plugins/sdk/layout.h"
#include "plugins/sdk/sector.h"

namespace {

namespace layout = sheaf::layout;
using sheaf::plugin::Dataset;
using sheaf::plugin::LineView;
using sheaf::v1::Section;

bool IsSilent(const Dataset& data, const LineView& line) {
  return line.counted && data.UpdatesOf(line.row).empty();
}

Section Highlights(int64_t reported, int64_t counted) {
  Section section = layout::MakeSection("highlights", "Highlights", "template");
  layout::AddKeyFigure(layout::AddKeyFigures(&section), "Actions with a word on them",
                       layout::Share(reported, counted));
  return section;
}

// One row an action; a sentence where there is none, for an empty table is no answer.
Section Silent(const Dataset& data) {
  Section section = layout::MakeSection("silent", "Actions without a word", "template");
  sheaf::v1::Table table;
  layout::TableLayout rows(&table);
  rows.Column("line", "Action").Column("lead_body", "Lead body").Column("due", "Due");
  for (const LineView& line : data.lines()) {
    if (!IsSilent(data, line)) continue;
    rows.Row(
        {layout::From(layout::Text(line.title), line.name), layout::Text(line.lead_body),
         line.planned_end.empty() ? layout::Text("not stated") : layout::Date(line.planned_end)});
  }
  if (table.rows().empty()) {
    layout::AddParagraph(&section, "Every action has been reported on.");
  } else {
    *layout::AddTable(&section, "Actions without a word") = std::move(table);
  }
  return section;
}

class Template : public sheaf::plugin::Sector {
 public:
  absl::Status Evaluate(const Dataset& data, std::string_view format,
                        sheaf::plugin::Answer* answer) override {
    int64_t counted = 0;
    int64_t reported = 0;
    for (const LineView& line : data.lines()) {
      counted += line.counted;
      reported += line.counted && !IsSilent(data, line);
    }
    sheaf::plugin::v1::KpiValue& value = answer->kpi_values.emplace_back();
    value.set_kpi("TE-C-01");
    value.set_value(static_cast<double>(reported));
    value.set_method("Counted lines with at least one report.");
    if (format == "highlights") answer->sections.push_back(Highlights(reported, counted));
    if (format == "silent") answer->sections.push_back(Silent(data));
    return absl::OkStatus();
  }
};

}  // namespace

int main(int argc, char** argv) {
  Template sector;
  return sheaf::plugin::Run(sector, kManifest, kVersion, argc, argv);
}
