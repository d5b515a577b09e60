// Resource names: "plans/energy/lines/EN-APG-001/updates/5f1c...". A name alternates collections,
// whose words the contract fixes, and ids, which people and plugins choose.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace sheaf {

// An id: 1 to 100 characters of A-Z a-z 0-9 . _ - ; it starts with a letter or digit.
// INVALID_ARGUMENT with what was found and what is expected; `what` names it ("line code").
absl::Status CheckId(std::string_view id, std::string_view what);

// The ids of `name` where it fits `pattern` ("plans/*/lines/*"), in order. INVALID_ARGUMENT else.
absl::StatusOr<std::vector<std::string>> MatchName(std::string_view name, std::string_view pattern);

// True where `name` has the shape of `pattern`.
bool NameFits(std::string_view name, std::string_view pattern);

// `pattern` with its stars replaced by `ids`, in order: as many ids as stars.
std::string FormatName(std::string_view pattern, const std::vector<std::string>& ids);

// "plans/energy/lines/X" for "plans/energy/lines/X/updates/Y"; "" for a name of two parts.
std::string_view ParentName(std::string_view name);

// The last id.
std::string_view IdOf(std::string_view name);

// The patterns of every kind of record that the ledger holds.
inline constexpr std::string_view kPlanPattern = "plans/*";
inline constexpr std::string_view kLinePattern = "plans/*/lines/*";
inline constexpr std::string_view kUpdatePattern = "plans/*/lines/*/updates/*";
inline constexpr std::string_view kManifestPattern = "sectors/*/manifests/*";
inline constexpr std::string_view kBaselinePattern = "sectors/*/kpis/*/baselines/*";
inline constexpr std::string_view kTargetPattern = "sectors/*/kpis/*/targets/*";
inline constexpr std::string_view kObservationPattern = "sectors/*/kpis/*/observations/*";
inline constexpr std::string_view kSeriesObservationPattern = "sectors/*/series/*/observations/*";
inline constexpr std::string_view kMemberStatePattern = "memberStates/*";
inline constexpr std::string_view kRoundPattern = "rounds/*";
inline constexpr std::string_view kPublicationPattern = "publications/*";
inline constexpr std::string_view kPublishedFigurePattern = "publishedFigures/*";
inline constexpr std::string_view kDuplicatePattern = "duplicates/*";

}  // namespace sheaf
