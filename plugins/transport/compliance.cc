#include "plugins/transport/compliance.h"

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plugins/sdk/layout.h"

namespace sheaf::transport {
namespace {

using plugin::Dataset;
using plugin::LineTally;
using plugin::ObservationView;
using sheaf::v1::Cell;
using sheaf::v1::Section;

// The number of lines, and the shares of them, in the order of the table's columns.
constexpr std::array<std::string_view, 4> kKpis = {"TR-K-36", "TR-K-37", "TR-K-38", "TR-K-39"};

using Figures = std::array<std::optional<ObservationView>, kKpis.size()>;
// By period and publication.
using Published = std::map<std::pair<std::string_view, std::string_view>, Figures>;

Published PublishedIn(const Dataset& data) {
  Published published;
  for (size_t i = 0; i < kKpis.size(); ++i) {
    for (const ObservationView& observation : data.ObservationsOf(kKpis.at(i))) {
      if (!observation.value || !observation.member_state.empty()) continue;
      published[{observation.period, observation.edition}].at(i) = observation;
    }
  }
  return published;
}

Cell Printed(const std::optional<ObservationView>& figure, std::string_view unit) {
  if (!figure) return layout::Missing(sheaf::v1::NOT_REPORTED);
  Cell cell = layout::Number(*figure->value);
  cell.set_unit(std::string(unit));
  return layout::From(std::move(cell), figure->name);
}

std::string NameOf(std::string_view period) {
  return "Compliance monitoring, " + (period.empty() ? "year not stated" : std::string(period));
}

void AddOnRecord(const LineTally& lines, layout::TableLayout* table) {
  const auto share = [&](sheaf::v1::HeadlineClass headline) {
    return layout::Share(lines.Of(headline), lines.Denominator());
  };
  table->Row({layout::Text("Lines on record"), layout::Count(lines.Denominator()),
              share(sheaf::v1::HEADLINE_COMPLETED), share(sheaf::v1::HEADLINE_IN_PROGRESS),
              share(sheaf::v1::HEADLINE_NOT_STARTED), share(sheaf::v1::HEADLINE_NOT_REPORTED),
              layout::Text("the records, as counted above")});
}

}  // namespace

Section LayOutCompliance(const Dataset& data, const LineTally& on_record) {
  Section section =
      layout::MakeSection("scorecard-compliance", "Beside compliance monitoring", "transport");
  const Published published = PublishedIn(data);
  if (published.empty()) {
    layout::AddParagraph(&section, "No result of compliance monitoring is on record.");
    return section;
  }
  layout::AddParagraph(
      &section,
      "Compliance monitoring counts every action line; the plans on record may name fewer. So the "
      "shares are of different lines, and stand side by side without a difference taken.");
  layout::TableLayout table(layout::AddTable(&section, "As published, and on record"));
  table.Column("counted_by", "Counted by")
      .NumberColumn("lines", "Lines")
      .NumberColumn("completed", "Completed")
      .NumberColumn("in_progress", "On-going")
      .NumberColumn("not_started", "Not started")
      .NumberColumn("not_reported", "Not reported")
      .Column("edition", "Source");
  for (const auto& [where, figures] : published) {
    table.Row({layout::Text(NameOf(where.first)), Printed(figures.at(0), ""),
               Printed(figures.at(1), "%"), Printed(figures.at(2), "%"),
               Printed(figures.at(3), "%"), layout::Missing(sheaf::v1::NOT_APPLICABLE),
               layout::Text(where.second)});
  }
  AddOnRecord(on_record, &table);
  return section;
}

}  // namespace sheaf::transport
