// What may stand next on a command line, read off the tree of commands.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "CLI/CLI.hpp"
#include "clients/cli/session.h"

namespace sheaf::cli {

// What only a server, or this machine, can tell.
enum class Live {
  kNothing,
  kFiles,
  kProfiles,
  kPlans,
  kLines,
  kSectors,
  kKpis,
  kRounds,
  kMemberStates,
  kPublications,
  kBackups,
  kResources,
};

// A word and what it is, "" where that is known.
using Candidates = std::vector<std::pair<std::string, std::string>>;

struct Expected {
  Candidates words;
  Live live = Live::kNothing;
  // What stands before the word in the same argument and stays: "--plan=".
  std::string prefix;
  // What has been typed of it.
  std::string begun;
};

// What may stand in place of the last of `words`, which is begun, perhaps with nothing. The others
// stand before it; `words` begins behind the program's name. "--plan", "=", "en" is "--plan=en":
// some shells take it apart.
Expected Expect(const CLI::App& app, std::vector<std::string> words);

// The value that `words` give the option `name` ("--plan"); "" where they give none.
std::string GivenValue(const std::vector<std::string>& words, std::string_view name);

// The first argument of a run that a shell makes to complete the words behind it. No command of its
// own: those words are not to be read as any.
inline constexpr char kCompleteWords[] = "complete-words";

// Prints what may stand there, "word<TAB>what it is" a line each, or ":files" where the shell is to
// complete names of files. Asks the server for a second at most; says nothing where it has no
// answer.
int CompleteWords(CLI::App& app, Session& session, const std::vector<std::string>& words);

}  // namespace sheaf::cli
