// Visibility: which versions of updates a caller sees. All other records are for whoever may read
// their sector; an update that is not published is for who may read what is unpublished of whom it
// speaks for. Who sees nothing newer sees what was published last.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/statusor.h"
#include "server/api/serving.h"
#include "server/auth/guard.h"
#include "server/ledger/ledger.h"
#include "sheaf/v1/change.pb.h"

namespace sheaf::api {

// Not thread-safe; for one call. `serving` must outlive it.
class Visibility {
 public:
  Visibility(const Serving& serving, auth::Caller caller)
      : serving_(serving), caller_(std::move(caller)) {}

  // Whether nothing of the sector is hidden; "" is of plans of no sector.
  bool SeesAllOf(std::string_view sector) const;
  // Whether nothing is hidden in what is under `name`, a plan or what is in it; of every other
  // name, whether nothing at all is hidden.
  bool SeesAllUnder(std::string_view name);

  // What the caller sees of a record whose version at hand is `record`: that one, the one that is
  // published, or nothing. What was taken back after it was published is seen as such.
  absl::StatusOr<std::optional<ledger::Record>> Seen(const ledger::Record& record);
  // Whether the caller sees this version of the record.
  absl::StatusOr<bool> SeesVersion(const ledger::Record& record);
  // The same of a change, which is left as the caller sees it: of what was taken back after it was
  // published, what was published.
  absl::StatusOr<bool> Shows(v1::Change* change);

 private:
  // Of a plan, by its id; kept, since an update rarely comes alone.
  const std::string& SectorOf(const std::string& plan);
  absl::StatusOr<bool> MayReadUnpublished(const ledger::Record& update);
  bool MayReadUnpublished(const v1::Update& update);

  const Serving& serving_;
  const auth::Caller caller_;
  std::map<std::string, std::string, std::less<>> sector_of_plan_;
};

}  // namespace sheaf::api
