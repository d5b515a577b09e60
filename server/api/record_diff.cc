#include "server/api/record_diff.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "server/api/field_texts.h"
#include "server/base/status.h"
#include "server/sectors/records.h"

namespace sheaf::api {
namespace {

using google::protobuf::Message;

absl::StatusOr<std::vector<FieldText>> FieldsOf(const ledger::Record* record) {
  if (record == nullptr) return std::vector<FieldText>();
  SHEAF_ASSIGN_OR_RETURN(const v1::Resource resource, sectors::ResourceOf(*record));
  const auto& get = *resource.GetReflection();
  const auto* kind = get.GetOneofFieldDescriptor(resource, resource.GetDescriptor()->oneof_decl(0));
  return FieldTextsOf(get.GetMessage(resource, kind));
}

bool Is(const ledger::Record* record, ledger::Verb verb) {
  return record != nullptr && record->verb == verb;
}

v1::DiffKind KindOf(const ledger::Record* from, const ledger::Record* to) {
  if (to == nullptr) return v1::REMOVED;
  if (Is(to, ledger::Verb::kWithdraw) && !Is(from, ledger::Verb::kWithdraw)) {
    return v1::DIFF_WITHDRAWN;
  }
  if (Is(to, ledger::Verb::kVanish) != Is(from, ledger::Verb::kVanish)) return v1::DIFF_VANISHED;
  return from == nullptr ? v1::ADDED : v1::MODIFIED;
}

void Add(const std::string& path, const std::string* before, const std::string* after,
         v1::ResourceDiff* diff) {
  v1::FieldDiff& field = *diff->add_fields();
  field.set_field(path);
  if (before != nullptr) field.set_before(*before);
  if (after != nullptr) field.set_after(*after);
}

auto Find(const std::vector<FieldText>& fields, const std::string& path) {
  return std::find_if(fields.begin(), fields.end(),
                      [&](const FieldText& field) { return field.path == path; });
}

// Both lists are in the order of the record's message: so is what comes out, with what is gone
// before what has come in its place.
void AddDifferences(const std::vector<FieldText>& from, const std::vector<FieldText>& to,
                    v1::ResourceDiff* diff) {
  auto next = from.begin();
  for (const FieldText& after : to) {
    const auto before = Find(from, after.path);
    if (before == from.end()) {
      Add(after.path, nullptr, &after.text, diff);
      continue;
    }
    for (; next < before; ++next) {
      if (Find(to, next->path) == to.end()) Add(next->path, &next->text, nullptr, diff);
    }
    next = std::max(next, before + 1);
    if (before->text != after.text) Add(after.path, &before->text, &after.text, diff);
  }
  for (; next < from.end(); ++next) {
    if (Find(to, next->path) == to.end()) Add(next->path, &next->text, nullptr, diff);
  }
}

}  // namespace

absl::StatusOr<std::optional<v1::ResourceDiff>> DiffOf(const ledger::Record* from,
                                                       const ledger::Record* to) {
  SHEAF_ASSIGN_OR_RETURN(const auto before, FieldsOf(from));
  SHEAF_ASSIGN_OR_RETURN(const auto after, FieldsOf(to));
  v1::ResourceDiff diff;
  AddDifferences(before, after, &diff);
  const bool both = from != nullptr && to != nullptr;
  if (diff.fields().empty() && (both || from == to)) return std::nullopt;
  diff.set_resource((to != nullptr ? to : from)->resource);
  diff.set_kind(KindOf(from, to));
  if (from != nullptr) diff.set_from_revision(from->revision);
  if (to != nullptr) diff.set_to_revision(to->revision);
  return diff;
}

}  // namespace sheaf::api
