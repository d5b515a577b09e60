// The library as another project uses it: installed, found by CMake, and the examples run.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/e2e/real_server.h"
#include "tests/e2e/waiting_work.h"

namespace sheaf::e2e {
namespace {

using testing::AllOf;
using testing::HasSubstr;

std::string Done(const std::vector<std::string>& command,
                 const std::map<std::string, std::string>& environment = {}) {
  const Ended ended = RunProgram(command, environment);
  EXPECT_EQ(ended.exit_code, 0) << testing::PrintToString(command) << ended.out << ended.err;
  return ended.out;
}

TEST(ClientPackage, TheExampleInCppBuildsAgainstWhatIsInstalledAndRuns) {
  RealServer server(Plugins::kWithout);
  ImportOneLine(server, "p");
  const std::string prefix = server.folder() + "/prefix";
  const std::string build = server.folder() + "/build";
  Done({CMAKE, "--install", BUILD, "--component", "client", "--prefix", prefix});
  Done({CMAKE, "-S", EXAMPLE, "-B", build, "-G", "Ninja", "-DCMAKE_PREFIX_PATH=" + prefix,
        std::string("-DCMAKE_CXX_FLAGS=") + COMPILER_FLAGS});
  Done({CMAKE, "--build", build});
  EXPECT_THAT(
      Done({build + "/push_and_watch", server.address(), "p", "L", "in_progress"}),
      AllOf(HasSubstr("1 pushed, 0 unchanged"), HasSubstr("changed plans/p/lines/L/updates/")));
  const Ended refused =
      RunProgram({build + "/push_and_watch", server.address(), "p", "M", "in_progress"});
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_THAT(refused.err, HasSubstr("line_code"));
}

TEST(ClientPackage, TheExampleInPythonRuns) {
  RealServer server(Plugins::kWithout);
  ImportOneLine(server, "p");
  const std::vector<std::string> command = {
      "/usr/bin/python3", EXAMPLE "/push_and_list.py", server.address(), "p", "L", "in_progress"};
  const std::map<std::string, std::string> environment = {{"PYTHONPATH", PYTHON_CONTRACT}};
  EXPECT_THAT(Done(command, environment),
              HasSubstr("2026-07-02 in_progress plans/p/lines/L/updates/"));
  Done(command, environment);
  EXPECT_EQ(HeldBy(server, "p").size(), 1u) << "sent twice, it is there once";
}

}  // namespace
}  // namespace sheaf::e2e
