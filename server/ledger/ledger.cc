#include "server/ledger/ledger.h"

#include <algorithm>
#include <utility>

#include "server/base/failpoint.h"
#include "server/base/status.h"
#include "server/ledger/chain.h"
#include "server/ledger/commit_loop.h"
#include "server/ledger/keys.h"
#include "server/ledger/latest_index.h"
#include "server/ledger/opening.h"
#include "server/ledger/reader.h"
#include "server/ledger/recent_versions.h"
#include "server/ledger/replay.h"
#include "server/ledger/values.h"
#include "server/ledger/verify.h"

namespace sheaf::ledger {
namespace {

class StoredLedger : public Ledger {
 public:
  StoredLedger(std::unique_ptr<store::Store> store, const Clock* clock, const Options& options,
               Tail tail)
      : store_(std::move(store)),
        reader_(store_.get(), &index_, &recent_),
        loop_(store_.get(), clock, &index_, &recent_, options.max_batch_bytes, std::move(tail)) {
    if (Head() == 0) index_.SetComplete();
  }

  absl::StatusOr<Replayed> AddObservers(const std::vector<Observer*>& observers,
                                        Revision after) override {
    Tail tail;
    if (after > 0) {
      SHEAF_ASSIGN_OR_RETURN(const Entry entry, EntryAt(after));
      tail = TailOf(entry.chain);
    }
    Replayed replayed;
    SHEAF_RETURN_IF_ERROR(ForEachCommit(*store_, tail, Head(), [&](const ledger::Commit& commit) {
      Failpoint("start.replaying");
      ++replayed.revisions;
      replayed.versions += static_cast<int64_t>(commit.records.size());
      if (!index_.complete()) index_.Take(commit);
      for (Observer* observer : observers) observer->OnCommit(commit);
    }));
    index_.SetComplete();
    for (Observer* observer : observers) loop_.AddObserver(observer);
    return replayed;
  }

  Snapshotted* Memory() override { return &index_; }

  void Commit(Request request, Done done) override {
    loop_.Submit(std::move(request), std::move(done));
  }

  absl::StatusOr<bool> WasMade(const Request& request) const override {
    const std::string key = RequestKey(request.actor, request.request_id);
    const auto value = store_->Get(key);
    if (absl::IsNotFound(value.status())) return false;
    SHEAF_RETURN_IF_ERROR(value.status());
    SHEAF_ASSIGN_OR_RETURN(const Answer answer, DecodeAnswer(key, *value));
    return answer.request_digest == request.request_digest;
  }

  Revision Head() const override { return loop_.Head(); }

  absl::StatusOr<Revision> RevisionAt(Micros time) const override;

  absl::StatusOr<Micros> TimeOf(Revision revision) const override {
    if (revision == 0) return 0;
    SHEAF_ASSIGN_OR_RETURN(const Entry entry, EntryAt(revision));
    return entry.chain.commit_time;
  }

  absl::StatusOr<Record> Get(std::string_view resource, Revision as_of) const override {
    SHEAF_ASSIGN_OR_RETURN(std::optional<Record> record, reader_.Find(resource, Visible(as_of)));
    if (!record) return NoSuchRecord(resource, as_of);
    return *std::move(record);
  }

  std::optional<Record> GetInMemory(std::string_view resource, Revision as_of) const override {
    return reader_.FindInMemory(resource, Visible(as_of));
  }

  absl::StatusOr<std::vector<std::optional<Record>>> GetMany(
      const std::vector<std::string>& resources, Revision as_of) const override {
    return reader_.FindMany(resources, Visible(as_of));
  }

  absl::StatusOr<std::vector<Record>> List(const Listing& listing, Revision as_of) const override {
    return reader_.List(listing, Visible(as_of));
  }

  absl::StatusOr<std::vector<Record>> History(std::string_view resource,
                                              Revision as_of) const override {
    SHEAF_ASSIGN_OR_RETURN(std::vector<Record> records, reader_.History(resource, Visible(as_of)));
    if (records.empty()) return NoSuchRecord(resource, as_of);
    return records;
  }

  absl::StatusOr<ledger::Commit> CommitAt(Revision revision) const override {
    SHEAF_ASSIGN_OR_RETURN(const Entry entry, EntryAt(revision));
    return reader_.CommitOf(entry);
  }

  absl::StatusOr<ledger::Commit> CommitPartAt(Revision revision, size_t start,
                                              size_t limit) const override {
    SHEAF_ASSIGN_OR_RETURN(const Entry entry, EntryAt(revision));
    return reader_.CommitOf(entry, start, limit);
  }

  absl::StatusOr<ChainEntry> ChainEntryAt(Revision revision) const override {
    SHEAF_ASSIGN_OR_RETURN(Entry entry, EntryAt(revision));
    return std::move(entry.chain);
  }

  absl::StatusOr<std::vector<SealedChange>> SealedAt(Revision revision, size_t first,
                                                     size_t max_bytes) const override {
    SHEAF_ASSIGN_OR_RETURN(const Entry entry, EntryAt(revision));
    return reader_.SealedOf(entry, first, max_bytes);
  }

  absl::Status VerifyChain() const override { return VerifyStore(*store_); }

 private:
  // What is on disk but not yet published is not there for readers.
  Revision Visible(Revision as_of) const { return std::clamp(as_of, Revision{0}, Head()); }

  absl::StatusOr<Entry> EntryAt(Revision revision) const {
    const Revision head = Head();
    if (revision >= 1 && revision <= head) return reader_.EntryAt(revision);
    return absl::OutOfRangeError("there is no revision " + std::to_string(revision) +
                                 "; the newest is " + std::to_string(head));
  }

  const std::unique_ptr<store::Store> store_;
  LatestIndex index_;
  RecentVersions recent_;
  const Reader reader_;
  CommitLoop loop_;  // last: it uses the store until it is gone
};

// Commit times never go backwards, so that the revisions are sorted by them.
absl::StatusOr<Revision> StoredLedger::RevisionAt(Micros time) const {
  Revision known = 0;            // committed at or before `time`
  Revision beyond = Head() + 1;  // not, or not there
  while (beyond - known > 1) {
    const Revision middle = known + (beyond - known) / 2;
    SHEAF_ASSIGN_OR_RETURN(const Micros committed, TimeOf(middle));
    (committed <= time ? known : beyond) = middle;
  }
  return known;
}

}  // namespace

absl::Status NoSuchRecord(std::string_view resource, Revision as_of) {
  return Refusal(absl::StatusCode::kNotFound, "RECORD_NOT_FOUND",
                 std::string(resource) + " does not exist at revision " + std::to_string(as_of) +
                     "; check the name, or ask for a later revision");
}

absl::StatusOr<std::unique_ptr<Ledger>> Ledger::Open(std::unique_ptr<store::Store> store,
                                                     const Clock* clock, Options options) {
  SHEAF_ASSIGN_OR_RETURN(Tail tail, OpenTail(*store));
  return std::make_unique<StoredLedger>(std::move(store), clock, options, std::move(tail));
}

}  // namespace sheaf::ledger
