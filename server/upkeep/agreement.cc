#include "server/upkeep/agreement.h"

#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "server/base/resource_name.h"
#include "server/base/status.h"
#include "server/ledger/keys.h"
#include "server/ledger/listing.h"
#include "server/sectors/review.h"

namespace sheaf::upkeep {
namespace {

using ledger::Revision;

// What is in memory of one record.
struct Shown {
  Revision revision = 0;
  bool stands = true;  // false for a vanished line, which is still shown
};
using ShownByName = std::map<std::string, Shown>;

// "plans/energy/lines" for "plans/energy/lines/X": names with it follow each other in a listing.
std::string CollectionOf(std::string_view resource) {
  return std::string(resource.substr(0, resource.rfind('/')));
}

// What the model and the manifests show of one collection after the other.
class Memory {
 public:
  Memory(model::View view, const sectors::Manifests& manifests)
      : view_(view), manifests_(manifests) {
    for (model::PlanRow& plan : view_.Plans()) {
      const std::string id = plan.id;
      plans_.emplace(id, std::move(plan));
    }
  }

  // Nothing for a collection that is not kept in memory.
  std::optional<ShownByName> ShownOf(const std::string& collection) {
    if (collection == "plans") return ShownPlans();
    if (collection == "memberStates") return ShownMemberStates();
    using Show = ShownByName (Memory::*)(const std::vector<std::string>&);
    static constexpr std::pair<std::string_view, Show> kShow[] = {
        {"plans/*/lines", &Memory::ShownLines},
        {"plans/*/lines/*/updates", &Memory::ShownUpdates},
        {"sectors/*/manifests", &Memory::ShownManifests},
        {"sectors/*/kpis/*/baselines", &Memory::ShownBaselines},
        {"sectors/*/kpis/*/targets", &Memory::ShownTargets},
        {"sectors/*/kpis/*/observations", &Memory::ShownKpiObservations},
        {"sectors/*/series/*/observations", &Memory::ShownSeriesObservations}};
    for (const auto& [pattern, show] : kShow) {
      // Patterns are of records: a star stands for the record's own id.
      const auto ids = MatchName(collection + "/x", std::string(pattern) + "/*");
      if (ids.ok()) return (this->*show)(*ids);
    }
    return std::nullopt;
  }

  // How many records stand, by what people call them, and how many the collections showed.
  model::Counts Count() const { return view_.Count(); }
  size_t CountManifests() const { return manifests_.SectorsAt(view_.revision()).size(); }
  size_t CountFigures(const std::string& sector) const {
    size_t figures = 0;
    for (const auto& kpi : view_.KpiFiguresOf(sector)) {
      figures += kpi.baselines.size() + kpi.targets.size();
    }
    return figures;
  }

 private:
  using Ids = std::vector<std::string>;

  ShownByName ShownPlans() const {
    ShownByName shown;
    for (const auto& [id, plan] : plans_) shown[FormatName(kPlanPattern, {id})] = {plan.revision};
    return shown;
  }

  ShownByName ShownMemberStates() const {
    ShownByName shown;
    for (const auto& state : view_.MemberStates()) shown[state.name()] = {state.revision()};
    return shown;
  }

  ShownByName ShownLines(const Ids& ids) {
    ShownByName shown;
    LoadLines(ids[0]);
    for (const auto& [code, line] : lines_) {
      shown[FormatName(kLinePattern, {lines_of_, code})] = {line.revision, !line.vanished};
    }
    return shown;
  }

  ShownByName ShownUpdates(const Ids& ids) {
    ShownByName shown;
    LoadLines(ids[0]);
    const auto line = lines_.find(ids[1]);
    if (line == lines_.end()) return shown;
    view_.UpdatesOf(line->second.id, &updates_);
    for (const model::UpdateRow& update : updates_) {
      shown[view_.NameOf(plans_.at(ids[0]), line->second, update)] = {update.revision};
    }
    return shown;
  }

  ShownByName ShownManifests(const Ids& ids) {
    const Revision revision = manifests_.RevisionOf(ids[0], view_.revision());
    if (revision == 0) return {};
    return {{FormatName(kManifestPattern, {ids[0], "current"}), {revision}}};
  }

  ShownByName ShownBaselines(const Ids& ids) {
    return ShownFigures(ids, [](const model::KpiFigureRows& kpi) { return kpi.baselines; });
  }
  ShownByName ShownTargets(const Ids& ids) {
    return ShownFigures(ids, [](const model::KpiFigureRows& kpi) { return kpi.targets; });
  }
  template <typename FiguresOf>
  ShownByName ShownFigures(const Ids& ids, FiguresOf figures_of) const {
    ShownByName shown;
    for (const model::KpiFigureRows& kpi : view_.KpiFiguresOf(ids[0])) {
      if (kpi.kpi != ids[1]) continue;
      for (const auto& figure : figures_of(kpi)) shown[figure.name()] = {figure.revision()};
    }
    return shown;
  }

  ShownByName ShownKpiObservations(const Ids& ids) { return ShownObservations(ids, false); }
  ShownByName ShownSeriesObservations(const Ids& ids) { return ShownObservations(ids, true); }
  ShownByName ShownObservations(const Ids& ids, bool of_series) const {
    ShownByName shown;
    for (const model::ObservationRow& row : view_.ObservationsOf(ids[0], ids[1])) {
      if (row.is_series == of_series) shown[view_.NameOf(ids[0], row)] = {row.revision};
    }
    return shown;
  }

  // The lines of one plan at a time: names come plan by plan.
  void LoadLines(const std::string& plan) {
    if (lines_of_ == plan) return;
    lines_of_ = plan;
    lines_.clear();
    const auto found = plans_.find(plan);
    if (found == plans_.end()) return;
    for (const model::LineRow& line : view_.LinesOf(found->second)) {
      lines_.emplace(std::string(view_.Text(line.code)), line);
    }
  }

  const model::View view_;
  const sectors::Manifests& manifests_;
  std::map<std::string, model::PlanRow> plans_;
  std::string lines_of_;
  std::unordered_map<std::string, model::LineRow> lines_;
  std::vector<model::UpdateRow> updates_;
};

// Compares the records of the ledger as they come, collection by collection.
class Comparison {
 public:
  Comparison(const model::Model& model, Revision head, const sectors::Manifests& manifests)
      : model_(model), head_(head), memory_(model.At(head), manifests) {}

  void Take(const ledger::Record& record) {
    const std::string collection = CollectionOf(record.resource);
    if (collection != collection_) {
      EndCollection();
      collection_ = collection;
      shown_ = memory_.ShownOf(collection);
    }
    if (!shown_) return;
    ++result_.records;
    if (record.live() && !NameFits(record.resource, kUpdatePattern)) {
      ++standing_[collection.substr(collection.rfind('/') + 1)];
    }
    if (collection.starts_with("sectors/")) {
      sectors_.insert(collection.substr(8, collection.find('/', 8) - 8));
    }
    NameFits(record.resource, kUpdatePattern) ? CompareUpdate(record) : CompareRecord(record);
  }

  // Records that the ledger has no collection for show in the counts.
  Agreement Finish() {
    EndCollection();
    const model::Counts counts = memory_.Count();
    size_t figures = 0;
    for (const std::string& sector : sectors_) figures += memory_.CountFigures(sector);
    CompareCount("plans", counts.plans, standing_["plans"]);
    CompareCount("lines", counts.lines, standing_["lines"]);
    for (const model::Level level : kLevels) {
      CompareCount(absl::StrCat("updates that are at least ",
                                std::string(sectors::WordFor(model::StateOf(level)))),
                   model_.At(head_, level).Count().updates, updates_[level]);
    }
    CompareCount("observations", counts.observations, standing_["observations"]);
    CompareCount("member states", counts.member_states, standing_["memberStates"]);
    CompareCount("baselines and targets", static_cast<int64_t>(figures),
                 standing_["baselines"] + standing_["targets"]);
    CompareCount("manifests", static_cast<int64_t>(memory_.CountManifests()),
                 standing_["manifests"]);
    return std::move(result_);
  }

 private:
  void CompareRecord(const ledger::Record& record) {
    const auto found = shown_->find(record.resource);
    const bool is_shown = found != shown_->end();
    const Shown shown = is_shown ? found->second : Shown();
    if (is_shown) shown_->erase(found);
    const std::string stored =
        absl::StrCat(record.resource, ": its latest version is of revision ", record.revision);
    if (is_shown && shown.revision != record.revision) {
      return Differ(absl::StrCat(stored, ", and reports use that of ", shown.revision));
    }
    if (record.live() && !(is_shown && shown.stands)) {
      return Differ(absl::StrCat(stored, " and stands, and reports leave it out"));
    }
    if (!record.live() && is_shown && shown.stands) {
      Differ(absl::StrCat(stored, " and is withdrawn or vanished, and reports count it"));
    }
  }

  // Of an update counts its latest version, unless something was said of how far that was checked.
  void CompareUpdate(const ledger::Record& record) {
    const auto review = sectors::ReviewOf(record);
    if (!review.ok()) return Differ(std::string(review.status().message()));
    for (const model::Level level : kLevels) {
      const bool counts = sectors::CountedRevision(record, *review, model::StateOf(level)) > 0;
      updates_[level] += record.live() && counts ? 1 : 0;
    }
    if (record.standing.empty()) return CompareRecord(record);
    const bool counts = sectors::CountedRevision(record, *review, v1::SUBMITTED) > 0;
    const bool is_shown = shown_->erase(record.resource) > 0;
    if (is_shown == (record.live() && counts)) return;
    Differ(absl::StrCat(record.resource, ": its latest version is ",
                        std::string(sectors::WordFor(review->state())), ", and reports ",
                        is_shown ? "count it" : "leave it out"));
  }

  void EndCollection() {
    if (!shown_) return;
    for (const auto& [name, shown] : *shown_) {
      Differ(absl::StrCat(name, ": reports use a version of revision ", shown.revision,
                          ", and the ledger lists no such record"));
    }
    shown_ = std::nullopt;
  }

  void CompareCount(std::string_view what, int64_t shown, int64_t stored) {
    if (shown == stored) return;
    Differ(absl::StrCat("of ", std::string(what), " ", stored,
                        " stand in the ledger, and reports count ", shown));
  }

  void Differ(std::string sentence) {
    ++result_.differences;
    if (result_.kept.size() < Agreement::kMaxKept) result_.kept.push_back(std::move(sentence));
  }

  static constexpr model::Level kLevels[] = {model::Level::kSubmitted, model::Level::kAccepted,
                                             model::Level::kVerified, model::Level::kPublished};

  const model::Model& model_;
  const Revision head_;
  Memory memory_;
  std::map<model::Level, int64_t> updates_;  // that count
  std::string collection_;
  std::optional<ShownByName> shown_;  // of the collection, without what the ledger has listed
  std::map<std::string, int64_t> standing_;  // by the collection's last word
  std::set<std::string> sectors_;
  Agreement result_;
};

}  // namespace

absl::StatusOr<Agreement> Compare(const store::Store& store, Revision head,
                                  const model::Model& model, const sectors::Manifests& manifests) {
  Comparison comparison(model, head, manifests);
  for (int parts = 2; parts <= ledger::kDeepest; parts += 2) {
    ledger::LatestVersions latest(store, parts, "", "", head);
    for (; latest.Valid(); latest.Next()) {
      SHEAF_ASSIGN_OR_RETURN(const ledger::Record record, latest.record());
      comparison.Take(record);
    }
    SHEAF_RETURN_IF_ERROR(latest.status());
  }
  Agreement agreement = comparison.Finish();
  if (const int64_t skipped = model.SkippedRecords(); skipped > 0) {
    ++agreement.differences;
    agreement.kept.push_back(absl::StrCat(
        skipped, " versions could not be read as what they are; reports leave them out"));
  }
  return agreement;
}

}  // namespace sheaf::upkeep
