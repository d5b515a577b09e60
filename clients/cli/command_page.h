// What the program's help, its manual pages and its completion say of a command, read off the tree
// of commands itself: so none of them can say anything else than the others.
#pragma once

#include <string>
#include <vector>

#include "CLI/CLI.hpp"

namespace sheaf::cli {

struct OptionText {
  // "-o", "--as"; of an argument its name, "file".
  std::vector<std::string> names;
  // What stands behind it: "ID", "table|json|csv"; "" for a flag.
  std::string value;
  std::string text;
  std::string default_value;
  // Options that it does not go with, and those that it needs beside it.
  std::vector<std::string> not_with;
  std::vector<std::string> only_with;
  bool required = false;
  // May be given more than once, or, an argument, be several.
  bool repeated = false;

  // "-o, --as table|json|csv"; of an argument "FILE".
  std::string Term() const;
  // The text with what else is to be known: "The plan. Required."
  std::string Sentence() const;
};

struct CommandPage {
  // "sheaf plan import".
  std::string name;
  std::string text;
  // "sheaf plan import [OPTIONS] FILE.csv".
  std::string usage;
  std::vector<OptionText> arguments;
  std::vector<OptionText> options;
  // Without hidden ones; each with the first sentence of its text.
  std::vector<std::pair<std::string, std::string>> commands;
  // A line each, as they are typed.
  std::vector<std::string> examples;
};

CommandPage PageOf(const CLI::App& command);

// The commands inside `command` that are not hidden.
std::vector<const CLI::App*> CommandsOf(const CLI::App& command);

// The words that an option takes where these are fixed ("table|json|csv"); none where its value is
// free.
std::vector<std::string> WordsOf(const OptionText& option);

OptionText TextOf(const CLI::Option& option);

// The first sentence of `text`, without its stop.
std::string FirstSentence(const std::string& text);

}  // namespace sheaf::cli
