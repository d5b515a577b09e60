// What was published: frozen, signed, readable for good, and proved by anyone who has the key.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "tests/e2e/certificates.h"
#include "tests/e2e/real_server.h"

namespace sheaf::e2e {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// A folder with the keys of whoever publishes.
class Keys {
 public:
  Keys() {
    std::string pattern = fs::temp_directory_path() / "sheaf-keys-XXXXXX";
    folder_ = mkdtemp(pattern.data());
    MakeCertificates(folder_, {"signing"});
  }
  ~Keys() { fs::remove_all(folder_); }
  Keys(const Keys&) = delete;
  Keys& operator=(const Keys&) = delete;

  std::string secret() const { return folder_ + "/signing.key"; }
  std::string open() const { return folder_ + "/signing.pem"; }

 private:
  std::string folder_;
};

// One server for all, with everything of tests/data, and a publication of energy.
class PublicationTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    keys_ = new Keys;
    server_ = new RealServer(Plugins::kWith,
                             {"--signing_key", keys_->secret(), "--backup_dir", "FOLDER/backups"});
    server_->ImportEverything();
    server_->Done({"publish", "energy-2024", "--sector", "energy", "--effective", "2024-12-31",
                   "--title", "Energy in 2024"});
  }
  static void TearDownTestSuite() {
    delete server_;
    delete keys_;
  }

  static std::string Shown(const std::string& id, const std::string& as) {
    return server_->Done({"publication", "show", id, "--as", as});
  }
  static std::vector<std::string> InEveryForm(const std::string& id) {
    std::vector<std::string> forms;
    for (const char* as : {"markdown", "html", "csv", "json", "xlsx"}) {
      forms.push_back(Shown(id, as));
    }
    return forms;
  }
  static std::string Export(const std::string& id) {
    std::string file = server_->folder() + "/" + id + ".pub";
    server_->Done({"publication", "export", id, file});
    return file;
  }
  // Without a server: there is none at this address.
  static Ended Verify(const std::string& file, const std::string& key = keys_->open()) {
    return RunProgram(
        {SHEAF, "--server", "127.0.0.1:1", "publication", "verify", file, "--key", key});
  }
  static void Push(const std::string& status) {
    const std::string file =
        server_->WriteFile("push.csv", "line_code,reported_status,effective_date\nEN-APG-001," +
                                           status + ",2024-05\n");
    server_->Done({"push", file, "--plan", "energy"});
  }

  static Keys* keys_;
  static RealServer* server_;
};

Keys* PublicationTest::keys_ = nullptr;
RealServer* PublicationTest::server_ = nullptr;

TEST_F(PublicationTest, StaysTheSameWhateverIsRecordedLater) {
  const std::vector<std::string> before = InEveryForm("energy-2024");
  EXPECT_THAT(before[0], HasSubstr("# Energy"));
  const std::vector<std::string> report = {"report", "--sector", "energy", "--effective",
                                           "2024-12-31"};
  const std::string report_before = server_->Done(report);
  Push("on_going");
  Push("completed");
  EXPECT_NE(server_->Done(report), report_before) << "today's report is another one";
  EXPECT_EQ(InEveryForm("energy-2024"), before);
  EXPECT_EQ(server_->Stop(), 0);
  server_->Start();
  EXPECT_EQ(InEveryForm("energy-2024"), before) << "after a restart";
}

TEST_F(PublicationTest, IsTheReportOfItsClocks) {
  const std::string shown = Shown("energy-2024", "json");
  const std::string at = "\"revision\": \"";
  const size_t begin = shown.find(at) + at.size();
  const std::string revision = shown.substr(begin, shown.find('"', begin) - begin);
  // Not as JSON, where an answer names the request for the lines behind a figure.
  for (const char* as : {"markdown", "html", "csv", "xlsx"}) {
    EXPECT_EQ(server_->Done({"report", "--sector", "energy", "--as-of", revision, "--effective",
                             "2024-12-31", "--as", as}),
              Shown("energy-2024", as))
        << as;
  }
}

TEST_F(PublicationTest, ComesOutTheSameAgain) {
  Push("not_started");
  EXPECT_THAT(server_->Done({"publication", "reproduce", "energy-2024"}),
              HasSubstr("publications/energy-2024 comes out the same, byte for byte"));
}

TEST_F(PublicationTest, IsVerifiedWithoutAServer) {
  const Ended verified = Verify(Export("energy-2024"));
  EXPECT_EQ(verified.exit_code, 0) << verified.err;
  EXPECT_THAT(verified.out,
              AllOf(HasSubstr("energy-2024.pub is what was published"), HasSubstr("Energy in 2024"),
                    HasSubstr("2024-12-31"), HasSubstr("energy plugin"), HasSubstr("counted-v1")));
}

TEST_F(PublicationTest, AnyByteThatIsAnotherIsNoticed) {
  const std::string file = Export("energy-2024");
  const std::string whole = ReadFile(file);
  const std::string altered_file = server_->folder() + "/altered.pub";
  ASSERT_GT(whole.size(), 10'000u);
  // The heads of the blocks, and places all over; every byte is tried in publication_verifier_test.
  std::vector<size_t> places = {0, 30, 100, whole.size() - 1};
  for (size_t at = 500; at < whole.size(); at += whole.size() / 40) places.push_back(at);
  for (const size_t at : places) {
    std::string altered = whole;
    altered[at] = static_cast<char>(altered[at] ^ 1);
    std::ofstream(altered_file, std::ios::binary) << altered;
    const Ended verified = Verify(altered_file);
    EXPECT_EQ(verified.exit_code, 1) << at;
    EXPECT_THAT(verified.err, HasSubstr("altered.pub: ")) << at;
    EXPECT_EQ(verified.out, "") << at;
  }
  std::ofstream(altered_file, std::ios::binary) << whole.substr(0, whole.size() / 2);
  EXPECT_THAT(Verify(altered_file).err, HasSubstr("SHEAF DOCUMENT is missing, damaged or cut"));
}

TEST_F(PublicationTest, AnotherKeyDoesNotVerifyIt) {
  const Keys other;
  const Ended verified = Verify(Export("energy-2024"), other.open());
  EXPECT_EQ(verified.exit_code, 1);
  EXPECT_THAT(verified.err, HasSubstr("which is not the key"));
}

// As README.md of server/publications tells those who have no sheaf.
TEST_F(PublicationTest, OpensslAloneVerifiesIt) {
  const std::string script = R"(
    set -e
    part() { sed -n "/^-----BEGIN $1-----/,/^-----END/{//!p}" "$file" | openssl base64 -d; }
    part "SHEAF STATEMENT" >"$folder/statement"
    part "SHEAF SIGNATURE" >"$folder/signature"
    part "SHEAF DOCUMENT" >"$folder/document"
    openssl pkeyutl -verify -pubin -inkey "$key" -rawin -in "$folder/statement" -sigfile "$folder/signature"
    digest=$(openssl dgst -sha256 -r "$folder/document" | cut -c1-64)
    od -An -tx1 -v "$folder/statement" | tr -d ' \n' | grep -c "$digest"
  )";
  const Ended ended = RunProgram(
      {"/bin/sh", "-c", script},
      {{"file", Export("energy-2024")}, {"key", keys_->open()}, {"folder", server_->folder()}});
  EXPECT_EQ(ended.exit_code, 0) << ended.err;
  EXPECT_EQ(ended.out, "Signature Verified Successfully\n1\n");
}

TEST_F(PublicationTest, TheSameAgainChangesNothingAndAnotherIsRefused) {
  const std::vector<std::string> publish = {"publish", "twice", "--sector",    "ict",
                                            "--as-of", "5",     "--effective", "2024-12-31"};
  server_->Done(publish);
  const int64_t revision = server_->Status().revision();
  server_->Done(publish);
  EXPECT_EQ(server_->Status().revision(), revision);
  const Ended other = server_->Sheaf({"publish", "twice", "--sector", "energy"});
  EXPECT_EQ(other.exit_code, 1);
  EXPECT_THAT(other.err, AllOf(HasSubstr("publications/twice is another publication"),
                               HasSubstr("choose another id")));
}

TEST_F(PublicationTest, ADryRunPublishesNothing) {
  const int64_t revision = server_->Status().revision();
  EXPECT_THAT(server_->Done({"publish", "dry", "--dry-run"}), HasSubstr("nothing is published"));
  EXPECT_EQ(server_->Status().revision(), revision);
  EXPECT_EQ(server_->Sheaf({"publication", "show", "dry"}).exit_code, 1);
}

TEST_F(PublicationTest, AcrossAllSectorsInEveryFormatOfTheCore) {
  for (const std::string format : {"overview", "headline"}) {
    server_->Done({"publish", "all-" + format, "--format", format});
    EXPECT_EQ(Verify(Export("all-" + format)).exit_code, 0);
  }
  EXPECT_THAT(server_->Done({"publication", "list"}),
              AllOf(HasSubstr("all-headline"), HasSubstr("all sectors")));
}

TEST_F(PublicationTest, WithdrawnItStaysReadableAndSaysWhy) {
  const std::vector<std::string> publish = {"publish", "wrong", "--sector",    "ict",
                                            "--as-of", "6",     "--effective", "2024-12-31"};
  server_->Done(publish);
  server_->Done({"publication", "withdraw", "wrong", "--reason", "figures of another year"});
  EXPECT_THAT(server_->Done({"publication", "list"}), Not(HasSubstr("wrong")));
  EXPECT_THAT(server_->Done({"publication", "list", "--withdrawn"}),
              HasSubstr("figures of another year"));
  EXPECT_THAT(server_->Done({"publication", "show", "wrong"}),
              AllOf(HasSubstr("WITHDRAWN"), HasSubstr("figures of another year")));
  EXPECT_THAT(Shown("wrong", "markdown"), HasSubstr("#"));
  EXPECT_EQ(Verify(Export("wrong")).exit_code, 0);
  EXPECT_THAT(server_->Done(publish), HasSubstr("publications/wrong was withdrawn, and stays so"));
}

TEST_F(PublicationTest, HistoryDiffAndGetTellOfIt) {
  EXPECT_THAT(server_->Done({"history", "publications/energy-2024"}), HasSubstr("created"));
  EXPECT_THAT(server_->Done({"get", "publications/energy-2024"}), HasSubstr("bytes with SHA-256"));
  EXPECT_THAT(server_->Done({"diff", "1", std::to_string(server_->Status().revision()),
                             "publications/energy-2024"}),
              HasSubstr("energy-2024"));
}

TEST_F(PublicationTest, ABackupHoldsIt) {
  const std::string shown = Shown("energy-2024", "json");
  server_->Done({"backup", "create"});
  const std::string restored = server_->folder() + "/restored";
  const Ended ended = RunProgram({SHEAFD, "--restore", "latest", "--backup_dir",
                                  server_->folder() + "/backups", "--data_dir", restored});
  ASSERT_EQ(ended.exit_code, 0) << ended.err;
  // Without a key and without plugins: what was published needs neither.
  const RealServer other(Plugins::kWithout, {}, restored);
  EXPECT_EQ(other.Done({"publication", "show", "energy-2024", "--as", "json"}), shown);
}

TEST(PublishingTest, WithoutAKeyNothingIsPublished) {
  const RealServer server(Plugins::kWithout);
  server.Done({"member", "import", DataFile("members.csv")});
  const Ended ended = server.Sheaf({"publish", "none", "--format", "headline"});
  EXPECT_EQ(ended.exit_code, 1);
  EXPECT_THAT(ended.err, HasSubstr("start sheafd with --signing_key"));
  EXPECT_THAT(server.Done({"publication", "list"}), Not(HasSubstr("none")));
}

TEST(PublishingTest, AKeyThatOthersCanReadIsRefused) {
  const Keys keys;
  ASSERT_EQ(chmod(keys.secret().c_str(), 0640), 0);
  const Ended ended = RunProgram({SHEAFD, "--data_dir", keys.secret() + ".data", "--listen",
                                  "127.0.0.1:0", "--signing_key", keys.secret()});
  EXPECT_EQ(ended.exit_code, 1);
  EXPECT_THAT(ended.err, AllOf(HasSubstr("others than its owner can read or change this key"),
                               HasSubstr("chmod 600 ")));
  EXPECT_FALSE(fs::exists(keys.secret() + ".data")) << "it did not get so far";
}

}  // namespace
}  // namespace sheaf::e2e
