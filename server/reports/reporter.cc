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
  std::string sector;  // "" for the overview
  std::string format;
  const CoreFormat* core = nullptr;     // the core's own format; null for a plugin's
  std::optional<v1::ReportFormat> own;  // the plugin's own format; unset for the core's
  const v1::Clocks* clocks = nullptr;
  PartialDate effective;
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

absl::StatusOr<Wanted> Resolve(const std::string& sector, const std::string& format,
                               const v1::Clocks& clocks, const model::View& view,
                               const sectors::Manifests& manifests) {
  Wanted wanted;
  wanted.sector = sector;
  wanted.clocks = &clocks;
  SHEAF_ASSIGN_OR_RETURN(wanted.effective, WholeDay(clocks.effective_date()));
  if (sector.empty()) {
    if (UseCoreFormat(format, &wanted)) return wanted;
    return NoSuchFormat(format, "across sectors", CoreFormatIds(/*of_sector=*/false));
  }
  const std::set<std::string> known = KnownSectors(view, manifests);
  if (!known.contains(sector)) return NoSuchSector(sector, known, view.revision());
  const auto rules = manifests.At(sector, view.revision());
  SHEAF_RETURN_IF_ERROR(ChooseFormat(format, rules.get(), &wanted));
  return wanted;
}

std::shared_ptr<const v1::Document> Stamped(const v1::Document& body, const v1::Clocks& clocks) {
  auto document = std::make_shared<v1::Document>(body);
  *document->mutable_clocks() = clocks;
  return document;
}

bool IsWhole(const v1::Document& document) {
  return std::all_of(document.sections().begin(), document.sections().end(),
                     [](const v1::Section& section) { return section.unavailable().empty(); });
}

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

  Ground MakeGroundOfWanted() const {
    return MakeGround(view_, *sources_.manifests,
                      wanted_.sector.empty() ? nullptr : &wanted_.sector);
  }

  HeadlineCounts CountWanted() const {
    return CountHeadlines(view_, *sources_.manifests, Membership(view_, wanted_.effective),
                          wanted_.effective, wanted_.sector.empty() ? nullptr : &wanted_.sector);
  }

  // Made of how many lines there are by class, and of no line.
  bool IsOfCounts() const {
    return wanted_.own ? wanted_.own->counts_only() : wanted_.core->counts_only;
  }

  absl::StatusOr<v1::Document> Make(Looked looked) const {
    SHEAF_ASSIGN_OR_RETURN(v1::Document document, MakeBody(std::move(looked)));
    document.set_counts(model::StateOf(view_.level()));
    return document;
  }

  absl::StatusOr<v1::Document> MakeBody(Looked looked) const {
    if (!IsOfCounts()) {
      return MakeOfLines(looked.ground ? *std::move(looked.ground) : MakeGroundOfWanted());
    }
    return MakeOfCounts(looked.counts ? *std::move(looked.counts) : CountWanted());
  }

  absl::StatusOr<v1::Document> MakeOfCounts(const HeadlineCounts& counted) const {
    const Membership membership(view_, wanted_.effective);
    Material material = MaterialOf(membership, counted.shared);
    material.counts = &counted.plans;
    material.parts = MakeCountedParts(view_, counted.plans, Sectors(), *sources_.manifests);
    Complete(&material);
    SHEAF_ASSIGN_OR_RETURN(v1::Document document, LayOut(&material));
    AddRulesAndProducers(material.parts, sources_.core_version, &document);
    return document;
  }

  absl::StatusOr<v1::Document> MakeOfLines(Ground ground) const {
    const Membership membership(view_, wanted_.effective);
    Material material = MaterialOf(membership, std::move(ground.shared));
    material.parts = MakeParts(view_, std::move(ground.trees), Sectors(), *sources_.manifests,
                               membership, wanted_.effective);
    Complete(&material);
    SHEAF_ASSIGN_OR_RETURN(v1::Document document, LayOut(&material));
    AddRulesAndProducers(material.parts, sources_.core_version, &document);
    return document;
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
  Material MaterialOf(const Membership& membership, std::vector<SharedInitiative> shared) const {
    Material material{&view_, wanted_.effective, &membership, {}, {}, std::move(shared)};
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
                    wanted.effective.ToString() + '\n';
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
  RecentlyUsed<v1::Document> bodies;
  RecentlyUsed<v1::Document> stamped;
  // SharingText by sector and newest revision: asking again needs no look at the plans.
  RecentlyUsed<std::string> sharing;
};

Reporter::Reporter(Sources sources)
    : sources_(std::move(sources)), cache_(std::make_unique<Cache>(sources_.plugins)) {}

Reporter::~Reporter() = default;

absl::StatusOr<std::shared_ptr<const v1::Document>> Reporter::Report(const std::string& sector,
                                                                     const std::string& format,
                                                                     const v1::Clocks& clocks,
                                                                     model::Level counts) {
  const model::View view = sources_.model->At(clocks.revision(), counts);
  SHEAF_ASSIGN_OR_RETURN(const Wanted wanted,
                         Resolve(sector, format, clocks, view, *sources_.manifests));
  const Making making(sources_, view, wanted, &cache_->evaluations);
  Looked looked;
  const std::string sharing = cache_->SharingOf(view, making, sector, &looked);
  const std::string key = KeyOf(wanted, view, making, cache_->evaluations, sharing);
  const std::string stamped_key = clocks.SerializeAsString() + key;
  if (auto known = cache_->stamped.Find(stamped_key); known != nullptr) return known;
  auto body = cache_->bodies.Find(key);
  const bool known_body = body != nullptr;
  if (!known_body) {
    SHEAF_ASSIGN_OR_RETURN(v1::Document made, making.Make(std::move(looked)));
    body = std::make_shared<const v1::Document>(std::move(made));
  }
  auto document = Stamped(*body, clocks);
  // Nor is kept what a plugin has made that was replaced in between.
  if (!IsWhole(*body) || key != KeyOf(wanted, view, making, cache_->evaluations, sharing)) {
    return document;
  }
  const size_t bytes = 3 * body->ByteSizeLong();  // as it lies in memory, about
  if (!known_body) cache_->bodies.Put(key, body, bytes);
  cache_->stamped.Put(stamped_key, document, bytes);
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
