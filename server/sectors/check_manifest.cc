// What is wrong with a manifest: a sector expert's list of all that is to mend.
#include <algorithm>
#include <set>
#include <string>

#include "server/base/resource_name.h"
#include "server/base/status.h"
#include "server/sectors/field_checks.h"
#include "server/sectors/limits.h"
#include "server/sectors/manifests.h"
#include "server/sectors/wording.h"

namespace sheaf::sectors {
namespace {

// The reports that the core itself lays out.
constexpr std::string_view kCoreFormats[] = {
    "overview",       "headline",      "progress",         "annual-priorities",
    "compliance",     "results-map",   "entry-into-force", "reporting-rounds",
    "findings",       "coverage",      "comparison",       "suspected-duplicates",
    "reconciliation", "member-states", "member-state"};

std::string Path(std::string_view list, int index, std::string_view field) {
  return std::string(list) + "[" + std::to_string(index) + "]." + std::string(field);
}

class ManifestCheck {
 public:
  explicit ManifestCheck(const v1::SectorManifest& manifest) : manifest_(manifest) {}

  absl::Status Run() {
    CheckHead();
    CheckLevels();
    CheckStatuses();
    CheckAttributes();
    CheckKpis();
    CheckFormats();
    return problems_.AsStatus("INVALID_MANIFEST");
  }

 private:
  void CheckHead() {
    check_.Holds("sector", CheckId(manifest_.sector(), "sector"));
    check_.Required("title", manifest_.title(), kTitleMaxBytes);
    check_.Text("plan_title", manifest_.plan_title(), kTitleMaxBytes);
    check_.Text("owner_body", manifest_.owner_body(), kNameMaxBytes);
    check_.Required("rules_version", manifest_.rules_version(), kNameMaxBytes);
    CheckEnum<v1::CountedParentRule_IsValid>("counted_parent_rule", manifest_.counted_parent_rule(),
                                             "COUNTS_ITSELF or REPLACED_BY_CHILDREN");
    const v1::Cadence& cadence = manifest_.cadence();
    if (cadence.months() < 1) {
      check_.Fail("cadence.months", "say how many months lie between two reports, at least 1");
    }
    if (cadence.stale_after_months() < 0) {
      check_.Fail("cadence.stale_after_months", "is negative; leave it out for twice the cadence");
    }
  }

  void CheckLevels() {
    if (manifest_.levels().empty()) check_.Fail("levels", "is empty; declare at least one level");
    std::set<std::string> ids;
    bool any_top = false;
    for (const auto& level : manifest_.levels()) any_top |= level.under().empty();
    for (int i = 0; i < manifest_.levels_size(); ++i) {
      const v1::LevelDefinition& level = manifest_.levels(i);
      CheckWord(Path("levels", i, "id"), level.id(), ids);
      check_.Required(Path("levels", i, "title"), level.title(), kTitleMaxBytes);
      check_.Required(Path("levels", i, "plural"), level.plural(), kTitleMaxBytes);
    }
    for (int i = 0; i < manifest_.levels_size(); ++i) CheckUnder(i, ids);
    if (!any_top && !manifest_.levels().empty()) {
      check_.Fail("levels", "no level stands at the top; leave `under` out for at least one");
    }
  }

  void CheckUnder(int index, const std::set<std::string>& ids) {
    for (const std::string& above : manifest_.levels(index).under()) {
      if (ids.count(above) > 0) continue;
      check_.Fail(Path("levels", index, "under"),
                  Quoted(above) + " is no level of this manifest; " +
                      Suggestion(above, {ids.begin(), ids.end()}, "levels"));
    }
  }

  void CheckStatuses() {
    if (manifest_.statuses().empty()) {
      check_.Fail("statuses", "is empty; declare the words that the sector reports with");
    }
    std::set<std::string> words;
    for (int i = 0; i < manifest_.statuses_size(); ++i) {
      const v1::StatusDefinition& status = manifest_.statuses(i);
      CheckWord(Path("statuses", i, "word"), status.word(), words);
      check_.Text(Path("statuses", i, "title"), status.title(), kTitleMaxBytes);
      check_.Text(Path("statuses", i, "reason"), status.reason(), kReasonMaxBytes);
      CheckMapping(i, status);
    }
  }

  void CheckMapping(int index, const v1::StatusDefinition& status) {
    const std::string field = Path("statuses", index, "state");
    if (!v1::StatusEffect_IsValid(status.effect())) {
      check_.Fail(Path("statuses", index, "effect"), "write SETS_STATE, EVENT or EXPECTATION");
    } else if (status.effect() == v1::SETS_STATE) {
      CheckEnum<v1::CanonicalState_IsValid>(field, status.state(),
                                            "the canonical state that " + Quoted(status.word()) +
                                                " means, or an effect that sets none");
    } else if (status.state() != 0 || !status.by_instrument().empty()) {
      check_.Fail(field, Quoted(status.word()) +
                             " leaves the state as it is by its effect; take `state` and "
                             "`by_instrument` out, or the effect");
    }
    std::set<int> instruments;
    for (const v1::StateByInstrument& exception : status.by_instrument()) {
      CheckException(index, exception, instruments);
    }
  }

  void CheckException(int index, const v1::StateByInstrument& exception,
                      std::set<int>& instruments) {
    const std::string field = Path("statuses", index, "by_instrument");
    CheckEnum<v1::InstrumentType_IsValid>(field, exception.instrument_type(),
                                          "instrument_type BINDING or NON_BINDING");
    CheckEnum<v1::CanonicalState_IsValid>(field, exception.state(), "a canonical state");
    if (!instruments.insert(exception.instrument_type()).second) {
      check_.Fail(field, "names the same instrument type twice; keep one");
    }
  }

  void CheckAttributes() {
    std::set<std::string> ids;
    for (int i = 0; i < manifest_.attributes_size(); ++i) {
      const v1::AttributeDefinition& attribute = manifest_.attributes(i);
      CheckWord(Path("attributes", i, "id"), attribute.id(), ids);
      check_.Text(Path("attributes", i, "title"), attribute.title(), kTitleMaxBytes);
      check_.Text(Path("attributes", i, "unit"), attribute.unit(), kUnitMaxBytes);
      CheckEnum<v1::AttributeType_IsValid>(Path("attributes", i, "type"), attribute.type(),
                                           "TEXT, NUMBER, DATE or CHOICE");
      if ((attribute.type() == v1::CHOICE) == attribute.choices().empty()) {
        check_.Fail(Path("attributes", i, "choices"),
                    "list the choices of an attribute of type CHOICE, and of no other");
      }
    }
  }

  void CheckKpis() {
    // Codes first: an indicator may be neither a code nor another KPI's indicator.
    for (int i = 0; i < manifest_.kpis_size(); ++i) {
      const std::string& code = manifest_.kpis(i).code();
      check_.Holds(Path("kpis", i, "code"), CheckId(code, "KPI code"));
      TakeKpiName(Path("kpis", i, "code"), code);
    }
    const std::set<std::string> codes = kpi_names_;
    for (int i = 0; i < manifest_.kpis_size(); ++i) {
      CheckKpi(i, manifest_.kpis(i), codes);
      for (const std::string& indicator : manifest_.kpis(i).indicators()) {
        check_.Holds(Path("kpis", i, "indicators"), CheckId(indicator, "indicator"));
        TakeKpiName(Path("kpis", i, "indicators"), indicator);
      }
    }
  }

  void CheckKpi(int index, const v1::KpiDefinition& kpi, const std::set<std::string>& codes) {
    check_.Required(Path("kpis", index, "title"), kpi.title(), kTitleMaxBytes);
    check_.Text(Path("kpis", index, "unit"), kpi.unit(), kUnitMaxBytes);
    check_.Text(Path("kpis", index, "description"), kpi.description(), kNarrativeMaxBytes);
    CheckEnum<v1::KpiLevel_IsValid>(Path("kpis", index, "level"), kpi.level(),
                                    "OUTPUT, OUTCOME or IMPACT");
    if (kpi.availability() == v1::COMPUTABLE && kpi.formula().empty()) {
      check_.Fail(Path("kpis", index, "formula"),
                  "is empty; say in words how " + kpi.code() + " is computed from the records");
    }
    CheckStandIn(index, kpi, codes);
    CheckWeights(index, kpi);
  }

  void CheckStandIn(int index, const v1::KpiDefinition& kpi, const std::set<std::string>& codes) {
    const std::string& original = kpi.stands_in_for();
    if (original.empty() || (codes.count(original) > 0 && original != kpi.code())) return;
    check_.Fail(Path("kpis", index, "stands_in_for"),
                Quoted(original) + " is no other KPI of this manifest");
  }

  void CheckWeights(int index, const v1::KpiDefinition& kpi) {
    const bool weighted =
        kpi.over_periods() == v1::WEIGHTED_MEAN || kpi.over_member_states() == v1::WEIGHTED_MEAN;
    if (weighted == !kpi.weight_series().empty()) return;
    check_.Fail(
        Path("kpis", index, "weight_series"),
        "name the series that weighs where an aggregation is WEIGHTED_MEAN, and only there");
  }

  void CheckFormats() {
    std::set<std::string> ids;
    int highlights = 0;
    for (int i = 0; i < manifest_.report_formats_size(); ++i) {
      const v1::ReportFormat& format = manifest_.report_formats(i);
      highlights += format.highlights() ? 1 : 0;
      check_.Required(Path("report_formats", i, "title"), format.title(), kTitleMaxBytes);
      CheckFormatId(Path("report_formats", i, "id"), format.id(), ids);
      if (format.highlights() && format.counts_only()) {
        check_.Fail(Path("report_formats", i, "counts_only"),
                    "is set beside `highlights: true`, which takes the lines for its findings and "
                    "KPI values; take one of the two out");
      }
    }
    if (highlights != 1) {
      check_.Fail("report_formats", std::to_string(highlights) +
                                        " formats have `highlights: true`; exactly one must");
    }
  }

  void CheckFormatId(const std::string& field, const std::string& id, std::set<std::string>& ids) {
    if (!IsKebabCase(id)) {
      check_.Fail(field, Quoted(id) + " is not in lower kebab case, like treaty-matrix");
    } else if (std::find(std::begin(kCoreFormats), std::end(kCoreFormats), id) !=
               std::end(kCoreFormats)) {
      check_.Fail(field, Quoted(id) + " is a report of the core; choose another id");
    } else if (!ids.insert(id).second) {
      check_.Fail(field, Quoted(id) + " is declared twice");
    }
  }

  // A snake-case word that is there once.
  void CheckWord(const std::string& field, const std::string& word, std::set<std::string>& words) {
    if (!IsSnakeCase(word)) {
      check_.Fail(field, Quoted(word) + " is not in lower snake case, like in_progress");
    }
    if (!words.insert(word).second) check_.Fail(field, Quoted(word) + " is declared twice");
  }

  void TakeKpiName(const std::string& field, const std::string& name) {
    if (kpi_names_.insert(name).second) return;
    check_.Fail(field, Quoted(name) + " is declared twice, as code or as indicator");
  }

  // Neither unspecified nor a number that the contract does not know.
  template <bool (*kIsValid)(int)>
  void CheckEnum(const std::string& field, int value, const std::string& expected) {
    if (value == 0 || !kIsValid(value))
      check_.Fail(field, "is missing or unknown; write " + expected);
  }

  const v1::SectorManifest& manifest_;
  Problems problems_;
  const FieldCheck check_{&problems_};
  std::set<std::string> kpi_names_;
};

}  // namespace

absl::Status CheckManifest(const v1::SectorManifest& manifest) {
  return ManifestCheck(manifest).Run();
}

}  // namespace sheaf::sectors
