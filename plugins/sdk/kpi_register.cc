#include "plugins/sdk/kpi_register.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "plugins/sdk/kpi_reading.h"
#include "plugins/sdk/layout.h"

namespace sheaf::plugin {
namespace {

using sheaf::v1::Cell;
using sheaf::v1::KpiDefinition;
using sheaf::v1::Section;

struct LevelTitle {
  sheaf::v1::KpiLevel level;
  std::string_view id;
  std::string_view title;
};
// What came of the work first.
constexpr std::array<LevelTitle, 4> kLevels = {{
    {sheaf::v1::IMPACT, "impact", "Impact"},
    {sheaf::v1::OUTCOME, "outcome", "Outcome"},
    {sheaf::v1::OUTPUT, "output", "Output"},
    {sheaf::v1::KPI_LEVEL_UNSPECIFIED, "no-level", "Level not declared:"},
}};

Cell YearCell(std::string_view period) {
  return period.empty() ? layout::Text("not stated") : layout::Date(period);
}
Cell YearCell(int year) { return YearCell(year == 0 ? "" : std::to_string(year)); }

Cell TextOrBlank(std::string_view text) {
  return text.empty() ? layout::Blank() : layout::Text(text);
}

std::vector<const v1::KpiValue*> ComputedFor(const std::string& kpi,
                                             const std::vector<v1::KpiValue>& computed) {
  std::vector<const v1::KpiValue*> found;
  for (const v1::KpiValue& value : computed) {
    if (value.kpi() == kpi) found.push_back(&value);
  }
  return found;
}

// Lays out the figures of KPIs, a group of rows each.
class Register {
 public:
  Register(const Facts& facts, const std::vector<v1::KpiValue>& computed, sheaf::v1::Table* table)
      : facts_(facts), computed_(computed), table_(table) {
    table_.Column("figure", "KPI and figure")
        .Column("year", "Year")
        .NumberColumn("value", "Value")
        .Column("unit", "Unit")
        .Column("edition", "Edition")
        .Column("remark", "Remark");
  }

  void Add(const KpiDefinition& kpi) {
    unit_ = kpi.unit();
    table_.Group(kpi.title() + " (" + kpi.code() + ")");
    AddFigures(kpi);
    bool has_value = AddRegional(kpi);
    has_value = AddMemberStates(kpi) || has_value;
    has_value = AddComputed(kpi) || has_value;
    if (!has_value) AddMissing(kpi);
  }

 private:
  void Row(std::string_view kind, Cell year, Cell value, std::string_view edition,
           std::string_view remark) {
    table_.Row({layout::Text(kind), std::move(year), std::move(value), layout::Text(unit_),
                TextOrBlank(edition), TextOrBlank(remark)},
               sheaf::v1::ROW_ROLE_UNSPECIFIED, 1);
  }

  // A figure of which only the year is stated has no value; that is said, too.
  template <typename Figure>
  static Cell ValueOf(const Figure& figure) {
    if (!figure.has_value()) return layout::Missing(sheaf::v1::NOT_AVAILABLE);
    return layout::From(layout::Number(figure.value()), figure.name());
  }

  void AddFigures(const KpiDefinition& kpi) {
    const v1::KpiFigures* figures = facts_.data().FiguresOf(kpi.code());
    if (figures == nullptr) return;
    for (const auto& baseline : figures->baselines()) {
      Row("Baseline", YearCell(baseline.year()), ValueOf(baseline), baseline.edition(), "");
    }
    for (const auto& target : figures->targets()) {
      std::string remark = target.aspirational() ? "aspirational" : "";
      if (!target.has_value()) remark = "a year is stated, and no value";
      Row("Target", YearCell(target.year()), ValueOf(target), target.edition(), remark);
    }
  }

  bool AddRegional(const KpiDefinition& kpi) {
    bool any = false;
    for (const ObservationView& observation : facts_.data().ObservationsOf(kpi.code())) {
      if (!observation.member_state.empty()) continue;
      Cell value = observation.value ? layout::Number(*observation.value)
                                     : layout::Missing(observation.missing);
      Row(TitleOf(observation.kind), YearCell(observation.period),
          layout::From(std::move(value), observation.name), observation.edition, "");
      any = true;
    }
    return any;
  }

  bool AddMemberStates(const KpiDefinition& kpi) {
    int64_t values = 0;
    std::string_view first, last;
    for (const ObservationView& observation : facts_.data().ObservationsOf(kpi.code())) {
      if (observation.member_state.empty() || !observation.value) continue;
      if (values == 0 || observation.period < first) first = observation.period;
      if (values == 0 || observation.period > last) last = observation.period;
      ++values;
    }
    if (values == 0) return false;
    const std::string years =
        first == last ? std::string(first) : std::string(first) + " to " + std::string(last);
    Row("By member state", layout::Text(years), layout::Blank(), "",
        std::to_string(values) + (values == 1 ? " value" : " values") + " on record");
    return true;
  }

  bool AddComputed(const KpiDefinition& kpi) {
    const std::vector<const v1::KpiValue*> values = ComputedFor(kpi.code(), computed_);
    for (const v1::KpiValue* value : values) {
      const std::string kind =
          "Computed" + (value->member_state().empty() ? "" : ", " + value->member_state());
      Row(kind, YearCell(value->period()),
          value->has_value() ? layout::Number(value->value()) : layout::Missing(value->missing()),
          "", ShareText(*value));
    }
    return !values.empty();
  }

  static std::string ShareText(const v1::KpiValue& value) {
    if (!value.has_share()) return "";
    return std::to_string(value.share().numerator()) + " of " +
           std::to_string(value.share().denominator());
  }

  void AddMissing(const KpiDefinition& kpi) {
    Row("No value", layout::Blank(),
        layout::WithTone(layout::Missing(sheaf::v1::NOT_REPORTED), sheaf::v1::MUTED), "",
        WhyNoValue(facts_, kpi));
  }

  const Facts& facts_;
  const std::vector<v1::KpiValue>& computed_;
  layout::TableLayout table_;
  std::string unit_;
};

bool HasValue(const Facts& facts, const KpiDefinition& kpi,
              const std::vector<v1::KpiValue>& computed) {
  const std::vector<ObservationView> observed = facts.data().ObservationsOf(kpi.code());
  const std::vector<const v1::KpiValue*> values = ComputedFor(kpi.code(), computed);
  return std::any_of(observed.begin(), observed.end(), [](const auto& o) { return o.value; }) ||
         std::any_of(values.begin(), values.end(), [](const auto* v) { return v->has_value(); });
}

bool HasTarget(const Facts& facts, const KpiDefinition& kpi) {
  const v1::KpiFigures* figures = facts.data().FiguresOf(kpi.code());
  return figures != nullptr && std::any_of(figures->targets().begin(), figures->targets().end(),
                                           [](const auto& target) { return target.has_value(); });
}

bool HasBaseline(const Facts& facts, const KpiDefinition& kpi) {
  const v1::KpiFigures* figures = facts.data().FiguresOf(kpi.code());
  return figures != nullptr && std::any_of(figures->baselines().begin(), figures->baselines().end(),
                                           [](const auto& base) { return base.has_value(); });
}

Section LayOutCoverage(const Facts& facts, const std::vector<v1::KpiValue>& computed) {
  const sheaf::v1::SectorManifest& manifest = facts.words().manifest();
  Section section = layout::MakeSection("kpi-register", "KPI register", manifest.sector());
  if (manifest.kpis().empty()) {
    layout::AddParagraph(&section, "The sector declares no KPI.");
    return section;
  }
  int64_t with_value = 0, with_target = 0, with_baseline = 0;
  for (const KpiDefinition& kpi : manifest.kpis()) {
    with_value += HasValue(facts, kpi, computed) ? 1 : 0;
    with_target += HasTarget(facts, kpi) ? 1 : 0;
    with_baseline += HasBaseline(facts, kpi) ? 1 : 0;
  }
  const int64_t all = manifest.kpis_size();
  layout::AddParagraph(&section,
                       "Every KPI of the sector with every figure on record: baseline, targets in "
                       "the order of their versions, and values with year, kind and edition. A "
                       "KPI without a value stands here with the reason. Nothing is judged; "
                       "verdicts are in the progress report.");
  sheaf::v1::KeyFigures* figures = layout::AddKeyFigures(&section);
  layout::AddKeyFigure(figures, "With a value", layout::Share(with_value, all), "of any kind");
  layout::AddKeyFigure(figures, "With a target", layout::Share(with_target, all),
                       "a value, not just a year");
  layout::AddKeyFigure(figures, "With a baseline", layout::Share(with_baseline, all),
                       "to measure the way from");
  return section;
}

}  // namespace

std::vector<Section> LayOutKpiRegister(const Facts& facts,
                                       const std::vector<v1::KpiValue>& computed) {
  const sheaf::v1::SectorManifest& manifest = facts.words().manifest();
  std::vector<Section> sections = {LayOutCoverage(facts, computed)};
  for (const LevelTitle& level : kLevels) {
    std::vector<const KpiDefinition*> kpis;
    for (const KpiDefinition& kpi : manifest.kpis()) {
      if (kpi.level() == level.level) kpis.push_back(&kpi);
    }
    if (kpis.empty()) continue;
    Section& section = sections.emplace_back(
        layout::MakeSection("kpi-register-" + std::string(level.id),
                            std::string(level.title) + " KPIs", manifest.sector()));
    Register table(facts, computed, layout::AddTable(&section, "Figures on record"));
    for (const KpiDefinition* kpi : kpis) table.Add(*kpi);
  }
  return sections;
}

}  // namespace sheaf::plugin
