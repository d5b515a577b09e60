#include "clients/cli/man_page.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <iterator>

#include "absl/strings/ascii.h"
#include "absl/strings/str_replace.h"
#include "clients/cli/command_page.h"
#include "clients/cli/settings.h"

namespace sheaf::cli {
namespace {

// "sheaf-plan-import".
std::string PageName(const std::string& name) { return absl::StrReplaceAll(name, {{" ", "-"}}); }

std::string Bold(const std::string& text) { return "\\fB" + Roff(text) + "\\fR"; }

// "sheaf-plan-import(1)", with the name bold.
std::string Reference(const std::string& name) { return ".BR " + Roff(PageName(name)) + " (1)"; }

class Page {
 public:
  Page(const CommandPage& command, const ManEdition& edition) {
    const std::string title = absl::AsciiStrToUpper(PageName(command.name));
    out_ = ".TH " + Roff(title) + " 1 \"" + edition.date + "\" \"Sheaf " + edition.version +
           "\" \"Sheaf\"\n";
  }

  void Section(const std::string& name) { out_ += ".SH " + name + "\n"; }
  void Text(const std::string& text) { out_ += Roff(text) + "\n"; }
  void Raw(const std::string& line) { out_ += line + "\n"; }

  // A term and, indented, what it means.
  void Entry(const std::string& term, const std::string& text) {
    out_ += ".TP\n" + Bold(term) + "\n" + Roff(text) + "\n";
  }

  void Options(const std::string& section, const std::vector<OptionText>& options) {
    if (options.empty()) return;
    Section(section);
    for (const OptionText& option : options) {
      Entry(option.Term() + (option.repeated ? " ..." : ""), Sentence(option));
    }
  }

  std::string Take() { return std::move(out_); }

 private:
  static std::string Sentence(const OptionText& option) {
    std::string sentence = option.Sentence();
    if (!sentence.empty() && sentence.back() != '.') sentence += '.';
    return sentence;
  }

  std::string out_;
};

void AddCommands(const CommandPage& command, Page& page) {
  if (command.commands.empty()) return;
  page.Section("COMMANDS");
  for (const auto& [name, text] : command.commands) {
    page.Raw(".TP");
    page.Raw(Reference(command.name + " " + name));
    page.Text(text + ".");
  }
}

void AddExitStatus(Page& page) {
  page.Section("EXIT STATUS");
  page.Entry("0", "All went well.");
  page.Entry("1",
             "The input was refused, by this program or by the server, or the output could "
             "not be written.");
  page.Entry("2", "The command line or the file of profiles is wrong. Nothing was asked or done.");
  page.Entry("3",
             "The server could not be reached, or the connection broke. What had been "
             "acknowledged before is kept.");
}

void AddEnvironment(Page& page) {
  page.Section("ENVIRONMENT");
  page.Entry("SHEAF_PROFILE", "The profile to take settings from.");
  for (const SettingKind& kind : SettingKinds()) {
    page.Entry(kind.variable,
               std::string("In place of ") + kind.key + " in a profile: " + kind.text + ".");
  }
  page.Entry("LC_ALL, LC_MESSAGES, LANG",
             "The language of titles where no setting says another: vi_VN.UTF-8 shows titles in "
             "Vietnamese where a plan has them.");
  page.Entry("NO_COLOR", "No color, where it is set to anything.");
  page.Entry("CLICOLOR_FORCE", "Color even where there is no terminal.");
  page.Entry("XDG_CONFIG_HOME, XDG_STATE_HOME", "In place of ~/.config and ~/.local/state.");
}

void AddFiles(Page& page) {
  page.Section("FILES");
  page.Entry("~/.config/sheaf/config",
             "Named profiles, each a [NAME] above its settings, such as server = "
             "sheaf.example.org:7433. A # begins a comment line. See sheaf-config(1).");
  page.Entry("~/.local/state/sheaf/checkpoints",
             "How far the history of each server was verified. See sheaf-verify(1).");
}

void AddExamples(const CommandPage& command, Page& page) {
  page.Section("EXAMPLES");
  page.Raw(".nf");
  for (const std::string& example : command.examples) page.Text(example);
  page.Raw(".fi");
}

// The program for its commands; a command for the program and its own group or commands.
void AddSeeAlso(const CLI::App& app, Page& page) {
  std::vector<std::string> names;
  for (const CLI::App* each = app.get_parent(); each != nullptr; each = each->get_parent()) {
    names.insert(names.begin(), PageOf(*each).name);
  }
  const std::string own = PageOf(app).name;
  for (const CLI::App* each : CommandsOf(app)) names.push_back(own + " " + each->get_name());
  if (names.empty()) return;
  page.Section("SEE ALSO");
  for (size_t i = 0; i < names.size(); ++i) {
    page.Raw(Reference(names[i]) + (i + 1 < names.size() ? "," : ""));
  }
}

std::string ManPage(const CLI::App& app, const ManEdition& edition) {
  const CommandPage command = PageOf(app);
  const bool is_program = app.get_parent() == nullptr;
  Page page(command, edition);
  page.Section("NAME");
  std::string what = FirstSentence(command.text);
  what[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(what[0])));
  page.Raw(Roff(PageName(command.name)) + " \\- " + Roff(what));
  page.Section("SYNOPSIS");
  page.Raw(Bold(command.name) + Roff(command.usage.substr(command.name.size())));
  page.Section("DESCRIPTION");
  page.Text(command.text.ends_with('.') ? command.text : command.text + ".");
  AddCommands(command, page);
  page.Options("ARGUMENTS", command.arguments);
  page.Options("OPTIONS", command.options);
  if (!is_program) {
    page.Raw(".PP");
    page.Raw("The options of");
    page.Raw(".BR sheaf (1),");
    page.Raw("such as \\fB\\-\\-server\\fR and \\fB\\-\\-profile\\fR, may be given here too.");
  }
  AddExitStatus(page);
  AddEnvironment(page);
  AddFiles(page);
  AddExamples(command, page);
  AddSeeAlso(app, page);
  return page.Take();
}

}  // namespace

std::string Roff(const std::string& text) {
  std::string roff = absl::StrReplaceAll(text, {{"\\", "\\e"},
                                                {"-", "\\-"},
                                                {"'", "\\(aq"},
                                                {"`", "\\(ga"},
                                                {"~", "\\(ti"},
                                                {"^", "\\(ha"},
                                                {"\"", "\\(dq"}});
  // At the beginning of a line these would begin a request.
  for (size_t line = 0; line != std::string::npos;) {
    if (roff[line] == '.') roff.insert(line, "\\&");
    const size_t end = roff.find('\n', line);
    line = end == std::string::npos ? end : end + 1;
  }
  return roff;
}

std::vector<std::pair<std::string, std::string>> ManPages(const CLI::App& app,
                                                          const ManEdition& edition) {
  std::vector<std::pair<std::string, std::string>> pages = {
      {PageName(PageOf(app).name) + ".1", ManPage(app, edition)}};
  for (const CLI::App* command : CommandsOf(app)) {
    auto more = ManPages(*command, edition);
    std::move(more.begin(), more.end(), std::back_inserter(pages));
  }
  return pages;
}

}  // namespace sheaf::cli
