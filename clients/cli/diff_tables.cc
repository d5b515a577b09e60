#include "clients/cli/diff_tables.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

namespace sheaf::cli {
namespace {

// Digests are longer, and their beginnings tell them apart.
constexpr size_t kLongestId = 16;
constexpr size_t kShortId = 8;

std::string KindWord(v1::DiffKind kind) {
  switch (kind) {
    case v1::ADDED:
      return "added";
    case v1::REMOVED:
      return "removed";
    case v1::MODIFIED:
      return "changed";
    case v1::DIFF_WITHDRAWN:
      return "withdrawn";
    case v1::DIFF_VANISHED:
      return "vanished";
    default:
      return "";
  }
}

// A line that is in its plan again has no `vanished` any more.
std::string KindWord(const v1::ResourceDiff& diff) {
  if (diff.kind() == v1::DIFF_VANISHED) {
    for (const v1::FieldDiff& field : diff.fields()) {
      if (field.field() == "vanished" && !field.has_after()) return "back";
    }
  }
  return KindWord(diff.kind());
}

// Its place among the plan's lines: it changes for all lines below one that came or went, which is
// no news of theirs.
bool IsPlace(const v1::FieldDiff& field) { return field.field() == "position"; }

bool OnlyMoved(const v1::ResourceDiff& diff) {
  return diff.kind() == v1::MODIFIED && diff.fields_size() == 1 && IsPlace(diff.fields(0));
}

std::vector<std::string> PartsOf(std::string_view name) {
  std::vector<std::string> parts;
  while (!name.empty()) {
    const size_t end = std::min(name.find('/'), name.size());
    parts.emplace_back(name.substr(0, end));
    name.remove_prefix(std::min(end + 1, name.size()));
  }
  return parts;
}

// "target" of "targets", "member state" of "memberStates".
std::string Singular(std::string collection) {
  if (collection == "memberStates") return "member state";
  if (collection == "series") return collection;
  collection.pop_back();
  return collection;
}

std::string Shortened(const std::string& id) {
  return id.size() <= kLongestId ? id : id.substr(0, kShortId);
}

std::string PointText(const v1::Clocks& clocks) {
  return "revision " + std::to_string(clocks.revision());
}

// All fields of one side in one text.
std::string Listed(const v1::ResourceDiff& diff, bool before) {
  std::string text;
  for (const v1::FieldDiff& field : diff.fields()) {
    if (IsPlace(field) || (before ? !field.has_before() : !field.has_after())) continue;
    text += (text.empty() ? "" : "; ") + field.field() + ": " +
            (before ? field.before() : field.after());
  }
  return text;
}

}  // namespace

std::string ShortNameOf(const std::string& resource) {
  const std::vector<std::string> parts = PartsOf(resource);
  if (parts.size() < 2) return resource;
  if (parts.size() == 2) return Singular(parts[0]) + " " + parts[1];
  std::string text = parts[1] + " ";
  if (parts.size() == 4) {
    const bool is_line = parts[2] == "lines";
    return text + (is_line ? "" : Singular(parts[2]) + " ") + Shortened(parts[3]);
  }
  text += parts[3];
  for (size_t i = 4; i + 1 < parts.size(); i += 2) {
    text += " " + Singular(parts[i]) + " " + Shortened(parts[i + 1]);
  }
  return text;
}

std::string DiffSummary(const v1::DiffResponse& diff) {
  const bool one_date = diff.from().effective_date() == diff.to().effective_date();
  const auto effective = [](const v1::Clocks& clocks) {
    return ", effective " + clocks.effective_date();
  };
  std::string text = "From " + PointText(diff.from()) +
                     (one_date || diff.from().revision() == 0 ? "" : effective(diff.from()) + ",") +
                     " to " + PointText(diff.to()) + effective(diff.to()) + ": ";
  const std::vector<std::string> words = {"added",    "changed", "removed",   "withdrawn",
                                          "vanished", "back",    "only moved"};
  std::map<std::string, int> counts;
  for (const v1::ResourceDiff& resource : diff.resources()) {
    ++counts[OnlyMoved(resource) ? "only moved" : KindWord(resource)];
  }
  std::string counted;
  for (const std::string& word : words) {
    if (!counts.contains(word)) continue;
    counted += (counted.empty() ? "" : ", ") + std::to_string(counts.at(word)) + " " + word;
  }
  return text + (counted.empty() ? "nothing is different" : counted) + ".";
}

Table DiffTable(const v1::DiffResponse& diff) {
  Table table({{"record", Column::kWhole},
               {"is", Column::kWhole},
               {"field", Column::kCut},
               {"before", Column::kWrap},
               {"after", Column::kWrap}});
  for (const v1::ResourceDiff& resource : diff.resources()) {
    const std::string name = ShortNameOf(resource.resource());
    const std::string word = KindWord(resource);
    if (resource.from_revision() == 0 || resource.to_revision() == 0) {
      table.AddRow({name, word, "", Listed(resource, true), Listed(resource, false)});
      continue;
    }
    bool is_first = true;
    for (const v1::FieldDiff& field : resource.fields()) {
      if (IsPlace(field)) continue;
      table.AddRow({is_first ? name : "", is_first ? word : "", field.field(), field.before(),
                    field.after()});
      is_first = false;
    }
  }
  return table;
}

Table DiffCsv(const v1::DiffResponse& diff) {
  Table table({{"resource"},
               {"kind"},
               {"from_revision"},
               {"to_revision"},
               {"field"},
               {"before"},
               {"after"}});
  for (const v1::ResourceDiff& resource : diff.resources()) {
    for (const v1::FieldDiff& field : resource.fields()) {
      table.AddRow(
          {resource.resource(), KindWord(resource), std::to_string(resource.from_revision()),
           std::to_string(resource.to_revision()), field.field(), field.before(), field.after()});
    }
  }
  return table;
}

}  // namespace sheaf::cli
