// Silence: where a plan says so, what nobody verified or returned in time is accepted by silence,
// as a change in the history like any other.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

#include "absl/status/statusor.h"
#include "server/base/clock.h"
#include "server/ledger/ledger.h"
#include "server/model/model.h"
#include "server/sectors/manifests.h"

namespace sheaf::upkeep {

// Who is named in the history.
inline constexpr char kSilenceActor[] = "sheafd/silence";

// Thread-safe. What it is given must outlive it.
class Silence {
 public:
  Silence(ledger::Ledger* ledger, const model::Model* model, const sectors::Manifests* manifests,
          const Clock* clock)
      : ledger_(ledger), model_(model), manifests_(manifests), clock_(clock) {}
  ~Silence();

  // Accepts what is due now, and says how many updates that were. The errors are the ledger's.
  absl::StatusOr<int> Accept();
  // From now on, on a thread of its own, so often; what goes wrong is logged, and tried again.
  void Begin(std::chrono::seconds interval);

 private:
  // The updates of the plan that are submitted and no more since before `cut`.
  std::vector<std::string> Waiting(const model::PlanRow& plan, ledger::Revision head,
                                   ledger::Revision cut) const;
  absl::StatusOr<int> AcceptOf(const model::PlanRow& plan);

  ledger::Ledger* const ledger_;
  const model::Model* const model_;
  const sectors::Manifests* const manifests_;
  const Clock* const clock_;
  std::mutex mutex_;
  std::condition_variable ending_;
  bool ended_ = false;
  std::thread thread_;
};

}  // namespace sheaf::upkeep
