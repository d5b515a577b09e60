#include "clients/cli/usual_values.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "clients/cli/command_page.h"
#include "clients/cli/language.h"

namespace sheaf::cli {
namespace {

// The commands of which "plan" and "member_state" say what they are about.
constexpr std::string_view kOfThePlan[] = {"sheaf push",        "sheaf due",        "sheaf fill",
                                           "sheaf submit",      "sheaf list lines", "sheaf export",
                                           "sheaf list updates"};
constexpr std::string_view kOfTheMemberState[] = {"sheaf due", "sheaf fill", "sheaf submit"};

template <size_t kSize>
bool IsIn(const std::string& name, const std::string_view (&names)[kSize]) {
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

void Give(CLI::App& command, const std::string& option_name, const std::string& value) {
  CLI::Option* const option = command.get_option_no_throw(option_name);
  if (option == nullptr || value.empty()) return;
  const auto words = WordsOf(TextOf(*option));
  if (!words.empty() && std::find(words.begin(), words.end(), value) == words.end()) return;
  option->default_val(value)->required(false);
}

void GiveToCommands(CLI::App& command, const Settings& settings) {
  const std::string name = PageOf(command).name;
  Give(command, "-o", settings.Get("format").value);
  if (IsIn(name, kOfThePlan)) Give(command, "--plan", settings.Get("plan").value);
  if (IsIn(name, kOfTheMemberState)) {
    Give(command, "--member-state", settings.Get("member_state").value);
  }
  for (CLI::App* each : command.get_subcommands([](CLI::App*) { return true; })) {
    GiveToCommands(*each, settings);
  }
}

void SetDefaults(Settings& settings) {
  const auto set = [&settings](const char* key, const std::string& value) {
    if (settings.Get(key).from.empty() && !value.empty()) settings.Set(key, value, "default");
  };
  set("server", client::kDefaultTarget);
  set("format", "table");
  if (settings.Get("language").from.empty() && !LanguagesOf(LocaleOfEnvironment()).empty()) {
    settings.Set("language", LanguagesOf(LocaleOfEnvironment()).front(), "the locale");
  }
}

}  // namespace

void ApplySettings(CLI::App& app, Session& session) {
  Settings& settings = session.settings();
  GiveToCommands(app, settings);
  SetDefaults(settings);
  session.server() = settings.Get("server").value;
  session.tls().ca_file = settings.Get("ca").value;
  session.tls().certificate_file = settings.Get("cert").value;
  session.tls().key_file = settings.Get("key").value;
  session.token_file() = settings.Get("token_file").value;
  session.language() = settings.Get("language").value;
}

void TakeCommandLine(const CLI::App& app, Session& session) {
  for (const SettingKind& kind : SettingKinds()) {
    const CLI::Option* const option = app.get_option_no_throw(kind.option);
    if (option == nullptr || option->count() == 0) continue;
    session.settings().Set(kind.key, option->results().back(), kind.option);
  }
}

std::string ProfileAskedFor(const std::vector<std::string>& arguments) {
  constexpr std::string_view kOption = "--profile";
  std::string profile;
  for (size_t i = 0; i < arguments.size() && arguments[i] != "--"; ++i) {
    const std::string& word = arguments[i];
    if (word == kOption && i + 1 < arguments.size()) profile = arguments[i + 1];
    if (word.starts_with("--profile=")) profile = word.substr(kOption.size() + 1);
  }
  return profile;
}

}  // namespace sheaf::cli
