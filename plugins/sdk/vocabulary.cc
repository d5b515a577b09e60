#include "plugins/sdk/vocabulary.h"

#include <utility>

namespace sheaf::plugin {

Vocabulary::Vocabulary(sheaf::v1::SectorManifest manifest) : manifest_(std::move(manifest)) {
  for (const auto& status : manifest_.statuses()) words_[status.word()] = &status;
  for (const auto& kpi : manifest_.kpis()) kpis_[kpi.code()] = &kpi;
}

const sheaf::v1::StatusDefinition* Vocabulary::Word(std::string_view word) const {
  const auto found = words_.find(word);
  return found == words_.end() ? nullptr : found->second;
}

std::string_view Vocabulary::TitleOf(std::string_view word) const {
  const sheaf::v1::StatusDefinition* status = Word(word);
  return status == nullptr || status->title().empty() ? word : std::string_view(status->title());
}

std::string_view Vocabulary::StageOf(std::string_view word) const {
  const sheaf::v1::StatusDefinition* status = Word(word);
  return status == nullptr ? std::string_view() : std::string_view(status->stage());
}

bool Vocabulary::IsExpectation(std::string_view word) const {
  const sheaf::v1::StatusDefinition* status = Word(word);
  return status != nullptr && status->effect() == sheaf::v1::EXPECTATION;
}

const sheaf::v1::KpiDefinition* Vocabulary::Kpi(std::string_view code) const {
  const auto found = kpis_.find(code);
  return found == kpis_.end() ? nullptr : found->second;
}

}  // namespace sheaf::plugin
