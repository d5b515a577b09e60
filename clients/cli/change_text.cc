#include "clients/cli/change_text.h"

#include <algorithm>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_join.h"
#include "clients/cli/diff_tables.h"
#include "clients/cli/message_text.h"
#include "clients/cli/utf8.h"

namespace sheaf::cli {
namespace {

constexpr size_t kLinesMax = 3;
constexpr char kIndent[] = "    ";
// Less is no terminal to read on.
constexpr size_t kNarrowest = 40;

}  // namespace

std::string ChangeText(const v1::Change& change, size_t width) {
  const std::string name = width == 0 ? change.resource() : ShortNameOf(change.resource());
  const std::string text =
      OnOneLine(std::to_string(change.revision()) + "  " + TimeText(change.commit_time()) + "  " +
                change.actor() + "  " + WordOf(change.verb()) + "  " + name + "  " +
                DescribeChange(change, nullptr));
  if (width == 0) return text;
  const size_t line_width = std::max(width, kNarrowest) - (sizeof(kIndent) - 1);
  std::vector<std::string> lines = WrapToWidth(text, line_width);
  if (lines.size() > kLinesMax) {
    // The next word is what did not fit: so this is cut.
    lines[kLinesMax - 1] = CutToWidth(lines[kLinesMax - 1] + " " + lines[kLinesMax], line_width);
    lines.resize(kLinesMax);
  }
  for (std::string& line : lines) absl::StripTrailingAsciiWhitespace(&line);
  return absl::StrJoin(lines, std::string("\n") + kIndent);
}

}  // namespace sheaf::cli
