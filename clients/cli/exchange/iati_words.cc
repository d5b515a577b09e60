#include "clients/cli/exchange/iati_words.h"

namespace sheaf::cli::exchange::iati {
namespace {

struct Label {
  std::string_view text;
  const std::string& (v1::Update::*get)() const;
  std::string* (v1::Update::*mutable_text)();
};
const Label kLabels[] = {
    {"Challenges: ", &v1::Update::challenges, &v1::Update::mutable_challenges},
    {"Recommendations: ", &v1::Update::recommendations, &v1::Update::mutable_recommendations},
    {"Risk: ", &v1::Update::risk, &v1::Update::mutable_risk},
    {"Mitigation: ", &v1::Update::mitigation, &v1::Update::mutable_mitigation},
    {"Next steps: ", &v1::Update::next_steps, &v1::Update::mutable_next_steps},
    {"Note: ", &v1::Update::note, &v1::Update::mutable_note}};
constexpr std::string_view kEvidence = "Evidence: ";
constexpr std::string_view kBreak = "\n\n";

// Cuts what stands behind `label` at the end of `text` off it; false where there is no such label.
bool TakeLast(std::string_view label, std::string_view& text, std::string_view* behind) {
  size_t at = text.rfind(std::string(kBreak) + std::string(label));
  const bool first = at == std::string_view::npos && text.substr(0, label.size()) == label;
  if (at == std::string_view::npos && !first) return false;
  *behind = text.substr((first ? 0 : at + kBreak.size()) + label.size());
  text = first ? std::string_view() : text.substr(0, at);
  return true;
}

}  // namespace

std::string CommentOf(const v1::Update& update) {
  std::string text = update.narrative();
  const auto add = [&text](std::string_view label, const std::string& part) {
    if (part.empty()) return;
    if (!text.empty()) text += kBreak;
    text.append(label).append(part);
  };
  for (const Label& label : kLabels) add(label.text, (update.*label.get)());
  for (const v1::Evidence& evidence : update.evidence()) {
    if (evidence.uri().empty()) add(kEvidence, evidence.title());
  }
  return text;
}

void SetComment(std::string_view comment, v1::Update& update) {
  std::string_view part;
  std::vector<std::string> titles;
  while (TakeLast(kEvidence, comment, &part)) titles.emplace_back(part);
  for (auto title = titles.rbegin(); title != titles.rend(); ++title) {
    update.add_evidence()->set_title(*title);
  }
  for (size_t i = std::size(kLabels); i-- > 0;) {
    if (TakeLast(kLabels[i].text, comment, &part))
      *(update.*kLabels[i].mutable_text)() = std::string(part);
  }
  update.set_narrative(std::string(comment));
}

}  // namespace sheaf::cli::exchange::iati
