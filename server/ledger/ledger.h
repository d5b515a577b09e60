// The ledger: the one writer, and the memory of every version of every record.
//
// A request is a set of writes that take effect together, as one revision, or not at all. One
// commit loop takes all the requests that wait, checks each one's preconditions against the latest
// state, writes what is left as one synced batch, tells the observers, and answers. Nothing is
// acknowledged before it is on disk. Revisions count from 1 without a gap.
//
// The ledger knows resource names and bytes; what the bytes mean is for the rooms above it.
//
//   ledger->Commit(std::move(request), [](absl::StatusOr<Receipt> receipt) { ... });
//   auto record = ledger->Get("plans/energy", ledger->Head());
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "server/base/clock.h"
#include "server/base/snapshot.h"
#include "server/store/store.h"

namespace sheaf::ledger {

// 0 is the state before the first change.
using Revision = int64_t;

// What a change did to its record. The numbers are stored (FORMAT.md).
enum class Verb : uint8_t {
  kCreate = 1,    // the record's first version
  kReplace = 2,   // a new version: a correction, or a plan imported again
  kWithdraw = 3,  // taken back with a reason; the payload is the last one
  kVanish = 4,    // no longer in a plan that was imported again; the payload is the last one
  kReview = 5,    // another standing; the payload is the last one
};

// How a write meets a record that is there already with the same payload, or with another one. The
// same payload, in a record that is neither withdrawn nor vanished, changes nothing in every mode.
enum class WriteMode : uint8_t {
  kCreate,    // other payload: ALREADY_EXISTS. A withdrawn record with the same payload stays
              // withdrawn.
  kReplace,   // the record must be there: else NOT_FOUND
  kPut,       // creates or replaces; a vanished record comes back
  kWithdraw,  // the record must be there; withdrawn before: changes nothing. `payload` is ignored
  kVanish,    // the same, for lines that a plan no longer has
  kReview,    // the record must stand; gives it another standing. `payload` is ignored
};

// One write. A request holds at most one for each resource.
struct Write {
  std::string resource;
  WriteMode mode = WriteMode::kPut;
  std::string payload;
  // For kWithdraw: why, in the words of who did it.
  std::string reason;
  // Where set, the record's latest version must be of this revision: else ABORTED.
  std::optional<Revision> expected_revision;
  // What is said of the version beside its payload, such as how far it has been checked. Not
  // compared, but with kReview: the same payload with another standing is the same.
  std::string standing = {};
};

// Requests that take effect one after the other or not at all: where one is refused, so are those
// behind it. Made by who commits them, shared by them; only the commit thread looks inside.
struct Sequence {
  bool broken = false;
};

struct Request {
  std::string actor;       // who asks; part of the record
  std::string request_id;  // "" or the client's choice, scoped to `actor`
  // Of the whole request as the client sent it: tells the same request from another one under the
  // same id. Ignored without a request_id.
  std::string request_digest;
  std::vector<Write> writes;
  bool validate_only = false;  // checks everything, writes nothing
  // Null: it stands alone. Else it is ABORTED where one that was committed before it in the
  // sequence failed; its requests are to be committed by one thread at a time.
  std::shared_ptr<Sequence> sequence = nullptr;
};

enum class Outcome : uint8_t { kCreated, kChanged, kUnchanged };

// What a request came to. Where nothing changed there is no new revision, and `revision` is the
// head.
struct Receipt {
  Revision revision = 0;
  Micros commit_time = 0;
  struct Result {
    Outcome outcome = Outcome::kUnchanged;
    Revision revision = 0;  // of the record's latest version
  };
  std::vector<Result> results;  // one for each write, in order
};

// One version of one record.
struct Record {
  std::string resource;
  Revision revision = 0;
  Revision previous = 0;  // the revision of the version before; 0 for the first
  Micros commit_time = 0;
  Verb verb = Verb::kCreate;
  std::string actor;
  std::string request_id;
  std::string reason;  // for kWithdraw
  std::string payload;
  std::string standing = {};  // what was taken back keeps its last one
  bool live() const {
    return verb == Verb::kCreate || verb == Verb::kReplace || verb == Verb::kReview;
  }
};

// All that one revision changed.
struct Commit {
  Revision revision = 0;
  Micros commit_time = 0;
  std::vector<Record> records;
  std::string hash;  // of its entry in the chain
};

// One link of the hash chain; holds no payload and no name.
struct ChainEntry {
  Revision revision = 0;
  Micros commit_time = 0;
  std::vector<std::string> change_digests;  // SHA-256 over salt and change, in order
  std::string previous_hash;
  std::string hash;
};

// A change as it is stored: its digest is SHA-256 over `salt` and `change`.
struct SealedChange {
  std::string salt;
  std::string change;
};

// NOT_FOUND (RECORD_NOT_FOUND): how the ledger says that a record is not there, for those who must
// say it of what is hidden in the same words.
absl::Status NoSuchRecord(std::string_view resource, Revision as_of);

// Is told of every commit, in order, on the commit thread, before the answer goes out. Must be
// quick and must not call Commit. On Open, every stored commit is told first.
class Observer {
 public:
  virtual ~Observer() = default;
  virtual void OnCommit(const Commit& commit) = 0;
  // `head` is the ledger's head from now on: what OnCommit told can be read. Not called on Open.
  virtual void OnHead(Revision head) { static_cast<void>(head); }
};

// Thread-safe but for Open and AddObservers, which come before the first Commit.
class Ledger {
 public:
  struct Options {
    size_t max_batch_bytes = 8 << 20;  // of payload written with one sync
  };

  // Opens the ledger in `store`, creating it where the store is empty. DATA_LOSS where what is
  // stored does not fit together; FAILED_PRECONDITION for a store of a newer format.
  static absl::StatusOr<std::unique_ptr<Ledger>> Open(std::unique_ptr<store::Store> store,
                                                      const Clock* clock, Options options);
  // Finishes the requests that wait, then stops the commit loop.
  virtual ~Ledger() = default;

  // What observers were told of when they were added.
  struct Replayed {
    int64_t revisions = 0;
    int64_t versions = 0;  // of records
  };
  // Tells the observers every stored commit after `after`, each commit to all of them, and from
  // then on every new one. They must outlive the ledger. Where `after` is not 0, Memory and they
  // have been loaded with what they held at `after`. DATA_LOSS where what is stored does not fit
  // together.
  virtual absl::StatusOr<Replayed> AddObservers(const std::vector<Observer*>& observers,
                                                Revision after = 0) = 0;
  absl::Status AddObserver(Observer* observer) { return AddObservers({observer}).status(); }

  // What the ledger itself keeps in memory. Observers that capture it do so in OnHead.
  virtual Snapshotted* Memory() = 0;

  using Done = std::function<void(absl::StatusOr<Receipt>)>;
  // Never blocks. `done` is called once, on the commit thread, after the batch is on disk.
  virtual void Commit(Request request, Done done) = 0;

  // True where `request`, which has an id, was made before by the same actor: whatever has changed
  // since, committing it again gives its first answer.
  virtual absl::StatusOr<bool> WasMade(const Request& request) const = 0;

  // The newest revision that is on disk and that all observers have seen.
  virtual Revision Head() const = 0;
  // The newest revision committed at or before `time`; 0 where there is none.
  virtual absl::StatusOr<Revision> RevisionAt(Micros time) const = 0;
  // When `revision` was committed; 0 for revision 0. OUT_OF_RANGE beyond the head.
  virtual absl::StatusOr<Micros> TimeOf(Revision revision) const = 0;

  // The version of `resource` that was the latest at `as_of`, live or not. NOT_FOUND where none
  // was.
  virtual absl::StatusOr<Record> Get(std::string_view resource, Revision as_of) const = 0;
  // The same where memory holds it; nothing where only the disk says, or where there is an error:
  // then Get says which. Never waits.
  virtual std::optional<Record> GetInMemory(std::string_view resource, Revision as_of) const = 0;
  // What Get gives for each of `resources`, in their order; nothing for those that are not there.
  // Cheaper than one by one where the names are near each other.
  virtual absl::StatusOr<std::vector<std::optional<Record>>> GetMany(
      const std::vector<std::string>& resources, Revision as_of) const = 0;

  // The latest versions at `as_of`, live or not, of the records whose names start with `prefix`,
  // have `parts` parts ("plans/energy/lines/X" has four) and come after `start_after` in byte
  // order; at most `limit`, in byte order. So "plans/energy/lines/" with 4 parts lists lines, with
  // 6 their updates.
  struct Listing {
    std::string prefix;
    int parts = 2;
    std::string start_after;
    size_t limit = 1000;
  };
  virtual absl::StatusOr<std::vector<Record>> List(const Listing& listing,
                                                   Revision as_of) const = 0;

  // Every version of `resource` up to `as_of`, oldest first. NOT_FOUND where there is none.
  virtual absl::StatusOr<std::vector<Record>> History(std::string_view resource,
                                                      Revision as_of) const = 0;

  // What `revision` changed. OUT_OF_RANGE where there is no such revision.
  virtual absl::StatusOr<ledger::Commit> CommitAt(Revision revision) const = 0;
  // The same without the first `start` records, and of those that follow at most `limit`.
  virtual absl::StatusOr<ledger::Commit> CommitPartAt(Revision revision, size_t start,
                                                      size_t limit) const = 0;
  virtual absl::StatusOr<ChainEntry> ChainEntryAt(Revision revision) const = 0;
  // The changes of `revision` as they are stored, in the order of their digests: those from place
  // `first` (from 0) on, until they have `max_bytes`, but one at least. Empty where there is none
  // at `first`. They are not compared with their digests: that is for whoever asks. OUT_OF_RANGE
  // where there is no such revision; DATA_LOSS where one cannot be found.
  virtual absl::StatusOr<std::vector<SealedChange>> SealedAt(Revision revision, size_t first,
                                                             size_t max_bytes) const = 0;

  // Recomputes the chain and every change's digest. DATA_LOSS names the first revision that does
  // not fit.
  virtual absl::Status VerifyChain() const = 0;
};

}  // namespace sheaf::ledger
