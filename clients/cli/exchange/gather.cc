#include "clients/cli/exchange/gather.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "absl/strings/ascii.h"
#include "clients/cli/all_pages.h"
#include "clients/cli/exchange/ids.h"

namespace sheaf::cli::exchange {
namespace {

// Reads one plan, list by list. Not thread-safe.
class Gathering {
 public:
  Gathering(client::Connection& connection, std::string name, v1::AsOf as_of, Losses& losses)
      : connection_(connection),
        name_(std::move(name)),
        as_of_(std::move(as_of)),
        losses_(losses) {}

  absl::StatusOr<PlanRecords> Run() {
    absl::Status status = GetPlan();
    if (status.ok()) status = ReadLines();
    if (status.ok()) status = ReadStates();
    if (status.ok()) status = ReadUpdates();
    if (status.ok()) status = ReadFigures();
    if (status.ok()) status = ReadMemberStates();
    if (!status.ok()) return status;
    return std::move(records_);
  }

 private:
  absl::Status GetPlan() {
    v1::GetPlanRequest request;
    request.set_name(name_);
    *request.mutable_as_of() = as_of_;
    auto plan = connection_.Call(connection_.plans(), &v1::PlanService::Stub::GetPlan, request);
    if (!plan.ok()) return plan.status();
    records_.plan = *std::move(plan);
    return absl::OkStatus();
  }

  absl::StatusOr<v1::ListLinesResponse> ListLines(const std::string& state) {
    v1::ListLinesRequest request;
    request.set_parent(name_);
    *request.mutable_as_of() = as_of_;
    if (!state.empty()) request.mutable_filter()->add_states(state);
    return ListAll(connection_, connection_.plans(), &v1::PlanService::Stub::ListLines, request);
  }

  absl::Status ReadLines() {
    auto list = ListLines("");
    if (!list.ok()) return list.status();
    // What follows is read at the same revision, whatever is written in between.
    as_of_.set_revision(list->clocks().revision());
    as_of_.set_effective_date(list->clocks().effective_date());
    auto& lines = *list->mutable_lines();
    std::sort(lines.begin(), lines.end(),
              [](const v1::Line& a, const v1::Line& b) { return a.position() < b.position(); });
    for (v1::Line& line : lines) {
      const std::string code(PartOfName(line.name(), 3));
      if (line.vanished()) {
        vanished_.insert(code);
        losses_.Add("lines", "", "the plan no longer has them (vanished)", code, line.title());
        continue;
      }
      WithoutServerFields(line);
      records_.lines.push_back(std::move(line));
    }
    WithoutServerFields(records_.plan);
    return absl::OkStatus();
  }

  // The server's rule decides the state of a line; asking for the lines of each state tells it.
  absl::Status ReadStates() {
    for (int number = v1::COMPLETED; number <= v1::CanonicalState_MAX; ++number) {
      const auto state = static_cast<v1::CanonicalState>(number);
      const auto list = ListLines(absl::AsciiStrToLower(v1::CanonicalState_Name(state)));
      if (!list.ok()) return list.status();
      for (const v1::Line& line : list->lines()) {
        records_.states.emplace(PartOfName(line.name(), 3), state);
      }
    }
    return absl::OkStatus();
  }

  absl::Status ReadUpdates() {
    v1::ListUpdatesRequest request;
    request.set_parent(name_);
    *request.mutable_as_of() = as_of_;
    request.set_show_withdrawn(true);
    auto list =
        ListAll(connection_, connection_.updates(), &v1::UpdateService::Stub::ListUpdates, request);
    if (!list.ok()) return list.status();
    std::vector<v1::Update> updates(list->updates().begin(), list->updates().end());
    const absl::Status status = FindPlaces(updates);
    if (!status.ok()) return status;
    // In the order of recording: of updates of one date the later one counts, and reports keep it.
    std::sort(updates.begin(), updates.end(),
              [this](const v1::Update& a, const v1::Update& b) { return Order(a) < Order(b); });
    for (v1::Update& update : updates) Take(std::move(update));
    return absl::OkStatus();
  }

  // In which order those were recorded that came with one revision.
  absl::Status FindPlaces(const std::vector<v1::Update>& updates) {
    std::map<int64_t, int> counts;
    for (const v1::Update& update : updates) ++counts[update.revision()];
    for (const auto& [revision, count] : counts) {
      const absl::Status status = count > 1 ? ReadPlaces(revision) : absl::OkStatus();
      if (!status.ok()) return status;
    }
    return absl::OkStatus();
  }

  absl::Status ReadPlaces(int64_t revision) {
    v1::ListChangesRequest request;
    request.set_from_revision(revision);
    request.set_to_revision(revision);
    const auto list =
        ListAll(connection_, connection_.changes(), &v1::ChangeService::Stub::ListChanges, request);
    if (!list.ok()) return list.status();
    for (const v1::Change& change : list->changes()) {
      places_.emplace(change.resource(), static_cast<int64_t>(places_.size()) + 1);
    }
    return absl::OkStatus();
  }

  // 0 for an update that came alone.
  int64_t PlaceOf(const v1::Update& update) const {
    const auto place = places_.find(update.name());
    return place == places_.end() ? 0 : place->second;
  }

  std::tuple<int64_t, int64_t, std::string_view> Order(const v1::Update& update) const {
    return {update.revision(), PlaceOf(update), update.name()};
  }

  void Take(v1::Update update) {
    v1::LineUpdate item;
    item.set_line_code(std::string(PartOfName(update.name(), 3)));
    *item.mutable_update() = std::move(update);
    if (const char* reason = ReasonToLeaveOut(item)) {
      return losses_.Add("updates", "", reason, NameOf(item), item.update().reported_status());
    }
    WithoutServerFields(*item.mutable_update());
    records_.updates.push_back(std::move(item));
  }

  // Null where it is exported.
  const char* ReasonToLeaveOut(const v1::LineUpdate& item) const {
    const v1::Update& update = item.update();
    if (!update.withdrawn_reason().empty()) return "they are withdrawn";
    if (vanished_.count(item.line_code()) > 0)
      return "their line is no longer in the plan (vanished)";
    if (update.review().state() == v1::DRAFT) return "they are drafts, which count nowhere";
    if (update.review().state() == v1::RETURNED) return "they were sent back, and count nowhere";
    return nullptr;
  }

  absl::Status ReadFigures() {
    if (records_.plan.sector().empty()) return absl::OkStatus();
    auto manifest = ManifestOf(connection_, records_.plan.sector(), as_of_);
    if (!manifest.ok()) return manifest.status();
    records_.manifest = *std::move(manifest);
    using Stub = v1::ObservationService::Stub;
    absl::Status status = ReadKind(&Stub::ListBaselines, "kpis");
    if (status.ok()) status = ReadKind(&Stub::ListTargets, "kpis");
    if (status.ok()) status = ReadKind(&Stub::ListObservations, "kpis");
    if (status.ok()) status = ReadKind(&Stub::ListObservations, "series");
    return status;
  }

  template <typename Response>
  absl::Status ReadKind(grpc::Status (v1::ObservationService::Stub::*method)(
                            grpc::ClientContext*, const v1::ListFiguresRequest&, Response*),
                        const std::string& collection) {
    v1::ListFiguresRequest request;
    request.set_parent("sectors/" + records_.plan.sector() + "/" + collection + "/-");
    *request.mutable_as_of() = as_of_;
    request.set_show_withdrawn(true);
    auto list = ListAll(connection_, connection_.observations(), method, request);
    if (!list.ok()) return list.status();
    std::vector<v1::Figure> figures = FiguresOf(*std::move(list));
    std::stable_sort(figures.begin(), figures.end(), [](const v1::Figure& a, const v1::Figure& b) {
      return std::tuple(a.parent(), a.target().ordinal()) <
             std::tuple(b.parent(), b.target().ordinal());
    });
    for (v1::Figure& figure : figures) records_.figures.push_back(std::move(figure));
    return absl::OkStatus();
  }

  std::vector<v1::Figure> FiguresOf(v1::ListBaselinesResponse list) {
    return FiguresOf(*list.mutable_baselines(), &v1::Figure::mutable_baseline);
  }
  std::vector<v1::Figure> FiguresOf(v1::ListTargetsResponse list) {
    return FiguresOf(*list.mutable_targets(), &v1::Figure::mutable_target);
  }
  std::vector<v1::Figure> FiguresOf(v1::ListObservationsResponse list) {
    return FiguresOf(*list.mutable_observations(), &v1::Figure::mutable_observation);
  }

  template <typename Records, typename Record>
  std::vector<v1::Figure> FiguresOf(Records& records, Record* (v1::Figure::*mutable_kind)()) {
    std::vector<v1::Figure> figures;
    for (Record& record : records) {
      v1::Figure figure;
      const std::string name = record.name();
      figure.set_parent(name.substr(0, name.rfind('/', name.rfind('/') - 1)));
      const bool withdrawn = !record.withdrawn_reason().empty();
      WithoutServerFields(record);
      *(figure.*mutable_kind)() = std::move(record);
      if (withdrawn) {
        losses_.Add(KindOf(figure), "", "they are withdrawn", exchange::NameOf(figure));
      } else {
        figures.push_back(std::move(figure));
      }
    }
    return figures;
  }

  absl::Status ReadMemberStates() {
    auto states = MemberStatesOf(connection_, as_of_);
    if (!states.ok()) return states.status();
    records_.member_states = *std::move(states);
    return absl::OkStatus();
  }

  client::Connection& connection_;
  const std::string name_;
  v1::AsOf as_of_;
  Losses& losses_;
  PlanRecords records_;
  std::set<std::string, std::less<>> vanished_;
  std::map<std::string, int64_t>
      places_;  // in the order of recording, by name; as far as it matters
};

}  // namespace

absl::StatusOr<PlanRecords> Gather(client::Connection& connection, const std::string& name,
                                   v1::AsOf as_of, Losses& losses) {
  return Gathering(connection, name, std::move(as_of), losses).Run();
}

absl::StatusOr<v1::SectorManifest> ManifestOf(client::Connection& connection,
                                              const std::string& sector, const v1::AsOf& as_of) {
  if (sector.empty()) return v1::SectorManifest();
  v1::GetManifestRequest request;
  request.set_name("sectors/" + sector);
  *request.mutable_as_of() = as_of;
  auto manifest =
      connection.Call(connection.sectors(), &v1::SectorService::Stub::GetManifest, request);
  if (absl::IsNotFound(manifest.status())) return v1::SectorManifest();
  return manifest;
}

absl::StatusOr<std::vector<v1::MemberState>> MemberStatesOf(client::Connection& connection,
                                                            const v1::AsOf& as_of) {
  v1::ListMemberStatesRequest request;
  *request.mutable_as_of() = as_of;
  auto list = connection.Call(connection.member_states(),
                              &v1::MemberStateService::Stub::ListMemberStates, request);
  if (!list.ok()) return list.status();
  std::vector<v1::MemberState> states;
  for (v1::MemberState& state : *list->mutable_member_states()) {
    WithoutServerFields(state);
    states.push_back(std::move(state));
  }
  return states;
}

}  // namespace sheaf::cli::exchange
