// Encrypted connections, and who proves what over them: real certificates of a real authority.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "tests/e2e/certificates.h"
#include "tests/e2e/real_server.h"

namespace sheaf::e2e {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kPolicy = R"(
principals { id: "local" grants { role: SECRETARIAT sectors: "*" } grants { role: OPERATOR } }
principals { id: "ace" certificate_names: "ace.example.org"
             grants { role: CONTRIBUTOR sectors: "energy" } }
)";

class Tls : public testing::Test {
 protected:
  void SetUp() override {
    Make("ours", {"authority"});
    Make("ours", {"server", "localhost"});
    std::ofstream(File("policy")) << kPolicy;
  }
  void TearDown() override {
    server_.reset();
    std::filesystem::remove_all(folder_);
  }

  std::string File(const std::string& name) const { return folder_ + "/" + name; }

  // A certificate in a folder of that name.
  void Make(const std::string& folder, const std::vector<std::string>& arguments,
            const std::map<std::string, std::string>& environment = {}) const {
    MakeCertificates(File(folder), arguments, environment);
  }

  void Start() {
    server_ = std::make_unique<RealServer>(
        Plugins::kWithout,
        std::vector<std::string>{"--listen", "localhost:0", "--tls_cert", File("ours/server.pem"),
                                 "--tls_key", File("ours/server.key"), "--tls_client_ca",
                                 File("ours/ca.pem"), "--tls_crl", File("ours/crl.pem"), "--policy",
                                 File("policy")});
  }

  // `sheaf` over TLS, trusting our authority.
  Ended Sheaf(std::vector<std::string> arguments) const {
    arguments.insert(arguments.end(), {"--ca", File("ours/ca.pem")});
    return server_->Sheaf(arguments);
  }
  // `sheaf whoami` with the certificate of that name in that folder.
  Ended WhoAmI(const std::string& folder, const std::string& name) const {
    return Sheaf({"whoami", "--cert", File(folder + "/" + name + ".pem"), "--key",
                  File(folder + "/" + name + ".key")});
  }

  // Certificates are made for now; a test asks the log what became of them.
  void ExpectRefused(const Ended& ended, const std::string& reason) const {
    EXPECT_EQ(ended.exit_code, 1);
    EXPECT_EQ(ended.err,
              "sheaf: the certificate or token is not accepted; ask whoever runs the server\n");
    EXPECT_THAT(server_->Log(), HasSubstr(reason));
  }

  const std::string folder_ = [] {
    std::string pattern = (std::filesystem::temp_directory_path() / "sheaf-tls-XXXXXX").string();
    EXPECT_NE(mkdtemp(pattern.data()), nullptr);
    return pattern;
  }();
  std::unique_ptr<RealServer> server_;
};

TEST_F(Tls, ACertificateIsItsPrincipal) {
  Make("ours", {"client", "ace.example.org"});
  Start();
  EXPECT_THAT(WhoAmI("ours", "ace.example.org").out, HasSubstr("ace, known by its certificate"));
  EXPECT_THAT(Sheaf({"status"}).out, HasSubstr("policy, over TLS"));
}

TEST_F(Tls, ACertificateThatIsNoGoodIsRefusedCountedAndLoggedWithItsReason) {
  Make("ours", {"client", "old.example.org"},
       {{"FROM", "20190101000000Z"}, {"UNTIL", "20200101000000Z"}});
  Make("ours", {"client", "early.example.org"},
       {{"FROM", "20900101000000Z"}, {"UNTIL", "20910101000000Z"}});
  Make("ours", {"client", "gone.example.org"});
  Make("ours", {"revoke", "gone.example.org"});
  Make("ours", {"client", "stranger.example.org"});
  Make("theirs", {"authority"});
  Make("theirs", {"client", "ace.example.org"});
  Start();
  ExpectRefused(WhoAmI("ours", "old.example.org"), "'old.example.org': certificate has expired");
  ExpectRefused(WhoAmI("ours", "early.example.org"),
                "'early.example.org': certificate is not yet valid");
  ExpectRefused(WhoAmI("ours", "gone.example.org"), "'gone.example.org': certificate revoked");
  ExpectRefused(WhoAmI("ours", "stranger.example.org"), "the policy has nobody of that name");
  ExpectRefused(WhoAmI("theirs", "ace.example.org"),
                "'ace.example.org': unable to get local issuer");
  EXPECT_THAT(Sheaf({"status"}).out, HasSubstr("5 calls of unknown callers refused"));
}

TEST_F(Tls, ARevocationCountsFromTheReload) {
  Make("ours", {"client", "ace.example.org"});
  Start();
  EXPECT_EQ(WhoAmI("ours", "ace.example.org").exit_code, 0);
  Make("ours", {"revoke", "ace.example.org"});
  kill(server_->pid(), SIGHUP);
  while (server_->Log().find("revocation lists are taken in anew") == std::string::npos) {
    std::this_thread::yield();
  }
  ExpectRefused(WhoAmI("ours", "ace.example.org"), "certificate revoked");
}

TEST_F(Tls, APolicyThatIsWrongIsNotTakenIn) {
  Make("ours", {"client", "ace.example.org"});
  Start();
  std::ofstream(File("policy")) << "principals { id: 'x' grants { role: BOSS } }";
  kill(server_->pid(), SIGHUP);
  while (server_->Log().find("stay as they were") == std::string::npos) std::this_thread::yield();
  EXPECT_THAT(server_->Log(), HasSubstr("BOSS"));
  EXPECT_EQ(WhoAmI("ours", "ace.example.org").exit_code, 0);
}

TEST_F(Tls, AServerOfAnotherNameOrAuthorityIsNotTrusted) {
  Make("ours", {"server", "elsewhere.example.org"});
  Make("theirs", {"authority"});
  Start();
  const Ended other_name = Sheaf({"whoami"});
  EXPECT_EQ(other_name.exit_code, 3) << other_name.out;
  const Ended other_authority = server_->Sheaf({"whoami", "--ca", File("theirs/ca.pem")});
  EXPECT_EQ(other_authority.exit_code, 3) << other_authority.out;
}

TEST_F(Tls, WhoeverTalksWithoutItIsNotHeard) {
  Start();
  const Ended plain = server_->Sheaf({"whoami"});
  EXPECT_EQ(plain.exit_code, 3);
  EXPECT_THAT(plain.err, HasSubstr("without TLS (--ca)"));
}

TEST_F(Tls, VersionsBefore12AreRefused) {
  Start();
  const auto connect = [&](const std::string& version) {
    return RunProgram({"/bin/sh", "-c",
                       "openssl s_client -cipher 'ALL:@SECLEVEL=0' " + version +
                           " -alpn h2 -connect " + server_->address() + " </dev/null"});
  };
  EXPECT_THAT(connect("-tls1_2").out, HasSubstr("Protocol  : TLSv1.2"));
  EXPECT_THAT(connect("-tls1_3").out, HasSubstr("TLSv1.3, Cipher is TLS_"));
  for (const char* version : {"-tls1", "-tls1_1"}) {
    EXPECT_THAT(connect(version).out, HasSubstr("Cipher is (NONE)")) << version;
  }
}

TEST_F(Tls, ACertificateOfTheServerThatIsReplacedIsTakenWithoutARestart) {
  Make("ours", {"server", "elsewhere.example.org"});
  Start();
  EXPECT_EQ(Sheaf({"whoami"}).exit_code, 3);
  Make("ours", {"server", "localhost"});
  int code = 3;
  for (int tries = 0; code != 0 && tries < 120; ++tries) {
    code = Sheaf({"whoami"}).exit_code;
    std::this_thread::sleep_for(std::chrono::milliseconds(500));
  }
  EXPECT_EQ(code, 0);
}

TEST_F(Tls, ATokenWorksOverItAndNoSecretIsInTheLog) {
  Start();
  std::string secret = Sheaf({"token", "create", "ace", "--purpose", "nightly"}).out;
  const std::string file = File("token");
  std::ofstream(file) << secret;
  ASSERT_EQ(chmod(file.c_str(), 0600), 0);
  EXPECT_THAT(Sheaf({"whoami", "--token-file", file}).out, HasSubstr("ace, known by its token"));
  std::ofstream(file) << "sheaf_0123456789abcdef_0123456789\n";
  ExpectRefused(Sheaf({"whoami", "--token-file", file}), "a token that was never issued here");
  EXPECT_THAT(server_->Log(),
              AllOf(Not(HasSubstr(secret.substr(30, 30))), Not(HasSubstr("0123456789abcdef_"))));
}

// What it may not do without TLS and policy is said before anything is begun.
TEST(BeyondTheLoopback, NobodyIsServedWithoutTlsAndAPolicy) {
  const std::string folder = testing::TempDir() + "sheaf-beyond";
  const Ended ended = RunProgram({SHEAFD, "--data_dir", folder, "--listen", "0.0.0.0:0"});
  std::filesystem::remove_all(folder);
  EXPECT_EQ(ended.exit_code, 1);
  EXPECT_THAT(ended.err, AllOf(HasSubstr("will not listen on 0.0.0.0:0"), HasSubstr("--tls_cert"),
                               HasSubstr("--policy")));
}

}  // namespace
}  // namespace sheaf::e2e
