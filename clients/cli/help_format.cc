#include "clients/cli/help_format.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_join.h"
#include "clients/cli/command_page.h"
#include "clients/cli/utf8.h"

namespace sheaf::cli {
namespace {

constexpr size_t kElsewhere = 80;
constexpr size_t kNarrowest = 40;
// Longer lines are hard to read on, however wide the screen.
constexpr size_t kWidest = 120;
// Where the texts of options and commands begin.
constexpr size_t kTextColumn = 28;

// The help of one command.
class Page {
 public:
  Page(size_t width, const Style& style) : width_(width), style_(style) {}

  void Text(const std::string& text) {
    for (const std::string& line : WrapToWidth(text, width_)) out_ += line + "\n";
  }

  void Heading(const std::string& heading) { out_ += "\n" + style_.Heading(heading) + "\n"; }

  void Line(const std::string& line) { out_ += (line.empty() ? "" : "  " + line) + "\n"; }

  // "  term    text", the text beside or below its term.
  void Entry(const std::string& term, const std::string& text) {
    const size_t column = width_ < 2 * kTextColumn ? 6 : kTextColumn;
    std::string line = "  " + term;
    const size_t used = DisplayWidth(line);
    if (text.empty() || used + 2 > column) {
      out_ += line + "\n";
      line.clear();
    } else {
      line += std::string(column - used, ' ');
    }
    if (text.empty()) return;
    for (const std::string& part : WrapToWidth(text, width_ - column)) {
      out_ += (line.empty() ? std::string(column, ' ') : line) + part + "\n";
      line.clear();
    }
  }

  void Options(const std::string& heading, const std::vector<OptionText>& options) {
    if (options.empty()) return;
    Heading(heading);
    for (const OptionText& option : options) {
      const std::string term = option.Term() + (option.repeated ? " ..." : "");
      Entry(option.names.front().starts_with("--") ? "    " + term : term, option.Sentence());
    }
  }

  std::string Take() { return std::move(out_); }

 private:
  const size_t width_;
  const Style style_;
  std::string out_;
};

constexpr char kEverywhere[] =
    "Options of every command, such as --server, --profile, --quiet and --color, are told by "
    "sheaf --help; settings and profiles by sheaf config --help.";
constexpr char kExitCodes[] =
    "Exit codes: 0 ok, 1 input refused, 2 wrong usage, 3 cannot reach the server.";

}  // namespace

std::string HelpFormat::make_help(const CLI::App* app, std::string /*name*/,
                                  CLI::AppFormatMode /*mode*/) const {
  const size_t width =
      session_.width() == 0 ? kElsewhere : std::clamp(session_.width(), kNarrowest, kWidest);
  const CommandPage command = PageOf(*app);
  Page page(width, session_.out_style());
  page.Text(command.text);
  page.Heading("Usage:");
  page.Line(command.usage);
  page.Options("Arguments:", command.arguments);
  page.Options("Options:", command.options);
  if (!command.commands.empty()) page.Heading("Commands:");
  for (const auto& [name, text] : command.commands) page.Entry(name, text);
  if (!command.examples.empty()) page.Heading("Examples:");
  for (const std::string& example : command.examples) page.Line(example);
  page.Line("");
  if (app->get_parent() != nullptr) page.Text(kEverywhere);
  page.Text(kExitCodes);
  return page.Take();
}

}  // namespace sheaf::cli
