#include "clients/cli/exchange/losses.h"

#include <algorithm>
#include <functional>

#include "google/protobuf/message.h"
#include "google/protobuf/text_format.h"

namespace sheaf::cli::exchange {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// A path and the value of it as text.
using Visit = std::function<void(const std::string& path, const std::string& value)>;

void VisitFields(const Message& message, const std::string& prefix, const Visit& visit);

void VisitField(const Message& message, const FieldDescriptor& field, const std::string& path,
                const Visit& visit) {
  const auto& get = *message.GetReflection();
  const bool is_message = field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE;
  if (is_message && !field.is_repeated()) {
    return VisitFields(get.GetMessage(message, &field), path + ".", visit);
  }
  std::string value;
  if (is_message) {
    for (int i = 0; i < get.FieldSize(message, &field); ++i) {
      value += (i == 0 ? "" : "; ") + get.GetRepeatedMessage(message, &field, i).ShortDebugString();
    }
  } else {
    const int first = field.is_repeated() ? 0 : -1;
    google::protobuf::TextFormat::PrintFieldValueToString(message, &field, first, &value);
  }
  visit(path, value);
}

void VisitFields(const Message& message, const std::string& prefix, const Visit& visit) {
  std::vector<const FieldDescriptor*> fields;
  message.GetReflection()->ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    VisitField(message, *field, prefix + field->name(), visit);
  }
}

bool IsCarried(std::string_view path, const CarriedFields& carried) {
  return std::any_of(carried.begin(), carried.end(), [path](std::string_view entry) {
    return path.substr(0, entry.size()) == entry &&
           (path.size() == entry.size() || path[entry.size()] == '.');
  });
}

}  // namespace

void Losses::Add(std::string_view records, std::string_view field, std::string_view reason,
                 std::string_view record, std::string_view value) {
  const auto [place, is_new] = places_.try_emplace(
      {std::string(records), std::string(field), std::string(reason)}, losses_.size());
  if (is_new) {
    std::string example(record);
    if (!value.empty()) example += ": " + Quoted(value);
    losses_.push_back(
        {std::string(records), std::string(field), std::string(reason), 0, std::move(example)});
  }
  ++losses_[place->second].count;
}

void AddFieldsLost(std::string_view records, const Message& message, std::string_view name,
                   const CarriedFields& carried, std::string_view reason, Losses& losses) {
  VisitFields(message, "", [&](const std::string& path, const std::string& value) {
    if (path == "name" || IsCarried(path, carried)) return;
    losses.Add(records, path, reason, name, value);
  });
}

std::string_view KindOf(const v1::Figure& figure) {
  if (figure.has_baseline()) return "baselines";
  return figure.has_target() ? "targets" : "observations";
}

const Message& MessageOf(const v1::Figure& figure) {
  if (figure.has_baseline()) return figure.baseline();
  if (figure.has_target()) return figure.target();
  return figure.observation();
}

std::string NameOf(const v1::Figure& figure) {
  std::string name(PartOfName(figure.parent(), 3));
  const auto year = [](int32_t stated) {
    return stated == 0 ? std::string() : " " + std::to_string(stated);
  };
  if (figure.has_baseline()) return name + year(figure.baseline().year());
  if (figure.has_target()) return name + year(figure.target().year());
  const v1::Observation& observation = figure.observation();
  if (!observation.member_state().empty()) name += " " + observation.member_state();
  return observation.period().empty() ? name : name + " " + observation.period();
}

}  // namespace sheaf::cli::exchange
