// Figures: baselines, targets and observations of KPIs, and context series.
#include <algorithm>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

#include "server/base/resource_name.h"
#include "server/base/status.h"
#include "server/sectors/creations.h"
#include "server/sectors/figure_checks.h"
#include "server/sectors/head_reading.h"
#include "server/sectors/identity.h"
#include "server/sectors/intake.h"
#include "server/sectors/limits.h"
#include "server/sectors/records.h"
#include "server/sectors/requests.h"
#include "server/sectors/wording.h"

namespace sheaf::sectors {
namespace {

constexpr std::string_view kReason = "INVALID_FIGURE";
constexpr std::string_view kKpiPattern = "sectors/*/kpis/*";
constexpr std::string_view kSeriesPattern = "sectors/*/series/*";

// What a figure is of.
struct Owner {
  std::string name;                        // "sectors/energy/kpis/EN-K-01"
  const v1::KpiDefinition* kpi = nullptr;  // null for a context series
};

std::string_view CollectionOf(const v1::Figure& figure) {
  if (figure.has_baseline()) return "baselines";
  return figure.has_target() ? "targets" : "observations";
}

// Takes figures, one after the other. Not thread-safe.
class FigureDesk {
 public:
  static absl::StatusOr<FigureDesk> Open(const HeadReading& reading,
                                         const v1::RecordFiguresRequest& figures) {
    FigureDesk desk(reading);
    SHEAF_ASSIGN_OR_RETURN(desk.member_states_, MemberStateCodes::Read(reading));
    desk.ordinals_given_ =
        std::any_of(figures.figures().begin(), figures.figures().end(),
                    [](const v1::Figure& figure) { return figure.target().ordinal() != 0; });
    return desk;
  }

  // What is wrong goes to `problems`; the error is one of reading.
  absl::Status Take(Problems& problems, const v1::Figure& figure) {
    const FieldCheck check(&problems, figure.row());
    const std::optional<Owner> owner = OwnerOf(check, figure);
    if (!owner) return absl::OkStatus();
    if (owner->kpi != nullptr) {
      CheckStated(check, figure.stated(), *owner->kpi);
      NoteTitle(figure.stated().title(), *owner->kpi);
    }
    switch (figure.kind_case()) {
      case v1::Figure::kBaseline:
        return TakeBaseline(problems, figure, *owner);
      case v1::Figure::kTarget:
        return TakeTarget(problems, figure, *owner);
      case v1::Figure::kObservation:
        return TakeObservation(problems, figure, *owner);
      default:
        check.Fail("kind", "holds no figure; send a baseline, a target or an observation");
        return absl::OkStatus();
    }
  }

  // A sector without manifest was met.
  bool unknown_sector() const { return unknown_sector_; }

  void Finish(Accepted& accepted) {
    accepted.request.writes = std::move(creations_).Writes();
    accepted.names = std::move(names_);
    accepted.notes = std::move(notes_);
  }

 private:
  explicit FigureDesk(const HeadReading& reading) : reading_(reading) {}

  // The KPI or series that the figure is of; nothing, and a problem, where there is none. A series
  // whose name a KPI bears or lists is that KPI.
  std::optional<Owner> OwnerOf(const FieldCheck& check, const v1::Figure& figure) {
    const bool is_kpi = NameFits(figure.parent(), kKpiPattern);
    const auto ids = MatchName(figure.parent(), is_kpi ? kKpiPattern : kSeriesPattern);
    if (!ids.ok()) {
      check.Fail("parent", Quoted(figure.parent()) +
                               " names neither a KPI nor a series; write it like "
                               "sectors/energy/kpis/EN-K-01 or sectors/energy/series/population");
      return std::nullopt;
    }
    const std::string& sector = ids->front();
    const Rules* rules = RulesOf(sector);
    if (rules == nullptr) {
      unknown_sector_ = true;
      check.Fail("parent", reading_.NoSuchSector(sector));
      return std::nullopt;
    }
    const v1::KpiDefinition* kpi = rules->Kpi(ids->back());
    if (kpi == nullptr && !MayBeNoKpi(check, figure, *rules, ids->back(), is_kpi)) {
      return std::nullopt;
    }
    if (kpi == nullptr) return Owner{figure.parent(), nullptr};
    if (!is_kpi) NoteMoved(ids->back(), *kpi);
    return Owner{FormatName(kKpiPattern, {sector, kpi->code()}), kpi};
  }

  // An observation may be of a series that no KPI names; nothing else may.
  static bool MayBeNoKpi(const FieldCheck& check, const v1::Figure& figure, const Rules& rules,
                         const std::string& id, bool is_kpi) {
    if (!is_kpi && !figure.has_baseline() && !figure.has_target()) return true;
    std::vector<std::string> codes;
    for (const auto& kpi : rules.manifest().kpis()) codes.push_back(kpi.code());
    check.Fail("parent", Quoted(id) + " is no KPI of sector " + rules.manifest().sector() + "; " +
                             Suggestion(id, codes, "KPIs") +
                             (is_kpi ? "" : ". Only observations can be of a context series"));
    return false;
  }

  const Rules* RulesOf(const std::string& sector) {
    const auto [entry, is_new] = rules_.try_emplace(sector);
    if (is_new) entry->second = reading_.SectorRules(sector);
    return entry->second.get();
  }

  absl::Status TakeBaseline(Problems& problems, const v1::Figure& figure, const Owner& owner) {
    v1::Baseline baseline = figure.baseline();
    CheckBaseline(FieldCheck(&problems, figure.row()), baseline);
    Settle(baseline);
    return Add(problems, figure, owner, baseline);
  }

  absl::Status TakeTarget(Problems& problems, const v1::Figure& figure, const Owner& owner) {
    v1::Target target = figure.target();
    CheckTarget(FieldCheck(&problems, figure.row()), target);
    Settle(target);
    if (!ordinals_given_) target.set_ordinal(targets_of_[owner.name]++);
    return Add(problems, figure, owner, target);
  }

  absl::Status TakeObservation(Problems& problems, const v1::Figure& figure, const Owner& owner) {
    v1::Observation observation = figure.observation();
    CheckObservation(FieldCheck(&problems, figure.row()), observation, owner.kpi, member_states_);
    Settle(observation, owner.kpi);
    return Add(problems, figure, owner, observation);
  }

  // The client's id, or the figure's identity; nothing, and a problem, where the client's is
  // unusable.
  static std::optional<std::string> IdFor(const FieldCheck& check, const v1::Figure& figure,
                                          const std::string& name, const std::string& identity,
                                          const Owner& owner) {
    if (name.empty()) return identity;
    const std::string suffix =
        "/" + std::string(CollectionOf(figure)) + "/" + std::string(IdOf(name));
    const bool fits = name == figure.parent() + suffix || name == owner.name + suffix;
    if (fits && CheckId(IdOf(name), "id").ok()) return std::string(IdOf(name));
    check.Fail("name", Quoted(name) + " is no name under " + figure.parent() +
                           "; leave it empty, or write " + figure.parent() + "/" +
                           std::string(CollectionOf(figure)) + "/ and an id");
    return std::nullopt;
  }

  template <typename Kind>
  absl::Status Add(Problems& problems, const v1::Figure& figure, const Owner& owner,
                   const Kind& kind) {
    const FieldCheck check(&problems, figure.row());
    const std::string identity = IdentityOf(kind);
    const auto id = IdFor(check, figure, kind.name(), identity, owner);
    if (!id) return absl::OkStatus();
    const std::string name = owner.name + "/" + std::string(CollectionOf(figure)) + "/" + *id;
    names_.push_back(name);
    if (const Creations::Earlier* earlier = creations_.Find(name)) {
      if (earlier->identity != identity) TellSharedId(problems, earlier->row, figure.row(), *id);
      return absl::OkStatus();
    }
    SHEAF_ASSIGN_OR_RETURN(const bool held, IsHeld(name, identity, kind));
    if (held) {
      creations_.TakeHeld(name, {identity, figure.row()});
    } else {
      creations_.TakeNew(name, {identity, figure.row()}, PayloadOf(kind));
    }
    return absl::OkStatus();
  }

  // True where the ledger has this figure already, whatever else its record says. An observation's
  // identity is all that it says, so the ledger itself finds it unchanged.
  template <typename Kind>
  absl::StatusOr<bool> IsHeld(const std::string& name, const std::string& identity, const Kind&) {
    if constexpr (!std::is_same_v<Kind, v1::Observation>) {
      SHEAF_ASSIGN_OR_RETURN(const auto record, reading_.Find(name));
      Kind held;
      if (!record || !held.ParseFromString(record->payload)) return false;
      if (IdentityOf(held) != identity) return false;
      if (!record->live()) {
        notes_.push_back(name + " was withdrawn (" + Quoted(record->reason) +
                         ") and stays withdrawn");
      }
      return true;
    }
    return false;
  }

  static void TellSharedId(Problems& problems, int64_t first, int64_t second,
                           const std::string& id) {
    for (const int64_t row : {first, second}) {
      FieldCheck(&problems, row)
          .Fail("name",
                "the id " + Quoted(id) +
                    " is given to two different figures of this request; give each its own");
    }
  }

  void NoteTitle(const std::string& title, const v1::KpiDefinition& kpi) {
    if (title.empty() || title == kpi.title() || !retitled_.insert(kpi.code()).second) return;
    notes_.push_back(kpi.code() + " is called " + Quoted(title) + " here, and " +
                     Quoted(kpi.title()) + " in the sector's manifest, whose title is used");
  }

  void NoteMoved(const std::string& series, const v1::KpiDefinition& kpi) {
    if (!moved_.insert(series).second) return;
    notes_.push_back("the series " + series + " is what KPI " + kpi.code() +
                     " is measured by; its figures are recorded under that KPI");
  }

  HeadReading reading_;
  MemberStateCodes member_states_;
  std::unordered_map<std::string, std::shared_ptr<const Rules>> rules_;
  std::unordered_map<std::string, int> targets_of_;  // how many, by KPI
  bool ordinals_given_ = false;
  bool unknown_sector_ = false;
  Creations creations_;
  std::set<std::string> retitled_, moved_;
  std::vector<std::string> names_, notes_;
};

}  // namespace

absl::StatusOr<Accepted> AcceptFigures(const Intake& intake,
                                       const v1::RecordFiguresRequest& figures) {
  Problems problems;
  const FieldCheck whole(&problems);
  CheckRequestId(whole, figures.request_id());
  if (figures.figures().empty() || figures.figures_size() > kFiguresMax) {
    whole.Fail("figures", "there are " + std::to_string(figures.figures_size()) +
                              " figures in the request; send 1 to " + std::to_string(kFiguresMax));
  }
  SHEAF_RETURN_IF_ERROR(problems.AsStatus(kReason));
  SHEAF_ASSIGN_OR_RETURN(FigureDesk desk, FigureDesk::Open(HeadReading(intake), figures));
  for (const v1::Figure& figure : figures.figures()) {
    SHEAF_RETURN_IF_ERROR(desk.Take(problems, figure));
  }
  Accepted accepted;
  accepted.request = RequestFor(figures);
  SHEAF_RETURN_IF_ERROR(
      UnlessMade(intake, accepted.request,
                 problems.AsStatus(desk.unknown_sector() ? "UNKNOWN_SECTOR" : kReason)));
  desk.Finish(accepted);
  return accepted;
}

}  // namespace sheaf::sectors
