#include "plugins/sdk/dataset_builder.h"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <utility>

namespace sheaf::plugin {
namespace {

constexpr char kJoinedBefore[] = "1999-04-30";

void AddOrEnd(Dataset* data, v1::EvaluateRequest part) {
  const absl::Status added = data->Add(std::move(part));
  if (added.ok()) return;
  std::fprintf(stderr, "data set: %s\n", added.ToString().c_str());
  std::abort();
}

std::string JoinAttributes(const std::map<std::string, std::string>& attributes) {
  std::string joined;
  for (const auto& [id, value] : attributes) {
    joined += (joined.empty() ? "" : "\n") + id + "=" + value;
  }
  return joined;
}

sheaf::v1::MemberState* Join(const std::string& code, const std::string& joined,
                             v1::Members* members) {
  sheaf::v1::MemberState* state = members->add_member_states();
  state->set_name("memberStates/" + code);
  state->set_joined(joined);
  return state;
}

}  // namespace

DatasetBuilder::DatasetBuilder(std::string effective_date)
    : effective_date_(std::move(effective_date)) {
  Entry("");
}

uint32_t DatasetBuilder::Entry(const std::string& text) {
  const auto [entry, is_new] = entries_.emplace(text, entries_.size());
  if (is_new) dictionary_.add_texts(text);
  return entry->second;
}

DatasetBuilder& DatasetBuilder::AddMembers() {
  for (const char* code : {"BRN", "KHM", "IDN", "LAO", "MYS", "MMR", "PHL", "SGP", "THA", "VNM"}) {
    Join(code, kJoinedBefore, &members_);
  }
  Join("TLS", "2025-10-26", &members_);
  return *this;
}

DatasetBuilder& DatasetBuilder::AddMember(const std::string& code, const std::string& title,
                                          const std::string& short_title) {
  sheaf::v1::MemberState* state = Join(code, kJoinedBefore, &members_);
  state->set_title(title);
  state->set_short_title(short_title);
  return *this;
}

DatasetBuilder& DatasetBuilder::AddPlan(const PlanRecord& plan) {
  const auto row = rows_.find(plan.parent_line);
  v1::Plan& added = plans_.emplace_back();
  added.set_name("plans/" + plan.id);
  added.set_title(plan.title);
  added.set_parent_row(row == rows_.end() ? -1 : row->second);
  added.set_parent_line(row == rows_.end() ? plan.parent_line : lines_.name(row->second));
  return *this;
}

DatasetBuilder& DatasetBuilder::AddLine(const LineRecord& line) {
  lines_.add_name("plans/" + line.plan + "/lines/" + line.code);
  lines_.add_title(line.title.empty() ? line.code : line.title);
  lines_.add_parent_row(line.parent.empty() ? -1 : rows_.at(line.parent));
  lines_.add_level(Entry(line.level));
  lines_.add_lead_body(Entry(line.lead_body));
  lines_.add_instrument_type(line.instrument_type);
  lines_.add_planned_start(0);
  lines_.add_planned_end(Entry(line.planned_end));
  lines_.add_member_states(Entry(line.member_states));
  lines_.add_shared_initiative(Entry(line.shared_initiative));
  lines_.add_tags(Entry(line.tags));
  lines_.add_counted(line.counted);
  lines_.add_state(line.state);
  lines_.add_headline(line.headline);
  lines_.add_status_word(0);
  lines_.add_vanished(line.vanished);
  lines_.add_attributes(Entry(JoinAttributes(line.attributes)));
  rows_.emplace(line.code, static_cast<int>(rows_.size()));
  return *this;
}

DatasetBuilder& DatasetBuilder::AddUpdate(const UpdateRecord& update) {
  updates_.add_name(lines_.name(rows_.at(update.line)) + "/updates/" +
                    std::to_string(updates_.name_size()));
  updates_.add_line_row(rows_.at(update.line));
  updates_.add_member_state(Entry(update.member_state));
  updates_.add_reported_status(Entry(update.status));
  updates_.add_effective_date(Entry(update.date));
  updates_.add_decision_body(Entry(update.body));
  updates_.add_meeting(Entry(update.meeting));
  updates_.add_unit(Entry(update.unit));
  updates_.add_value(update.value.value_or(std::nan("")));
  return *this;
}

DatasetBuilder& DatasetBuilder::AddObservation(const ObservationRecord& observation) {
  observations_.add_name("sectors/test/kpis/" + observation.of + "/observations/" +
                         std::to_string(observations_.name_size()));
  observations_.add_of(Entry(observation.of));
  observations_.add_is_series(observation.is_series);
  observations_.add_member_state(Entry(observation.member_state));
  observations_.add_period(Entry(observation.period));
  observations_.add_value(observation.value);
  observations_.add_missing(sheaf::v1::MISSING_REASON_UNSPECIFIED);
  observations_.add_kind(observation.kind);
  observations_.add_unit(0);
  observations_.add_edition(Entry(observation.edition));
  observations_.add_source(0);
  return *this;
}

DatasetBuilder& DatasetBuilder::AddCounts(const CountsRecord& counts) {
  v1::LineCounts& added = counts_.emplace_back();
  added.set_plan("plans/" + counts.plan);
  added.set_plan_title(counts.title);
  added.set_counted_elsewhere(counts.counted_elsewhere);
  for (const auto& [headline, lines] : counts.lines) {
    v1::ClassCount* one = added.add_classes();
    one->set_headline(headline);
    one->set_lines(lines);
  }
  return *this;
}

v1::KpiFigures& DatasetBuilder::FiguresOf(const std::string& kpi) {
  for (v1::KpiFigures& figures : figures_) {
    if (figures.kpi() == kpi) return figures;
  }
  figures_.emplace_back().set_kpi(kpi);
  return figures_.back();
}

DatasetBuilder& DatasetBuilder::AddTarget(const std::string& kpi, std::optional<double> value,
                                          int year, bool aspirational) {
  sheaf::v1::Target* target = FiguresOf(kpi).add_targets();
  if (value) target->set_value(*value);
  target->set_year(year);
  target->set_aspirational(aspirational);
  return *this;
}

DatasetBuilder& DatasetBuilder::AddBaseline(const std::string& kpi, double value, int year) {
  sheaf::v1::Baseline* baseline = FiguresOf(kpi).add_baselines();
  baseline->set_value(value);
  baseline->set_year(year);
  return *this;
}

Dataset DatasetBuilder::Build() const {
  Dataset data;
  v1::EvaluateRequest part;
  part.mutable_header()->mutable_clocks()->set_effective_date(effective_date_);
  AddOrEnd(&data, part);
  *part.mutable_dictionary() = dictionary_;
  AddOrEnd(&data, part);
  *part.mutable_lines() = lines_;
  AddOrEnd(&data, part);
  for (const v1::Plan& plan : plans_) {
    *part.mutable_plan() = plan;
    AddOrEnd(&data, part);
  }
  *part.mutable_updates() = updates_;
  AddOrEnd(&data, part);
  *part.mutable_observations() = observations_;
  AddOrEnd(&data, part);
  for (const v1::LineCounts& counts : counts_) {
    *part.mutable_line_counts() = counts;
    AddOrEnd(&data, part);
  }
  for (const v1::KpiFigures& figures : figures_) {
    *part.mutable_kpi_figures() = figures;
    AddOrEnd(&data, part);
  }
  *part.mutable_members() = members_;
  AddOrEnd(&data, part);
  return data;
}

}  // namespace sheaf::plugin
