// One batch in the making: requests are checked against the latest state and against each other,
// and what they change is gathered for one write. Nothing takes effect here.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "server/ledger/chain.h"
#include "server/ledger/latest_index.h"
#include "server/ledger/ledger.h"
#include "server/ledger/reader.h"
#include "server/ledger/values.h"
#include "server/store/store.h"

namespace sheaf::ledger {

// Not thread-safe; for the commit thread. Must not outlive the store.
class Stage {
 public:
  // Continues the chain that ends in `tail`.
  Stage(const store::Store* store, const LatestIndex* index, Tail tail, Micros now);

  // What `request` comes to if the batch is written. After an error the batch is as it was before.
  absl::StatusOr<Receipt> Add(const Request& request);

  // What is to be written; empty where no request needs it.
  store::Batch TakeBatch();
  // The new revisions, in order.
  const std::deque<Commit>& commits() const { return commits_; }
  // The same, to keep; nothing may be added after.
  std::deque<Commit> TakeCommits() { return std::move(commits_); }
  // Where the chain ends once the batch is written.
  const Tail& tail() const { return tail_; }

 private:
  struct Checked {
    Receipt receipt;
    std::vector<Record> records;  // to be written
  };

  absl::StatusOr<std::optional<Receipt>> EarlierAnswer(const Request& request) const;
  absl::StatusOr<std::optional<Answer>> FindAnswer(const std::string& key) const;
  absl::StatusOr<Checked> Check(const Request& request);
  absl::StatusOr<Receipt::Result> CheckWrite(const Request& request, const Write& write,
                                             std::vector<Record>& records);
  absl::StatusOr<std::optional<Record>> Latest(const std::string& resource);
  void Append(std::vector<Record> records);
  void Remember(const Request& request, const Receipt& receipt);

  const store::Store* const store_;
  const Reader stored_;  // nothing of this batch is there
  const Micros commit_time_;
  Tail tail_;
  store::Batch batch_;  // but for the chain's entries
  std::vector<std::pair<std::string, std::string>> entries_;
  std::deque<Commit> commits_;
  // The latest versions that this batch makes; they point into commits_.
  std::unordered_map<std::string_view, const Record*> latest_;
  std::unordered_map<std::string, Answer> answers_;
};

}  // namespace sheaf::ledger
