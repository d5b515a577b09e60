#include "clients/cli/command_page.h"

#include <algorithm>
#include <cctype>

#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace sheaf::cli {
namespace {

// CLI11 puts what it says of validators behind the type's name.
std::string ValueName(const CLI::Option& option) {
  constexpr std::string_view kAddress = "HOST:PORT";
  if (option.get_expected_max() == 0) return "";  // a flag
  const std::string name = option.get_type_name();
  if (name.compare(0, kAddress.size(), kAddress) == 0) return std::string(kAddress);
  return name.substr(0, name.find(':'));
}

std::vector<std::string> NamesOf(const CLI::Option& option) {
  if (option.get_positional()) return {option.get_single_name()};
  std::vector<std::string> names;
  for (const std::string& name : option.get_snames()) names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) names.push_back("--" + name);
  return names;
}

// Sorted: CLI11 keeps them by their place in memory.
std::vector<std::string> NamesOf(const std::set<CLI::Option*>& options) {
  std::vector<std::string> names;
  for (const CLI::Option* option : options) names.push_back(NamesOf(*option).back());
  std::sort(names.begin(), names.end());
  return names;
}

std::string FullName(const CLI::App& command) {
  return command.get_parent() == nullptr
             ? command.get_name()
             : FullName(*command.get_parent()) + " " + command.get_name();
}

std::string UsageOf(const CommandPage& page, const CLI::App& command) {
  std::string usage = page.name;
  if (!page.options.empty()) usage += " [OPTIONS]";
  for (const OptionText& argument : page.arguments) {
    const std::string term = argument.Term() + (argument.repeated ? "..." : "");
    usage += argument.required ? " " + term : " [" + term + "]";
  }
  if (page.commands.empty()) return usage;
  return usage + (command.get_require_subcommand_min() > 0 ? " COMMAND" : " [COMMAND]");
}

// A line that ends in a backslash goes on in the next.
std::vector<std::string> ExamplesIn(const std::string& footer) {
  std::vector<std::string> examples;
  bool goes_on = false;
  const std::vector<std::string> lines = absl::StrSplit(footer, '\n', absl::SkipWhitespace());
  for (const std::string& line : lines) {
    const std::string text = line.substr(line.find_first_not_of(' '));
    if (goes_on) {
      examples.back() += "\n      " + text;
    } else {
      examples.push_back(text);
    }
    goes_on = text.back() == '\\';
  }
  return examples;
}

std::string WithStop(std::string text) {
  if (!text.empty() && text.back() != '.') text += '.';
  return text;
}

}  // namespace

std::string OptionText::Term() const {
  if (!names.front().starts_with('-')) return value.empty() ? names.front() : value;
  return absl::StrJoin(names, ", ") + (value.empty() ? "" : " " + value);
}

std::string OptionText::Sentence() const {
  std::string sentence = text;
  const auto add = [&sentence](const std::string& more) {
    sentence = WithStop(std::move(sentence)) + " " + more + ".";
  };
  if (required) add("Required");
  if (!default_value.empty()) add("Default: " + default_value);
  if (!only_with.empty()) add("Only with " + absl::StrJoin(only_with, ", "));
  if (!not_with.empty()) add("Not with " + absl::StrJoin(not_with, ", "));
  return sentence;
}

OptionText TextOf(const CLI::Option& option) {
  OptionText text{.names = NamesOf(option),
                  .value = ValueName(option),
                  .text = option.get_description(),
                  .default_value = option.get_default_str(),
                  .not_with = NamesOf(option.get_excludes()),
                  .only_with = NamesOf(option.get_needs()),
                  .required = option.get_required(),
                  .repeated = option.get_expected_max() > 1};
  return text;
}

std::vector<const CLI::App*> CommandsOf(const CLI::App& command) {
  return command.get_subcommands([](const CLI::App* each) { return !each->get_group().empty(); });
}

std::string FirstSentence(const std::string& text) {
  std::string first = text.substr(0, text.find(". "));
  if (first.ends_with('.')) first.pop_back();
  return first;
}

CommandPage PageOf(const CLI::App& command) {
  CommandPage page;
  page.name = FullName(command);
  page.text = command.get_description();
  for (const CLI::Option* option : command.get_options()) {
    if (option->get_group().empty()) continue;  // hidden
    (option->get_positional() ? page.arguments : page.options).push_back(TextOf(*option));
  }
  for (const CLI::App* each : CommandsOf(command)) {
    page.commands.emplace_back(each->get_name(), FirstSentence(each->get_description()));
  }
  page.usage = UsageOf(page, command);
  page.examples = ExamplesIn(command.get_footer());
  return page;
}

std::vector<std::string> WordsOf(const OptionText& option) {
  const bool fixed = option.value.find('|') != std::string::npos &&
                     std::all_of(option.value.begin(), option.value.end(), [](unsigned char c) {
                       return std::islower(c) != 0 || std::isdigit(c) != 0 || c == '|' ||
                              c == '_' || c == '-' || c == '.';
                     });
  if (!fixed) return {};
  return absl::StrSplit(option.value, '|');
}

}  // namespace sheaf::cli
