// Reporting rounds as a report shows them: which of a sector's are shown, and how many of the
// answers that each asks for have come.
#pragma once

#include <array>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "server/reports/material.h"
#include "server/reports/membership.h"
#include "server/reports/round_answers.h"

namespace sheaf::reports {

// In the order of a table's columns.
inline constexpr std::array kDueStates = {v1::ANSWERED, v1::ANSWERED_LATE, v1::SENT_BACK, v1::DUE,
                                          v1::OVERDUE};

// For people: "In time", "Late", "Sent back", "Due", "Overdue".
std::string_view TitleOf(v1::DueState state);

// What was asked, by how far it has come.
class Tally {
 public:
  void Add(v1::DueState state) { ++counts_[state]; }

  int64_t Of(v1::DueState state) const;
  int64_t Asked() const;
  // In time or late.
  int64_t Answered() const { return Of(v1::ANSWERED) + Of(v1::ANSWERED_LATE); }

 private:
  std::map<v1::DueState, int64_t> counts_;
};

// A round with its answers, and the names that the member states had then.
struct Round {
  RoundAnswers answers;
  Membership membership;
  Tally tally;

  const v1::ReportingRound& round() const { return answers.round; }
  // Whether the deadline had, when it was answered.
  bool HasPassed() const;
  // "Viet Nam"; "" for the sectoral body.
  std::string SpeakerOf(const v1::DueItem& due) const;
  // Tallies by what `by` says of an item, in the order of that.
  std::map<std::string, Tally> SplitBy(
      const std::function<std::string(const v1::DueItem&)>& by) const;
  // Those in `state`, by who is asked, then in the order of the lines.
  std::vector<const v1::DueItem*> ItemsIn(v1::DueState state) const;
};

struct Rounds {
  // More rounds than these are not read.
  static constexpr size_t kMostOpen = 20;
  static constexpr size_t kMostClosed = 5;

  // Open ones by deadline, then closed ones, the latest first.
  std::vector<Round> shown;
  size_t open = 0, closed = 0;
};

// Of `sector`. `material` has a ledger; errors are the ledger's.
absl::StatusOr<Rounds> ReadRounds(const Material& material, const std::string& sector);

}  // namespace sheaf::reports
