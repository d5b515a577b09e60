// Messages of the contract as text for people: field by field, without knowing which message it is.
#pragma once

#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "google/protobuf/message.h"
#include "google/protobuf/timestamp.pb.h"
#include "sheaf/v1/change.pb.h"

namespace sheaf::cli {

// A field's path ("decision.body", "levels[0].id", "attributes.x") and its value.
using FieldText = std::pair<std::string, std::string>;

// The fields that are set, in the order of the contract. Enumerations are in lower case, lists of
// plain values are one field with "; " between, numbers are the shortest that read back the same.
std::vector<FieldText> FieldsOf(const google::protobuf::Message& message);

// The same without what the server keeps of every version: name, revision, commit time, etag,
// actor.
std::vector<FieldText> ContentOf(const google::protobuf::Message& message);

// The message inside `resource`; null where there is none.
const google::protobuf::Message* MessageIn(const v1::Resource& resource);

// What `change` changed against the version before, null where there is none: "title: 'A' -> 'B';
// ...".
std::string DescribeChange(const v1::Change& change, const v1::Resource* before);

// "2025-10-26T08:30:00Z", without fractions; empty for a time that is not set.
std::string TimeText(const google::protobuf::Timestamp& time);
// "non_binding" for v1::NON_BINDING; empty for the value 0.
template <typename Enum>
std::string WordOf(Enum value);
std::string WordOf(const google::protobuf::EnumDescriptor& type, int number);

// Protobuf's JSON, indented, with a line end; fields that cannot be unset are there, zero or not.
void PrintJson(const google::protobuf::Message& message, std::ostream& out);
// The same on one line.
void PrintJsonLine(const google::protobuf::Message& message, std::ostream& out);

template <typename Enum>
std::string WordOf(Enum value) {
  return value == 0 ? "" : WordOf(*google::protobuf::GetEnumDescriptor<Enum>(), value);
}

}  // namespace sheaf::cli
