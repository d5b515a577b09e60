#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "server/sectors/host/plugin_host_fixture.h"

namespace sheaf::sectors {
namespace {

using ::testing::AllOf;
using ::testing::AnyOf;
using ::testing::ElementsAre;
using ::testing::Ge;
using ::testing::HasSubstr;
using ::testing::Lt;
using ::testing::SizeIs;
using ::testing::StartsWith;
using ::testing::UnorderedElementsAre;

TEST_F(PluginHostTest, APluginInheritsNothing) {
  Install("evaluates", "energy");
  const std::string secret = folder_ / "secret";
  const int kept_open =
      open(secret.c_str(), O_RDWR | O_CREAT, 0600);  // on purpose without O_CLOEXEC
  ASSERT_GE(kept_open, 0);
  setenv("SHEAF_SECRET", "hush", 1);
  StartHost();
  const absl::StatusOr<Evaluation> evaluation = Evaluate("energy", "belongings");
  close(kept_open);
  ASSERT_TRUE(evaluation.ok()) << evaluation.status();
  const std::vector<std::string> descriptors = TextsOf(*evaluation, "descriptor-v1");
  EXPECT_THAT(descriptors, SizeIs(Ge(3)));
  for (const std::string& target : descriptors) {
    EXPECT_THAT(target, AnyOf("/dev/null", StartsWith("pipe:"), StartsWith("socket:"),
                              StartsWith("anon_inode:"), StartsWith("/proc/")));
  }
  EXPECT_THAT(TextsOf(*evaluation, "environment-v1"),
              UnorderedElementsAre(
                  absl::StrCat("SHEAF_PLUGIN_SOCKET=", options_.socket_dir, "/energy.1/sock"),
                  "PATH=/usr/local/bin:/usr/bin:/bin"));
  EXPECT_THAT(TextsOf(*evaluation, "folder-v1"), ElementsAre(options_.plugin_dir));
  EXPECT_THAT(TextsOf(*evaluation, "core-limit-v1"), ElementsAre("0"));
  EXPECT_THAT(TextsOf(*evaluation, "is-leader-v1"), ElementsAre("true"));
}

TEST_F(PluginHostTest, AFloodOfTheLogIsBounded) {
  Install("evaluates", "energy");
  StartHost();
  ASSERT_TRUE(Evaluate("energy", "flood").ok());
  host_.reset();
  EXPECT_THAT(log_->LinesWith("plugin energy printed: flood"), SizeIs(AllOf(Ge(100), Lt(2000))));
  EXPECT_THAT(log_->LinesWith("lines that were left out"), SizeIs(Ge(1)));
  EXPECT_THAT(log_->LinesWith("plugin energy printed: flood 0 ?[31m"), SizeIs(1))
      << "a terminal escape is made harmless";
}

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
TEST_F(PluginHostTest, MemoryIsBounded) {
  options_.memory_max_bytes = int64_t{384} << 20;
  Install("evaluates", "energy");
  StartHost();
  // The SDK makes an error of what the program could not allocate; it need not even end.
  EXPECT_THAT(FailureOf("energy", "take-memory"),
              AnyOf(HasSubstr("ran out of memory, of which it may use 384 MiB, after reading"),
                    HasSubstr("ended while it computed")));
  WaitUntilRunning("energy", 1);
  EXPECT_TRUE(Evaluate("energy", "highlights").ok());
}
#endif

}  // namespace
}  // namespace sheaf::sectors
