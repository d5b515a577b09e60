// Which lines count (rules counted-v1 and shared-v1), for whoever looks at lines one by one: the
// trees are made only where a line counts by what stands below it, or shares an initiative.
#pragma once

#include <memory>
#include <mutex>
#include <unordered_map>
#include <unordered_set>

#include "proto/values/partial_date.h"
#include "server/model/model.h"
#include "server/sectors/manifests.h"

namespace sheaf::reports {

// The lines that another line of their shared initiative counts, over all plans. Thread-safe; what
// it is given must outlive it.
class CountedElsewhere {
 public:
  CountedElsewhere(const model::View& view, const sectors::Manifests& manifests)
      : view_(view), manifests_(manifests) {}

  // The first question makes the trees of all plans whose lines share something.
  bool Has(model::LineId line) const;

 private:
  void LookAtAll() const;

  const model::View& view_;
  const sectors::Manifests& manifests_;
  mutable std::once_flag looked_;
  mutable std::unordered_set<model::LineId> lines_;
};

// Of one plan. Not thread-safe; what it is given must outlive it.
class CountedLines {
 public:
  // `rules` may be null: the core's.
  CountedLines(const model::View& view, const model::PlanRow& plan,
               std::shared_ptr<const sectors::Rules> rules, const CountedElsewhere& elsewhere);

  bool Has(const model::LineRow& line);

 private:
  bool IsHeading(model::TextId level);

  const model::View& view_;
  const model::PlanRow& plan_;
  const std::shared_ptr<const sectors::Rules> rules_;
  const CountedElsewhere& elsewhere_;
  std::unordered_map<model::TextId, bool> headings_;
  // Those that lines below them replace.
  std::unordered_set<model::LineId> replaced_;
};

}  // namespace sheaf::reports
