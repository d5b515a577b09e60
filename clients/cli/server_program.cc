#include "clients/cli/server_program.h"

#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <filesystem>

namespace sheaf::cli {
namespace {

// The server's program beside this one, else whichever the PATH has.
std::string ServerProgram() {
  std::error_code ignored;
  const auto self = std::filesystem::read_symlink("/proc/self/exe", ignored);
  const auto beside = self.parent_path() / "sheafd";
  return std::filesystem::exists(beside, ignored) ? beside.string() : "sheafd";
}

}  // namespace

ExitCode HandToServerProgram(Session& session, std::string option, std::string argument) {
  session.out().flush();
  std::string server = ServerProgram();
  char* const arguments[] = {server.data(), option.data(), argument.data(), nullptr};
  std::signal(SIGPIPE, SIG_DFL);  // what is ignored stays so in the program that follows
  execvp(server.c_str(), arguments);
  return session.Fail(kRefused, "sheafd, which does this, cannot be run (" +
                                    std::string(std::strerror(errno)) +
                                    "); put it beside sheaf or on the PATH");
}

}  // namespace sheaf::cli
