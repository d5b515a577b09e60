// Data sets written down by hand, for the tests of sectors:
//
//   DatasetBuilder builder("2024-12-31");
//   builder.AddLine({.code = "TR-F", .level = "workstream"});
//   builder.AddLine({.code = "TR-F-007", .parent = "TR-F", .level = "action", .counted = true});
//   builder.AddUpdate({.line = "TR-F-007", .status = "signed", .date = "2017"});
//   Dataset data = builder.Build();
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "plugins/sdk/dataset.h"

namespace sheaf::plugin {

// Every member has an initialiser, so that a test names only those it is about.

// A plan. The lines of a builder are those of "test" where they name none.
struct PlanRecord {
  std::string id{};
  std::string title{};
  std::string parent_line{};  // the code of a line that was added, or the name of any other
};

// A line; `state`, `headline` and `counted` are what the core would have computed.
struct LineRecord {
  std::string code{};
  std::string parent{};  // "" at the top
  std::string plan = "test";
  std::string level{};
  std::string title{};  // "" for the code
  std::string lead_body{};
  sheaf::v1::InstrumentType instrument_type = sheaf::v1::INSTRUMENT_TYPE_UNSPECIFIED;
  std::string member_states{};  // joined by ";"
  std::string shared_initiative{};
  std::string planned_end{};
  std::string tags{};                               // joined by ";"
  std::map<std::string, std::string> attributes{};  // by id
  bool counted = false;
  sheaf::v1::CanonicalState state = sheaf::v1::CANONICAL_STATE_UNSPECIFIED;
  sheaf::v1::HeadlineClass headline = sheaf::v1::HEADLINE_NOT_REPORTED;
  bool vanished = false;
};

struct UpdateRecord {
  std::string line{};
  std::string member_state{};
  std::string status{};
  std::string date{};
  std::string body{};
  std::string meeting{};
  std::optional<double> value{};
  std::string unit{};
};

struct ObservationRecord {
  std::string of{};
  bool is_series = false;
  std::string member_state{};
  std::string period{};
  double value = 0;
  sheaf::v1::ObservationKind kind = sheaf::v1::ACTUAL;
  std::string edition{};
};

// The counts of one plan, for a format that is counts_only: without lines and updates then.
struct CountsRecord {
  std::string plan{};
  std::string title{};
  std::map<sheaf::v1::HeadlineClass, int64_t> lines{};
  int64_t counted_elsewhere = 0;
};

// Not thread-safe. A line must be added before its children and before its updates; updates of a
// line in the order in which they decide.
class DatasetBuilder {
 public:
  explicit DatasetBuilder(std::string effective_date);

  // The ten member states since before any date of a plan, and Timor-Leste from 2025-10-26.
  DatasetBuilder& AddMembers();
  // One more, with its names, a member since before any date of a plan.
  DatasetBuilder& AddMember(const std::string& code, const std::string& title,
                            const std::string& short_title);
  DatasetBuilder& AddPlan(const PlanRecord& plan);
  // A code is that of one line over all plans.
  DatasetBuilder& AddLine(const LineRecord& line);
  DatasetBuilder& AddUpdate(const UpdateRecord& update);
  DatasetBuilder& AddObservation(const ObservationRecord& observation);
  DatasetBuilder& AddCounts(const CountsRecord& counts);
  // The next version of a target; `year` 0 for "not stated", without a value where only the year
  // is.
  DatasetBuilder& AddTarget(const std::string& kpi, std::optional<double> value, int year,
                            bool aspirational = false);
  DatasetBuilder& AddBaseline(const std::string& kpi, double value, int year);

  // Ends the process where the parts do not fit together: a mistake of the test.
  Dataset Build() const;

 private:
  uint32_t Entry(const std::string& text);
  v1::KpiFigures& FiguresOf(const std::string& kpi);

  std::string effective_date_;
  std::map<std::string, uint32_t> entries_;
  std::map<std::string, int> rows_;
  v1::Dictionary dictionary_;
  v1::LineColumns lines_;
  std::vector<v1::Plan> plans_;
  v1::UpdateColumns updates_;
  v1::ObservationColumns observations_;
  v1::Members members_;
  std::vector<v1::KpiFigures> figures_;
  std::vector<v1::LineCounts> counts_;
};

}  // namespace sheaf::plugin
