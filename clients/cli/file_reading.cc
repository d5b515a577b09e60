#include "clients/cli/file_reading.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <system_error>

#include "absl/strings/match.h"
#include "clients/cli/csv_file.h"
#include "clients/cli/json_lines_file.h"
#include "clients/cli/workbook/xlsx_file.h"

namespace sheaf::cli {
namespace {

bool ReadWhole(const std::string& path, std::string& bytes) {
  const std::unique_ptr<FILE, int (*)(FILE*)> file(std::fopen(path.c_str(), "rb"), std::fclose);
  if (file == nullptr) return false;
  std::array<char, 1 << 16> buffer;
  size_t size = 0;
  while ((size = std::fread(buffer.data(), 1, buffer.size(), file.get())) > 0) {
    bytes.append(buffer.data(), size);
    if (bytes.size() > kFileMaxBytes) {
      errno = EFBIG;
      return false;
    }
  }
  return std::ferror(file.get()) == 0;
}

FileTable ParseAs(std::string_view bytes, std::string_view name, const FileShape& shape,
                  const std::string& sheet, FileProblems& problems) {
  if (IsWorkbook(bytes)) return ParseXlsx(bytes, shape, sheet, problems);
  if (!sheet.empty()) {
    problems.Add(0, "", "this is no workbook, so that it has no sheet " + Quoted(sheet));
    return {};
  }
  const bool says_json = absl::EndsWithIgnoreCase(std::string(name), ".jsonl") ||
                         absl::EndsWithIgnoreCase(std::string(name), ".ndjson") ||
                         absl::EndsWithIgnoreCase(std::string(name), ".json");
  if (says_json || LooksLikeJson(bytes)) return ParseJsonLines(bytes, problems);
  return ParseCsv(bytes, problems);
}

}  // namespace

FileTable ParseTable(std::string_view bytes, std::string_view name, const FileShape& shape,
                     const std::string& sheet, FileProblems& problems) {
  FileTable table = ParseAs(bytes, name, shape, sheet, problems);
  NameColumns(shape, table, problems);
  return table;
}

FileTable ReadTable(const std::string& path, const FileShape& shape, const std::string& sheet,
                    FileProblems& problems) {
  std::string bytes;
  if (ReadWhole(path, bytes)) return ParseTable(bytes, path, shape, sheet, problems);
  problems.Add(0, "", "cannot be read: " + std::generic_category().message(errno));
  return {};
}

}  // namespace sheaf::cli
