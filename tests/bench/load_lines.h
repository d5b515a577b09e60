// The lines and updates of the load: a tree of four levels in ten plans of the transport sector,
// the same for every size but for how many actions and milestones there are.
#pragma once

#include <cstdint>
#include <string>

#include "sheaf/v1/plan.pb.h"
#include "sheaf/v1/update.pb.h"

namespace sheaf::bench {

inline constexpr int64_t kPlans = 10;
inline constexpr size_t kUpdateBytes = 300;

// `count` lines, numbered from 0; those of one plan follow each other. `count` is a multiple of ten
// and at least 5,000.
class LoadLines {
 public:
  explicit LoadLines(int64_t count) : count_(count), in_plan_(count / kPlans) {}

  int64_t count() const { return count_; }
  int64_t in_plan() const { return in_plan_; }

  std::string PlanName(int64_t plan) const;
  std::string CodeOf(int64_t line) const;
  std::string NameOf(int64_t line) const;
  v1::Line Line(int64_t line) const;

 private:
  // Where a line stands in its plan's tree.
  struct Place {
    int level = 0;
    int64_t parent = -1;  // counted in the plan
  };
  Place PlaceOf(int64_t in_plan) const;

  int64_t count_;
  int64_t in_plan_;
};

// An update of kUpdateBytes bytes as it is sent. Different for every `serial`: nothing is said
// twice.
v1::Update LoadUpdate(int64_t line, int64_t serial);

}  // namespace sheaf::bench
