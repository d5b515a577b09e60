#include "server/sectors/update_checks.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "server/base/resource_name.h"
#include "server/sectors/limits.h"
#include "server/sectors/wording.h"

namespace sheaf::sectors {
namespace {

// What a browser may follow: an address must not be a program.
constexpr std::string_view kUriSchemes[] = {"https:", "http:", "ftp:", "mailto:", "urn:", "doi:"};

std::vector<std::string> WordsOf(const Rules& rules) {
  std::vector<std::string> words;
  for (const auto& status : rules.manifest().statuses()) words.push_back(status.word());
  return words;
}

void CheckStatus(const FieldCheck& check, const std::string& word, const Rules& rules) {
  if (rules.Status(word) != nullptr) return;
  if (word.empty()) {
    check.Fail("reported_status", "is empty; write what the line's status is");
    return;
  }
  const bool core = &rules == &CoreRules();
  check.Fail("reported_status",
             Quoted(word) + " is no status " +
                 (core ? "of a plan without a sector" : "of sector " + rules.manifest().sector()) +
                 "; " + Suggestion(word, WordsOf(rules), "status words"));
}

void CheckMemberState(const FieldCheck& check, const std::string& code,
                      const UpdateRules& against) {
  if (code.empty()) return;
  against.member_states->Check(check, "member_state", code);
  if (against.line == nullptr || against.line->member_states().empty() || !IsAlpha3(code)) return;
  const auto& participants = against.line->member_states();
  if (std::find(participants.begin(), participants.end(), code) != participants.end()) return;
  check.Fail("member_state",
             Quoted(code) + " takes no part in line " + std::string(IdOf(against.line->name())) +
                 "; its participants are " + Listed({participants.begin(), participants.end()}) +
                 ". Correct the member state, or add it to the line's member_states in the plan");
}

void CheckProgress(const FieldCheck& check, const v1::Progress& progress) {
  check.Finite("progress.value", progress.value());
  if (progress.unit().empty()) {
    check.Fail("progress.unit",
               "a value without a unit says nothing; write what it counts, such as 'member states "
               "ratified'");
  } else {
    check.Text("progress.unit", progress.unit(), kUnitMaxBytes);
  }
}

bool IsFollowable(std::string_view uri) {
  return std::any_of(std::begin(kUriSchemes), std::end(kUriSchemes),
                     [uri](std::string_view scheme) {
                       return uri.size() > scheme.size() && uri.substr(0, scheme.size()) == scheme;
                     });
}

void CheckEvidence(const FieldCheck& check, const v1::Update& update) {
  if (update.evidence_size() > kEvidenceMax) {
    check.Fail("evidence", "has " + std::to_string(update.evidence_size()) + " entries; at most " +
                               std::to_string(kEvidenceMax) + " are kept");
    return;
  }
  for (int i = 0; i < update.evidence_size(); ++i) {
    const std::string path = "evidence[" + std::to_string(i) + "].";
    const v1::Evidence& evidence = update.evidence(i);
    check.Required(path + "title", evidence.title(), kTitleMaxBytes);
    if (evidence.uri().empty() || !check.Text(path + "uri", evidence.uri(), kReferenceMaxBytes)) {
      continue;
    }
    if (!IsFollowable(evidence.uri())) {
      check.Fail(path + "uri", Quoted(evidence.uri()) +
                                   " is no address; write one that starts with https:, http:, "
                                   "ftp:, mailto:, urn: or doi:");
    }
  }
}

void CheckDecision(const FieldCheck& check, const v1::Decision& decision) {
  if (decision.body().empty() && decision.meeting().empty()) {
    check.Fail("decision.body", "a decision needs the body that took it, or its meeting");
  }
  check.Text("decision.body", decision.body(), kNameMaxBytes);
  check.Text("decision.meeting", decision.meeting(), kNameMaxBytes);
  check.Text("decision.verb", decision.verb(), kNameMaxBytes);
  check.Date("decision.date", decision.date());
}

void CheckTexts(const FieldCheck& check, const v1::Update& update) {
  check.Text("narrative", update.narrative(), kNarrativeMaxBytes);
  check.Text("challenges", update.challenges(), kNarrativeMaxBytes);
  check.Text("recommendations", update.recommendations(), kNarrativeMaxBytes);
  check.Text("risk", update.risk(), kNarrativeMaxBytes);
  check.Text("mitigation", update.mitigation(), kNarrativeMaxBytes);
  check.Text("next_steps", update.next_steps(), kNarrativeMaxBytes);
  check.Text("note", update.note(), kNoteMaxBytes);
  check.Text("source_ref", update.source_ref(), kReferenceMaxBytes);
}

bool SaysNothing(const v1::Decision& decision) {
  return decision.body().empty() && decision.meeting().empty() && decision.date().empty() &&
         decision.verb().empty();
}

}  // namespace

void CheckUpdate(const FieldCheck& check, const v1::Update& update, const UpdateRules& against) {
  CheckStatus(check, update.reported_status(), *against.rules);
  CheckMemberState(check, update.member_state(), against);
  check.Date("effective_date", update.effective_date());
  check.Period("reporting_period", update.reporting_period());
  if (update.has_progress()) CheckProgress(check, update.progress());
  CheckTexts(check, update);
  CheckEvidence(check, update);
  if (update.has_decision() && !SaysNothing(update.decision())) {
    CheckDecision(check, update.decision());
  }
  check.Attributes(update.attributes(), against.rules->manifest().attributes());
}

void Settle(v1::Update& update) {
  if (update.has_decision() && SaysNothing(update.decision())) update.clear_decision();
  // One zero of the two that there are.
  if (update.has_progress()) update.mutable_progress()->set_value(update.progress().value() + 0.0);
  auto& attributes = *update.mutable_attributes();
  for (auto each = attributes.begin(); each != attributes.end();) {
    each = each->second.empty() ? attributes.erase(each) : std::next(each);
  }
}

}  // namespace sheaf::sectors
