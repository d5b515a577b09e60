#include <algorithm>
#include <map>
#include <tuple>

#include "server/base/resource_name.h"
#include "server/model/model.h"
#include "server/model/tables.h"

namespace sheaf::model {
namespace {

// Copies of the values of `versions`, in their order.
template <typename T>
std::vector<T> ValuesOf(const std::vector<typename Histories<T>::Version>& versions) {
  std::vector<T> values;
  values.reserve(versions.size());
  for (const auto& version : versions) values.push_back(*version.value);
  return values;
}

int64_t PlaceIn(const v1::Baseline&) { return 0; }
int64_t PlaceIn(const v1::Target& target) { return target.ordinal(); }

// Sorts figures into the order in which they were recorded.
template <typename Version>
void SortAsRecorded(std::vector<Version>* versions) {
  std::sort(versions->begin(), versions->end(), [](const Version& a, const Version& b) {
    return std::tuple(a.revision, PlaceIn(*a.value), a.row) <
           std::tuple(b.revision, PlaceIn(*b.value), b.row);
  });
}

// "EN-K-01" of "sectors/energy/kpis/EN-K-01/targets/t1".
std::string KpiOf(std::string_view figure) { return std::string(IdOf(ParentName(figure))); }

}  // namespace

View::View(const Tables* tables, ledger::Revision revision, Level level)
    : tables_(tables), revision_(revision), level_(level) {}

bool IsWiderLanguage(std::string_view tag, std::string_view language) {
  return language.size() > tag.size() && language.substr(0, tag.size()) == tag &&
         language[tag.size()] == '-';
}

View View::In(std::string language) const {
  View view = *this;
  view.language_ = std::move(language);
  return view;
}

std::vector<PlanRow> View::Plans() const {
  auto plans = ValuesOf<PlanRow>(tables_->plans().At("plans/", revision_));
  if (language_.empty()) return plans;
  for (PlanRow& plan : plans) {
    for (const auto& [tag, title] : plan.titles) {
      // In the order of tags a wider one comes before what it is narrowed down to.
      if (tag == language_ || IsWiderLanguage(tag, language_)) plan.title = title;
    }
  }
  return plans;
}

std::vector<LineRow> View::LinesOf(const PlanRow& plan) const {
  return tables_->lines().LinesOf(plan.number, revision_, language_);
}

void View::UpdatesOf(LineId line, std::vector<UpdateRow>* out) const {
  tables_->updates().UpdatesOf(line, {revision_, level_}, out);
}

void View::ForEachLine(const PlanRow& plan, PartialDate effective,
                       const std::function<void(std::span<const LineGlance>)>& take) const {
  tables_->lines().ForEachOf(plan.number, revision_, [&](std::span<LineGlance> lines) {
    tables_->updates().FillLatest({revision_, level_}, effective, lines);
    take(lines);
  });
}

void View::ForEachTitled(const PlanRow& plan,
                         const std::function<void(const LineTitles&)>& take) const {
  tables_->lines().ForEachTitled(plan.number, revision_, language_, take);
}

std::vector<DecisionRow> View::Decisions() const { return tables_->updates().Decisions(); }

std::vector<ObservationRow> View::ObservationsOf(std::string_view sector,
                                                 std::string_view of) const {
  return tables_->observations().ObservationsOf(sector, of, revision_);
}

std::vector<KpiFigureRows> View::KpiFiguresOf(std::string_view sector) const {
  const std::string prefix = FormatName("sectors/*/kpis/", {std::string(sector)});
  auto baselines = tables_->baselines().At(prefix, revision_);
  auto targets = tables_->targets().At(prefix, revision_);
  SortAsRecorded(&baselines);
  SortAsRecorded(&targets);
  std::map<std::string, KpiFigureRows> by_kpi;
  for (const auto& b : baselines) by_kpi[KpiOf(b.value->name())].baselines.push_back(*b.value);
  for (const auto& t : targets) by_kpi[KpiOf(t.value->name())].targets.push_back(*t.value);
  std::vector<KpiFigureRows> rows;
  for (auto& [kpi, figures] : by_kpi) {
    figures.kpi = kpi;
    rows.push_back(std::move(figures));
  }
  return rows;
}

std::vector<v1::MemberState> View::MemberStates() const {
  return ValuesOf<v1::MemberState>(tables_->member_states().At("memberStates/", revision_));
}

ledger::Revision View::LastChangeOf(std::string_view sector) const {
  const ChangeLog& changes = tables_->changes();
  if (sector.empty()) return changes.LastAt("", revision_);
  return std::max(changes.LastAt(FormatName("sectors/*", {std::string(sector)}), revision_),
                  changes.LastAt("memberStates", revision_));
}

ledger::Revision View::LastChangeOfKind(std::string_view kind) const {
  return kind.empty() ? 0 : tables_->changes().LastAt(kind, revision_);
}

ledger::Revision View::LastChangeOf(const PlanRow& plan) const {
  return tables_->changes().LastAt(FormatName(kPlanPattern, {plan.id}), revision_);
}

bool View::UpdatesChangedAfter(LineId line, ledger::Revision since) const {
  return tables_->updates().ChangedBetween(line, since, {revision_, level_});
}

Counts View::Count() const {
  return {
      .plans = static_cast<int64_t>(tables_->plans().At("plans/", revision_).size()),
      .lines = tables_->lines().CountAt(revision_),
      .updates = tables_->updates().CountAt({revision_, level_}),
      .observations = tables_->observations().CountAt(revision_),
      .member_states =
          static_cast<int64_t>(tables_->member_states().At("memberStates/", revision_).size()),
  };
}

std::string_view View::Text(TextId id) const { return tables_->texts().Get(id); }

std::string View::NameOf(const PlanRow& plan, const LineRow& line) const {
  return FormatName(kLinePattern, {plan.id, std::string(Text(line.code))});
}

std::string View::NameOf(const PlanRow& plan, const LineRow& line, const UpdateRow& update) const {
  return FormatName(kUpdatePattern,
                    {plan.id, std::string(Text(line.code)), tables_->updates().IdOf(update.row)});
}

std::string View::NameOf(std::string_view sector, const ObservationRow& observation) const {
  const std::string_view pattern =
      observation.is_series ? kSeriesObservationPattern : kObservationPattern;
  return FormatName(pattern, {std::string(sector), std::string(Text(observation.of)),
                              tables_->observations().IdOf(observation.row)});
}

}  // namespace sheaf::model
