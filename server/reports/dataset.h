// A sector's data set as its plugin gets it: columns, in parts small enough for a message. What has
// not happened by the effective date is left out, so that no plugin has to know that rule: facts
// and actuals dated later. Expectations and forecasts stay.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "server/model/model.h"
#include "server/reports/assessment.h"
#include "server/reports/headline_count.h"
#include "server/reports/vocabulary.h"
#include "sheaf/plugin/v1/plugin.pb.h"

namespace sheaf::reports {

// What a data set is made of. All of it must outlive the Dataset.
struct DatasetSources {
  const model::View* view;
  const sectors::Rules* rules;
  // Those of the sector, in the order of their ids.
  const std::vector<PlanAssessment>* plans;
  PartialDate effective;
  // Where set, sent instead of the lines of `plans` and their updates.
  const std::vector<PlanCounts>* counts = nullptr;
};

// Gives one part after the other: header, member states, KPI figures, lines or their counts, plans,
// updates, observations; the dictionary's entries just before the part that uses them. Not
// thread-safe.
class Dataset {
 public:
  // Rows in one part.
  static constexpr int kRowsPerPart = 10'000;

  Dataset(const DatasetSources& sources, plugin::v1::EvaluateHeader header);

  // The next part, or false after the last.
  bool Next(plugin::v1::EvaluateRequest* part);

 private:
  using Part = plugin::v1::EvaluateRequest;

  uint32_t Word(model::TextId text);
  uint32_t Word(const std::string& text);
  uint32_t Word(PartialDate date) { return date.stated() ? Word(date.ToString()) : 0; }
  void Queue(Part part);
  void QueueHead(plugin::v1::EvaluateHeader header);
  void QueueFigures();
  void QueueCounts();
  // Of those whose lines, or counts, are sent.
  void QueuePlans();
  void QueuePlan(const model::PlanRow& plan, int32_t parent_row);
  // Those of a line's attributes that the manifest declares, as an entry.
  uint32_t Attributes(model::TextId held);
  // Each queues the next part of its kind, or nothing where there is no more.
  void QueueLines();
  void QueueUpdates();
  void QueueObservations();
  void AddLine(const PlanAssessment& plan, int32_t row, plugin::v1::LineColumns* columns);
  void AddUpdatesOfLine(const PlanAssessment& plan, plugin::v1::UpdateColumns* columns);
  void AddUpdate(const PlanAssessment& plan, const model::UpdateRow& update,
                 plugin::v1::UpdateColumns* columns);
  void AddObservation(const model::ObservationRow& row, plugin::v1::ObservationColumns* columns);
  // Goes on to the observations, sorted.
  void StartObservations();
  // Moves on to the next line; false after the last.
  bool Advance();

  const DatasetSources sources_;
  std::deque<Part> queue_;
  enum class Stage { kLines, kUpdates, kObservations, kDone } stage_ = Stage::kLines;
  // Where the lines, and after them the updates, have got to.
  size_t plan_ = 0;
  int32_t row_ = 0;
  int32_t row_base_ = 0;  // rows of the plans before
  size_t update_ = 0;     // of the line at hand
  size_t observation_ = 0;
  std::vector<model::ObservationRow> observations_;
  std::vector<Vocabulary> vocabularies_;  // of each plan
  std::vector<model::UpdateRow> updates_;

  std::unordered_map<model::TextId, uint32_t> texts_;
  std::unordered_map<std::string, uint32_t> words_;
  std::unordered_map<model::TextId, uint32_t> attributes_;
  plugin::v1::Dictionary fresh_;  // entries that have not been sent
  uint32_t entries_ = 0;
};

}  // namespace sheaf::reports
