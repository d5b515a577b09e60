#include "clients/cli/file_table.h"

#include <algorithm>

#include "absl/strings/ascii.h"

namespace sheaf::cli {
namespace {

bool IsPartOfName(char c) {
  return absl::ascii_isalnum(static_cast<unsigned char>(c)) ||
         static_cast<unsigned char>(c) >= 0x80;
}

// The column that `shape` knows by this name; empty where there is none.
std::string_view KnownAs(const std::string& name, const FileShape& shape) {
  const auto found = std::find(shape.known.begin(), shape.known.end(), PlainName(name));
  return found == shape.known.end() ? std::string_view() : *found;
}

}  // namespace

std::string PlainName(std::string_view name) {
  std::string plain;
  for (const char c : name) {
    if (IsPartOfName(c)) {
      plain += absl::ascii_tolower(static_cast<unsigned char>(c));
    } else if (!plain.empty() && plain.back() != '_') {
      plain += '_';
    }
  }
  if (!plain.empty() && plain.back() == '_') plain.pop_back();
  return plain;
}

size_t PlaceOf(std::string_view column, const std::vector<std::string>& columns) {
  const auto found = std::find(columns.begin(), columns.end(), column);
  return found == columns.end() ? std::string::npos : static_cast<size_t>(found - columns.begin());
}

void NameColumns(const FileShape& shape, FileTable& table, FileProblems& problems) {
  std::string renamed;
  for (std::string& name : table.columns) {
    const std::string_view known = KnownAs(name, shape);
    if (known.empty() || known == name) continue;
    const auto same = [&](const std::string& other) { return KnownAs(other, shape) == known; };
    if (std::count_if(table.columns.begin(), table.columns.end(), same) > 1) continue;
    renamed += (renamed.empty() ? "" : ", ") + Quoted(name) + " as " + std::string(known);
    problems.RenameColumn(name, std::string(known));
    name = known;
  }
  if (!renamed.empty()) table.notes.push_back("took the columns " + renamed);
}

void RequireColumns(const FileTable& table, const std::vector<std::string_view>& required,
                    FileProblems& problems) {
  if (table.columns.empty()) return;
  std::string missing;
  for (const std::string_view name : required) {
    if (PlaceOf(name, table.columns) != std::string::npos) continue;
    missing.append(missing.empty() ? "" : ", ").append(name);
  }
  if (missing.empty()) return;
  std::string found;
  for (const std::string& name : table.columns) found += (found.empty() ? "" : ", ") + name;
  problems.Add(1, "", "missing columns: " + missing + " (the header has: " + found + ")");
}

}  // namespace sheaf::cli
