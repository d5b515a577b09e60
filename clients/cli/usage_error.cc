#include "clients/cli/usage_error.h"

#include <algorithm>
#include <typeinfo>

#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "clients/cli/command_page.h"
#include "clients/cli/file_problem.h"
#include "clients/cli/nearest.h"

namespace sheaf::cli {
namespace {

std::vector<std::string> CommandNames(const CLI::App& command) {
  std::vector<std::string> names;
  for (const CLI::App* each : CommandsOf(command)) names.push_back(each->get_name());
  return names;
}

std::vector<std::string> OptionNames(const CLI::App* command) {
  std::vector<std::string> names;
  for (; command != nullptr; command = command->get_parent()) {
    for (const OptionText& option : PageOf(*command).options) {
      names.insert(names.end(), option.names.begin(), option.names.end());
    }
  }
  return names;
}

const CLI::App* FindCommand(const CLI::App& command, const std::string& name) {
  const auto found =
      command.get_subcommands([&name](const CLI::App* each) { return each->get_name() == name; });
  return found.empty() ? nullptr : found.front();
}

// Takes one option into account: whether it is known, and whether its value stands behind it.
void TakeOption(const std::string& word, Reached& reached) {
  const std::string name = word.substr(0, word.find('='));
  const bool is_short = !word.starts_with("--");
  const CLI::Option* option = FindOption(*reached.command, is_short ? word.substr(0, 2) : name);
  if (option == nullptr) {
    if (reached.no_option.empty()) reached.no_option = name;
    return;
  }
  const bool has_value = name.size() < word.size() || (is_short && word.size() > 2);
  if (option->get_expected_max() > 0 && !has_value) reached.awaits_value = option;
}

void TakeWord(const std::string& word, Reached& reached) {
  // What follows belongs to a command that there is not.
  if (!reached.no_command.empty()) return;
  if (const CLI::App* next = FindCommand(*reached.command, word); next != nullptr) {
    reached.command = next;
    reached.positionals = 0;
    return;
  }
  const bool wants_command = reached.command->get_require_subcommand_min() > 0;
  // Behind an option that there is not it may be that one's value.
  if (wants_command && reached.no_option.empty()) reached.no_command = word;
  ++reached.positionals;
}

// What is behind "Could not convert: --days = x".
std::string ConversionText(const std::string& text) {
  constexpr std::string_view kBeginning = "Could not convert: ";
  const size_t equals = text.find(" = ");
  if (text.compare(0, kBeginning.size(), kBeginning) != 0 || equals == std::string::npos) {
    return text;
  }
  return text.substr(kBeginning.size(), equals - kBeginning.size()) + ": " +
         FoundExpected(text.substr(equals + 3), "a number");
}

// What is behind "--days: Value x not in range 1 to 400".
std::string RangeText(const std::string& text) {
  constexpr std::string_view kValue = ": Value ";
  constexpr std::string_view kRange = " not in range ";
  const size_t value = text.find(kValue);
  const size_t range = text.find(kRange);
  if (value == std::string::npos || range == std::string::npos) return text;
  const size_t found = value + kValue.size();
  return text.substr(0, value) + ": " +
         FoundExpected(text.substr(found, range - found),
                       "a number from " + text.substr(range + kRange.size()));
}

// CLI11's own words, where they need only be put otherwise.
std::string Reworded(const CLI::ParseError& error) {
  const std::string text = error.what();
  if (error.get_name() == "ConversionError") return ConversionText(text);
  if (error.get_name() == "ValidationError") return RangeText(text);
  if (error.get_name() == "ExcludesError") {
    return absl::StrReplaceAll(text, {{" excludes ", " does not go with "}});
  }
  if (error.get_name() == "RequiresError") {
    return absl::StrReplaceAll(text, {{" requires ", " is only for use with "}});
  }
  if (error.get_name() == "ArgumentMismatch") {
    return text.substr(0, text.find(':')) + " needs a value behind it";
  }
  if (text.starts_with("The following argument")) {
    return "there is more on the command line than the command takes" +
           (text.find(": ") == std::string::npos ? "" : text.substr(text.find(": ")));
  }
  return text;
}

std::string What(const Reached& reached, const CLI::ParseError& error) {
  const std::string name = PageOf(*reached.command).name;
  if (!reached.no_command.empty()) {
    const auto names = CommandNames(*reached.command);
    const std::string meant = DidYouMean(reached.no_command, names);
    return name + " has no command " + Quoted(reached.no_command) +
           (meant.empty() ? "; it has " + absl::StrJoin(names, ", ") : meant);
  }
  if (!reached.no_option.empty()) {
    return name + " has no option " + Quoted(reached.no_option) +
           DidYouMean(reached.no_option, OptionNames(reached.command));
  }
  if (reached.command->get_require_subcommand_min() > 0 && error.get_name() == "RequiredError") {
    return name +
           " needs to know what to do: " + absl::StrJoin(CommandNames(*reached.command), ", ");
  }
  return Reworded(error);
}

}  // namespace

const CLI::Option* FindOption(const CLI::App& command, const std::string& name) {
  for (const CLI::App* each = &command; each != nullptr; each = each->get_parent()) {
    const CLI::Option* const option = each->get_option_no_throw(name);
    if (option != nullptr && option->nonpositional()) return option;
  }
  return nullptr;
}

Reached Follow(const CLI::App& app, const std::vector<std::string>& arguments) {
  Reached reached;
  reached.command = &app;
  bool only_words = false;
  for (const std::string& word : arguments) {
    if (reached.awaits_value != nullptr) {
      reached.awaits_value = nullptr;
    } else if (word == "--" && !only_words) {
      only_words = true;
    } else if (!only_words && word.size() > 1 && word.front() == '-') {
      TakeOption(word, reached);
    } else {
      TakeWord(word, reached);
    }
  }
  return reached;
}

std::string UsageErrorText(const CLI::App& app, const std::vector<std::string>& arguments,
                           const CLI::ParseError& error) {
  const Reached reached = Follow(app, arguments);
  const std::string what = What(reached, error);
  return what + (what.ends_with('?') ? " " : "; ") + PageOf(*reached.command).name +
         " --help says more";
}

}  // namespace sheaf::cli
