// Color on a terminal: sparing, and never the only sign of anything. Headings are bold, errors red,
// warnings yellow, notes dim.
#pragma once

#include <string>
#include <string_view>

namespace sheaf::cli {

enum class ColorChoice { kAuto, kAlways, kNever };

// Whether a stream gets color. With kAuto: not where NO_COLOR says so, or where TERM is dumb;
// else where CLICOLOR_FORCE says so, or the stream is a terminal and CLICOLOR is not 0.
bool IsColored(ColorChoice choice, bool is_terminal);

// Thread-safe. A plain one gives every text back as it is.
class Style {
 public:
  Style() = default;
  explicit Style(bool colored) : colored_(colored) {}

  bool colored() const { return colored_; }
  std::string Heading(std::string_view text) const { return Marked("1", text); }
  std::string Error(std::string_view text) const { return Marked("31", text); }
  std::string Warning(std::string_view text) const { return Marked("33", text); }
  std::string Dim(std::string_view text) const { return Marked("2", text); }

 private:
  std::string Marked(std::string_view code, std::string_view text) const;

  bool colored_ = false;
};

}  // namespace sheaf::cli
