// Intake: turns what a client sends into writes for the ledger, and refuses what is wrong: whole,
// with all problems at once. It checks against the manifests and the ledger and computes
// identities; it writes nothing. The functions are thread-safe and keep no state.
//
// The payload of a record is as records.h describes it. The reasons that refusals carry are listed
// in README.md.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "proto/values/partial_date.h"
#include "server/ledger/ledger.h"
#include "server/sectors/manifests.h"
#include "sheaf/v1/change_service.pb.h"
#include "sheaf/v1/duplicate_service.pb.h"
#include "sheaf/v1/member_state_service.pb.h"
#include "sheaf/v1/observation_service.pb.h"
#include "sheaf/v1/plan_service.pb.h"
#include "sheaf/v1/published_figure_service.pb.h"
#include "sheaf/v1/review_service.pb.h"
#include "sheaf/v1/round_service.pb.h"
#include "sheaf/v1/update_service.pb.h"

namespace sheaf::sectors {

// What intake reads: the state at the ledger's head when it was called.
struct Intake {
  const ledger::Ledger* ledger;
  const Manifests* manifests;
  // Who asks. What this actor asked for before under the same request id is accepted again,
  // whatever speaks against it by now: the ledger answers it as it did the first time.
  std::string actor = {};
};

// A checked request: `request.actor` is left to the caller.
struct Accepted {
  ledger::Request request;
  // For the client: what was accepted but deserves a look.
  std::vector<std::string> notes;
  // The record of each item of the request (a line, update, figure or member state), in order. Two
  // items may share one, and what is held already has no write: so the items that are unchanged are
  // those beyond the writes that came out as created or changed.
  std::vector<std::string> names;
  // Of updates, whether each item repeats one before it in every field; those that do not have a
  // write each, in order.
  std::vector<bool> is_repeat;
  // Names of the lines that a plan no longer has. The writes of a plan are the plan, its lines,
  // then these.
  std::vector<std::string> vanished;
};

// A plan and all its lines, those of the first message among them; lines that the plan has and
// `lines` has not become vanished. The writes are the plan, its lines in order, and the lines that
// vanish.
absl::StatusOr<Accepted> AcceptPlan(const Intake& intake, const v1::ImportPlanRequest& first,
                                    const std::vector<v1::Line>& lines);
absl::StatusOr<Accepted> AcceptUpdates(const Intake& intake,
                                       const v1::BatchPushUpdatesRequest& batch);
absl::StatusOr<Accepted> AcceptUpdate(const Intake& intake, const v1::PushUpdateRequest& push);
absl::StatusOr<Accepted> AcceptCorrection(const Intake& intake,
                                          const v1::CorrectUpdateRequest& correction);
// Each update's write is left out where the step was taken before.
absl::StatusOr<Accepted> AcceptReview(const Intake& intake,
                                      const v1::ReviewUpdatesRequest& request);
// Accepts those of `updates` by silence that are submitted and no more, as `intake.actor`. Of one
// that changes meanwhile, committing is ABORTED.
absl::StatusOr<ledger::Request> AcceptSilence(const Intake& intake,
                                              const std::vector<std::string>& updates);
absl::StatusOr<Accepted> AcceptFigures(const Intake& intake,
                                       const v1::RecordFiguresRequest& figures);
absl::StatusOr<Accepted> AcceptMemberStates(const Intake& intake,
                                            const v1::PutMemberStatesRequest& states);
absl::StatusOr<Accepted> AcceptWithdrawal(const Intake& intake,
                                          const v1::WithdrawRequest& withdrawal);
// A reporting round. `today` is the day from which answers count where the request names none.
absl::StatusOr<Accepted> AcceptRound(const Intake& intake, const v1::OpenRoundRequest& request,
                                     PartialDate today);
absl::StatusOr<Accepted> AcceptRoundChange(const Intake& intake,
                                           const v1::ChangeRoundRequest& request);
absl::StatusOr<Accepted> AcceptRoundClosing(const Intake& intake,
                                            const v1::CloseRoundRequest& request);
// What is decided about two lines that look alike.
absl::StatusOr<Accepted> AcceptDuplicate(const Intake& intake,
                                         const v1::DecideDuplicateRequest& request);
// Figures that other documents have printed. One that is held with other content is replaced.
absl::StatusOr<Accepted> AcceptPublishedFigures(const Intake& intake,
                                                const v1::RecordPublishedFiguresRequest& figures);
// A manifest that a plugin declared.
Accepted AcceptManifest(const v1::SectorManifest& manifest);

}  // namespace sheaf::sectors
