// Checks of single fields, the same for every kind of record: what is wrong goes to the request's
// Problems with its row and field. None of them stops: a request tells all its problems at once.
//
//   const FieldCheck check(&problems, row);
//   check.Required("title", line.title(), kTitleMaxBytes);
//   check.Date("planned_start", line.planned_start());
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "google/protobuf/map.h"
#include "google/protobuf/repeated_field.h"
#include "proto/values/partial_date.h"
#include "server/base/status.h"
#include "sheaf/v1/manifest.pb.h"

namespace sheaf::sectors {

// One item of a request, under check. Cheap to copy; `problems` must outlive it.
class FieldCheck {
 public:
  explicit FieldCheck(Problems* problems, int64_t row = Problem::kNoRow)
      : problems_(problems), row_(row) {}

  void Fail(std::string_view field, std::string text) const;
  // Fails with the message of `status` where it is not OK. True where it is.
  bool Holds(std::string_view field, const absl::Status& status) const;

  // A text that may be empty: UTF-8, at most `max_bytes`, no control character but line feed and
  // tab.
  bool Text(std::string_view field, std::string_view value, size_t max_bytes) const;
  // The same, not empty.
  bool Required(std::string_view field, std::string_view value, size_t max_bytes) const;

  // A partial date; "not stated" where it is empty or wrong.
  PartialDate Date(std::string_view field, std::string_view value) const;
  // A date to the day; "not stated" where it is empty or wrong.
  PartialDate Day(std::string_view field, std::string_view value) const;
  // A reporting period, or empty.
  void Period(std::string_view field, std::string_view value) const;
  // 0 for "not stated", or 1900 to 2199.
  void Year(std::string_view field, int year) const;
  // Titles by language: tags as in BCP 47, in lower case, each with a title.
  void Titles(std::string_view field,
              const google::protobuf::Map<std::string, std::string>& titles) const;
  // Not NaN and not infinite.
  void Finite(std::string_view field, double value) const;

  // Further fields, against their declarations where they have one.
  void Attributes(
      const google::protobuf::Map<std::string, std::string>& attributes,
      const google::protobuf::RepeatedPtrField<v1::AttributeDefinition>& definitions) const;

 private:
  Problems* problems_;
  int64_t row_;
};

}  // namespace sheaf::sectors
