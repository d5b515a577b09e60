#include "clients/cpp/checkpoint_file.h"

#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sheaf::client {
namespace {

namespace fs = std::filesystem;
using ::testing::EndsWith;
using ::testing::HasSubstr;

class CheckpointFileTest : public ::testing::Test {
 protected:
  CheckpointFileTest() {
    std::string pattern = (fs::temp_directory_path() / "sheaf-test-XXXXXX").string();
    if (mkdtemp(pattern.data()) != nullptr) folder_ = pattern;
    path_ = folder_ + "/state/checkpoint";
  }
  ~CheckpointFileTest() override { fs::remove_all(folder_); }

  std::string Text() const {
    std::ostringstream text;
    text << std::ifstream(path_).rdbuf();
    return text.str();
  }

  const Checkpoint sample_{12, 1'714'564'800'000'007, std::string(32, '\xab')};
  std::string folder_;
  std::string path_;
};

TEST_F(CheckpointFileTest, IsWrittenForPeopleAndReadBack) {
  ASSERT_TRUE(WriteCheckpoint(path_, "127.0.0.1:7433", sample_).ok());
  EXPECT_EQ(Text(),
            "# sheaf verify: the history of 127.0.0.1:7433 fits up to here\n"
            "revision 12\n"
            "committed 2024-05-01T12:00:00.000007Z\n"
            "hash abababababababababababababababababababababababababababababababab\n");
  EXPECT_EQ(ReadCheckpoint(path_).value(), sample_);
  EXPECT_EQ(fs::status(folder_ + "/state").permissions(), fs::perms::owner_all);
}

TEST_F(CheckpointFileTest, ReplacesTheOneBefore) {
  ASSERT_TRUE(WriteCheckpoint(path_, "a", sample_).ok());
  Checkpoint next = sample_;
  next.revision = 13;
  ASSERT_TRUE(WriteCheckpoint(path_, "a", next).ok());
  EXPECT_EQ(ReadCheckpoint(path_).value(), next);
}

TEST_F(CheckpointFileTest, MayBeAbsent) { EXPECT_EQ(ReadCheckpoint(path_).value(), std::nullopt); }

TEST_F(CheckpointFileTest, IsNeverIgnoredWhereItCannotBeRead) {
  ASSERT_TRUE(WriteCheckpoint(path_, "a", sample_).ok());
  const std::string whole = Text();
  for (const std::string& text :
       {std::string(), std::string("revision 12\n"), whole.substr(0, whole.size() - 2),
        "revision x" + whole.substr(whole.find("\ncommitted")),
        "revision -1" + whole.substr(whole.find("\ncommitted"))}) {
    std::ofstream(path_) << text;
    const absl::Status status = ReadCheckpoint(path_).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition) << text;
    EXPECT_THAT(std::string(status.message()), HasSubstr(path_));
  }
}

TEST_F(CheckpointFileTest, SaysThatItCannotBeWritten) {
  std::ofstream(folder_ + "/state") << "a file where the folder should be";
  EXPECT_THAT(std::string(WriteCheckpoint(path_, "a", sample_).message()), HasSubstr(path_));
}

TEST_F(CheckpointFileTest, HasAPlaceOfItsOwnForEachServer) {
  setenv("XDG_STATE_HOME", folder_.c_str(), 1);
  EXPECT_EQ(CheckpointPath("127.0.0.1:7433").value(),
            folder_ + "/sheaf/checkpoints/127.0.0.1:7433");
  EXPECT_THAT(CheckpointPath("unix:/run/../sheaf").value(), EndsWith("/unix:%2frun%2f..%2fsheaf"));
  EXPECT_THAT(CheckpointPath("..").value(), EndsWith("/%2e."));
  unsetenv("XDG_STATE_HOME");
  setenv("HOME", "/home/officer", 1);
  EXPECT_EQ(CheckpointPath("a:1").value(), "/home/officer/.local/state/sheaf/checkpoints/a:1");
}

}  // namespace
}  // namespace sheaf::client
