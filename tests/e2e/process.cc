#include "tests/e2e/process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <stdexcept>

extern char** environ;

namespace sheaf::e2e {
namespace {

std::vector<char*> Pointers(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

std::vector<std::string> Environment(const std::map<std::string, std::string>& added) {
  std::vector<std::string> entries;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string text = *entry;
    // Of two entries of one name a program takes the first: SHEAF_SERVER would be another server.
    if (!added.contains(text.substr(0, text.find('=')))) entries.push_back(text);
  }
  for (const auto& [name, value] : added) entries.push_back(name + "=" + value);
  return entries;
}

// Starts `command` with its output on `out` and `err`; both are closed here.
pid_t Spawn(std::vector<std::string> command, const std::map<std::string, std::string>& added,
            int out, int err) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, out, 1);
  posix_spawn_file_actions_adddup2(&actions, err, 2);
  std::vector<std::string> environment = Environment(added);
  pid_t pid = 0;
  const int error = posix_spawn(&pid, command[0].c_str(), &actions, nullptr,
                                Pointers(command).data(), Pointers(environment).data());
  posix_spawn_file_actions_destroy(&actions);
  close(out);
  close(err);
  if (error != 0) throw std::runtime_error("cannot start " + command[0]);
  return pid;
}

int Wait(pid_t pid) {
  int status = 0;
  while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

struct Pipe {
  int read = -1;
  int write = -1;
};

Pipe MakePipe() {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  return {ends[0], ends[1]};
}

// Reads what is there into `text`; false at the end.
bool ReadSome(int fd, std::string* text) {
  char buffer[65536];
  const ssize_t count = read(fd, buffer, sizeof(buffer));
  if (count > 0) text->append(buffer, static_cast<size_t>(count));
  return count > 0 || (count < 0 && errno == EINTR);
}

}  // namespace

Ended RunProgram(const std::vector<std::string>& command,
                 const std::map<std::string, std::string>& environment) {
  const Pipe out = MakePipe();
  const Pipe err = MakePipe();
  const pid_t pid = Spawn(command, environment, out.write, err.write);
  Ended ended;
  pollfd polled[2] = {{out.read, POLLIN, 0}, {err.read, POLLIN, 0}};
  std::string* texts[2] = {&ended.out, &ended.err};
  for (int open = 2; open > 0;) {
    if (poll(polled, 2, -1) < 0) continue;
    for (int i = 0; i < 2; ++i) {
      if (polled[i].fd < 0 || polled[i].revents == 0 || ReadSome(polled[i].fd, texts[i])) continue;
      close(polled[i].fd);
      polled[i].fd = -1;
      --open;
    }
  }
  ended.exit_code = Wait(pid);
  return ended;
}

Program::Program(const std::vector<std::string>& command, const std::string& log,
                 const std::map<std::string, std::string>& environment) {
  const Pipe out = MakePipe();
  const int err = open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  pid_ = Spawn(command, environment, out.write, err);
  out_ = out.read;
}

Program::~Program() {
  if (pid_ != 0) End(SIGKILL);
  close(out_);
}

std::string Program::WaitForLine(const std::string& beginning) {
  std::string text;
  while (true) {
    const size_t start = text.rfind(beginning, 0) == 0 ? 0 : text.find("\n" + beginning);
    const size_t end = start == std::string::npos ? start : text.find('\n', start + 1);
    if (end != std::string::npos) {
      const size_t from = text.find(beginning, start) + beginning.size();
      return text.substr(from, end - from);
    }
    if (!ReadSome(out_, &text)) return "";
  }
}

int Program::End(int signal) {
  kill(pid_, signal);
  const int code = Wait(pid_);
  pid_ = 0;
  return code;
}

}  // namespace sheaf::e2e
