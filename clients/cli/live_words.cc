#include "clients/cli/live_words.h"

#include <chrono>
#include <memory>
#include <utility>

#include "absl/strings/str_split.h"
#include "clients/cli/all_pages.h"
#include "clients/cli/language.h"
#include "clients/cli/utf8.h"

namespace sheaf::cli {
namespace {

// Whoever presses a key waits for this.
constexpr std::chrono::milliseconds kPatience = std::chrono::seconds(1);

std::string IdOf(const std::string& name) { return name.substr(name.rfind('/') + 1); }

// Asks one server; what it does not answer is no word.
class Asker {
 public:
  Asker(client::Connection& connection, std::vector<std::string> languages)
      : connection_(connection), languages_(std::move(languages)) {}

  Candidates Plans() {
    Candidates words;
    const auto list = ListAll(connection_, connection_.plans(), &v1::PlanService::Stub::ListPlans,
                              v1::ListPlansRequest());
    if (!list.ok()) return words;
    for (const v1::Plan& plan : list->plans()) Add(plan.name(), TitleIn(plan, languages_), words);
    return words;
  }

  Candidates Lines(const std::string& plan) {
    Candidates words;
    v1::ListLinesRequest request;
    request.set_parent("plans/" + plan);
    const auto list =
        ListAll(connection_, connection_.plans(), &v1::PlanService::Stub::ListLines, request);
    if (plan.empty() || !list.ok()) return words;
    for (const v1::Line& line : list->lines()) Add(line.name(), TitleIn(line, languages_), words);
    return words;
  }

  Candidates Sectors() {
    Candidates words;
    const auto list = connection_.Call(connection_.sectors(), &v1::SectorService::Stub::ListSectors,
                                       v1::ListSectorsRequest());
    if (!list.ok()) return words;
    for (const v1::Sector& sector : list->sectors()) Add(sector.name(), sector.title(), words);
    return words;
  }

  Candidates Kpis(const std::string& sector) {
    Candidates words;
    v1::GetManifestRequest request;
    request.set_name("sectors/" + sector);
    const auto manifest =
        connection_.Call(connection_.sectors(), &v1::SectorService::Stub::GetManifest, request);
    if (sector.empty() || !manifest.ok()) return words;
    for (const v1::KpiDefinition& kpi : manifest->kpis()) Add(kpi.code(), kpi.title(), words);
    return words;
  }

  Candidates Rounds() {
    Candidates words;
    const auto list = ListAll(connection_, connection_.rounds(),
                              &v1::RoundService::Stub::ListRounds, v1::ListRoundsRequest());
    if (!list.ok()) return words;
    for (const v1::ReportingRound& round : list->rounds()) Add(round.name(), round.title(), words);
    return words;
  }

  Candidates MemberStates() {
    Candidates words;
    const auto list = connection_.Call(connection_.member_states(),
                                       &v1::MemberStateService::Stub::ListMemberStates,
                                       v1::ListMemberStatesRequest());
    if (!list.ok()) return words;
    for (const v1::MemberState& state : list->member_states()) {
      Add(state.name(), state.title(), words);
    }
    return words;
  }

  Candidates Publications() {
    Candidates words;
    const auto list =
        ListAll(connection_, connection_.publications(),
                &v1::PublicationService::Stub::ListPublications, v1::ListPublicationsRequest());
    if (!list.ok()) return words;
    for (const v1::Publication& each : list->publications()) Add(each.name(), "", words);
    return words;
  }

  Candidates Backups() {
    Candidates words;
    const auto list = connection_.Call(connection_.backups(), &v1::BackupService::Stub::ListBackups,
                                       v1::ListBackupsRequest());
    if (!list.ok()) return words;
    for (const v1::Backup& backup : list->backups()) Add(backup.name(), "", words);
    return words;
  }

  // Names, as far as `begun` goes: a level at a time.
  Candidates Resources(const std::string& begun) {
    const std::vector<std::string> parts = absl::StrSplit(begun, '/');
    const bool deep = parts.size() > 2;
    if (parts.size() < 2) {
      return {{"plans/", ""}, {"sectors/", ""}, {"memberStates/", ""}, {"publications/", ""}};
    }
    if (parts[0] == "plans") {
      return deep ? Under("plans/" + parts[1] + "/lines/", Lines(parts[1]))
                  : Under("plans/", Plans());
    }
    if (parts[0] == "sectors") {
      return deep ? Under("sectors/" + parts[1] + "/kpis/", Kpis(parts[1]))
                  : Under("sectors/", Sectors());
    }
    if (parts[0] == "memberStates") return Under("memberStates/", MemberStates());
    return parts[0] == "publications" ? Under("publications/", Publications()) : Candidates();
  }

 private:
  static void Add(const std::string& name, const std::string& title, Candidates& words) {
    words.emplace_back(IdOf(name), OnOneLine(title));
  }

  static Candidates Under(const std::string& parent, Candidates words) {
    for (auto& [word, title] : words) word.insert(0, parent);
    return words;
  }

  client::Connection& connection_;
  const std::vector<std::string> languages_;
};

Candidates ProfileNames(const Settings& settings) {
  Candidates words;
  for (const std::string& name : settings.profile_names()) words.emplace_back(name, "");
  return words;
}

std::string PlanOf(Session& session, const std::vector<std::string>& words) {
  const std::string given = GivenValue(words, "--plan");
  return given.empty() ? session.settings().Get("plan").value : given;
}

}  // namespace

Candidates LiveWords(Session& session, const Expected& expected,
                     const std::vector<std::string>& words) {
  if (expected.live == Live::kProfiles) return ProfileNames(session.settings());
  const auto connection = session.Connect(kPatience);
  if (!connection.ok()) return {};
  Asker ask(**connection, session.languages());
  switch (expected.live) {
    case Live::kPlans:
      return ask.Plans();
    case Live::kLines:
      return ask.Lines(PlanOf(session, words));
    case Live::kSectors:
      return ask.Sectors();
    case Live::kKpis:
      return ask.Kpis(GivenValue(words, "--sector"));
    case Live::kRounds:
      return ask.Rounds();
    case Live::kMemberStates:
      return ask.MemberStates();
    case Live::kPublications:
      return ask.Publications();
    case Live::kBackups:
      return ask.Backups();
    case Live::kResources:
      return ask.Resources(expected.begun);
    default:
      return {};
  }
}

}  // namespace sheaf::cli
