#include "clients/cli/message_text.h"

#include <algorithm>
#include <array>
#include <map>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "clients/cli/file_problem.h"
#include "clients/cpp/sha256.h"
#include "google/protobuf/util/json_util.h"
#include "google/protobuf/util/time_util.h"
#include "proto/values/number.h"

namespace sheaf::cli {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Timestamp;

// Bytes that are no text: all of them where they are few, else what tells them from others.
std::string BytesText(const std::string& bytes) {
  constexpr size_t kFew = 64;
  if (bytes.size() <= kFew) return absl::BytesToHexString(bytes);
  return std::to_string(bytes.size()) + " bytes with SHA-256 " +
         absl::BytesToHexString(client::Sha256({bytes}));
}

// The value of a singular field, or, with `index` from 0, of an item of a list. Not for messages.
std::string ScalarText(const Message& message, const FieldDescriptor& field, int index) {
  const auto& get = *message.GetReflection();
  const bool item = index >= 0;
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING: {
      std::string text =
          item ? get.GetRepeatedString(message, &field, index) : get.GetString(message, &field);
      return field.type() == FieldDescriptor::TYPE_BYTES ? BytesText(text) : text;
    }
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return FormatNumber(item ? get.GetRepeatedDouble(message, &field, index)
                               : get.GetDouble(message, &field));
    case FieldDescriptor::CPPTYPE_INT32:
      return std::to_string(item ? get.GetRepeatedInt32(message, &field, index)
                                 : get.GetInt32(message, &field));
    case FieldDescriptor::CPPTYPE_INT64:
      return std::to_string(item ? get.GetRepeatedInt64(message, &field, index)
                                 : get.GetInt64(message, &field));
    case FieldDescriptor::CPPTYPE_BOOL:
      return (item ? get.GetRepeatedBool(message, &field, index) : get.GetBool(message, &field))
                 ? "true"
                 : "false";
    case FieldDescriptor::CPPTYPE_ENUM:
      return WordOf(*field.enum_type(), item ? get.GetRepeatedEnumValue(message, &field, index)
                                             : get.GetEnumValue(message, &field));
    default:
      return "";
  }
}

void Append(const Message& message, const std::string& prefix, std::vector<FieldText>& fields);

void AppendMessage(const Message& message, const std::string& path,
                   std::vector<FieldText>& fields) {
  if (message.GetDescriptor() == Timestamp::descriptor()) {
    fields.emplace_back(path, TimeText(static_cast<const Timestamp&>(message)));
    return;
  }
  Append(message, path + ".", fields);
}

// Entries in the order of their keys, so that the text does not depend on the map's.
void AppendMap(const Message& message, const FieldDescriptor& field, const std::string& path,
               std::vector<FieldText>& fields) {
  std::map<std::string, std::string> entries;
  const auto& get = *message.GetReflection();
  for (int i = 0; i < get.FieldSize(message, &field); ++i) {
    const Message& entry = get.GetRepeatedMessage(message, &field, i);
    entries[ScalarText(entry, *entry.GetDescriptor()->map_key(), -1)] =
        ScalarText(entry, *entry.GetDescriptor()->map_value(), -1);
  }
  for (const auto& [key, value] : entries) fields.emplace_back(path + "." + key, value);
}

void AppendList(const Message& message, const FieldDescriptor& field, const std::string& path,
                std::vector<FieldText>& fields) {
  const auto& get = *message.GetReflection();
  std::string joined;
  for (int i = 0; i < get.FieldSize(message, &field); ++i) {
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      AppendMessage(get.GetRepeatedMessage(message, &field, i),
                    path + "[" + std::to_string(i) + "]", fields);
    } else {
      joined += (i > 0 ? "; " : "") + ScalarText(message, field, i);
    }
  }
  if (!joined.empty()) fields.emplace_back(path, joined);
}

bool IsShown(const Message& message, const FieldDescriptor& field) {
  const auto& get = *message.GetReflection();
  if (field.is_repeated()) return get.FieldSize(message, &field) > 0;
  // A number that is always there: its zero is a value.
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_DOUBLE && !field.has_presence()) return true;
  return get.HasField(message, &field);
}

void Append(const Message& message, const std::string& prefix, std::vector<FieldText>& fields) {
  const auto& type = *message.GetDescriptor();
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    if (!IsShown(message, field)) continue;
    const std::string path = prefix + field.name();
    if (field.is_map()) {
      AppendMap(message, field, path, fields);
    } else if (field.is_repeated()) {
      AppendList(message, field, path, fields);
    } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      AppendMessage(message.GetReflection()->GetMessage(message, &field), path, fields);
    } else {
      fields.emplace_back(path, ScalarText(message, field, -1));
    }
  }
}

bool IsKeptByServer(const FieldText& field) {
  constexpr std::array<std::string_view, 5> kKept = {"name", "revision", "commit_time", "etag",
                                                     "actor"};
  return std::find(kKept.begin(), kKept.end(), field.first) != kKept.end();
}

std::map<std::string, std::string> ByPath(const v1::Resource* resource) {
  const Message* message = resource == nullptr ? nullptr : MessageIn(*resource);
  if (message == nullptr) return {};
  const auto fields = ContentOf(*message);
  return {fields.begin(), fields.end()};
}

// The differences, in the order of the contract; what is gone comes last.
std::string Differences(std::map<std::string, std::string> before,
                        const std::vector<FieldText>& after) {
  std::string text;
  const auto say = [&text](const std::string& what) { text += (text.empty() ? "" : "; ") + what; };
  for (const auto& [path, value] : after) {
    const auto old = before.extract(path);
    if (old.empty()) {
      say(path + ": " + Quoted(value) + " added");
    } else if (old.mapped() != value) {
      say(path + ": " + Quoted(old.mapped()) + " -> " + Quoted(value));
    }
  }
  for (const auto& [path, value] : before) say(path + ": " + Quoted(value) + " removed");
  return text;
}

std::string Listed(const std::vector<FieldText>& fields) {
  std::string text;
  for (const auto& [path, value] : fields) {
    text += (text.empty() ? "" : "; ") + path + ": " + value;
  }
  return text;
}

// What tells one publication from another: not its rules and programs, which are many.
std::vector<FieldText> StatementFields(const v1::Publication& publication) {
  v1::PublicationStatement statement;
  if (!statement.ParseFromString(publication.statement())) return ContentOf(publication);
  statement.clear_rules();
  statement.clear_producers();
  return ContentOf(statement);
}

std::string JsonOf(const Message& message, bool indented) {
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = indented;
  // A script should find every key, and zero is a value.
  options.always_print_primitive_fields = true;
  std::string json;
  // Fails for an Any of an unknown type only; the contract has none.
  (void)google::protobuf::util::MessageToJsonString(message, &json, options);
  if (json.empty() || json.back() != '\n') json += "\n";
  return json;
}

}  // namespace

std::vector<FieldText> FieldsOf(const Message& message) {
  std::vector<FieldText> fields;
  Append(message, "", fields);
  return fields;
}

std::vector<FieldText> ContentOf(const Message& message) {
  std::vector<FieldText> fields = FieldsOf(message);
  fields.erase(std::remove_if(fields.begin(), fields.end(), IsKeptByServer), fields.end());
  return fields;
}

const Message* MessageIn(const v1::Resource& resource) {
  const auto& get = *resource.GetReflection();
  const auto* kind = get.GetOneofFieldDescriptor(resource, resource.GetDescriptor()->oneof_decl(0));
  return kind == nullptr ? nullptr : &get.GetMessage(resource, kind);
}

std::string DescribeChange(const v1::Change& change, const v1::Resource* before) {
  if (change.verb() == v1::TAKEN_BACK) return "reason: " + change.reason();
  if (change.verb() == v1::VANISHED) return "no longer in the plan's latest import";
  if (change.after().has_publication())
    return Listed(StatementFields(change.after().publication()));
  const Message* after = MessageIn(change.after());
  if (after == nullptr) return "";
  const auto fields = ContentOf(*after);
  return before == nullptr ? Listed(fields) : Differences(ByPath(before), fields);
}

std::string TimeText(const Timestamp& time) {
  if (time.seconds() == 0 && time.nanos() == 0) return "";
  Timestamp whole = time;
  whole.set_nanos(0);
  return google::protobuf::util::TimeUtil::ToString(whole);
}

std::string WordOf(const google::protobuf::EnumDescriptor& type, int number) {
  const auto* value = type.FindValueByNumber(number);
  return value == nullptr ? std::to_string(number) : absl::AsciiStrToLower(value->name());
}

void PrintJson(const Message& message, std::ostream& out) { out << JsonOf(message, true); }

void PrintJsonLine(const Message& message, std::ostream& out) { out << JsonOf(message, false); }

}  // namespace sheaf::cli
