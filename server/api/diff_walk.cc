#include "server/api/diff_walk.h"

#include <algorithm>
#include <deque>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "server/api/plan_choice.h"
#include "server/api/reading.h"
#include "server/api/record_diff.h"
#include "server/base/resource_name.h"
#include "server/base/status.h"
#include "server/reports/known_on.h"
#include "server/sectors/records.h"

namespace sheaf::api {
namespace {

// One message: well under the four megabytes that clients take unless told otherwise.
constexpr size_t kMostBytes = 1 << 20;
constexpr int kMostResources = 200;
// Records looked at before others get their turn.
constexpr int kMostLookedAt = 5'000;

// Up to here the changed names are kept in memory; beyond, all records are walked.
constexpr ledger::Revision kMostRevisions = 20'000;
constexpr size_t kMostNames = 100'000;

constexpr size_t kRecordsAtATime = 256;
// The deepest records: "plans/*/lines/*/updates/*".
constexpr int kMostParts = 6;

int PartsOf(std::string_view name) {
  return name.empty() ? 0 : 1 + static_cast<int>(std::count(name.begin(), name.end(), '/'));
}

bool IsUnder(std::string_view name, std::string_view resource) {
  return resource.empty() || (name.starts_with(resource) &&
                              (name.size() == resource.size() || name[resource.size()] == '/'));
}

}  // namespace

// One of the two points of time.
struct DiffWalk::Point {
  Point(const Serving& serving, v1::Clocks resolved)
      : clocks(std::move(resolved)),
        effective(EffectiveOf(clocks)),
        rules(serving, clocks.revision()) {}

  absl::StatusOr<bool> Knows(const ledger::Record& record) const {
    SHEAF_ASSIGN_OR_RETURN(const v1::Resource resource, sectors::ResourceOf(record));
    if (resource.has_update()) {
      return reports::IsKnownOn(effective, resource.update(), rules.Of(record.resource));
    }
    return !resource.has_observation() || reports::IsKnownOn(effective, resource.observation());
  }

  v1::Clocks clocks;
  PartialDate effective;
  PlanRules rules;
};

// The records to compare, as of the newer point, in the order of their names.
class DiffWalk::Names {
 public:
  virtual ~Names() = default;
  // Nothing after the last.
  virtual absl::StatusOr<std::optional<ledger::Record>> Next() = 0;
};

// The records that the revisions in between changed.
class DiffWalk::ChangedNames final : public Names {
 public:
  ChangedNames(const Serving& serving, ledger::Revision newest)
      : serving_(serving), newest_(newest) {}

  // False where there are too many to keep.
  absl::StatusOr<bool> Collect(ledger::Revision oldest, const std::string& resource) {
    if (newest_ - oldest > kMostRevisions) return false;
    for (ledger::Revision at = oldest + 1; at <= newest_; ++at) {
      SHEAF_ASSIGN_OR_RETURN(const ledger::Commit commit, serving_.ledger->CommitAt(at));
      for (const ledger::Record& record : commit.records) {
        if (IsUnder(record.resource, resource)) names_.insert(record.resource);
      }
      if (names_.size() > kMostNames) return false;
    }
    return true;
  }

  absl::StatusOr<std::optional<ledger::Record>> Next() override {
    if (names_.empty()) return std::nullopt;
    const auto name = names_.extract(names_.begin());
    SHEAF_ASSIGN_OR_RETURN(ledger::Record record, serving_.ledger->Get(name.value(), newest_));
    return record;
  }

 private:
  const Serving& serving_;
  const ledger::Revision newest_;
  std::set<std::string> names_;
};

// All records under a name. The ledger lists names of one depth at a time: the depths are merged.
class DiffWalk::AllNames final : public Names {
 public:
  AllNames(const Serving& serving, ledger::Revision newest, const std::string& resource)
      : serving_(serving), newest_(newest), own_(resource) {
    const std::string prefix = resource.empty() ? "" : resource + "/";
    for (int parts = PartsOf(resource) + 2; parts <= kMostParts; parts += 2) {
      depths_.push_back({{prefix, parts, "", kRecordsAtATime}, {}, false});
    }
  }

  absl::StatusOr<std::optional<ledger::Record>> Next() override {
    if (!own_.empty()) {
      auto own = serving_.ledger->Get(std::exchange(own_, ""), newest_);
      if (own.ok()) return *std::move(own);
      if (!absl::IsNotFound(own.status())) return own.status();
    }
    Depth* first = nullptr;
    for (Depth& depth : depths_) {
      SHEAF_RETURN_IF_ERROR(Refill(&depth));
      if (depth.records.empty()) continue;
      if (first == nullptr || depth.records.front().resource < first->records.front().resource) {
        first = &depth;
      }
    }
    if (first == nullptr) return std::nullopt;
    ledger::Record record = std::move(first->records.front());
    first->records.pop_front();
    return record;
  }

 private:
  struct Depth {
    ledger::Ledger::Listing listing;
    std::deque<ledger::Record> records;
    bool at_end;
  };

  absl::Status Refill(Depth* depth) const {
    if (!depth->records.empty() || depth->at_end) return absl::OkStatus();
    SHEAF_ASSIGN_OR_RETURN(auto records, serving_.ledger->List(depth->listing, newest_));
    depth->at_end = records.size() < depth->listing.limit;
    if (!records.empty()) depth->listing.start_after = records.back().resource;
    std::move(records.begin(), records.end(), std::back_inserter(depth->records));
    return absl::OkStatus();
  }

  const Serving& serving_;
  const ledger::Revision newest_;
  std::string own_;  // the record itself, before those under it
  std::vector<Depth> depths_;
};

DiffWalk::DiffWalk(const Serving& serving, v1::DiffRequest request)
    : serving_(serving), request_(std::move(request)) {}

DiffWalk::~DiffWalk() = default;

absl::Status DiffWalk::Open() {
  v1::AsOf from = request_.from();
  if (from.known_at_case() == v1::AsOf::KNOWN_AT_NOT_SET) from.set_revision(0);
  SHEAF_ASSIGN_OR_RETURN(v1::Clocks from_clocks, Resolve(serving_, from));
  SHEAF_ASSIGN_OR_RETURN(v1::Clocks to_clocks, Resolve(serving_, request_.to()));
  from_ = std::make_unique<Point>(serving_, std::move(from_clocks));
  to_ = std::make_unique<Point>(serving_, std::move(to_clocks));
  newest_ = std::max(from_->clocks.revision(), to_->clocks.revision());
  SHEAF_RETURN_IF_ERROR(CheckResource());
  return OpenNames();
}

absl::Status DiffWalk::OpenNames() {
  const std::string& resource = request_.resource();
  if (from_->effective == to_->effective) {
    const ledger::Revision oldest = std::min(from_->clocks.revision(), to_->clocks.revision());
    auto changed = std::make_unique<ChangedNames>(serving_, newest_);
    SHEAF_ASSIGN_OR_RETURN(const bool fits, changed->Collect(oldest, resource));
    if (fits) {
      names_ = std::move(changed);
      return absl::OkStatus();
    }
  }
  names_ = std::make_unique<AllNames>(serving_, newest_, resource);
  return absl::OkStatus();
}

absl::Status DiffWalk::CheckResource() const {
  const std::string& resource = request_.resource();
  if (resource.empty()) return absl::OkStatus();
  const auto fits = [&](std::string_view pattern) { return NameFits(resource, pattern); };
  constexpr std::string_view kShapes[] = {kPlanPattern,         kLinePattern,
                                          kUpdatePattern,       kManifestPattern,
                                          kBaselinePattern,     kTargetPattern,
                                          kObservationPattern,  kSeriesObservationPattern,
                                          kMemberStatePattern,  kPublicationPattern,
                                          "publications",       kRoundPattern,
                                          kDuplicatePattern,    "duplicates",
                                          "sectors/*",          "sectors/*/kpis/*",
                                          "sectors/*/series/*", kPublishedFigurePattern,
                                          "publishedFigures"};
  if (std::none_of(std::begin(kShapes), std::end(kShapes), fits)) {
    Problems problems;
    problems.Add(Problem::kNoRow, "resource",
                 absl::StrCat("found '", resource.substr(0, 100),
                              "'; write a name such as plans/energy, plans/energy/lines/EN-APG-001 "
                              "or sectors/energy/kpis/EN-K-01"));
    return problems.AsStatus("INVALID_RESOURCE");
  }
  AllNames names(serving_, newest_, resource);
  while (true) {
    SHEAF_ASSIGN_OR_RETURN(const auto any, names.Next());
    if (!any) break;
    SHEAF_ASSIGN_OR_RETURN(const auto seen, visibility_->Seen(*any));
    if (seen) return absl::OkStatus();
  }
  return Refusal(
      absl::StatusCode::kNotFound, "RECORD_NOT_FOUND",
      absl::StrCat("there is nothing called '", resource, "' at revision ",
                   from_->clocks.revision(), " nor at revision ", to_->clocks.revision()));
}

// The version that a point knows; null where it knows none. `newest` is the record's version at the
// newer point.
absl::StatusOr<std::unique_ptr<ledger::Record>> DiffWalk::VersionAt(
    const Point& point, const ledger::Record& newest) const {
  ledger::Record record = newest;
  if (newest.revision > point.clocks.revision()) {
    auto earlier = serving_.ledger->Get(newest.resource, point.clocks.revision());
    if (absl::IsNotFound(earlier.status())) return nullptr;
    SHEAF_ASSIGN_OR_RETURN(record, std::move(earlier));
  }
  SHEAF_ASSIGN_OR_RETURN(auto seen, visibility_->Seen(record));
  if (!seen) return nullptr;
  SHEAF_ASSIGN_OR_RETURN(const bool knows, point.Knows(*seen));
  if (!knows) return nullptr;
  return std::make_unique<ledger::Record>(*std::move(seen));
}

absl::Status DiffWalk::Compare(const ledger::Record& newest, v1::DiffResponse* response) const {
  const ledger::Revision oldest = std::min(from_->clocks.revision(), to_->clocks.revision());
  if (newest.revision <= oldest && from_->effective == to_->effective) return absl::OkStatus();
  SHEAF_ASSIGN_OR_RETURN(const auto from, VersionAt(*from_, newest));
  SHEAF_ASSIGN_OR_RETURN(const auto to, VersionAt(*to_, newest));
  if (from != nullptr && to != nullptr && from->revision == to->revision) return absl::OkStatus();
  SHEAF_ASSIGN_OR_RETURN(auto diff, DiffOf(from.get(), to.get()));
  if (diff) *response->add_resources() = *std::move(diff);
  return absl::OkStatus();
}

absl::StatusOr<Made> DiffWalk::Next(const auth::Caller& caller, v1::DiffResponse* response) {
  const bool is_first = names_ == nullptr;
  if (is_first) {
    visibility_ = std::make_unique<Visibility>(serving_, caller);
    SHEAF_RETURN_IF_ERROR(Open());
    *response->mutable_from() = from_->clocks;
    *response->mutable_to() = to_->clocks;
  }
  size_t bytes = 0;
  for (int looked_at = 0; looked_at < kMostLookedAt; ++looked_at) {
    if (response->resources_size() == kMostResources || bytes > kMostBytes) break;
    SHEAF_ASSIGN_OR_RETURN(const auto record, names_->Next());
    if (!record) return is_first || response->resources_size() > 0 ? Made::kMessage : Made::kEnd;
    const int before = response->resources_size();
    SHEAF_RETURN_IF_ERROR(Compare(*record, response));
    if (response->resources_size() > before) bytes += response->resources(before).ByteSizeLong();
  }
  return is_first || response->resources_size() > 0 ? Made::kMessage : Made::kNothingYet;
}

}  // namespace sheaf::api
