#include "server/reports/suspects.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <tuple>
#include <utility>

#include "server/base/status.h"
#include "server/reports/likeness.h"
#include "server/reports/written_updates.h"

namespace sheaf::reports {
namespace {

constexpr size_t kReadAtOnce = 1000;
// A link that more lines have tells nothing of any two of them.
constexpr size_t kMostLinesOfALink = 10;

using Pair = std::pair<int32_t, int32_t>;  // places in the list of lines, the smaller first

class Search {
 public:
  explicit Search(const Material& material) : material_(material), view_(*material.view) {
    for (const Part& part : material.parts) {
      for (const PlanAssessment& plan : part.plans) {
        for (int32_t row = 0; row < plan.tree.size(); ++row) {
          if (plan.tree.Counts(row)) lines_.push_back({&plan, row});
        }
      }
    }
  }

  absl::StatusOr<Suspects> Run() {
    CompareTitles();
    found_.links_looked_at =
        material_.ledger != nullptr && view_.Count().updates <= kMostUpdatesRead;
    if (found_.links_looked_at) SHEAF_RETURN_IF_ERROR(CompareLinks());
    for (auto& [pair, suspect] : suspects_) found_.pairs.push_back(std::move(suspect));
    std::stable_sort(found_.pairs.begin(), found_.pairs.end(),
                     [](const Suspect& a, const Suspect& b) {
                       return std::pair(a.links.empty() ? a.likeness : 2.0, a.likeness) >
                              std::pair(b.links.empty() ? b.likeness : 2.0, b.likeness);
                     });
    return std::move(found_);
  }

 private:
  const model::LineRow& RowOf(int32_t line) const {
    return lines_[static_cast<size_t>(line)]
        .plan->tree.lines[static_cast<size_t>(lines_[static_cast<size_t>(line)].row)];
  }
  const PlanTree& TreeOf(int32_t line) const {
    return lines_[static_cast<size_t>(line)].plan->tree;
  }

  static bool IsAbove(const PlanTree& tree, int32_t row, int32_t below) {
    for (; below != PlanTree::kTop; below = tree.parents[static_cast<size_t>(below)]) {
      if (below == row) return true;
    }
    return false;
  }

  // Beside or above each other in a plan, lines are like each other by their nature.
  bool AreKin(const Pair& pair) const {
    const PlanTree& tree = TreeOf(pair.first);
    if (&tree != &TreeOf(pair.second)) return false;
    const int32_t a = lines_[static_cast<size_t>(pair.first)].row;
    const int32_t b = lines_[static_cast<size_t>(pair.second)].row;
    return tree.parents[static_cast<size_t>(a)] == tree.parents[static_cast<size_t>(b)] ||
           IsAbove(tree, a, b) || IsAbove(tree, b, a);
  }

  bool MayBeOne(const Pair& pair) const {
    const model::TextId shared = RowOf(pair.first).shared_initiative;
    if (shared != 0 && shared == RowOf(pair.second).shared_initiative) return false;
    return !AreKin(pair);
  }

  Suspect& At(const Pair& pair) {
    Suspect& suspect = suspects_[pair];
    suspect.line = lines_[static_cast<size_t>(pair.first)];
    suspect.other = lines_[static_cast<size_t>(pair.second)];
    return suspect;
  }

  void CompareTitles() {
    std::vector<std::string_view> titles;
    for (size_t i = 0; i < lines_.size(); ++i) {
      titles.push_back(view_.Text(RowOf(static_cast<int32_t>(i)).title));
    }
    const LikePairs like = FindLikePairs(titles, kLikeAcrossPlans);
    found_.not_compared = like.not_compared;
    for (const LikePair& one : like.pairs) {
      const Pair pair(one.a, one.b);
      const bool same_plan = &TreeOf(one.a) == &TreeOf(one.b);
      if (same_plan && one.likeness < kLikeWithinPlan) continue;
      if (MayBeOne(pair)) At(pair).likeness = one.likeness;
    }
  }

  absl::Status CompareLinks() {
    SHEAF_RETURN_IF_ERROR(ReadLinks());
    for (auto& [link, lines] : links_) {
      std::sort(lines.begin(), lines.end());
      lines.erase(std::unique(lines.begin(), lines.end()), lines.end());
      if (lines.size() > kMostLinesOfALink) continue;
      for (size_t a = 0; a < lines.size(); ++a) {
        for (size_t b = a + 1; b < lines.size(); ++b) {
          const Pair pair(lines[a], lines[b]);
          if (MayBeOne(pair)) At(pair).links.push_back(link);
        }
      }
    }
    return absl::OkStatus();
  }

  absl::Status ReadLinks() {
    std::vector<std::string> names;
    std::vector<int32_t> of;
    std::vector<model::UpdateRow> updates;
    for (size_t i = 0; i < lines_.size(); ++i) {
      const auto line = static_cast<int32_t>(i);
      view_.UpdatesOf(RowOf(line).id, &updates);
      for (const model::UpdateRow& update : updates) {
        names.push_back(view_.NameOf(TreeOf(line).plan, RowOf(line), update));
        of.push_back(line);
      }
      if (names.size() >= kReadAtOnce) SHEAF_RETURN_IF_ERROR(ReadSome(&names, &of));
    }
    return ReadSome(&names, &of);
  }

  absl::Status ReadSome(std::vector<std::string>* names, std::vector<int32_t>* of) {
    SHEAF_ASSIGN_OR_RETURN(const auto updates, ReadUpdates(*material_.ledger, *names, view_));
    for (size_t i = 0; i < updates.size(); ++i) {
      for (const v1::Evidence& evidence : updates[i].evidence()) {
        if (!evidence.uri().empty()) links_[evidence.uri()].push_back((*of)[i]);
      }
    }
    names->clear();
    of->clear();
    return absl::OkStatus();
  }

  const Material& material_;
  const model::View& view_;
  std::vector<LinePlace> lines_;
  std::map<std::string, std::vector<int32_t>> links_;
  std::map<Pair, Suspect> suspects_;
  Suspects found_;
};

}  // namespace

absl::StatusOr<Suspects> FindSuspects(const Material& material) { return Search(material).Run(); }

}  // namespace sheaf::reports
