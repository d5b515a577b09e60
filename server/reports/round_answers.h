// Rule due-v1: what a reporting round asks of whom, and how far that has come. One computation for
// the list of what is due and for the report.
//
// Asked about every counted line of the plans of its sectors are the member states that the round
// names, as far as they take part in the line on the effective date, and the sectoral body. An
// answer is an update on the line by who is asked that was handed in (submitted, or further) from
// the day of opening on and names the round's period or none; it is in time by the day on which it
// was handed in first. What was returned is no answer, a draft neither.
//
// An open round is answered as of the revision and the effective date that are asked for; a closed
// one as of the revision that closed it and the day of that, for good.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "proto/values/partial_date.h"
#include "server/ledger/ledger.h"
#include "server/model/model.h"
#include "server/sectors/manifests.h"
#include "sheaf/v1/round.pb.h"

namespace sheaf::reports {

// What answers are read from: none is null, all outlive whoever reads.
struct RoundSources {
  const model::Model* model;
  const sectors::Manifests* manifests;
  const ledger::Ledger* ledger;
};

struct AskedItem {
  std::string sector;
  v1::DueItem due;
};

struct RoundAnswers {
  v1::ReportingRound round;
  // As of which it was answered.
  ledger::Revision revision = 0;
  PartialDate effective;
  // By sector as the round names them, plan by id, line in its plan's order; of a line the sectoral
  // body, then member states by code.
  std::vector<AskedItem> items;
};

// Whether the sectoral bodies are asked.
bool AsksBodies(const v1::ReportingRound& round);

// `round` is a round as it was at `revision`. `sector` narrows it down to one of its sectors; "" is
// all of them. Reads every update of the plans in the ledger. Errors are the ledger's.
absl::StatusOr<RoundAnswers> AnswersTo(const RoundSources& sources, const v1::ReportingRound& round,
                                       ledger::Revision revision, PartialDate effective,
                                       std::string_view sector = "");

// The rounds of `sector` at `revision`, by name; "" is all.
absl::StatusOr<std::vector<v1::ReportingRound>> RoundsOf(const ledger::Ledger& ledger,
                                                         std::string_view sector,
                                                         ledger::Revision revision);

}  // namespace sheaf::reports
