#include "tests/bench/load_lines.h"

#include <array>
#include <cstdio>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace sheaf::bench {
namespace {

constexpr std::array<const char*, 4> kLevels = {"workstream", "strategic_goal", "action",
                                                "milestone"};
constexpr int64_t kWorkstreams = 5;
constexpr int64_t kGoals = 25;
constexpr int64_t kMilestonesOfAnAction = 9;

constexpr std::array<const char*, 6> kWords = {"not_started", "in_progress", "on_going",
                                               "postponed",   "completed",   "fully_completed"};

}  // namespace

LoadLines::Place LoadLines::PlaceOf(int64_t in_plan) const {
  const int64_t actions = (in_plan_ - kWorkstreams - kGoals) / (1 + kMilestonesOfAnAction);
  const std::array<int64_t, 4> firsts = {0, kWorkstreams, kWorkstreams + kGoals,
                                         kWorkstreams + kGoals + actions};
  int level = 3;
  while (in_plan < firsts[level]) --level;
  if (level == 0) return {0, -1};
  const int64_t above = firsts[level] - firsts[level - 1];
  return {level, firsts[level - 1] + (in_plan - firsts[level]) % above};
}

std::string LoadLines::PlanName(int64_t plan) const { return absl::StrCat("plans/load-", plan); }

std::string LoadLines::CodeOf(int64_t line) const {
  return absl::StrFormat("T%d-%06d", line / in_plan_, line % in_plan_);
}

std::string LoadLines::NameOf(int64_t line) const {
  return absl::StrCat(PlanName(line / in_plan_), "/lines/", CodeOf(line));
}

v1::Line LoadLines::Line(int64_t line) const {
  const Place place = PlaceOf(line % in_plan_);
  v1::Line made;
  made.set_name(NameOf(line));
  made.set_level(kLevels.at(place.level));
  if (place.parent >= 0) made.set_parent_code(CodeOf(line - line % in_plan_ + place.parent));
  made.set_title(absl::StrFormat("Transport measure %09d of the load", line));
  made.set_lead_body("STOM");
  made.set_planned_start("2016");
  made.set_planned_end("2030");
  return made;
}

v1::Update LoadUpdate(int64_t line, int64_t serial) {
  v1::Update update;
  const int64_t mixed = line * 7 + serial;
  update.set_reported_status(kWords.at(mixed % kWords.size()));
  update.set_effective_date(
      absl::StrFormat("%d-%02d-%02d", 2016 + mixed % 9, 1 + mixed % 12, 1 + mixed % 28));
  update.set_reporting_period(update.effective_date().substr(0, 4));
  update.set_source_ref(absl::StrCat("load ", line, "/", serial));
  std::string* narrative = update.mutable_narrative();
  narrative->reserve(kUpdateBytes);
  // Numbers, so that it is not packed into nothing on disk.
  uint64_t state = static_cast<uint64_t>(line) * 1'000'003 + static_cast<uint64_t>(serial);
  while (update.ByteSizeLong() + 1 < kUpdateBytes) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    absl::StrAppend(narrative, absl::Hex(state >> 32, absl::kZeroPad8), " works ");
  }
  narrative->resize(narrative->size() + kUpdateBytes - update.ByteSizeLong(), '.');
  return update;
}

}  // namespace sheaf::bench
