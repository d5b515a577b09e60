// Files of other formats: any bytes become records or problems, each record with its place. The
// first byte says as which format they are read; of a folder, as which of its files.
#include <cstddef>
#include <cstdint>
#include <sstream>
#include <string_view>

#include "clients/cli/exchange/exchange_files.h"
#include "clients/cli/exchange/format.h"
#include "tests/fuzz/expect.h"

namespace sheaf {
namespace {

using cli::exchange::ExchangeFormat;
using cli::exchange::FileContent;
using cli::exchange::Formats;
using cli::exchange::Losses;

cli::exchange::ReadingScope Scope() {
  cli::exchange::ReadingScope scope;
  scope.sector = "energy";
  v1::KpiDefinition& kpi = *scope.manifest.add_kpis();
  kpi.set_code("EN-K-01");
  kpi.set_title("Energy intensity");
  v1::MemberState& state = scope.member_states.emplace_back();
  state.set_name("memberStates/VNM");
  state.set_iso2("VN");
  return scope;
}

void Check(const FileContent& content) {
  const auto& records = content.records;
  fuzz::Expect(records.lines.size() == content.line_places.size(), "every line has a place");
  fuzz::Expect(records.updates.size() == content.update_places.size(), "every update has a place");
  fuzz::Expect(records.figures.size() == content.figure_places.size(), "every figure has a place");
  for (const v1::Figure& figure : records.figures) {
    fuzz::Expect(figure.kind_case() != v1::Figure::KIND_NOT_SET, "a figure is one");
  }
  std::ostringstream out;
  for (const auto& [file, problems] : content.problems) problems.Print(file, out);
}

// What was read can be written in every format.
void WriteAll(const FileContent& content) {
  for (const ExchangeFormat& format : Formats()) {
    Losses losses;
    fuzz::Expect(!format.write(content.records, {}, losses).empty(), "something is written");
  }
}

}  // namespace
}  // namespace sheaf

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const auto& formats = sheaf::Formats();
  const auto& format = formats[data[0] % formats.size()];
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const size_t file = data[0] / formats.size();
  const std::string name = format.files.empty() ? "" : format.files[file % format.files.size()];
  static const auto* const scope = new sheaf::cli::exchange::ReadingScope(sheaf::Scope());
  sheaf::FileContent content;
  sheaf::cli::exchange::ReadText(format, name, "file", bytes, *scope, content);
  sheaf::Check(content);
  bool is_right = true;
  for (const auto& [path, problems] : content.problems) is_right = is_right && problems.empty();
  if (is_right) sheaf::WriteAll(content);
  return 0;
}
