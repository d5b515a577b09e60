// CSV files and JSON lines: any bytes become a table or problems, and a table becomes records or
// problems. The first byte says as which kind of file it is read; from 0x80 on, as JSON lines.
#include <cstddef>
#include <cstdint>
#include <sstream>
#include <string_view>

#include "clients/cli/csv_file.h"
#include "clients/cli/json_lines_file.h"
#include "clients/cli/published_file.h"
#include "clients/cli/records_file.h"
#include "tests/fuzz/expect.h"

namespace sheaf {
namespace {

void Read(unsigned kind, const cli::FileTable& table, cli::FileProblems& problems) {
  switch (kind % 5) {
    case 0:
      cli::ReadLines(table, "plan", problems);
      break;
    case 1:
      cli::ReadUpdates(table, problems);
      break;
    case 2:
      cli::ReadKpis(table, problems);
      break;
    case 3:
      cli::ReadObservations(table, "energy", problems);
      break;
    default:
      cli::ReadMemberStates(table, problems);
  }
}

}  // namespace
}  // namespace sheaf

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  sheaf::cli::FileProblems problems;
  const sheaf::cli::FileTable table = data[0] < 0x80 ? sheaf::cli::ParseCsv(text, problems)
                                                     : sheaf::cli::ParseJsonLines(text, problems);
  for (const sheaf::cli::FileRow& row : table.rows) {
    sheaf::fuzz::Expect(row.cells.size() == table.columns.size(), "a row is as wide as the header");
  }
  sheaf::Read(data[0], table, problems);
  // It tells its kind by the columns.
  const auto published =
      sheaf::cli::ReadPublished(table, {"Review", "2025", "2016-2024", {}}, problems);
  sheaf::fuzz::Expect(published.records.size() == published.lines.size(), "a figure has its line");
  std::ostringstream out;
  problems.Print("fuzz.csv", out);
  return 0;
}
