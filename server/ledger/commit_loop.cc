#include "server/ledger/commit_loop.h"

#include <utility>

#include "server/base/failpoint.h"
#include "server/base/status.h"
#include "server/ledger/opening.h"
#include "server/ledger/replay.h"

namespace sheaf::ledger {
namespace {

size_t BytesOf(const Request& request) {
  size_t bytes = 0;
  for (const Write& write : request.writes) {
    bytes += write.resource.size() + write.payload.size() + write.reason.size();
  }
  return bytes;
}

}  // namespace

CommitLoop::CommitLoop(store::Store* store, const Clock* clock, LatestIndex* index,
                       RecentVersions* recent, size_t max_batch_bytes, Tail tail)
    : store_(store),
      clock_(clock),
      index_(index),
      recent_(recent),
      max_batch_bytes_(max_batch_bytes),
      head_(tail.revision),
      tail_(std::move(tail)),
      thread_([this] { Run(); }) {}

CommitLoop::~CommitLoop() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void CommitLoop::Submit(Request request, Ledger::Done done) {
  const size_t bytes = BytesOf(request);
  {
    std::lock_guard lock(mutex_);
    waiting_.push_back({std::move(request), std::move(done), bytes});
  }
  wake_.notify_one();
}

void CommitLoop::Run() {
  while (true) {
    const std::vector<Waiting> batch = Take();
    if (batch.empty()) return;
    CommitBatch(batch);
  }
}

// Waits for requests. Empty where the loop is to stop and none is left.
std::vector<CommitLoop::Waiting> CommitLoop::Take() {
  std::vector<Waiting> batch;
  std::unique_lock lock(mutex_);
  wake_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
  size_t bytes = 0;
  while (!waiting_.empty()) {
    bytes += waiting_.front().bytes;
    if (!batch.empty() && bytes > max_batch_bytes_) break;
    batch.push_back(std::move(waiting_.front()));
    waiting_.pop_front();
  }
  return batch;
}

void CommitLoop::CommitBatch(const std::vector<Waiting>& batch) {
  Failpoint("commit.taken");
  absl::Status status = in_doubt_ ? CatchUp() : absl::OkStatus();
  Stage stage(store_, index_, tail_, clock_->Now());
  std::vector<absl::StatusOr<Receipt>> answers;
  if (status.ok()) {
    for (const Waiting& waiting : batch) answers.push_back(Add(waiting.request, stage));
    const store::Batch writes = stage.TakeBatch();
    Failpoint("commit.staged");
    if (!writes.puts.empty()) status = store_->Write(writes);
    Failpoint("commit.written");
  }
  if (!status.ok()) {
    // Even a refusal may rest on a request of this batch that is not there now: all are told to
    // repeat.
    in_doubt_ = true;
    status = WithContext(
        status, "the disk did not take it; send the request again with the same request id");
    answers.assign(batch.size(), status);
    for (const Waiting& waiting : batch) Break(waiting.request);
  } else {
    tail_ = stage.tail();
    for (const Commit& commit : stage.commits()) Publish(commit);
    for (Commit& commit : stage.TakeCommits()) recent_->Take(std::move(commit));
  }
  Failpoint("commit.published");
  for (size_t i = 0; i < batch.size(); ++i) {
    batch[i].done(std::move(answers[i]));
    Failpoint("commit.answered");
  }
}

// After a failed write the store may hold the batch all the same: then it was committed, and the
// observers must hear of it before anything comes on top.
absl::Status CommitLoop::CatchUp() {
  SHEAF_RETURN_IF_ERROR(store_->Recover());
  SHEAF_ASSIGN_OR_RETURN(Tail stored, ReadTail(*store_));
  // All are read before one is told, so that none is told twice. They are those of one batch.
  std::vector<Commit> missed;
  SHEAF_RETURN_IF_ERROR(ForEachCommit(*store_, tail_, stored.revision,
                                      [&](const Commit& commit) { missed.push_back(commit); }));
  for (const Commit& commit : missed) Publish(commit);
  tail_ = std::move(stored);
  in_doubt_ = false;
  return absl::OkStatus();
}

// What stands behind a refused request of its sequence is not even looked at.
absl::StatusOr<Receipt> CommitLoop::Add(const Request& request, Stage& stage) {
  if (request.sequence != nullptr && request.sequence->broken) {
    return absl::AbortedError("a request before it in its sequence did not take effect");
  }
  auto receipt = stage.Add(request);
  if (!receipt.ok()) Break(request);
  return receipt;
}

void CommitLoop::Break(const Request& request) {
  if (request.sequence != nullptr) request.sequence->broken = true;
}

void CommitLoop::Publish(const Commit& commit) {
  // The index last: nothing is in it that observers have not been told of.
  for (Observer* observer : observers_) observer->OnCommit(commit);
  index_->Take(commit);
  Failpoint("commit.observed");
  head_ = commit.revision;
  for (Observer* observer : observers_) observer->OnHead(commit.revision);
}

}  // namespace sheaf::ledger
