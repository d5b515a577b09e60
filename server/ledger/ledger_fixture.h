// A ledger on a real folder, for tests: with a clock that stands still, a disk that can be made to
// fail, and a way to open it again.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "server/base/manual_clock.h"
#include "server/base/status.h"
#include "server/base/temporary_folder.h"
#include "server/ledger/ledger.h"
#include "server/store/rocks_store.h"

namespace sheaf::ledger {

// What the disk does with writes.
struct Disk {
  enum class Mood {
    kWell,
    kRefuses,    // reports an error and writes nothing
    kFailsLate,  // writes all and reports an error
  };
  std::atomic<Mood> mood = Mood::kWell;
  std::atomic<int> writes = 0;
};

// Passes everything on to `store`, unless `disk` is in another mood.
class StoreOnDisk : public store::Store {
 public:
  StoreOnDisk(std::shared_ptr<store::Store> store, std::shared_ptr<Disk> disk)
      : store_(std::move(store)), disk_(std::move(disk)) {}

  absl::StatusOr<std::string> Get(std::string_view key) const override { return store_->Get(key); }
  std::unique_ptr<store::Cursor> Walk(std::string_view lower,
                                      std::string_view upper) const override {
    return store_->Walk(lower, upper);
  }
  absl::Status Write(const store::Batch& batch) override {
    ++disk_->writes;
    if (disk_->mood == Disk::Mood::kRefuses) return absl::ResourceExhaustedError("disk full");
    const absl::Status status = store_->Write(batch);
    return disk_->mood == Disk::Mood::kWell ? status : absl::UnavailableError("cable pulled");
  }
  absl::Status Recover() override { return store_->Recover(); }

 private:
  const std::shared_ptr<store::Store> store_;
  const std::shared_ptr<Disk> disk_;
};

// Remembers all it is told.
class Listener : public Observer {
 public:
  void OnCommit(const Commit& commit) override { commits.push_back(commit); }
  std::vector<Revision> revisions() const {
    std::vector<Revision> result;
    for (const Commit& commit : commits) result.push_back(commit.revision);
    return result;
  }
  std::vector<Commit> commits;
};

class LedgerTest : public ::testing::Test {
 protected:
  static constexpr Micros kNoon = 1'714'564'800'000'000;

  LedgerTest() { Open(); }

  void Open(Ledger::Options options = {}) {
    ledger_ = nullptr;
    store_ = nullptr;
    store_ = store::OpenRocksStore(folder_.path()).value();
    ledger_ = Ledger::Open(std::make_unique<StoreOnDisk>(store_, disk_), &clock_, options).value();
  }

  static Write Make(std::string resource, std::string payload, WriteMode mode = WriteMode::kPut) {
    return {std::move(resource), mode, std::move(payload), "", std::nullopt};
  }
  static Request RequestOf(std::vector<Write> writes) {
    return {"secretariat", "", "", std::move(writes), false};
  }

  std::future<absl::StatusOr<Receipt>> Begin(Request request) {
    auto promise = std::make_shared<std::promise<absl::StatusOr<Receipt>>>();
    ledger_->Commit(std::move(request), [promise](absl::StatusOr<Receipt> receipt) {
      promise->set_value(std::move(receipt));
    });
    return promise->get_future();
  }
  absl::StatusOr<Receipt> Commit(Request request) { return Begin(std::move(request)).get(); }
  absl::StatusOr<Receipt> Commit(std::vector<Write> writes) {
    return Commit(RequestOf(std::move(writes)));
  }
  // One write that must succeed; its revision.
  Revision Put(const std::string& resource, const std::string& payload) {
    return Commit({Make(resource, payload)}).value().revision;
  }

  // While this lives, the commit thread stands still and requests gather into one batch.
  class Pause {
   public:
    explicit Pause(Ledger& ledger) {
      std::promise<void> standing;
      ledger.Commit({}, [&standing, resume = resume_.get_future().share()](auto) {
        standing.set_value();
        resume.wait();
      });
      standing.get_future().wait();
    }
    ~Pause() { resume_.set_value(); }

   private:
    std::promise<void> resume_;
  };

  std::string PayloadAt(const std::string& resource, Revision as_of) {
    const auto record = ledger_->Get(resource, as_of);
    return record.ok() ? record->payload : std::string(record.status().message());
  }

  const TemporaryFolder folder_;
  ManualClock clock_{kNoon};
  const std::shared_ptr<Disk> disk_ = std::make_shared<Disk>();
  std::shared_ptr<store::Store> store_;
  std::unique_ptr<Ledger> ledger_;
};

}  // namespace sheaf::ledger
