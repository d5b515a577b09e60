// What is different between two points of time, record after record in the order of their names.
//
// Where few revisions lie between and both points have one effective date, the records that these
// revisions changed are looked at; else all records are, in pages, so that memory stays bounded.
#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "server/api/answer_stream.h"
#include "server/api/serving.h"
#include "server/api/visibility.h"
#include "sheaf/v1/change_service.pb.h"

namespace sheaf::api {

// Not thread-safe: one call after the other. `serving` outlives it.
class DiffWalk {
 public:
  DiffWalk(const Serving& serving, v1::DiffRequest request);
  ~DiffWalk();

  // The next message of the answer, the first with the clocks: what is different of what the caller
  // sees. INVALID_ARGUMENT where the resource is no name; NOT_FOUND where there is nothing of that
  // name at either point.
  absl::StatusOr<Made> Next(const auth::Caller& caller, v1::DiffResponse* response);

 private:
  class Names;
  class ChangedNames;
  class AllNames;
  struct Point;

  absl::Status Open();
  absl::Status OpenNames();
  absl::Status CheckResource() const;
  absl::Status Compare(const ledger::Record& newest, v1::DiffResponse* response) const;
  absl::StatusOr<std::unique_ptr<ledger::Record>> VersionAt(const Point& point,
                                                            const ledger::Record& newest) const;

  const Serving& serving_;
  const v1::DiffRequest request_;
  std::unique_ptr<Point> from_, to_;
  // The later of the two revisions: what is there at either is there then.
  ledger::Revision newest_ = 0;
  std::unique_ptr<Names> names_;
  std::unique_ptr<Visibility> visibility_;
};

}  // namespace sheaf::api
