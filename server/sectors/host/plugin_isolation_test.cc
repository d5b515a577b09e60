// What plugins try, and what becomes of it: nothing for anybody but themselves.
#include <sys/stat.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "server/sectors/host/plugin_host_fixture.h"
#include "server/sectors/host/sanitized_build.h"

namespace sheaf::sectors {
namespace {

using namespace std::chrono_literals;
using ::testing::Contains;
using ::testing::Each;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

// Records beside the sockets, as sheafd keeps them, and a good sector beside the bad one.
class PluginIsolation : public PluginHostTest {
 protected:
  PluginIsolation() {
    std::filesystem::create_directory(folder_ / "ledger");
    std::ofstream(folder_ / "ledger" / "CURRENT") << "MANIFEST-000001\n";
    options_.private_dirs = {folder_ / "ledger"};
    Install("evaluates", "energy");
    Install("evaluates", "transport");
  }

  void ExpectOthersUntouched() {
    EXPECT_TRUE(Evaluate("transport", "highlights").ok());
    EXPECT_EQ(SectorOf("transport").plugin_starts(), 1);
  }
};

TEST_F(PluginIsolation, NothingThatAHostilePluginTriesSucceeds) {
  StartHost();
  const absl::StatusOr<Evaluation> evaluation = Evaluate("energy", "try-everything");
  ASSERT_TRUE(evaluation.ok()) << evaluation.status();
  const std::vector<std::string> results = TextsOf(*evaluation, "attempt-v1");
  EXPECT_THAT(results, SizeIs(testing::Gt(50)));
  // Sanitizers need some of what is forbidden.
  if (!kSanitizedBuild) {
    EXPECT_THAT(results, Each(Not(EndsWith(": succeeded"))));
  }
  EXPECT_THAT(results, Contains("read the ledger: Permission denied"));
  EXPECT_THAT(results, Contains("connect to its own socket: Operation not permitted"));
  EXPECT_THAT(results, Contains("open a TCP socket: Operation not permitted"));
  EXPECT_THAT(results, Contains("fork: Operation not permitted"));
  EXPECT_THAT(results, Contains("change the ledger's mode: Operation not permitted"));
  EXPECT_TRUE(Evaluate("energy", "highlights").ok()) << "it goes on";
  ExpectOthersUntouched();
}

// Else the test above would show nothing.
TEST_F(PluginIsolation, WithoutTheSandboxSomeOfItDoes) {
  options_.sandbox = false;
  StartHost();
  EXPECT_EQ(host_->Sandbox(), v1::SANDBOX_OFF);
  EXPECT_THAT(log_->LinesWith("plugins run without a sandbox (--plugin_sandbox=off)"), SizeIs(1));
  const absl::StatusOr<Evaluation> evaluation = Evaluate("energy", "try-everything");
  ASSERT_TRUE(evaluation.ok()) << evaluation.status();
  for (const char* attempt :
       {"read the ledger", "empty the ledger by opening", "change the ledger's mode",
        "open a TCP socket", "connect to its own socket", "fork", "signal the server",
        "have shared memory", "have a growing stack", "have a file in memory"}) {
    EXPECT_THAT(TextsOf(*evaluation, "attempt-v1"), Contains(std::string(attempt) + ": succeeded"));
  }
}

struct AttemptCase {
  const char* format;
  const char* said;
};

class PluginAttempt : public PluginIsolation, public ::testing::WithParamInterface<AttemptCase> {};

TEST_P(PluginAttempt, FailsAndIsToldToTheReaderAndInTheLog) {
  StartHost();
  EXPECT_EQ(FailureOf("energy", GetParam().format), GetParam().said);
  EXPECT_THAT(log_->LinesWith(std::string("plugin energy, evaluation: ") + GetParam().said),
              SizeIs(1));
  EXPECT_TRUE(Evaluate("energy", "highlights").ok()) << "it goes on";
  ExpectOthersUntouched();
}

INSTANTIATE_TEST_SUITE_P(
    OfPlugins, PluginAttempt,
    ::testing::Values(
        AttemptCase{"fork",
                    "The energy plugin could not compute this part: It could not start a process: "
                    "Operation not permitted."},
        AttemptCase{"open-connection",
                    "The energy plugin could not compute this part: It could not open a network "
                    "connection: Operation not permitted."},
        AttemptCase{"read-ledger",
                    "The energy plugin could not compute this part: It could not read the ledger: "
                    "Permission denied."},
        AttemptCase{"take-shared-memory",
                    "The energy plugin could not compute this part: It could not take shared "
                    "memory: Operation not permitted."},
        AttemptCase{"million-rows",
                    "The energy plugin computed this part, but what it computed was refused: it "
                    "has more than 1000000 rows, cells and other parts, the limit "
                    "(document_max_parts)."}),
    [](const auto& info) {
      std::string name = info.param.format;
      std::replace(name.begin(), name.end(), '-', '_');
      return name;
    });

TEST_F(PluginIsolation, ThreadsAreBounded) {
  StartHost();
  EXPECT_THAT(FailureOf("energy", "take-threads"), HasSubstr("ended while it computed this part"));
  EXPECT_TRUE(log_->WaitFor("threads, more than the 256 that a plugin may have, and was ended"));
  WaitUntilRunning("energy", 2);
  ExpectOthersUntouched();
}

TEST_F(PluginIsolation, SocketsAreBoundedAndRemoved) {
  StartHost();
  EXPECT_THAT(FailureOf("energy", "take-sockets"), HasSubstr("ended while it computed this part"));
  EXPECT_TRUE(log_->WaitFor("made more than the 16 sockets that a plugin may, and was ended"));
  WaitUntilRunning("energy", 2);
  host_.reset();
  EXPECT_TRUE(std::filesystem::is_empty(options_.socket_dir));
}

// RLIMIT_DATA does not count it, and without the sandbox nothing forbids it.
TEST_F(PluginIsolation, MemoryThatNoLimitCountsIsBounded) {
  if (kSanitizedBuild) GTEST_SKIP() << "sanitizers hold much memory themselves";
  options_.sandbox = false;
  options_.memory_max_bytes = int64_t{256} << 20;
  StartHost();
  EXPECT_THAT(FailureOf("energy", "take-shared-memory"),
              HasSubstr("ended while it computed this part"));
  EXPECT_TRUE(log_->WaitFor("MiB of memory, more than the 256 MiB, and 256 MiB for libraries"));
  WaitUntilRunning("energy", 2);
  ExpectOthersUntouched();
}

TEST_F(PluginIsolation, AnAnswerThatComesLateIsNotWaitedFor) {
  options_.evaluate_deadline = 300ms;
  StartHost();
  EXPECT_THAT(FailureOf("energy", "late"), HasSubstr("did not finish this part within 300 ms"));
  WaitUntilRunning("energy", 2);
  ExpectOthersUntouched();
}

TEST_F(PluginIsolation, BytesThatAreNoMessageAreRefused) {
  Install("speaks", "garbled");
  Install("speaks", "mumbling");
  StartHost();
  EXPECT_EQ(FailureOf("garbled", "highlights"),
            "The garbled plugin computed this part, but what it computed was refused: bytes that "
            "are no message of the plugin protocol.");
  EXPECT_EQ(SectorOf("garbled").plugin_state(), v1::RUNNING);
  EXPECT_EQ(SectorOf("mumbling").plugin_state(), v1::REFUSED);
  EXPECT_EQ(SectorOf("mumbling").plugin_message(), "what it sent as its manifest is none");
  ExpectOthersUntouched();
}

TEST_F(PluginIsolation, AnEndWhileItIsAskedForItsManifestIsSaid) {
  Install("speaks", "curt");
  StartHost();
  EXPECT_TRUE(log_->WaitFor("plugin curt ended with exit status 8; starting again in "));
  ExpectOthersUntouched();
}

TEST_F(PluginIsolation, RecordsWithinReachKeepPluginsFromStarting) {
  options_.private_dirs = {options_.plugin_dir + "/records"};
  StartHost();
  EXPECT_EQ(SectorOf("energy").plugin_state(), v1::REFUSED);
  EXPECT_THAT(SectorOf("energy").plugin_message(),
              HasSubstr("which plugins may read: keep the records elsewhere"));
}

TEST_F(PluginIsolation, TheSandboxIsNamedInTheLog) {
  StartHost();
  EXPECT_EQ(host_->Sandbox(), v1::SANDBOX_ON);
  EXPECT_THAT(log_->LinesWith("plugins run in a sandbox of Landlock "), SizeIs(1));
}

}  // namespace
}  // namespace sheaf::sectors
