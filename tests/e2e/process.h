// Programs as a person runs them: started, read from, waited for, killed.
#pragma once

#include <sys/types.h>

#include <map>
#include <string>
#include <vector>

namespace sheaf::e2e {

// What a program that ended left behind.
struct Ended {
  int exit_code = -1;  // 128 + signal where a signal ended it
  std::string out;
  std::string err;
};

// Runs a program to its end. `environment` is added to this process's own, and goes before it.
Ended RunProgram(const std::vector<std::string>& command,
                 const std::map<std::string, std::string>& environment = {});

// A program that goes on. The destructor kills it and waits for it. Its standard error goes to
// `log`.
class Program {
 public:
  // `environment` is added to this process's own.
  Program(const std::vector<std::string>& command, const std::string& log,
          const std::map<std::string, std::string>& environment = {});
  ~Program();
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  // The rest of the first line on its standard output that starts with `beginning`; "" where it
  // ended without one.
  std::string WaitForLine(const std::string& beginning);

  pid_t pid() const { return pid_; }
  // Sends `signal` and waits; the exit code, as in Ended.
  int End(int signal);

 private:
  pid_t pid_ = 0;
  int out_ = -1;
};

}  // namespace sheaf::e2e
