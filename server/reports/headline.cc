#include "server/reports/headline.h"

#include "plugins/sdk/layout.h"

namespace sheaf::reports {

v1::HeadlineClass HeadlineOf(v1::CanonicalState state) {
  switch (state) {
    case v1::COMPLETED:
    case v1::SUBSTANTIALLY_COMPLETED:
      return v1::HEADLINE_COMPLETED;
    case v1::PARTIALLY_COMPLETED:
    case v1::IN_PROGRESS:
    case v1::CONTINUING:
      return v1::HEADLINE_IN_PROGRESS;
    case v1::NOT_STARTED:
    case v1::PENDING:
    case v1::POSTPONED:
      return v1::HEADLINE_NOT_STARTED;
    case v1::WITHDRAWN:
    case v1::CANCELLED:
    case v1::MERGED:
      return v1::HEADLINE_EXCLUDED;
    default:
      // No longer reported, no state, or a state of a newer contract: no word that could be
      // counted.
      return v1::HEADLINE_NOT_REPORTED;
  }
}

std::string_view TitleOf(v1::CanonicalState state) {
  switch (state) {
    case v1::COMPLETED:
      return "Completed";
    case v1::SUBSTANTIALLY_COMPLETED:
      return "Substantially completed";
    case v1::PARTIALLY_COMPLETED:
      return "Partially completed";
    case v1::IN_PROGRESS:
      return "In progress";
    case v1::CONTINUING:
      return "Continuing";
    case v1::NOT_STARTED:
      return "Not started";
    case v1::PENDING:
      return "Pending";
    case v1::POSTPONED:
      return "Postponed";
    case v1::WITHDRAWN:
      return "Withdrawn";
    case v1::CANCELLED:
      return "Cancelled";
    case v1::MERGED:
      return "Merged";
    case v1::NO_LONGER_REPORTED:
      return "No longer reported";
    default:
      return "No state";
  }
}

std::string_view TitleOf(v1::HeadlineClass headline) { return layout::TitleOf(headline); }

ClassCounts& ClassCounts::operator+=(const ClassCounts& other) {
  for (size_t i = 0; i < counts_.size(); ++i) counts_[i] += other.counts_[i];
  return *this;
}

int64_t ClassCounts::Counted() const {
  int64_t counted = 0;
  for (const int64_t count : counts_) counted += count;
  return counted;
}

}  // namespace sheaf::reports
