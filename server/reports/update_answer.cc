#include "server/reports/update_answer.h"

namespace sheaf::reports {
namespace {

v1::ReviewState StateOf(const v1::Update& update) {
  const v1::ReviewState state = update.review().state();
  return state == v1::REVIEW_STATE_UNSPECIFIED ? v1::SUBMITTED : state;
}

// How far an update has come.
struct Progress {
  bool handed_in = false;       // what it says at present
  bool checked = false;         // the same
  bool counts = false;          // something that it says, at present or before, answers the round
  bool counted_before = false;  // what it said before, as far as that was checked
  bool returned = false;
  PartialDate first;
  std::string reason;
};

// Follows one update through its versions.
class Following {
 public:
  Following(const v1::Update& last, const Wanted& wanted) : last_(last), wanted_(wanted) {}

  void Take(const UpdateVersion& version) {
    if (version.verb == ledger::Verb::kWithdraw || version.verb == ledger::Verb::kVanish) {
      now_ = {};
      return;
    }
    if (version.verb != ledger::Verb::kReview) BeginAnew();
    switch (StateOf(version.update)) {
      case v1::DRAFT:
        break;  // what was said before counts on
      case v1::RETURNED:
        Return(version.update.review().returned_reason());
        break;
      default:
        HandIn(version);
        now_.checked = StateOf(version.update) >= v1::DEEMED_ACCEPTED;
    }
  }

  UpdateAnswer Answer() const {
    if (now_.counts) return {UpdateAnswer::Kind::kAnswer, now_.first, ""};
    if (now_.returned) return {UpdateAnswer::Kind::kReturned, now_.first, now_.reason};
    return {};
  }

 private:
  // A version that says something else than the one before.
  void BeginAnew() {
    if (now_.handed_in && now_.checked) now_.counted_before = now_.counts;
    now_.handed_in = false;
    now_.checked = false;
  }

  void HandIn(const UpdateVersion& version) {
    if (now_.handed_in) return;
    now_.handed_in = true;
    now_.returned = false;
    now_.counts = IsWanted(version);
    if (now_.counts && !now_.first.stated()) now_.first = version.recorded;
  }

  // What the update said before counts again, as far as that was checked.
  void Return(const std::string& reason) {
    now_.returned = now_.returned || (now_.handed_in && now_.counts);
    if (now_.returned) now_.reason = reason;
    now_.counts = now_.counted_before;
    now_.handed_in = false;
  }

  bool IsWanted(const UpdateVersion& version) const {
    const v1::Update& update = version.update;
    return update.member_state() == last_.member_state() &&
           (update.reporting_period().empty() || update.reporting_period() == wanted_.period) &&
           version.recorded.SortsAs(wanted_.open) >= 0;
  }

  const v1::Update& last_;
  const Wanted& wanted_;
  Progress now_;
};

}  // namespace

UpdateAnswer Weigh(const std::vector<UpdateVersion>& versions, const Wanted& wanted) {
  if (versions.empty()) return {};
  Following following(versions.back().update, wanted);
  for (const UpdateVersion& version : versions) following.Take(version);
  return following.Answer();
}

bool IsHandedIn(const v1::Update& update) { return StateOf(update) >= v1::SUBMITTED; }

bool SaysAll(const UpdateVersion& last, bool is_first, PartialDate deadline) {
  if (is_first) return true;
  // A step of review does not say when what it is about was handed in.
  return last.verb == ledger::Verb::kReplace && IsHandedIn(last.update) &&
         last.recorded.SortsAs(deadline) <= 0;
}

}  // namespace sheaf::reports
