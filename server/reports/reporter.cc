#include "server/reports/reporter.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <set>
#include <utility>

#include "server/base/status.h"
#include "server/reports/core_formats.h"
#include "server/reports/evaluations.h"
#include "server/reports/finding_list.h"
#include "server/reports/layouts.h"
#include "server/reports/material.h"
#include "server/reports/producers.h"
#include "server/reports/recently_used.h"

namespace sheaf::reports {
namespace {

constexpr size_t kMostDocuments = 200;
constexpr size_t kMostDocumentBytes = size_t{64} << 20;

// A report that exists, ready to be computed.
struct Wanted {
  const Asked* asked = nullptr;
  std::string sector;  // "" for the overview
  std::string format;
  const CoreFormat* core = nullptr;     // the core's own format; null for a plugin's
  std::optional<v1::ReportFormat> own;  // the plugin's own format; unset for the core's
  PartialDate effective;
  // For a comparison.
  std::optional<model::View> earlier;
  PartialDate earlier_effective;
};

absl::StatusOr<PartialDate> WholeDay(const std::string& text) {
  SHEAF_ASSIGN_OR_RETURN(const PartialDate day, PartialDate::Parse(text));
  if (day.day() != 0) return day;
  return Refusal(absl::StatusCode::kInvalidArgument, "INVALID_EFFECTIVE_DATE",
                 "'" + text + "' is no effective date; write a whole day, such as 2024-12-31");
}

std::set<std::string> KnownSectors(const model::View& view, const sectors::Manifests& manifests) {
  std::set<std::string> known;
  for (const std::string& sector : manifests.SectorsAt(view.revision())) known.insert(sector);
  for (const model::PlanRow& plan : view.Plans()) {
    if (!plan.sector.empty()) known.insert(plan.sector);
  }
  return known;
}

absl::Status NoSuchSector(const std::string& sector, const std::set<std::string>& known,
                          ledger::Revision revision) {
  std::string text =
      "there is no sector '" + sector + "' at revision " + std::to_string(revision) + "; ";
  text += known.empty() ? "there is none yet: start its plugin, or import a plan of it"
                        : "the sectors are " + FewOf({known.begin(), known.end()});
  return Refusal(absl::StatusCode::kNotFound, "SECTOR_NOT_FOUND", text);
}

absl::Status NoSuchFormat(const std::string& format, const std::string& of,
                          const std::vector<std::string>& known) {
  return Refusal(
      absl::StatusCode::kNotFound, "FORMAT_NOT_FOUND",
      "there is no report format '" + format + "' " + of + "; the formats are " + FewOf(known));
}

// The formats of a sector's manifest; none where it has no manifest.
std::vector<v1::ReportFormat> OwnFormats(const sectors::Rules* rules) {
  if (rules == nullptr) return {};
  const auto& formats = rules->manifest().report_formats();
  return {formats.begin(), formats.end()};
}

// False where the core has no such format.
bool UseCoreFormat(const std::string& format, Wanted* wanted) {
  wanted->core = FindCoreFormat(format, /*of_sector=*/!wanted->sector.empty());
  if (wanted->core != nullptr) wanted->format = std::string(wanted->core->id);
  return wanted->core != nullptr;
}

absl::Status ChooseFormat(const std::string& format, const sectors::Rules* rules, Wanted* wanted) {
  if (UseCoreFormat(format, wanted)) return absl::OkStatus();
  wanted->format = format;
  std::vector<std::string> known = CoreFormatIds(/*of_sector=*/true);
  for (v1::ReportFormat& own : OwnFormats(rules)) {
    known.push_back(own.id());
    if (own.id() == format) wanted->own = std::move(own);
  }
  if (wanted->own) return absl::OkStatus();
  return NoSuchFormat(format, "of sector '" + wanted->sector + "'", known);
}

absl::Status FindFormat(const model::View& view, const sectors::Manifests& manifests,
                        Wanted* wanted) {
  const std::string& format = wanted->asked->format;
  if (wanted->sector.empty()) {
    if (UseCoreFormat(format, wanted)) return absl::OkStatus();
    return NoSuchFormat(format, "across sectors", CoreFormatIds(/*of_sector=*/false));
  }
  const std::set<std::string> known = KnownSectors(view, manifests);
  if (!known.contains(wanted->sector)) return NoSuchSector(wanted->sector, known, view.revision());
  return ChooseFormat(format, manifests.At(wanted->sector, view.revision()).get(), wanted);
}

// The same day of the year before; the last of February for a leap day.
PartialDate YearBefore(PartialDate day) {
  const bool is_leap_day = day.month() == 2 && day.day() == 29;
  return PartialDate::Of(day.year() - 1, day.month(), is_leap_day ? 28 : day.day());
}

absl::Status FindEarlier(const Asked& asked, const model::Model& model, Wanted* wanted) {
  const bool compares = wanted->core != nullptr && wanted->core->compares;
  if (!compares && asked.compared_with) {
    return Refusal(absl::StatusCode::kInvalidArgument, "INVALID_REPORT",
                   "report '" + wanted->format +
                       "' compares nothing; leave out what to compare "
                       "with, or ask for 'comparison'");
  }
  if (!compares) return absl::OkStatus();
  const v1::Clocks& clocks = asked.compared_with ? *asked.compared_with : asked.clocks;
  SHEAF_ASSIGN_OR_RETURN(wanted->earlier_effective, WholeDay(clocks.effective_date()));
  if (!asked.compared_with) wanted->earlier_effective = YearBefore(wanted->earlier_effective);
  wanted->earlier = model.At(clocks.revision(), asked.counts).In(asked.language);
  return absl::OkStatus();
}

absl::Status CheckMemberState(const Asked& asked, const model::View& view, const Wanted& wanted) {
  const auto refuse = [](const std::string& text) {
    return Refusal(absl::StatusCode::kInvalidArgument, "INVALID_REPORT", text);
  };
  if (wanted.core == nullptr || !wanted.core->of_member_state) {
    if (asked.member_state.empty()) return absl::OkStatus();
    return refuse("report '" + wanted.format +
                  "' is of no single member state; leave member_state out, or ask for "
                  "'member-state'");
  }
  const Membership membership(view, wanted.effective);
  if (asked.member_state.empty()) {
    return refuse("report '" + wanted.format +
                  "' is of one member state; say which in member_state, such as VNM");
  }
  if (membership.IsRegistered(asked.member_state)) return absl::OkStatus();
  const auto& codes = membership.codes();
  return refuse("member_state: '" + asked.member_state + "' is not registered; " +
                (codes.empty() ? "no member state is" : "the members are " + FewOf(codes, 50)));
}

absl::StatusOr<Wanted> Resolve(const Asked& asked, const model::View& view,
                               const Sources& sources) {
  Wanted wanted;
  wanted.asked = &asked;
  wanted.sector = asked.sector;
  SHEAF_ASSIGN_OR_RETURN(wanted.effective, WholeDay(asked.clocks.effective_date()));
  SHEAF_RETURN_IF_ERROR(FindFormat(view, *sources.manifests, &wanted));
  SHEAF_RETURN_IF_ERROR(FindEarlier(asked, *sources.model, &wanted));
  SHEAF_RETURN_IF_ERROR(CheckMemberState(asked, view, wanted));
  return wanted;
}

std::shared_ptr<const v1::Document> Stamped(const v1::Document& body, const v1::Clocks& clocks) {
  auto document = std::make_shared<v1::Document>(body);
  *document->mutable_clocks() = clocks;
  return document;
}

using Time = std::chrono::steady_clock::time_point;

struct Made {
  v1::Document document;
  Time until;  // how long it is as good as another; Time::min() where a plugin may soon answer
};

// What had to be looked at of the plans to know whether the report was made before. Making it needs
// no second look.
struct Looked {
  std::optional<Ground> ground;
  std::optional<HeadlineCounts> counts;  // for a report of counts
};

// Computes one report.
class Making {
 public:
  Making(const Sources& sources, const model::View& view, const Wanted& wanted,
         Evaluations* evaluations)
      : sources_(sources), view_(view), wanted_(wanted), evaluations_(evaluations) {}

  Ground MakeGroundOfWanted() const { return GroundAt(view_); }

  HeadlineCounts CountWanted() const {
    return CountHeadlines(view_, *sources_.manifests, Membership(view_, wanted_.effective),
                          wanted_.effective, wanted_.sector.empty() ? nullptr : &wanted_.sector);
  }

  // Made of how many lines there are by class, and of no line.
  bool IsOfCounts() const {
    return wanted_.own ? wanted_.own->counts_only() : wanted_.core->counts_only;
  }

  absl::StatusOr<Made> Make(Looked looked) const {
    if (!IsOfCounts()) {
      return MakeOfLines(looked.ground ? *std::move(looked.ground) : MakeGroundOfWanted());
    }
    return MakeOfCounts(looked.counts ? *std::move(looked.counts) : CountWanted());
  }

  absl::StatusOr<Made> MakeOfCounts(const HeadlineCounts& counted) const {
    const Membership membership(view_, wanted_.effective);
    Material material = MaterialOf(view_, wanted_.effective, membership, counted.shared);
    material.counts = &counted.plans;
    material.parts = MakeCountedParts(view_, counted.plans, Sectors(), *sources_.manifests);
    Complete(&material);
    SHEAF_ASSIGN_OR_RETURN(v1::Document document, LayOut(&material));
    return Finished(material, std::move(document));
  }

  absl::StatusOr<Made> MakeOfLines(Ground ground) const {
    const Membership membership(view_, wanted_.effective);
    Material material = AssessedAt(view_, wanted_.effective, membership, std::move(ground));
    SHEAF_ASSIGN_OR_RETURN(v1::Document document,
                           wanted_.earlier ? LayOutComparison(&material) : LayOut(&material));
    return Finished(material, std::move(document));
  }

  Made Finished(const Material& material, v1::Document document) const {
    AddRulesAndProducers(material.parts, sources_.core_version, &document);
    document.set_counts(model::StateOf(view_.level()));
    Time until = Time::max();
    for (const Part& part : material.parts) {
      if (part.answer.unavailable.empty()) continue;
      until = std::min(until, part.answer.refused ? Evaluations::RefusalEnds() : Time::min());
    }
    return {std::move(document), until};
  }

  // Whether the plugin that runs declares a newer manifest than the one that ruled then.
  bool IsNewer(const std::string& sector) const {
    constexpr auto kNow = std::numeric_limits<ledger::Revision>::max();
    return sources_.manifests->RevisionOf(sector, kNow) >
           sources_.manifests->RevisionOf(sector, view_.revision());
  }

  std::vector<std::string> Sectors() const {
    if (!wanted_.sector.empty()) return {wanted_.sector};
    return sources_.manifests->SectorsAt(view_.revision());
  }

 private:
  Ground GroundAt(const model::View& view) const {
    return MakeGround(view, *sources_.manifests,
                      wanted_.sector.empty() ? nullptr : &wanted_.sector);
  }

  Material AssessedAt(const model::View& view, PartialDate effective, const Membership& membership,
                      Ground ground) const {
    Material material = MaterialOf(view, effective, membership, std::move(ground.shared));
    material.parts = MakeParts(view, std::move(ground.trees), Sectors(), *sources_.manifests,
                               membership, effective);
    Complete(&material);
    return material;
  }

  absl::StatusOr<v1::Document> LayOutComparison(Material* material) const {
    const model::View& view = *wanted_.earlier;
    const Membership membership(view, wanted_.earlier_effective);
    Material earlier = AssessedAt(view, wanted_.earlier_effective, membership, GroundAt(view));
    // What plugins compute is left out: each side is of the records alone.
    for (Part& part : earlier.parts) JudgeKpis(view, wanted_.earlier_effective, &part);
    for (Part& part : material->parts) JudgeKpis(view_, wanted_.effective, &part);
    material->earlier = &earlier;
    return LayOut(material);
  }

  Material MaterialOf(const model::View& view, PartialDate effective, const Membership& membership,
                      std::vector<SharedInitiative> shared) const {
    Material material{&view, effective, &membership, {}, {}, std::move(shared)};
    material.of_sector = !wanted_.sector.empty();
    material.names_lines = wanted_.asked->names_lines;
    material.member_state = wanted_.asked->member_state;
    material.ledger = sources_.ledger;
    material.model = sources_.model;
    material.manifests = sources_.manifests;
    return material;
  }

  void Complete(Material* material) const {
    for (Part& part : material->parts) {
      part.newer_plugin = IsNewer(part.sector);
      material->totals += part.totals;
    }
  }

  absl::StatusOr<v1::Document> LayOut(Material* material) const {
    if (wanted_.own) return LayOutOwn(*material);
    if (wanted_.core->asks_plugins) {
      evaluations_->AskForHighlights(view_, wanted_.effective, material->shared, &material->parts);
      for (Part& part : material->parts) JudgeKpis(view_, wanted_.effective, &part);
    }
    return wanted_.core->lay_out(*material);
  }

  absl::StatusOr<v1::Document> LayOutOwn(Material& material) const {
    Part& part = material.parts.front();
    auto answer =
        evaluations_->Ask(part, {&view_, wanted_.effective, wanted_.own->id(),
                                 SharingText(material.shared, wanted_.sector), material.counts});
    if (!answer.ok()) {
      return WithContext(answer.status(), "report '" + wanted_.format + "' of sector '" +
                                              wanted_.sector + "' is its plugin's own");
    }
    part.answer.evaluation = *std::move(answer);
    return LayOutFormat(part, *wanted_.own);
  }

  const Sources& sources_;
  const model::View& view_;
  const Wanted& wanted_;
  Evaluations* const evaluations_;
};

// All that the body of a report depends on.
std::string KeyOf(const Wanted& wanted, const model::View& view, const Making& making,
                  const Evaluations& evaluations, const std::string& sharing) {
  std::string key = wanted.sector + '\n' + wanted.format + '\n' +
                    std::to_string(view.LastChangeOf(wanted.sector)) + '\n' +
                    std::to_string(static_cast<int>(view.level())) + '\n' +
                    wanted.effective.ToString() + '\n' + view.language() + '\n' +
                    wanted.asked->member_state + (wanted.asked->names_lines ? " named\n" : "\n");
  if (wanted.core != nullptr) {
    key += std::to_string(view.LastChangeOfKind(wanted.core->made_of)) + '\n';
  }
  if (wanted.earlier) {
    key += std::to_string(wanted.earlier->LastChangeOf(wanted.sector)) + '\n' +
           wanted.earlier_effective.ToString() + '\n';
  }
  for (const std::string& sector : making.Sectors()) {
    key += evaluations.DigestOf(sector) + (making.IsNewer(sector) ? " newer\n" : "\n");
  }
  return key + sharing;
}

}  // namespace

// What was laid out before, without its clocks: these are stamped on a copy.
class Reporter::Cache {
 public:
  explicit Cache(sectors::PluginHost* plugins)
      : evaluations(plugins),
        bodies(kMostDocuments, kMostDocumentBytes),
        stamped(kMostDocuments, kMostDocumentBytes),
        sharing(kMostDocuments, kMostDocumentBytes) {}

  // What the report depends on of the plans of other sectors. `looked` is filled where they had to
  // be looked at.
  std::string SharingOf(const model::View& view, const Making& making, const std::string& sector,
                        Looked* looked) {
    if (sector.empty()) return "";  // it depends on all plans anyhow
    const std::string key = sector + '\n' + std::to_string(view.LastChangeOf(""));
    if (const auto known = sharing.Find(key); known != nullptr) return *known;
    auto text = std::make_shared<const std::string>(SharingText(LookAt(making, looked), sector));
    sharing.Put(key, text, text->size() + key.size());
    return *text;
  }

  static const std::vector<SharedInitiative>& LookAt(const Making& making, Looked* looked) {
    if (making.IsOfCounts()) return looked->counts.emplace(making.CountWanted()).shared;
    return looked->ground.emplace(making.MakeGroundOfWanted()).shared;
  }

  Evaluations evaluations;
  RecentlyUsed<Made> bodies;
  RecentlyUsed<v1::Document> stamped;
  // SharingText by sector and newest revision: asking again needs no look at the plans.
  RecentlyUsed<std::string> sharing;
};

Reporter::Reporter(Sources sources)
    : sources_(std::move(sources)), cache_(std::make_unique<Cache>(sources_.plugins)) {}

Reporter::~Reporter() = default;

absl::StatusOr<std::shared_ptr<const v1::Document>> Reporter::Report(const Asked& asked) {
  const model::View view =
      sources_.model->At(asked.clocks.revision(), asked.counts).In(asked.language);
  SHEAF_ASSIGN_OR_RETURN(const Wanted wanted, Resolve(asked, view, sources_));
  const Making making(sources_, view, wanted, &cache_->evaluations);
  Looked looked;
  const std::string sharing = cache_->SharingOf(view, making, asked.sector, &looked);
  const std::string key = KeyOf(wanted, view, making, cache_->evaluations, sharing);
  const std::string stamped_key = asked.clocks.SerializeAsString() + key;
  if (auto known = cache_->stamped.Find(stamped_key); known != nullptr) return known;
  auto body = cache_->bodies.Find(key);
  const bool known_body = body != nullptr;
  if (!known_body) {
    SHEAF_ASSIGN_OR_RETURN(Made made, making.Make(std::move(looked)));
    body = std::make_shared<const Made>(std::move(made));
  }
  auto document = Stamped(body->document, asked.clocks);
  // What a plugin has made that was replaced in between is not kept.
  if (key != KeyOf(wanted, view, making, cache_->evaluations, sharing)) return document;
  const size_t bytes = 3 * document->ByteSizeLong();  // as it lies in memory, about
  if (!known_body) cache_->bodies.Put(key, body, bytes, body->until);
  cache_->stamped.Put(stamped_key, document, bytes, body->until);
  return document;
}

std::vector<v1::ReportFormat> Reporter::CoreFormats(bool with_sector) {
  std::vector<v1::ReportFormat> formats;
  for (const CoreFormat& format : CoreFormatTable()) {
    if (format.of_sector == with_sector) formats.push_back(DescriptionOf(format));
  }
  return formats;
}

}  // namespace sheaf::reports
