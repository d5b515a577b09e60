#include "server/watchers/filter.h"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "server/base/resource_name.h"
#include "server/base/status.h"

namespace sheaf::watchers {
namespace {

// Whether `resource` is `beginning` or under it, by whole parts.
bool IsUnder(std::string_view resource, std::string_view beginning) {
  return resource.starts_with(beginning) &&
         (resource.size() == beginning.size() || resource[beginning.size()] == '/');
}

// Names alternate collections and ids: the even parts are words of the contract.
bool CanBeginAName(std::string_view text) {
  static constexpr std::array<std::string_view, 5> kCollections = {
      "plans", "sectors", "memberStates", "publications", "rounds"};
  const std::vector<std::string> parts =
      absl::StrSplit(absl::string_view(text.data(), text.size()), '/');
  if (std::find(kCollections.begin(), kCollections.end(), parts[0]) == kCollections.end()) {
    return false;
  }
  return std::all_of(parts.begin() + 1, parts.end(),
                     [](const std::string& part) { return CheckId(part, "part").ok(); });
}

void CheckCount(size_t count, std::string_view field, Problems& problems) {
  if (count <= Filter::kMaxEntries) return;
  problems.Add(Problem::kNoRow, field,
               absl::StrCat("has ", count, " entries; at most ", Filter::kMaxEntries,
                            " are taken: watch what they have in common"));
}

}  // namespace

absl::StatusOr<Filter> Filter::Make(std::vector<std::string> resources,
                                    std::vector<std::string> sectors) {
  Problems problems;
  CheckCount(resources.size(), "resources", problems);
  CheckCount(sectors.size(), "sectors", problems);
  for (const std::string& resource : resources) {
    if (CanBeginAName(resource)) continue;
    problems.Add(Problem::kNoRow, "resources",
                 absl::StrCat("found '", resource,
                              "'; write a name or the beginning of one, such as plans/energy or "
                              "sectors/energy/kpis, without a slash at its end"));
  }
  for (const std::string& sector : sectors) {
    const absl::Status checked = CheckId(sector, "sector");
    if (!checked.ok()) problems.Add(Problem::kNoRow, "sectors", std::string(checked.message()));
  }
  SHEAF_RETURN_IF_ERROR(problems.AsStatus("INVALID_WATCH"));
  Filter filter;
  filter.resources_ = std::move(resources);
  filter.sectors_ = std::move(sectors);
  return filter;
}

bool Filter::Fits(std::string_view resource, std::string_view sector) const {
  const bool named = resources_.empty() || std::any_of(resources_.begin(), resources_.end(),
                                                       [resource](const std::string& beginning) {
                                                         return IsUnder(resource, beginning);
                                                       });
  return named && (sectors_.empty() ||
                   std::find(sectors_.begin(), sectors_.end(), sector) != sectors_.end());
}

}  // namespace sheaf::watchers
