#include "server/reports/vocabulary.h"

namespace sheaf::reports {

const Vocabulary::Meaning& Vocabulary::Of(model::TextId word) {
  const auto known = meanings_.find(word);
  if (known != meanings_.end()) return known->second;
  return meanings_.emplace(word, LookUp(word)).first->second;
}

Vocabulary::Meaning Vocabulary::LookUp(model::TextId word) const {
  Meaning meaning;
  const v1::StatusDefinition* status = rules_.Status(view_.Text(word));
  if (status == nullptr) return meaning;
  meaning.known = true;
  meaning.effect = status->effect();
  for (size_t i = 0; i < meaning.states.size(); ++i) {
    meaning.states[i] = sectors::Rules::StateOf(*status, static_cast<v1::InstrumentType>(i));
  }
  return meaning;
}

}  // namespace sheaf::reports
