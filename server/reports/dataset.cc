#include "server/reports/dataset.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "server/reports/child_plans.h"
#include "server/reports/declared_attributes.h"
#include "server/reports/known_on.h"

namespace sheaf::reports {
namespace {

using plugin::v1::LineColumns;
using plugin::v1::ObservationColumns;
using plugin::v1::UpdateColumns;

}  // namespace

Dataset::Dataset(const DatasetSources& sources, plugin::v1::EvaluateHeader header)
    : sources_(sources) {
  words_[""] = 0;
  texts_[0] = 0;
  fresh_.add_texts("");
  entries_ = 1;
  for (const PlanAssessment& plan : *sources_.plans) {
    vocabularies_.emplace_back(*sources_.view, *plan.tree.rules);
  }
  QueueHead(std::move(header));
  QueueFigures();
  if (sources_.counts != nullptr) {
    QueueCounts();
    QueuePlans();
    StartObservations();
  }
}

bool Dataset::Next(Part* part) {
  while (queue_.empty()) {
    switch (stage_) {
      case Stage::kLines:
        QueueLines();
        break;
      case Stage::kUpdates:
        QueueUpdates();
        break;
      case Stage::kObservations:
        QueueObservations();
        break;
      case Stage::kDone:
        return false;
    }
  }
  *part = std::move(queue_.front());
  queue_.pop_front();
  return true;
}

uint32_t Dataset::Word(model::TextId text) {
  const auto [entry, added] = texts_.try_emplace(text, 0);
  if (added) entry->second = Word(std::string(sources_.view->Text(text)));
  return entry->second;
}

uint32_t Dataset::Word(const std::string& text) {
  const auto [entry, added] = words_.try_emplace(text, entries_);
  if (added) {
    fresh_.add_texts(text);
    ++entries_;
  }
  return entry->second;
}

void Dataset::Queue(Part part) {
  if (fresh_.texts_size() > 0) {
    *queue_.emplace_back().mutable_dictionary() = std::exchange(fresh_, {});
  }
  queue_.push_back(std::move(part));
}

void Dataset::QueueHead(plugin::v1::EvaluateHeader header) {
  // The header is the first of all, before the dictionary's first entry.
  *queue_.emplace_back().mutable_header() = std::move(header);
  Part members;
  members.mutable_members();
  for (v1::MemberState& state : sources_.view->MemberStates()) {
    *members.mutable_members()->add_member_states() = std::move(state);
  }
  Queue(std::move(members));
}

void Dataset::QueueFigures() {
  for (const model::KpiFigureRows& figures :
       sources_.view->KpiFiguresOf(sources_.rules->manifest().sector())) {
    Part part;
    part.mutable_kpi_figures()->set_kpi(figures.kpi);
    for (const v1::Baseline& baseline : figures.baselines) {
      *part.mutable_kpi_figures()->add_baselines() = baseline;
    }
    for (const v1::Target& target : figures.targets) {
      *part.mutable_kpi_figures()->add_targets() = target;
    }
    Queue(std::move(part));
  }
}

void Dataset::QueueCounts() {
  for (const PlanCounts& plan : *sources_.counts) {
    Part part;
    plugin::v1::LineCounts* counts = part.mutable_line_counts();
    counts->set_plan("plans/" + plan.plan.id);
    counts->set_plan_title(plan.plan.title);
    counts->set_counted_elsewhere(plan.counted_elsewhere);
    for (const v1::HeadlineClass headline : kHeadlineClasses) {
      if (plan.counts.Of(headline) == 0) continue;
      plugin::v1::ClassCount* added = counts->add_classes();
      added->set_headline(headline);
      added->set_lines(plan.counts.Of(headline));
    }
    Queue(std::move(part));
  }
}

void Dataset::QueuePlans() {
  if (sources_.counts != nullptr) {
    for (const PlanCounts& plan : *sources_.counts) QueuePlan(plan.plan, -1);
    return;
  }
  const std::vector<int32_t> parent_rows = ParentRowsOf(*sources_.view, *sources_.plans);
  for (size_t i = 0; i < parent_rows.size(); ++i) {
    QueuePlan((*sources_.plans)[i].tree.plan, parent_rows[i]);
  }
}

void Dataset::QueuePlan(const model::PlanRow& plan, int32_t parent_row) {
  Part part;
  part.mutable_plan()->set_name("plans/" + plan.id);
  part.mutable_plan()->set_title(plan.title);
  part.mutable_plan()->set_parent_line(plan.parent_line);
  part.mutable_plan()->set_parent_row(parent_row);
  Queue(std::move(part));
}

uint32_t Dataset::Attributes(model::TextId held) {
  const auto [entry, added] = attributes_.try_emplace(held, 0);
  if (added) {
    entry->second = Word(DeclaredAttributes(sources_.view->Text(held), sources_.rules->manifest()));
  }
  return entry->second;
}

bool Dataset::Advance() {
  while (plan_ < sources_.plans->size() && row_ >= (*sources_.plans)[plan_].tree.size()) {
    row_base_ += (*sources_.plans)[plan_].tree.size();
    ++plan_;
    row_ = 0;
  }
  if (plan_ < sources_.plans->size()) return true;
  plan_ = 0;
  row_ = row_base_ = 0;
  return false;
}

void Dataset::QueueLines() {
  Part part;
  LineColumns* columns = part.mutable_lines();
  bool more = Advance();
  for (; more && columns->name_size() < kRowsPerPart; more = Advance()) {
    AddLine((*sources_.plans)[plan_], row_++, columns);
  }
  if (columns->name_size() > 0) Queue(std::move(part));
  if (more) return;
  stage_ = Stage::kUpdates;
  QueuePlans();
}

void Dataset::AddLine(const PlanAssessment& plan, int32_t row, LineColumns* columns) {
  const model::LineRow& line = plan.tree.lines[row];
  const LineState& state = plan.states[row];
  const int32_t parent = plan.tree.parents[row];
  columns->add_name(sources_.view->NameOf(plan.tree.plan, line));
  columns->add_title(std::string(sources_.view->Text(line.title)));
  columns->add_parent_row(parent == PlanTree::kTop ? -1 : row_base_ + parent);
  columns->add_level(Word(line.level));
  columns->add_lead_body(Word(line.lead_body));
  columns->add_instrument_type(line.instrument_type);
  columns->add_planned_start(Word(line.planned_start));
  columns->add_planned_end(Word(line.planned_end));
  columns->add_member_states(Word(line.member_states));
  columns->add_shared_initiative(Word(line.shared_initiative));
  columns->add_tags(Word(line.tags));
  columns->add_counted(plan.tree.Counts(row));
  columns->add_state(state.state);
  columns->add_headline(state.headline);
  columns->add_status_word(Word(state.word));
  columns->add_vanished(line.vanished);
  if (!sources_.rules->manifest().attributes().empty()) {
    columns->add_attributes(Attributes(line.attributes));
  }
}

void Dataset::QueueUpdates() {
  Part part;
  UpdateColumns* columns = part.mutable_updates();
  bool more = Advance();
  for (; more && columns->name_size() < kRowsPerPart; more = Advance()) {
    AddUpdatesOfLine((*sources_.plans)[plan_], columns);
  }
  if (!more) StartObservations();
  if (columns->name_size() > 0) Queue(std::move(part));
}

// A line may have more updates than a part may hold: then the next part goes on with it.
void Dataset::AddUpdatesOfLine(const PlanAssessment& plan, UpdateColumns* columns) {
  if (update_ == 0) sources_.view->UpdatesOf(plan.tree.lines[row_].id, &updates_);
  for (; update_ < updates_.size(); ++update_) {
    if (columns->name_size() == kRowsPerPart) return;
    AddUpdate(plan, updates_[update_], columns);
  }
  update_ = 0;
  ++row_;
}

void Dataset::AddUpdate(const PlanAssessment& plan, const model::UpdateRow& update,
                        UpdateColumns* columns) {
  const v1::StatusEffect effect = vocabularies_[plan_].Of(update.status).effect;
  if (!UpdateIsKnownOn(sources_.effective, update.effective_date, effect)) return;
  columns->add_name(sources_.view->NameOf(plan.tree.plan, plan.tree.lines[row_], update));
  columns->add_line_row(row_base_ + row_);
  columns->add_member_state(Word(update.member_state));
  columns->add_reported_status(Word(update.status));
  columns->add_effective_date(Word(update.effective_date));
  columns->add_decision_body(Word(update.body));
  columns->add_meeting(Word(update.meeting));
  columns->add_unit(Word(update.unit));
  columns->add_value(update.value);
}

void Dataset::StartObservations() {
  stage_ = Stage::kObservations;
  observations_ = sources_.view->ObservationsOf(sources_.rules->manifest().sector(), "");
  const model::View& view = *sources_.view;
  std::erase_if(observations_, [&](const model::ObservationRow& row) {
    return !ObservationIsKnownOn(sources_.effective, view.Text(row.period), row.kind);
  });
  // By KPI or series; the order in which they were recorded stays.
  std::unordered_map<model::TextId, std::string_view> names;
  for (const model::ObservationRow& row : observations_)
    names.try_emplace(row.of, view.Text(row.of));
  std::stable_sort(observations_.begin(), observations_.end(),
                   [&](const model::ObservationRow& a, const model::ObservationRow& b) {
                     if (a.is_series != b.is_series) return b.is_series;
                     return a.of != b.of && names.at(a.of) < names.at(b.of);
                   });
}

void Dataset::QueueObservations() {
  Part part;
  ObservationColumns* columns = part.mutable_observations();
  while (observation_ < observations_.size() && columns->name_size() < kRowsPerPart) {
    AddObservation(observations_[observation_++], columns);
  }
  if (observation_ == observations_.size()) stage_ = Stage::kDone;
  if (columns->name_size() > 0) Queue(std::move(part));
}

void Dataset::AddObservation(const model::ObservationRow& row, ObservationColumns* columns) {
  const bool missing = row.missing != v1::MISSING_REASON_UNSPECIFIED;
  columns->add_name(sources_.view->NameOf(sources_.rules->manifest().sector(), row));
  columns->add_of(Word(row.of));
  columns->add_is_series(row.is_series);
  columns->add_member_state(Word(row.member_state));
  columns->add_period(Word(row.period));
  columns->add_value(missing ? std::numeric_limits<double>::quiet_NaN() : row.value);
  columns->add_missing(row.missing);
  columns->add_kind(row.kind);
  columns->add_unit(Word(row.unit));
  columns->add_edition(Word(row.edition));
  columns->add_source(Word(row.source));
}

}  // namespace sheaf::reports
