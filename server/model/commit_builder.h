// Writes commits as the ledger would tell them, without a ledger: for tests, and for records that
// are only made up.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "server/ledger/ledger.h"

namespace sheaf::model {

// Collects the records of one commit after the other, with the verbs and revisions that the ledger
// would give them.
class CommitBuilder {
 public:
  CommitBuilder& Put(const std::string& name, std::string payload) {
    const bool is_new = !latest_.contains(name);
    return Add(name, is_new ? ledger::Verb::kCreate : ledger::Verb::kReplace, std::move(payload));
  }
  template <typename Message>
  CommitBuilder& Put(const std::string& name, const Message& message) {
    return Put(name, message.SerializeAsString());
  }
  // A step of review: another standing of the latest version.
  CommitBuilder& Review(const std::string& name, std::string standing) {
    Add(name, ledger::Verb::kReview, latest_.at(name).payload);
    return Stand(name, std::move(standing));
  }
  // What was added last gets this standing.
  CommitBuilder& Stand(const std::string& name, std::string standing) {
    pending_.records.back().standing = standing;
    latest_.at(name).standing = std::move(standing);
    return *this;
  }
  CommitBuilder& Withdraw(const std::string& name) {
    return Add(name, ledger::Verb::kWithdraw, latest_.at(name).payload);
  }
  CommitBuilder& Vanish(const std::string& name) {
    return Add(name, ledger::Verb::kVanish, latest_.at(name).payload);
  }

  // What was added since the last call, told to `observer` as the next revision.
  ledger::Revision CommitTo(ledger::Observer* observer) {
    observer->OnCommit(pending_);
    log_.push_back(std::move(pending_));
    pending_ = {};
    pending_.revision = static_cast<ledger::Revision>(log_.size()) + 1;
    return log_.back().revision;
  }

  // All commits so far.
  const std::vector<ledger::Commit>& log() const { return log_; }
  // The latest version of every record; null where there is none.
  const ledger::Record* Latest(const std::string& name) const {
    const auto it = latest_.find(name);
    return it == latest_.end() ? nullptr : &it->second;
  }
  size_t pending() const { return pending_.records.size(); }

 private:
  CommitBuilder& Add(const std::string& name, ledger::Verb verb, std::string payload) {
    ledger::Record record;
    record.resource = name;
    record.revision = pending_.revision;
    record.previous = latest_.contains(name) ? latest_[name].revision : 0;
    record.verb = verb;
    record.payload = std::move(payload);
    latest_[name] = record;
    pending_.records.push_back(std::move(record));
    return *this;
  }

  ledger::Commit pending_{.revision = 1, .commit_time = 0, .records = {}, .hash = {}};
  std::vector<ledger::Commit> log_;
  std::map<std::string, ledger::Record> latest_;
};

}  // namespace sheaf::model
