// Workbooks: any archive becomes a table or problems. Input that begins with "P" is an archive as
// it is; any other is text from which one is put together, so that what is inside is reached: each
// line
// "@NAME" begins a part of that name, and what follows up to the next one is its content.
#include <zlib.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <sstream>
#include <string>
#include <string_view>

#include "clients/cli/file_problem.h"
#include "clients/cli/records_file.h"
#include "clients/cli/workbook/xlsx_file.h"
#include "tests/fuzz/expect.h"

namespace sheaf {
namespace {

// Puts an archive together whose parts are not packed.
class Archiver {
 public:
  void Add(std::string_view name, std::string_view content) {
    std::string fields;  // those that both heads share
    Append(fields, 20, 2);
    Append(fields, 0, 8);  // no flags, stored, no time
    const auto* const bytes = reinterpret_cast<const Bytef*>(content.data());
    Append(fields, crc32(0, bytes, static_cast<uInt>(content.size())), 4);
    Append(fields, content.size(), 4);
    Append(fields, content.size(), 4);
    Append(fields, name.size(), 2);
    Append(fields, 0, 2);
    directory_.append("PK\x01\x02").append(2, '\0').append(fields).append(10, '\0');
    Append(directory_, archive_.size(), 4);
    directory_.append(name);
    archive_.append("PK\x03\x04").append(fields).append(name).append(content);
    ++parts_;
  }

  std::string Finish() {
    std::string end = "PK\x05\x06";
    Append(end, 0, 4);
    Append(end, parts_, 2);
    Append(end, parts_, 2);
    Append(end, directory_.size(), 4);
    Append(end, archive_.size(), 4);
    Append(end, 0, 2);
    return archive_ + directory_ + end;
  }

 private:
  static void Append(std::string& to, uint64_t number, int bytes) {
    for (int i = 0; i < bytes; ++i) to += static_cast<char>(number >> (8 * i));
  }

  std::string archive_;
  std::string directory_;
  uint64_t parts_ = 0;
};

std::string ArchiveOf(std::string_view text) {
  Archiver archive;
  while (!text.empty()) {
    const size_t line = std::min(text.find('\n'), text.size());
    const size_t next = std::min(text.find("\n@", line), text.size());
    const std::string_view content = text.substr(line, next - line);
    archive.Add(text.substr(1, line - 1), content.empty() ? content : content.substr(1));
    text.remove_prefix(std::min(next + 1, text.size()));
  }
  return archive.Finish();
}

}  // namespace
}  // namespace sheaf

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::string bytes = input[0] == 'P' ? std::string(input) : sheaf::ArchiveOf(input);
  sheaf::cli::FileProblems problems;
  const sheaf::cli::FileTable table =
      sheaf::cli::ParseXlsx(bytes, sheaf::cli::UpdateShape(), "", problems);
  sheaf::fuzz::Expect(!table.rows.empty() || !problems.empty(), "no table without a reason");
  int64_t before = 0;
  for (const sheaf::cli::FileRow& row : table.rows) {
    sheaf::fuzz::Expect(row.cells.size() == table.columns.size(), "a row is as wide as the header");
    sheaf::fuzz::Expect(row.number > before, "rows are in order");
    before = row.number;
  }
  sheaf::cli::ReadUpdates(table, problems);
  std::ostringstream out;
  problems.Print("fuzz.xlsx", out);
  return 0;
}
