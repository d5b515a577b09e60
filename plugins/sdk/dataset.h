// A sector's data set as a plugin reads it: rows with texts, made of the columns that the core
// streams. Rows are views into the data set and live as long as it does.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "absl/status/status.h"
#include "sheaf/plugin/v1/plugin.pb.h"

namespace sheaf::plugin {

struct LineView {
  int row = 0;
  int parent_row = -1;    // -1 at the top
  std::string_view name;  // "plans/energy/lines/EN-APG-001"
  std::string_view code;  // "EN-APG-001"
  std::string_view title;
  std::string_view level;
  std::string_view lead_body;
  sheaf::v1::InstrumentType instrument_type = sheaf::v1::INSTRUMENT_TYPE_UNSPECIFIED;
  std::string_view planned_start;  // partial dates
  std::string_view planned_end;
  std::string_view member_states;  // alpha-3 joined by ";", "" for all
  std::string_view shared_initiative;
  std::string_view tags;
  bool counted = false;
  bool vanished = false;
  sheaf::v1::CanonicalState state = sheaf::v1::CANONICAL_STATE_UNSPECIFIED;
  sheaf::v1::HeadlineClass headline = sheaf::v1::HEADLINE_CLASS_UNSPECIFIED;
  std::string_view status_word;  // of the update that decided; "" where none did
  std::string_view attributes;   // "id=value", joined by "\n"

  // The value of an attribute that the manifest declares; "" where the line states none.
  std::string_view attribute(std::string_view id) const;
  // True where `tag` is one of the tags.
  bool HasTag(std::string_view tag) const;
};

struct PlanView {
  std::string_view name;  // "plans/energy"
  std::string_view title;
  // The line that it spells out, where it is a child plan: its name, "" for none, and its row, -1
  // where it is no line of this data set.
  std::string_view parent_line;
  int parent_row = -1;
};

struct UpdateView {
  int line_row = 0;
  std::string_view name;
  std::string_view member_state;  // "" for the region
  std::string_view status;        // the sector's word
  std::string_view effective_date;
  std::string_view body;
  std::string_view meeting;
  std::optional<double> value;
  std::string_view unit;
};

struct ObservationView {
  std::string_view name;
  std::string_view of;  // KPI code or series id
  bool is_series = false;
  std::string_view member_state;
  std::string_view period;
  std::optional<double> value;
  sheaf::v1::MissingReason missing = sheaf::v1::MISSING_REASON_UNSPECIFIED;
  sheaf::v1::ObservationKind kind = sheaf::v1::OBSERVATION_KIND_UNSPECIFIED;
  std::string_view unit;
  std::string_view edition;
  std::string_view source;
};

// Not thread-safe while parts are added; read-only after that. May be copied and moved.
class Dataset {
 public:
  // Takes the next part of the stream. INVALID_ARGUMENT for columns of unequal length or numbers
  // that point nowhere; the data set is of no use after that.
  absl::Status Add(v1::EvaluateRequest part);

  const v1::EvaluateHeader& header() const { return header_; }
  // In plan order: a parent before its children.
  const std::vector<LineView>& lines() const { return lines_; }
  // The sector's plans, in the order of their ids. None from a core that is older than this column.
  const std::vector<PlanView>& plans() const { return plans_; }
  // In the order in which they decide, by line.
  const std::vector<UpdateView>& updates() const { return updates_; }
  const std::vector<ObservationView>& observations() const { return observations_; }
  const std::vector<v1::KpiFigures>& kpi_figures() const { return kpi_figures_; }
  // Of each plan, by its id, where the format is declared counts_only: then there are no lines and
  // no updates. Empty otherwise.
  const std::vector<v1::LineCounts>& line_counts() const { return line_counts_; }
  const std::vector<sheaf::v1::MemberState>& member_states() const { return member_states_; }

  // Rows of lines directly below `row` (-1: the top), in plan order.
  std::vector<int> ChildrenOf(int row) const;
  // The plan of a line; only its name where the plan is not on record.
  PlanView PlanOf(const LineView& line) const;
  // Updates of the line of `row`, oldest first.
  std::vector<UpdateView> UpdatesOf(int row) const;
  // Observations of a KPI or series, as recorded.
  std::vector<ObservationView> ObservationsOf(std::string_view of) const;
  // Null where the KPI has neither baseline nor target.
  const v1::KpiFigures* FiguresOf(std::string_view kpi) const;
  // Member states on the effective date, in the order of their codes.
  std::vector<std::string_view> MembersAtEffectiveDate() const;

 private:
  absl::Status AddHeader(const v1::EvaluateHeader& header);
  absl::Status AddDictionary(const v1::Dictionary& dictionary);
  absl::Status AddLines(const v1::LineColumns& columns);
  absl::Status AddPlan(const v1::Plan& plan);
  absl::Status AddUpdates(const v1::UpdateColumns& columns);
  absl::Status AddObservations(const v1::ObservationColumns& columns);

  v1::EvaluateHeader header_;
  bool has_header_ = false;
  // The parts as they came: every view points into one, so a copy of the data set shares them.
  std::vector<std::shared_ptr<const v1::EvaluateRequest>> parts_;
  std::vector<std::string_view> dictionary_;
  std::vector<LineView> lines_;
  std::vector<PlanView> plans_;
  std::vector<UpdateView> updates_;
  std::vector<ObservationView> observations_;
  std::vector<v1::KpiFigures> kpi_figures_;
  std::vector<v1::LineCounts> line_counts_;
  std::vector<sheaf::v1::MemberState> member_states_;
  std::vector<std::vector<int>> children_{1};  // by row + 1
  std::vector<std::vector<int>> updates_of_;   // by row
  std::unordered_map<std::string_view, std::vector<int>> observations_of_;
};

}  // namespace sheaf::plugin
