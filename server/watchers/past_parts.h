// What was committed earlier, read from the ledger for those who are behind.
#pragma once

#include <cstddef>
#include <deque>
#include <map>

#include "absl/status/statusor.h"
#include "server/ledger/ledger.h"
#include "server/watchers/message.h"
#include "server/watchers/part.h"
#include "server/watchers/plan_sectors.h"

namespace sheaf::watchers {

// Keeps what it has read in a bounded memory: after a restart many watchers want the same. Not
// thread-safe. Ledger and sectors must outlive it.
class PastParts {
 public:
  PastParts(const ledger::Ledger* ledger, const PlanSectors* sectors, size_t max_bytes)
      : ledger_(ledger), sectors_(sectors), max_bytes_(max_bytes) {}

  // The part that begins at `position`, whose revision is in the ledger. Errors are the ledger's.
  absl::StatusOr<SharedPart> Read(Position position);

  // Reads on from message->next() into `message`, until it is full, `head` is complete, or so much
  // has been looked at that others should have their turn.
  absl::Status Fill(ledger::Revision head, Message* message);

 private:
  void Keep(const SharedPart& part);

  const ledger::Ledger* const ledger_;
  const PlanSectors* const sectors_;
  const size_t max_bytes_;
  std::map<Position, SharedPart> parts_;
  std::deque<Position> order_;  // the first read first
  size_t bytes_ = 0;
};

}  // namespace sheaf::watchers
