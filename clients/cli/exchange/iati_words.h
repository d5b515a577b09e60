// The codes of IATI's lists that Sheaf uses, and its own names in IATI's free places: shared by
// writer and reader.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/generated_enum_reflection.h"
#include "sheaf/v1/update.pb.h"

namespace sheaf::cli::exchange::iati {

// The publisher's own vocabulary, in every list that has one.
inline constexpr char kOwnVocabulary[] = "99";
// An identifier of the publisher's own, of other-identifier.
inline constexpr char kInternalIdentifier[] = "A1";
// One that ties activities together: shared initiatives.
inline constexpr char kOtherIdentifier[] = "A9";
// activity-date.
inline constexpr char kPlannedStart[] = "1", kActualStart[] = "2", kPlannedEnd[] = "3",
                      kActualEnd[] = "4";
// Says in the narrative of a date that it is not the line's own.
inline constexpr char kNotStated[] = "not stated";
// The code of the indicator under which updates without a number stand.
inline constexpr char kStatusIndicator[] = "reported_status";
// What goes before the unit in the code of the one of updates with a number.
inline constexpr char kProgressIndicator[] = "progress: ";
// The code of the region as a whole.
inline constexpr char kRegion[] = "ASEAN";

// "not_applicable" for v1::NOT_APPLICABLE; "" for 0.
template <typename Enum>
std::string Word(Enum value) {
  const auto* found = google::protobuf::GetEnumDescriptor<Enum>()->FindValueByNumber(value);
  return value == 0 || found == nullptr ? "" : absl::AsciiStrToLower(found->name());
}

// The inverse; false where there is no such word.
template <typename Enum>
bool FromWord(std::string_view word, Enum* value) {
  const auto* found = google::protobuf::GetEnumDescriptor<Enum>()->FindValueByName(
      absl::AsciiStrToUpper(std::string(word)));
  if (found == nullptr) return false;
  *value = static_cast<Enum>(found->number());
  return true;
}

// The texts of an update as one comment: the narrative, then the others, each behind its label.
std::string CommentOf(const v1::Update& update);
// The inverse: of any text, what has no label is the narrative.
void SetComment(std::string_view comment, v1::Update& update);

}  // namespace sheaf::cli::exchange::iati
