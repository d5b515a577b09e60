#include "server/api/record_diff.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "server/api/field_texts.h"
#include "server/base/status.h"
#include "server/sectors/records.h"

namespace sheaf::api {
namespace {

absl::StatusOr<std::vector<FieldText>> FieldsOf(const ledger::Record* record) {
  if (record == nullptr) return std::vector<FieldText>();
  SHEAF_ASSIGN_OR_RETURN(v1::Resource resource, sectors::ResourceOf(*record));
  // Of its review how far it got, and why not further; that it was submitted goes without saying.
  if (resource.has_update()) {
    v1::Review* review = resource.mutable_update()->mutable_review();
    v1::Review shown;
    if (review->state() != v1::SUBMITTED) shown.set_state(review->state());
    shown.set_returned_reason(review->returned_reason());
    *review = std::move(shown);
  }
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

// A field that differs; null where it is not set.
struct Differing {
  const FieldText* before;
  const FieldText* after;
  int place() const { return (after != nullptr ? after : before)->place; }
};

using ByPath = std::unordered_map<std::string_view, const FieldText*>;

ByPath IndexOf(const std::vector<FieldText>& fields) {
  ByPath by_path;
  for (const FieldText& field : fields) by_path.emplace(field.path, &field);
  return by_path;
}

const FieldText* Find(const ByPath& fields, std::string_view path) {
  const auto found = fields.find(path);
  return found == fields.end() ? nullptr : found->second;
}

// In the order of the record's message.
std::vector<Differing> DifferingFields(const std::vector<FieldText>& from,
                                       const std::vector<FieldText>& to) {
  std::vector<Differing> differing;
  const ByPath before_by_path = IndexOf(from);
  const ByPath after_by_path = IndexOf(to);
  for (const FieldText& after : to) {
    const FieldText* before = Find(before_by_path, after.path);
    if (before == nullptr || before->text != after.text) differing.push_back({before, &after});
  }
  for (const FieldText& before : from) {
    if (Find(after_by_path, before.path) == nullptr) differing.push_back({&before, nullptr});
  }
  std::stable_sort(differing.begin(), differing.end(),
                   [](const Differing& a, const Differing& b) { return a.place() < b.place(); });
  return differing;
}

void Add(const Differing& differing, v1::ResourceDiff* diff) {
  v1::FieldDiff& field = *diff->add_fields();
  field.set_field((differing.after != nullptr ? differing.after : differing.before)->path);
  if (differing.before != nullptr) field.set_before(differing.before->text);
  if (differing.after != nullptr) field.set_after(differing.after->text);
}

}  // namespace

absl::StatusOr<std::optional<v1::ResourceDiff>> DiffOf(const ledger::Record* from,
                                                       const ledger::Record* to) {
  SHEAF_ASSIGN_OR_RETURN(const auto before, FieldsOf(from));
  SHEAF_ASSIGN_OR_RETURN(const auto after, FieldsOf(to));
  v1::ResourceDiff diff;
  for (const Differing& differing : DifferingFields(before, after)) Add(differing, &diff);
  const bool both = from != nullptr && to != nullptr;
  if (diff.fields().empty() && (both || from == to)) return std::nullopt;
  diff.set_resource((to != nullptr ? to : from)->resource);
  diff.set_kind(KindOf(from, to));
  if (from != nullptr) diff.set_from_revision(from->revision);
  if (to != nullptr) diff.set_to_revision(to->revision);
  return diff;
}

}  // namespace sheaf::api
