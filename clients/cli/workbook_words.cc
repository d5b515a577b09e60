#include "clients/cli/workbook_words.h"

namespace sheaf::cli {
namespace {

std::string IdOf(const std::string& name) { return name.substr(name.rfind('/') + 1); }

}  // namespace

std::string TitleOf(const v1::Plan& plan, const v1::SectorManifest& manifest) {
  const bool has_own = !plan.title().empty() && plan.title() != IdOf(plan.name());
  if (has_own) return plan.title();
  return manifest.plan_title().empty() ? IdOf(plan.name()) : manifest.plan_title();
}

absl::StatusOr<WorkbookWords> SectorWords(client::Connection& connection, const v1::Plan& plan,
                                          const v1::SectorManifest& manifest) {
  const auto list =
      connection.Call(connection.member_states(), &v1::MemberStateService::Stub::ListMemberStates,
                      v1::ListMemberStatesRequest());
  if (!list.ok()) return list.status();
  WorkbookWords words;
  words.title = TitleOf(plan, manifest);
  words.statuses.assign(manifest.statuses().begin(), manifest.statuses().end());
  words.attributes.assign(manifest.attributes().begin(), manifest.attributes().end());
  for (const v1::MemberState& state : list->member_states()) {
    words.member_states.emplace_back(
        IdOf(state.name()), state.short_title().empty() ? state.title() : state.short_title());
  }
  return words;
}

std::pair<std::string, std::string> HowToWriteDates() {
  return {
      "Dates",
      "2025, 2025-06 or 2025-06-20, as precisely as you know it. A date that is less precise "
      "than its cell shows, or a number shown as a percentage, is refused rather than guessed."};
}

}  // namespace sheaf::cli
