// What each status word of a plan does, by the number of the word: looked up once, so that counting
// a million updates reads no text.
#pragma once

#include <array>
#include <unordered_map>

#include "server/model/model.h"
#include "server/sectors/manifests.h"

namespace sheaf::reports {

// Not thread-safe: it learns words as it is asked. `view` and `rules` must outlive it.
class Vocabulary {
 public:
  struct Meaning {
    bool known = false;  // false: the manifest in force has no such word
    v1::StatusEffect effect = v1::EVENT;
    // By instrument type; UNSPECIFIED where the word sets no state.
    std::array<v1::CanonicalState, v1::InstrumentType_ARRAYSIZE> states{};

    v1::CanonicalState StateOn(v1::InstrumentType instrument) const {
      return states[v1::InstrumentType_IsValid(instrument) ? instrument : 0];
    }
  };

  Vocabulary(const model::View& view, const sectors::Rules& rules) : view_(view), rules_(rules) {}

  const Meaning& Of(model::TextId word);

 private:
  Meaning LookUp(model::TextId word) const;

  const model::View& view_;
  const sectors::Rules& rules_;
  std::unordered_map<model::TextId, Meaning> meanings_;
};

}  // namespace sheaf::reports
