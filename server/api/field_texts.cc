#include "server/api/field_texts.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "proto/values/number.h"
#include "server/base/digest.h"

namespace sheaf::api {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// No record of the contract nests deeper.
constexpr int kDeepest = 8;

// Bytes that are no text: all of them where they are few, else what tells them from others.
std::string BytesText(std::string_view bytes) {
  constexpr size_t kFew = 64;
  if (bytes.size() <= kFew) return Hex(bytes);
  return absl::StrCat(bytes.size(), " bytes with SHA-256 ", Hex(Sha256(bytes)));
}

// One value of a plain field; `index` is -1 where it is not repeated.
std::string PlainText(const Message& message, const FieldDescriptor& field, int index) {
  const auto& get = *message.GetReflection();
  const bool single = index < 0;
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING: {
      std::string text =
          single ? get.GetString(message, &field) : get.GetRepeatedString(message, &field, index);
      return field.type() == FieldDescriptor::TYPE_BYTES ? BytesText(text) : text;
    }
    case FieldDescriptor::CPPTYPE_INT32:
      return absl::StrCat(single ? get.GetInt32(message, &field)
                                 : get.GetRepeatedInt32(message, &field, index));
    case FieldDescriptor::CPPTYPE_INT64:
      return absl::StrCat(single ? get.GetInt64(message, &field)
                                 : get.GetRepeatedInt64(message, &field, index));
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return FormatNumber(single ? get.GetDouble(message, &field)
                                 : get.GetRepeatedDouble(message, &field, index));
    case FieldDescriptor::CPPTYPE_BOOL:
      return (single ? get.GetBool(message, &field) : get.GetRepeatedBool(message, &field, index))
                 ? "true"
                 : "false";
    case FieldDescriptor::CPPTYPE_ENUM:
      return absl::AsciiStrToLower(
          (single ? get.GetEnum(message, &field) : get.GetRepeatedEnum(message, &field, index))
              ->name());
    default:
      return "";
  }
}

bool IsSet(const Message& message, const FieldDescriptor& field, int depth) {
  const auto& get = *message.GetReflection();
  if (field.is_repeated()) return get.FieldSize(message, &field) > 0;
  // A number of a part that is there: its zero is a value.
  if (depth > 0 && field.cpp_type() == FieldDescriptor::CPPTYPE_DOUBLE) return true;
  return get.HasField(message, &field);
}

bool IsKeptByServer(const FieldDescriptor& field) {
  constexpr std::array<std::string_view, 5> kKept = {"name", "revision", "commit_time", "etag",
                                                     "actor"};
  return std::find(kKept.begin(), kKept.end(), field.name()) != kKept.end();
}

// What tells the entry from the others of its list; "" where it has no such field.
std::string IdOfEntry(const Message& entry) {
  for (const char* name : {"id", "code", "word"}) {
    const auto* field = entry.GetDescriptor()->FindFieldByName(name);
    if (field != nullptr && !field->is_repeated() &&
        field->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
      return entry.GetReflection()->GetString(entry, field);
    }
  }
  return "";
}

class Lister {
 public:
  explicit Lister(std::vector<FieldText>* out) : out_(out) {}

  void List(const Message& message, const std::string& prefix, int depth) {
    if (depth > kDeepest) return;
    const auto& type = *message.GetDescriptor();
    for (int i = 0; i < type.field_count(); ++i) {
      const FieldDescriptor& field = *type.field(i);
      if (!IsSet(message, field, depth) || (depth == 0 && IsKeptByServer(field))) continue;
      if (depth == 0) place_ = i;
      ListField(message, field, prefix + field.name(), depth);
    }
  }

 private:
  void ListField(const Message& message, const FieldDescriptor& field, const std::string& path,
                 int depth) {
    const auto& get = *message.GetReflection();
    const bool is_message = field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE;
    if (field.is_map()) {
      ListMap(message, field, path);
    } else if (field.is_repeated() && is_message) {
      ListEntries(message, field, path, depth);
    } else if (field.is_repeated()) {
      Add(path, Joined(message, field));
    } else if (is_message) {
      List(get.GetMessage(message, &field), path + ".", depth + 1);
    } else {
      Add(path, PlainText(message, field, -1));
    }
  }

  void Add(std::string path, std::string text) {
    out_->push_back({std::move(path), std::move(text), place_});
  }

  static std::string Joined(const Message& message, const FieldDescriptor& field) {
    std::string joined;
    const int size = message.GetReflection()->FieldSize(message, &field);
    for (int i = 0; i < size; ++i) {
      absl::StrAppend(&joined, i > 0 ? "; " : "", PlainText(message, field, i));
    }
    return joined;
  }

  // By key, so that the order does not depend on the map's.
  void ListMap(const Message& message, const FieldDescriptor& field, const std::string& path) {
    std::map<std::string, std::string> entries;
    const auto& get = *message.GetReflection();
    const int size = get.FieldSize(message, &field);
    for (int i = 0; i < size; ++i) {
      const Message& entry = get.GetRepeatedMessage(message, &field, i);
      entries[PlainText(entry, *entry.GetDescriptor()->map_key(), -1)] =
          PlainText(entry, *entry.GetDescriptor()->map_value(), -1);
    }
    for (const auto& [key, value] : entries) {
      Add(absl::StrCat(path, "[\"", key, "\"]"), value);
    }
  }

  void ListEntries(const Message& message, const FieldDescriptor& field, const std::string& path,
                   int depth) {
    const auto& get = *message.GetReflection();
    std::set<std::string> ids;
    const int size = get.FieldSize(message, &field);
    for (int i = 0; i < size; ++i) {
      const Message& entry = get.GetRepeatedMessage(message, &field, i);
      const std::string id = IdOfEntry(entry);
      const bool tells_apart = !id.empty() && ids.insert(id).second;
      List(entry,
           tells_apart ? absl::StrCat(path, "[\"", id, "\"].") : absl::StrCat(path, "[", i, "]."),
           depth + 1);
    }
  }

  std::vector<FieldText>* const out_;
  int place_ = 0;
};

}  // namespace

std::vector<FieldText> FieldTextsOf(const Message& record) {
  std::vector<FieldText> fields;
  Lister(&fields).List(record, "", 0);
  return fields;
}

}  // namespace sheaf::api
