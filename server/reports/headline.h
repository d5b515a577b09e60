// Rule headline-v1: from canonical states to the classes that reports count, and counts of lines by
// class.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "sheaf/v1/status.pb.h"

namespace sheaf::reports {

// The class in which a line of this state counts; never UNSPECIFIED.
v1::HeadlineClass HeadlineOf(v1::CanonicalState state);

// For people: "Substantially completed"; "No state" for UNSPECIFIED.
std::string_view TitleOf(v1::CanonicalState state);
// For people: "In progress".
std::string_view TitleOf(v1::HeadlineClass headline);

// The classes in the order in which reports show them.
inline constexpr std::array<v1::HeadlineClass, 5> kHeadlineClasses = {
    v1::HEADLINE_COMPLETED, v1::HEADLINE_IN_PROGRESS, v1::HEADLINE_NOT_STARTED,
    v1::HEADLINE_NOT_REPORTED, v1::HEADLINE_EXCLUDED};

// Lines by class. The five add up to all counted lines, always.
class ClassCounts {
 public:
  void Add(v1::HeadlineClass headline, int64_t lines = 1) { counts_[headline] += lines; }
  ClassCounts& operator+=(const ClassCounts& other);

  int64_t Of(v1::HeadlineClass headline) const { return counts_[headline]; }
  int64_t Counted() const;
  // What completed lines are a share of: all counted lines but the excluded ones.
  int64_t Denominator() const { return Counted() - Of(v1::HEADLINE_EXCLUDED); }

  // Completed or in progress. Something is being done: coverage, which is not achievement.
  int64_t Begun() const { return Of(v1::HEADLINE_COMPLETED) + Of(v1::HEADLINE_IN_PROGRESS); }

  friend bool operator==(const ClassCounts&, const ClassCounts&) = default;

 private:
  std::array<int64_t, v1::HeadlineClass_ARRAYSIZE> counts_{};
};

}  // namespace sheaf::reports
