#include "server/sectors/line_checks.h"

#include <string>
#include <string_view>
#include <unordered_set>

#include "server/base/resource_name.h"
#include "server/sectors/limits.h"
#include "server/sectors/wording.h"

namespace sheaf::sectors {
namespace {

void CheckName(const FieldCheck& check, const v1::Line& line, std::string_view plan) {
  const std::string& name = line.name();
  const std::string prefix = std::string(plan) + "/lines/";
  if (name.substr(0, prefix.size()) == prefix) {
    check.Holds("name", CheckId(name.substr(prefix.size()), "line code"));
  } else if (NameFits(name, kLinePattern)) {
    check.Fail("name", std::string(IdOf(name)) + " is a line of " + std::string(ParentName(name)) +
                           "; import it with that plan");
  } else {
    check.Fail("name", Quoted(name) + " names no line of this plan; write " + prefix +
                           " and the line's code");
  }
}

std::vector<std::string> LevelsOf(const Rules& rules) {
  std::vector<std::string> levels;
  for (const auto& level : rules.manifest().levels()) levels.push_back(level.id());
  return levels;
}

void CheckLevel(const FieldCheck& check, const std::string& level, const Rules& rules) {
  const std::vector<std::string> levels = LevelsOf(rules);
  if (level.empty()) {
    check.Fail("level", levels.empty()
                            ? "is empty; write the plan's own word for it, such as measure"
                            : "is empty; the levels are " + Listed(levels));
  } else if (levels.empty() && !IsSnakeCase(level)) {
    check.Fail("level",
               Quoted(level) + " is not in lower snake case; write it like strategic_area");
  } else if (!levels.empty() && rules.Level(level) == nullptr) {
    check.Fail("level", Quoted(level) + " is no level of sector " + rules.manifest().sector() +
                            "; " + Suggestion(level, levels, "levels"));
  }
}

void CheckParticipants(const FieldCheck& check, const v1::Line& line,
                       const MemberStateCodes& member_states) {
  std::unordered_set<std::string> seen;
  for (const std::string& code : line.member_states()) {
    member_states.Check(check, "member_states", code);
    if (!seen.insert(code).second) {
      check.Fail("member_states", Quoted(code) + " is listed twice; keep it once");
    }
  }
}

void CheckTags(const FieldCheck& check, const v1::Line& line) {
  if (line.tags_size() > kTagsMax) {
    check.Fail("tags", "has " + std::to_string(line.tags_size()) + " entries; at most " +
                           std::to_string(kTagsMax) + " are kept");
    return;
  }
  for (const std::string& tag : line.tags()) {
    if (IsSnakeCase(tag)) continue;
    check.Fail("tags", Quoted(tag) + " is not in lower snake case; write it like carry_over");
  }
}

}  // namespace

void CheckLine(const FieldCheck& check, const v1::Line& line, std::string_view plan,
               const Rules& rules, const MemberStateCodes& member_states) {
  CheckName(check, line, plan);
  CheckLevel(check, line.level(), rules);
  check.Required("title", line.title(), kTitleMaxBytes);
  check.Titles("titles", line.titles());
  check.Text("lead_body", line.lead_body(), kNameMaxBytes);
  if (!v1::InstrumentType_IsValid(line.instrument_type())) {
    check.Fail("instrument_type", std::to_string(line.instrument_type()) +
                                      " is unknown; write BINDING, NON_BINDING or nothing");
  }
  check.Date("planned_start", line.planned_start());
  check.Date("planned_end", line.planned_end());
  CheckParticipants(check, line, member_states);
  check.Text("shared_initiative", line.shared_initiative(), kNameMaxBytes);
  CheckTags(check, line);
  check.Text("source_ref", line.source_ref(), kReferenceMaxBytes);
  check.Attributes(line.attributes(), rules.manifest().attributes());
}

}  // namespace sheaf::sectors
