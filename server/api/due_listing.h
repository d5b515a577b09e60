// ListDueItems: what a round asks of whom, as far as the caller may read what is not published of
// those who are asked. A page is cut from what rule due-v1 makes of the whole round, which is
// remembered from page to page.
#pragma once

#include <memory>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "server/api/serving.h"
#include "server/auth/guard.h"
#include "server/reports/recently_used.h"
#include "server/reports/round_answers.h"
#include "sheaf/v1/round_service.pb.h"

namespace sheaf::api {

// Thread-safe. Blocks; for an executor.
class DueListing {
 public:
  explicit DueListing(const Serving& serving);

  // PERMISSION_DENIED where the caller may read nothing of what it asks for: it is not told whether
  // there is anything.
  absl::Status Fill(const auth::Caller& caller, const v1::ListDueItemsRequest& request,
                    v1::ListDueItemsResponse* response);

 private:
  absl::StatusOr<std::shared_ptr<const reports::RoundAnswers>> AnswersTo(
      const v1::ReportingRound& round, const v1::Clocks& clocks);

  const Serving& serving_;
  reports::RecentlyUsed<reports::RoundAnswers> answers_;
};

}  // namespace sheaf::api
