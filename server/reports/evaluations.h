// Asks the plugins, and remembers their answers: a plugin is asked again only when something
// changed in its sector, in what its sector shares, in the effective date or in the plugin itself.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "server/reports/material.h"
#include "server/reports/recently_used.h"
#include "server/sectors/host/plugin_host.h"

namespace sheaf::reports {

// What the answer on one sector depends on, besides its records.
struct Question {
  const model::View* view;
  PartialDate effective;
  std::string format;   // of the plugin; "" for KPI values and findings only
  std::string sharing;  // SharedInitiative::ToString of those that concern the sector
  // For a format that is counts_only: what it is sent of the sector's plans.
  const std::vector<PlanCounts>* counts = nullptr;
};

// Thread-safe. Blocks for as long as plugins take.
class Evaluations {
 public:
  // `plugins` may be null; it must outlive this.
  explicit Evaluations(sectors::PluginHost* plugins);

  // `part` has rules. Where there is no answer, the status says why: UNAVAILABLE where there may be
  // one soon, FAILED_PRECONDITION where the plugin would refuse again; that is
  // remembered for a while.
  absl::StatusOr<std::shared_ptr<const sectors::Evaluation>> Ask(const Part& part,
                                                                 const Question& question);

  // Asks the plugins of all parts that have rules, several at a time, for their highlights; sets
  // the answer of each.
  void AskForHighlights(const model::View& view, PartialDate effective,
                        const std::vector<SharedInitiative>& shared, std::vector<Part>* parts);

  // Until when a refusal of now, and what was made with it, is remembered.
  static std::chrono::steady_clock::time_point RefusalEnds();

  // The digest of the running plugin; "" where none runs.
  std::string DigestOf(const std::string& sector) const;

 private:
  sectors::PluginHost* const plugins_;
  RecentlyUsed<sectors::Evaluation> known_;
  RecentlyUsed<absl::Status> refused_;
};

// The sharing that concerns `sector`, as text.
std::string SharingText(const std::vector<SharedInitiative>& shared, const std::string& sector);

}  // namespace sheaf::reports
