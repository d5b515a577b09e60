#include "server/api/record_filters.h"

#include <algorithm>
#include <string>

#include "proto/values/partial_date.h"

namespace sheaf::api {
namespace {

using Values = google::protobuf::RepeatedPtrField<std::string>;

bool Fits(const Values& asked, const std::string& value) {
  return asked.empty() || std::find(asked.begin(), asked.end(), value) != asked.end();
}

// "-" stands for the region.
bool FitsSpeaker(const Values& asked, const std::string& member_state) {
  return Fits(asked, member_state.empty() ? "-" : member_state);
}

bool ChangedAfter(ledger::Revision since, ledger::Revision revision) {
  return since == 0 || revision > since;
}

PartialDate DateOrNone(const std::string& text) {
  return PartialDate::Parse(text).value_or(PartialDate());
}

// A partial date falls where its last day does.
bool FallsBetween(const std::string& text, const std::string& from_text,
                  const std::string& to_text) {
  if (from_text.empty() && to_text.empty()) return true;
  const PartialDate day = DateOrNone(text).LastDay();
  const PartialDate from = DateOrNone(from_text).FirstDay();
  const PartialDate to = DateOrNone(to_text).LastDay();
  if (!day.stated()) return false;
  return day.packed() >= from.packed() && (!to.stated() || day.packed() <= to.packed());
}

// What it says now is not what it said when it was verified, or published, last.
bool ChangedSince(v1::ReviewState state, const v1::Review& review) {
  const int64_t then =
      state == v1::PUBLISHED ? review.published_revision() : review.verified_revision();
  return review.state() < state && then > 0;
}

bool FitsReview(const v1::UpdateFilter& filter, const v1::Review& review) {
  const auto& states = filter.review_states();
  if (!states.empty() && std::find(states.begin(), states.end(), review.state()) == states.end()) {
    return false;
  }
  return filter.changed_since() == v1::REVIEW_STATE_UNSPECIFIED ||
         ChangedSince(filter.changed_since(), review);
}

}  // namespace

bool Fits(const v1::UpdateFilter& filter, const v1::Update& update) {
  return Fits(filter.reported_statuses(), update.reported_status()) &&
         FitsSpeaker(filter.member_states(), update.member_state()) &&
         FallsBetween(update.effective_date(), filter.effective_from(), filter.effective_to()) &&
         ChangedAfter(filter.changed_since_revision(), update.revision()) &&
         FitsReview(filter, update.review());
}

bool Fits(const v1::FigureFilter& filter, const v1::Resource& figure) {
  const ledger::Revision since = filter.changed_since_revision();
  if (figure.has_observation()) {
    const v1::Observation& observation = figure.observation();
    const auto& kinds = filter.kinds();
    return FitsSpeaker(filter.member_states(), observation.member_state()) &&
           (kinds.empty() ||
            std::find(kinds.begin(), kinds.end(), observation.kind()) != kinds.end()) &&
           ChangedAfter(since, observation.revision());
  }
  if (!filter.member_states().empty() || !filter.kinds().empty()) return false;
  return ChangedAfter(
      since, figure.has_target() ? figure.target().revision() : figure.baseline().revision());
}

bool AsksForNothing(const v1::LineFilter& filter) {
  v1::LineFilter rest = filter;
  rest.clear_sectors();
  return rest.ByteSizeLong() == 0;
}

}  // namespace sheaf::api
