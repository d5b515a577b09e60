#include "server/sectors/field_checks.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <optional>
#include <regex>
#include <utility>
#include <vector>

#include "google/protobuf/stubs/common.h"
#include "proto/values/number.h"
#include "server/sectors/limits.h"
#include "server/sectors/wording.h"

namespace sheaf::sectors {
namespace {

constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2199;

bool IsForbidden(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\n' && c != '\t') || byte == 0x7F;
}

std::string DescribeControl(std::string_view value, size_t at) {
  if (value[at] == '\0') {
    return "holds a NUL byte (character " + std::to_string(at + 1) +
           "); take it out: the file may not be text";
  }
  char code[8];
  std::snprintf(code, sizeof(code), "0x%02X", static_cast<unsigned char>(value[at]));
  return "holds the control character " + std::string(code) + " (character " +
         std::to_string(at + 1) + "); only line feeds and tabs may stand in a text";
}

// What is wrong with a text; nothing where it is right.
std::optional<std::string> TextProblem(std::string_view value, size_t max_bytes) {
  // Protobuf's own check, so that what is accepted here can be sent on.
  if (!google::protobuf::internal::IsStructurallyValidUTF8(value.data(),
                                                           static_cast<int>(value.size()))) {
    return "is not UTF-8; save the file as UTF-8 and send it again";
  }
  const auto control = std::find_if(value.begin(), value.end(), IsForbidden);
  if (control != value.end()) return DescribeControl(value, control - value.begin());
  if (value.size() <= max_bytes) return std::nullopt;
  return "has " + std::to_string(value.size()) + " bytes; shorten it to at most " +
         std::to_string(max_bytes);
}

// What is wrong with the value of a declared attribute; nothing where it is right.
std::optional<std::string> ValueProblem(std::string_view value,
                                        const v1::AttributeDefinition& definition) {
  const auto& choices = definition.choices();
  switch (definition.type()) {
    case v1::NUMBER:
      if (ParseNumber(value)) return std::nullopt;
      return Quoted(value) + " is not a number; write it with digits and a point, like 12.5";
    case v1::DATE: {
      const auto date = PartialDate::Parse(value);
      if (date.ok()) return std::nullopt;
      return std::string(date.status().message());
    }
    case v1::CHOICE:
      if (std::find(choices.begin(), choices.end(), value) != choices.end()) return std::nullopt;
      return Quoted(value) + " is none of the choices: " +
             Suggestion(value, {choices.begin(), choices.end()}, "choices");
    default:
      return std::nullopt;
  }
}

bool IsLanguageTag(std::string_view tag) {
  static const std::regex kTag("[a-z]{2,3}(-[a-z0-9]{2,8})*");
  constexpr size_t kTagMaxBytes = 35;
  return tag.size() <= kTagMaxBytes && std::regex_match(tag.begin(), tag.end(), kTag);
}

}  // namespace

void FieldCheck::Fail(std::string_view field, std::string text) const {
  problems_->Add(row_, field, std::move(text));
}

bool FieldCheck::Holds(std::string_view field, const absl::Status& status) const {
  if (!status.ok()) Fail(field, std::string(status.message()));
  return status.ok();
}

bool FieldCheck::Text(std::string_view field, std::string_view value, size_t max_bytes) const {
  const auto problem = TextProblem(value, max_bytes);
  if (problem) Fail(field, "the text " + *problem);
  return !problem;
}

bool FieldCheck::Required(std::string_view field, std::string_view value, size_t max_bytes) const {
  if (!value.empty()) return Text(field, value, max_bytes);
  Fail(field, "is empty; it is required");
  return false;
}

PartialDate FieldCheck::Date(std::string_view field, std::string_view value) const {
  const auto date = PartialDate::Parse(value);
  if (date.ok()) return *date;
  Fail(field,
       Quoted(value) + " is not a date; write 2020, 2020-11 or 2020-11-24 (years 1900 to 2199)");
  return PartialDate();
}

PartialDate FieldCheck::Day(std::string_view field, std::string_view value) const {
  const auto date = PartialDate::Parse(value);
  if (date.ok() && (!date->stated() || date->day() != 0)) return *date;
  Fail(field, Quoted(value) + " is not a date to the day; write it like 2020-11-24");
  return PartialDate();
}

void FieldCheck::Period(std::string_view field, std::string_view value) const {
  if (value.empty() || CheckPeriod(value).ok()) return;
  Fail(field,
       Quoted(value) +
           " is not a reporting period; write 2024, 2024-H1, 2024-Q2 or 2024-06 (years 1900 to "
           "2199)");
}

void FieldCheck::Year(std::string_view field, int year) const {
  if (year == 0 || (year >= kFirstYear && year <= kLastYear)) return;
  Fail(field, std::to_string(year) +
                  " is not a year from 1900 to 2199; leave it empty where the source states none");
}

void FieldCheck::Titles(std::string_view field,
                        const google::protobuf::Map<std::string, std::string>& titles) const {
  if (titles.size() > static_cast<size_t>(kLanguagesMax)) {
    Fail(field, "are in " + std::to_string(titles.size()) + " languages; at most " +
                    std::to_string(kLanguagesMax) + " are kept");
    return;
  }
  for (const auto& [tag, title] : titles) {
    const std::string of = std::string(field) + "[" + tag + "]";
    if (IsLanguageTag(tag)) {
      Required(of, title, kTitleMaxBytes);
    } else {
      Fail(of, Quoted(tag) + " is no language; write a tag in lower case, such as vi or pt-tl");
    }
  }
}

void FieldCheck::Finite(std::string_view field, double value) const {
  if (!std::isfinite(value))
    Fail(field, "is not a number; write it with digits and a point, like 12.5");
}

void FieldCheck::Attributes(
    const google::protobuf::Map<std::string, std::string>& attributes,
    const google::protobuf::RepeatedPtrField<v1::AttributeDefinition>& definitions) const {
  if (attributes.size() > static_cast<size_t>(kAttributesMax)) {
    Fail("attributes", "has " + std::to_string(attributes.size()) + " entries; at most " +
                           std::to_string(kAttributesMax) + " are kept");
    return;
  }
  for (const auto& [id, value] : attributes) {
    const std::string field = "attributes[" + id + "]";
    if (!Required("attributes", id, kAttributeNameMaxBytes)) continue;
    if (!Text(field, value, kAttributeMaxBytes) || value.empty()) continue;
    const auto definition = std::find_if(definitions.begin(), definitions.end(),
                                         [&id = id](const auto& each) { return each.id() == id; });
    if (definition == definitions.end()) continue;
    if (auto problem = ValueProblem(value, *definition)) Fail(field, *std::move(problem));
  }
}

}  // namespace sheaf::sectors
