// How much a record may hold: every limit in one place, in bytes of UTF-8 where it is about a text.
// The contract (proto/) states those that clients must know.
#pragma once

#include <cstddef>

namespace sheaf::sectors {

inline constexpr size_t kTitleMaxBytes = 500;
// Narrative, challenges, recommendations, risk, mitigation, next steps.
inline constexpr size_t kNarrativeMaxBytes = 8000;
inline constexpr size_t kNoteMaxBytes = 2000;
// Where a fact is printed, an edition, a source, a URI.
inline constexpr size_t kReferenceMaxBytes = 1000;
// A body, a meeting, a verb, a tag, a shared initiative's key.
inline constexpr size_t kNameMaxBytes = 200;
inline constexpr size_t kUnitMaxBytes = 200;
// What a published figure is about.
inline constexpr size_t kSubjectMaxBytes = 100;
inline constexpr size_t kReasonMaxBytes = 1000;
inline constexpr size_t kAttributeNameMaxBytes = 100;
inline constexpr size_t kAttributeMaxBytes = 8000;
inline constexpr size_t kRequestIdMaxBytes = 200;

inline constexpr int kAttributesMax = 100;
inline constexpr int kLanguagesMax = 50;
inline constexpr int kTagsMax = 50;
inline constexpr int kEvidenceMax = 50;
inline constexpr int kMemberStatesMax = 100;
inline constexpr int kUpdatesMax = 1000;
inline constexpr int kSilenceMaxDays = 366;
inline constexpr int kFiguresMax = 10'000;
inline constexpr int kOperandsMax = 200;
inline constexpr size_t kLinesMax = 250'000;

}  // namespace sheaf::sectors
