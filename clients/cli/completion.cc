#include "clients/cli/completion.h"

#include <algorithm>
#include <map>

#include "clients/cli/command_page.h"
#include "clients/cli/live_words.h"
#include "clients/cli/usage_error.h"
#include "clients/cli/usual_values.h"

namespace sheaf::cli {
namespace {

// By the name of the option or argument, else by what stands behind it in its help.
Live LiveOf(const OptionText& option) {
  static const std::map<std::string, Live> kByName = {{"--plan", Live::kPlans},
                                                      {"--sector", Live::kSectors},
                                                      {"--kpi", Live::kKpis},
                                                      {"--line", Live::kLines},
                                                      {"--round", Live::kRounds},
                                                      {"--member-state", Live::kMemberStates},
                                                      {"--member", Live::kMemberStates},
                                                      {"--profile", Live::kProfiles},
                                                      {"sector", Live::kSectors},
                                                      {"sectors", Live::kSectors},
                                                      {"round", Live::kRounds},
                                                      {"plan", Live::kPlans}};
  static const std::map<std::string, Live> kByValue = {
      {"RESOURCE", Live::kResources}, {"LINE", Live::kResources}, {"ROUND", Live::kRounds},
      {"BACKUP", Live::kBackups},     {"SECTOR", Live::kSectors}, {"PEM", Live::kFiles},
      {"PROGRAM", Live::kFiles},      {"FOLDER", Live::kFiles}};
  const auto by_name = kByName.find(option.names.back());
  if (by_name != kByName.end()) return by_name->second;
  const auto by_value = kByValue.find(option.value);
  if (by_value != kByValue.end()) return by_value->second;
  return option.value.starts_with("FILE") ? Live::kFiles : Live::kNothing;
}

// "--plan", "=", "en" and "localhost", ":", "7433" as shells take them apart, put together again.
std::vector<std::string> Joined(const std::vector<std::string>& words) {
  std::vector<std::string> joined;
  bool goes_on = false;
  for (const std::string& word : words) {
    if (word == "=" && !joined.empty() && joined.back().starts_with("--")) {
      goes_on = false;
      if (&word == &words.back()) joined.emplace_back();
    } else if (word == ":" && !joined.empty()) {
      joined.back() += word;
      goes_on = true;
    } else if (goes_on) {
      joined.back() += word;
      goes_on = false;
    } else {
      joined.push_back(word);
    }
  }
  return joined;
}

void ExpectValue(const CLI::Option& option, Expected& expected) {
  const OptionText text = TextOf(option);
  for (const std::string& word : WordsOf(text)) expected.words.emplace_back(word, "");
  if (expected.words.empty()) expected.live = LiveOf(text);
}

void ExpectOption(const CLI::App& command, Expected& expected) {
  for (const CLI::App* each = &command; each != nullptr; each = each->get_parent()) {
    for (const OptionText& option : PageOf(*each).options) {
      const std::string& name = option.names.back();
      const bool known = std::any_of(expected.words.begin(), expected.words.end(),
                                     [&name](const auto& word) { return word.first == name; });
      if (!known) expected.words.emplace_back(name, FirstSentence(option.text));
    }
  }
}

void ExpectWord(const Reached& reached, Expected& expected) {
  const CommandPage page = PageOf(*reached.command);
  if (reached.positionals == 0) expected.words = page.commands;
  if (page.arguments.empty()) return;
  const size_t last = page.arguments.size() - 1;
  if (reached.positionals > last && !page.arguments[last].repeated) return;
  const OptionText& argument = page.arguments[std::min(reached.positionals, last)];
  for (const std::string& word : WordsOf(argument)) expected.words.emplace_back(word, "");
  expected.live = LiveOf(argument);
  // An id of what the group is about.
  if (expected.live == Live::kNothing && page.name.starts_with("sheaf publication ")) {
    expected.live = Live::kPublications;
  }
}

void KeepBegun(Expected& expected) {
  std::erase_if(expected.words,
                [&expected](const auto& word) { return !word.first.starts_with(expected.begun); });
}

// What the words typed so far say of the server goes before the settings.
void UseServerOf(const std::vector<std::string>& words, Session& session) {
  const auto take = [&words](const char* option, std::string& value) {
    if (std::string given = GivenValue(words, option); !given.empty()) value = std::move(given);
  };
  take("--server", session.server());
  take("--ca", session.tls().ca_file);
  take("--cert", session.tls().certificate_file);
  take("--key", session.tls().key_file);
  take("--token-file", session.token_file());
}

}  // namespace

Expected Expect(const CLI::App& app, std::vector<std::string> words) {
  words = Joined(words);
  if (words.empty()) words.emplace_back();
  Expected expected;
  expected.begun = words.back();
  words.pop_back();
  const Reached reached = Follow(app, words);
  const size_t equals = expected.begun.find('=');
  if (reached.awaits_value != nullptr) {
    ExpectValue(*reached.awaits_value, expected);
  } else if (expected.begun.starts_with("--") && equals != std::string::npos) {
    expected.prefix = expected.begun.substr(0, equals + 1);
    const auto* option = FindOption(*reached.command, expected.begun.substr(0, equals));
    expected.begun.erase(0, equals + 1);
    if (option != nullptr) ExpectValue(*option, expected);
  } else if (expected.begun.starts_with("-")) {
    ExpectOption(*reached.command, expected);
  } else {
    ExpectWord(reached, expected);
  }
  KeepBegun(expected);
  return expected;
}

std::string GivenValue(const std::vector<std::string>& words, std::string_view name) {
  std::string value;
  for (size_t i = 0; i < words.size(); ++i) {
    if (words[i] == name && i + 1 < words.size()) value = words[i + 1];
    if (words[i].starts_with(std::string(name) + "=")) value = words[i].substr(name.size() + 1);
  }
  return value;
}

int CompleteWords(CLI::App& app, Session& session, const std::vector<std::string>& words) {
  Expected expected = Expect(app, words);
  if (expected.live == Live::kFiles) session.out() << ":files\n";
  if (expected.live != Live::kNothing && expected.live != Live::kFiles) {
    const std::vector<std::string> before = Joined(words);
    session.settings() = Settings();
    const absl::Status loaded = session.settings().Load(ProfileAskedFor(before));
    ApplySettings(app, session);
    UseServerOf(before, session);
    if (loaded.ok() || expected.live == Live::kProfiles) {
      const Candidates live = LiveWords(session, expected, before);
      expected.words.insert(expected.words.end(), live.begin(), live.end());
    }
    KeepBegun(expected);
  }
  for (const auto& [word, text] : expected.words) {
    session.out() << expected.prefix << word << "\t" << text << "\n";
  }
  session.out().flush();
  return kOk;
}

}  // namespace sheaf::cli
