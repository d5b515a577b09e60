// What holds for every command: the tree is walked, so a new command is held to it by itself.
#include "clients/cli/command_page.h"

#include <cctype>
#include <functional>
#include <sstream>

#include "absl/strings/str_split.h"
#include "clients/cli/program.h"
#include "clients/cli/usual_values.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sheaf::cli {
namespace {

using ::testing::AnyOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

// The program, which reads command lines and runs nothing.
class Reader {
 public:
  Reader() : session_(out_, err_, 0) {
    BuildProgram(app_, session_);
    session_.set_only_reads(true);
  }

  const CLI::App& app() const { return app_; }

  // What is wrong with the command line; "" where nothing is.
  std::string Read(std::vector<std::string> arguments) {
    std::reverse(arguments.begin(), arguments.end());
    try {
      app_.parse(std::move(arguments));
    } catch (const CLI::ParseError& error) {
      return error.get_exit_code() == 0 ? "" : error.what();
    }
    return "";
  }

 private:
  std::ostringstream out_, err_;
  Session session_;
  CLI::App app_;
};

void ForEachCommand(const CLI::App& app, const std::function<void(const CLI::App&)>& check) {
  check(app);
  for (const CLI::App* command : CommandsOf(app)) ForEachCommand(*command, check);
}

// The arguments behind "sheaf" in `example`, up to where the shell takes over.
std::vector<std::string> ArgumentsOf(const std::string& example) {
  std::vector<std::string> words;
  std::string word;
  char quote = 0;
  bool begun = false;
  for (const char c : example + " ") {
    if (quote != 0) {
      if (c == quote)
        quote = 0;
      else
        word += c;
    } else if (c == '"' || c == '\'') {
      quote = c;
      begun = true;
    } else if (c == ' ' || c == '\n') {
      if (begun && word != "\\") words.push_back(word);
      word.clear();
      begun = false;
    } else {
      word += c;
      begun = true;
    }
  }
  return words;
}

// Each call of sheaf in `example`: "umask 077; sheaf token create > x" is one.
std::vector<std::vector<std::string>> CallsOf(const std::string& example) {
  std::vector<std::vector<std::string>> calls;
  bool inside = false;
  for (std::string word : ArgumentsOf(example)) {
    const bool ends = word.ends_with(';') || word.ends_with(')');
    if (ends) word.pop_back();
    if (word == "sheaf" || word == "<(sheaf") {
      calls.emplace_back();
      inside = true;
    } else if (word == ">" || word == "|" || word == "&&" || word == "<") {
      inside = false;
    } else if (inside) {
      calls.back().push_back(word);
    }
    if (ends) inside = false;
  }
  return calls;
}

TEST(CommandsTest, EachSaysWhatItIs) {
  Reader reader;
  ForEachCommand(reader.app(), [](const CLI::App& command) {
    const CommandPage page = PageOf(command);
    EXPECT_GE(page.text.size(), 10u) << page.name;
    EXPECT_TRUE(std::isupper(static_cast<unsigned char>(page.text[0]))) << page.name;
    EXPECT_LE(FirstSentence(page.text).size(), 200u) << page.name << ": too long for a list";
  });
}

TEST(CommandsTest, EachOptionAndArgumentSaysWhatItIs) {
  Reader reader;
  ForEachCommand(reader.app(), [](const CLI::App& command) {
    CommandPage page = PageOf(command);
    page.options.insert(page.options.end(), page.arguments.begin(), page.arguments.end());
    for (const OptionText& option : page.options) {
      EXPECT_THAT(option.text, Not(IsEmpty())) << page.name << " " << option.names.back();
      EXPECT_EQ(option.value.find_first_of("{}:[] "),
                option.value == "HOST:PORT" ? 4u : std::string::npos)
          << page.name << " " << option.Term() << ": name what stands behind it";
    }
  });
}

TEST(CommandsTest, EachHasExamplesThatItTakes) {
  std::vector<std::pair<std::string, std::string>> examples;
  ForEachCommand(Reader().app(), [&examples](const CLI::App& command) {
    const CommandPage page = PageOf(command);
    EXPECT_THAT(page.examples, Not(IsEmpty())) << page.name;
    for (const std::string& example : page.examples) examples.emplace_back(page.name, example);
  });
  for (const auto& [name, example] : examples) {
    EXPECT_THAT(CallsOf(example), Not(IsEmpty())) << name << ": " << example;
    for (const auto& call : CallsOf(example)) {
      // A file of an example need not be there.
      EXPECT_THAT(Reader().Read(call), AnyOf("", HasSubstr("File does not exist")))
          << name << ": " << example;
    }
  }
}

TEST(CommandPageTest, AnExampleMayGoOnInTheNextLine) {
  CLI::App app("A thing", "thing");
  app.footer("  thing --a \\\n    --b\n  thing\n");
  EXPECT_THAT(PageOf(app).examples, ElementsAre("thing --a \\\n      --b", "thing"));
}

TEST(CommandPageTest, SaysWhatElseIsToBeKnownOfAnOption) {
  CLI::App app("A thing", "thing");
  int number = 3;
  CLI::Option* first = app.add_option("--first", number, "The first")->type_name("N");
  app.add_option("-s,--second", number, "The second")
      ->type_name("one|two")
      ->required()
      ->excludes(first)
      ->capture_default_str();
  const OptionText second = PageOf(app).options.back();
  EXPECT_EQ(second.Term(), "-s, --second one|two");
  EXPECT_EQ(second.Sentence(), "The second. Required. Default: 3. Not with --first.");
  EXPECT_THAT(WordsOf(second), ElementsAre("one", "two"));
  EXPECT_THAT(WordsOf(TextOf(*first)), IsEmpty());
}

}  // namespace
}  // namespace sheaf::cli
