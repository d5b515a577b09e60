#include "server/ledger/stage.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <unordered_set>
#include <utility>

#include "server/base/digest.h"
#include "server/base/status.h"
#include "server/ledger/decide.h"
#include "server/ledger/keys.h"

namespace sheaf::ledger {
namespace {

absl::Status CheckShape(const Request& request) {
  Problems problems;
  std::unordered_set<std::string_view> seen;
  for (size_t i = 0; i < request.writes.size(); ++i) {
    const std::string& resource = request.writes[i].resource;
    if (absl::Status status = CheckResource(resource); !status.ok()) {
      problems.Add(i, "resource", std::string(status.message()));
    } else if (!seen.insert(resource).second) {
      problems.Add(i, "resource", resource + " is in this request twice; leave one of the two out");
    }
  }
  return problems.AsStatus("INVALID_WRITES");
}

// A correction or creation brings its payload and standing; what is taken back keeps its last ones,
// and what is reviewed its payload.
const std::string& PayloadOf(const Write& write, Verb verb, const Record* latest) {
  const bool is_new = verb == Verb::kCreate || verb == Verb::kReplace;
  return is_new ? write.payload : latest->payload;
}

const std::string& StandingOf(const Write& write, Verb verb, const Record* latest) {
  return verb == Verb::kWithdraw || verb == Verb::kVanish ? latest->standing : write.standing;
}

Record NewVersion(const Request& request, const Write& write, Verb verb, const Record* latest) {
  Record record;
  record.resource = write.resource;
  record.previous = latest == nullptr ? 0 : latest->revision;
  record.verb = verb;
  record.actor = request.actor;
  record.request_id = request.request_id;
  record.reason = write.reason;
  record.payload = PayloadOf(write, verb, latest);
  record.standing = StandingOf(write, verb, latest);
  return record;
}

constexpr Revision kNewest = std::numeric_limits<Revision>::max();

// True for what is wrong with the request and not with the store.
bool IsRefusal(const absl::Status& status) { return !ReasonOf(status).empty(); }

absl::Status RequestIdReused(const std::string& request_id) {
  return Refusal(
      absl::StatusCode::kAlreadyExists, "REQUEST_ID_REUSED",
      "request id '" + request_id + "' was used before for another request; choose a new one");
}

}  // namespace

Stage::Stage(const store::Store* store, const LatestIndex* index, Tail tail, Micros now)
    : store_(store),
      stored_(store, index),
      commit_time_(std::max(tail.commit_time, now)),
      tail_(std::move(tail)) {}

absl::StatusOr<Receipt> Stage::Add(const Request& request) {
  SHEAF_RETURN_IF_ERROR(CheckShape(request));
  SHEAF_ASSIGN_OR_RETURN(const std::optional<Receipt> earlier, EarlierAnswer(request));
  if (earlier) return *earlier;
  SHEAF_ASSIGN_OR_RETURN(Checked checked, Check(request));
  if (request.validate_only) return checked.receipt;
  if (!checked.records.empty()) Append(std::move(checked.records));
  checked.receipt.revision = tail_.revision;
  checked.receipt.commit_time = tail_.commit_time;
  for (Receipt::Result& result : checked.receipt.results) {
    if (result.outcome != Outcome::kUnchanged) result.revision = tail_.revision;
  }
  Remember(request, checked.receipt);
  return checked.receipt;
}

store::Batch Stage::TakeBatch() {
  // One behind the other, since their keys are neighbours: the engine finds the place of the next
  // at the one before.
  std::move(entries_.begin(), entries_.end(), std::back_inserter(batch_.puts));
  if (!commits_.empty()) batch_.puts.emplace_back(kHeadKey, EncodeTail(tail_));
  return std::move(batch_);
}

absl::StatusOr<std::optional<Receipt>> Stage::EarlierAnswer(const Request& request) const {
  if (request.request_id.empty()) return std::nullopt;
  SHEAF_ASSIGN_OR_RETURN(const std::optional<Answer> answer,
                         FindAnswer(RequestKey(request.actor, request.request_id)));
  if (!answer) return std::nullopt;
  if (answer->request_digest != request.request_digest) return RequestIdReused(request.request_id);
  return answer->receipt;
}

absl::StatusOr<std::optional<Answer>> Stage::FindAnswer(const std::string& key) const {
  if (const auto found = answers_.find(key); found != answers_.end()) return found->second;
  const auto value = store_->Get(key);
  if (absl::IsNotFound(value.status())) return std::nullopt;
  SHEAF_RETURN_IF_ERROR(value.status());
  return DecodeAnswer(key, *value);
}

// Tells all refused writes at once; the first one's code and reason stand for the request.
absl::StatusOr<Stage::Checked> Stage::Check(const Request& request) {
  Checked checked{{tail_.revision, tail_.commit_time, {}}, {}};
  absl::Status refusal;
  std::vector<Problem> problems;
  for (size_t i = 0; i < request.writes.size(); ++i) {
    const auto result = CheckWrite(request, request.writes[i], checked.records);
    if (result.ok()) {
      checked.receipt.results.push_back(*result);
      continue;
    }
    if (!IsRefusal(result.status())) return result.status();
    if (refusal.ok()) refusal = result.status();
    if (problems.size() < Problems::kMaxKept) {
      problems.push_back({static_cast<int64_t>(i), "", std::string(result.status().message())});
    }
  }
  if (!refusal.ok()) return WithProblems(refusal, problems);
  return checked;
}

absl::StatusOr<Receipt::Result> Stage::CheckWrite(const Request& request, const Write& write,
                                                  std::vector<Record>& records) {
  SHEAF_ASSIGN_OR_RETURN(const std::optional<Record> found, Latest(write.resource));
  const Record* latest = found ? &*found : nullptr;
  SHEAF_ASSIGN_OR_RETURN(const Decision decision, Decide(write, latest));
  if (decision.outcome != Outcome::kUnchanged) {
    records.push_back(NewVersion(request, write, decision.verb, latest));
  }
  return Receipt::Result{decision.outcome, latest == nullptr ? 0 : latest->revision};
}

absl::StatusOr<std::optional<Record>> Stage::Latest(const std::string& resource) {
  if (const auto found = latest_.find(resource); found != latest_.end()) return *found->second;
  return stored_.Find(resource, kNewest);
}

void Stage::Append(std::vector<Record> records) {
  Entry entry;
  entry.chain.revision = tail_.revision + 1;
  entry.chain.commit_time = commit_time_;
  entry.chain.previous_hash = tail_.hash;
  const std::string salts = RandomBytes(kSaltSize * records.size());
  for (size_t i = 0; i < records.size(); ++i) {
    Record& record = records[i];
    record.revision = entry.chain.revision;
    record.commit_time = commit_time_;
    std::string value =
        EncodeVersion(record, std::string_view(salts).substr(i * kSaltSize, kSaltSize));
    entry.chain.change_digests.push_back(ChangeDigest(value));
    entry.resources.push_back(record.resource);
    batch_.puts.emplace_back(VersionKey(record.resource, record.revision), std::move(value));
  }
  entry.chain.hash = HashOf(entry.chain);
  entries_.emplace_back(EntryKey(entry.chain.revision), EncodeEntry(entry));
  tail_ = TailOf(entry.chain);
  commits_.push_back(
      {entry.chain.revision, commit_time_, std::move(records), std::move(entry.chain.hash)});
  for (const Record& record : commits_.back().records) latest_[record.resource] = &record;
}

void Stage::Remember(const Request& request, const Receipt& receipt) {
  if (request.request_id.empty()) return;
  std::string key = RequestKey(request.actor, request.request_id);
  Answer answer{request.request_digest, receipt};
  batch_.puts.emplace_back(key, EncodeAnswer(key, answer));
  answers_.emplace(std::move(key), std::move(answer));
}

}  // namespace sheaf::ledger
