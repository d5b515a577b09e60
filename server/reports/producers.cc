#include "server/reports/producers.h"

#include "plugins/sdk/layout.h"
#include "server/reports/rules.h"

namespace sheaf::reports {
namespace {

v1::Rule SectorRule(const Part& part) {
  const v1::SectorManifest& manifest = part.rules->manifest();
  v1::Rule rule;
  rule.set_id(manifest.rules_version());
  rule.set_text(part.title +
                ": levels, words and KPIs as its manifest of this version declares them; "
                "a counted line with counted lines below it " +
                (manifest.counted_parent_rule() == v1::REPLACED_BY_CHILDREN
                     ? "is replaced by them in the counts."
                     : "counts beside them."));
  return rule;
}

v1::Rule CoreRule() {
  v1::Rule rule;
  rule.set_id(sectors::CoreRules().manifest().rules_version());
  rule.set_text(
      "Plans of no sector: the canonical states are the words, the plan says which levels are "
      "headings, and a line with counted lines below it is replaced by them in the counts.");
  return rule;
}

// Each start of a server takes the manifests in anew, so the newest of them names its build.
v1::Producer CoreOf(const std::vector<Part>& parts, const std::string& core_version) {
  v1::Producer core;
  core.set_program("sheafd");
  core.set_version(core_version);
  const v1::SectorManifest* newest = nullptr;
  for (const Part& part : parts) {
    if (part.rules == nullptr) continue;
    const v1::SectorManifest& manifest = part.rules->manifest();
    if (newest == nullptr || manifest.revision() > newest->revision()) newest = &manifest;
  }
  if (newest != nullptr && newest->core_version() != core_version) {
    core.set_in_force_version(newest->core_version());
  }
  return core;
}

// Whether another plugin answered than was in force; of one that nobody named, nobody knows.
bool IsOtherPlugin(const Part& part) {
  const std::string& then = part.rules->manifest().plugin_digest();
  return !then.empty() && then != part.answer.evaluation->plugin_digest;
}

v1::Producer PluginOf(const Part& part) {
  v1::Producer plugin;
  plugin.set_program(part.sector);
  plugin.set_version(part.answer.evaluation->plugin_version);
  plugin.set_digest(part.answer.evaluation->plugin_digest);
  if (IsOtherPlugin(part)) {
    plugin.set_in_force_version(part.rules->manifest().plugin_version());
    plugin.set_in_force_digest(part.rules->manifest().plugin_digest());
  }
  return plugin;
}

}  // namespace

void AddRulesAndProducers(const std::vector<Part>& parts, const std::string& core_version,
                          v1::Document* document) {
  *document->add_producers() = CoreOf(parts, core_version);
  for (const v1::Rule& rule : CoreReportRules()) *document->add_rules() = rule;
  if (document->format() == "reconciliation") {
    for (const v1::Rule& rule : ReconciliationRules()) *document->add_rules() = rule;
  }
  bool loose = false;
  for (const Part& part : parts) {
    if (part.rules != nullptr) *document->add_rules() = SectorRule(part);
    loose = loose || part.rules == nullptr;
    if (part.answer.evaluation != nullptr) *document->add_producers() = PluginOf(part);
  }
  if (loose) *document->add_rules() = CoreRule();
}

void AddNewerCode(const Part& part, v1::Section* section) {
  if (part.answer.evaluation == nullptr || !part.newer_plugin) return;
  if (part.rules->manifest().plugin_digest().empty()) {
    layout::AddParagraph(section,
                         "Computed by a plugin whose manifest is newer than this revision.");
    return;
  }
  if (!IsOtherPlugin(part)) return;
  layout::AddParagraph(section, "Computed by version " + part.answer.evaluation->plugin_version +
                                    " of the sector's plugin, which is newer than this revision; "
                                    "version " +
                                    part.rules->manifest().plugin_version() +
                                    " was in force then, and may have computed other figures.");
}

}  // namespace sheaf::reports
