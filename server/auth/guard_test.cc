#include "server/auth/guard.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "server/base/manual_clock.h"
#include "server/base/status.h"
#include "server/base/temporary_folder.h"

namespace sheaf::auth {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kPolicy = R"(
  principals { id: "ace" certificate_names: "ace.example.org"
               grants { role: CONTRIBUTOR sectors: "energy" } }
  principals { id: "moit" grants { role: READER sectors: "energy" } }
)";

std::string Contents(const std::string& file) {
  std::stringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

// Certificates of a real authority, made by deploy/certificates.
class GuardTest : public testing::Test {
 protected:
  void SetUp() override { Write("policy", kPolicy); }

  std::string File(const std::string& name) const { return folder_.path() + "/" + name; }
  void Write(const std::string& name, const std::string& text) {
    std::ofstream(File(name)) << text;
  }

  // deploy/certificates with these arguments, in a folder of that name.
  void Certificates(const std::string& folder, const std::string& arguments,
                    const std::string& environment = "") {
    const std::string command =
        environment + " " + SHEAF_CERTIFICATES + " " + File(folder) + " " + arguments;
    ASSERT_EQ(std::system(command.c_str()), 0) << command;
  }
  std::string Pem(const std::string& folder, const std::string& name) {
    return Contents(File(folder) + "/" + name + ".pem");
  }

  std::unique_ptr<Guard> Open(const std::string& crl = "") {
    GuardOptions options;
    options.policy_file = File("policy");
    options.token_file = File("tokens");
    if (std::ifstream(File("ours/ca.pem"))) options.client_ca_file = File("ours/ca.pem");
    if (!crl.empty()) options.crl_file = File(crl);
    auto guard = Guard::Open(options, &clock_);
    EXPECT_TRUE(guard.ok()) << guard.status();
    return guard.ok() ? *std::move(guard) : nullptr;
  }

  // Who a caller with this certificate is; else the reason of the refusal.
  static std::string Who(const Guard& guard, const std::string& certificate) {
    const auto caller = guard.Identify({.certificate = certificate});
    return caller.ok() ? caller->actor() : ReasonOf(caller.status());
  }
  static std::string WhoByToken(const Guard& guard, const std::string& secret) {
    const std::string header = "Bearer " + secret;
    const auto caller = guard.Identify({.authorization = header});
    return caller.ok() ? caller->actor() : ReasonOf(caller.status());
  }

  TemporaryFolder folder_;
  SystemClock system_;
  ManualClock clock_{system_.Now() + 60'000'000};
};

TEST_F(GuardTest, WithoutAPolicyEveryCallerHoldsEveryRole) {
  const auto guard = Guard::Open({.token_file = File("tokens")}, &clock_);
  ASSERT_TRUE(guard.ok());
  const auto caller = (*guard)->Identify({.this_machine = true, .user = "alice"});
  ASSERT_TRUE(caller.ok());
  EXPECT_EQ(caller->actor(), "local/alice");
  EXPECT_TRUE(caller->has_every_role());
  EXPECT_TRUE(caller->May(Access::Of(v1::OPERATE)));
}

TEST_F(GuardTest, WithAPolicyWhoShowsNothingIsRefusedAndCounted) {
  const auto guard = Open();
  const auto caller = guard->Identify({.this_machine = true, .user = "ace"});
  EXPECT_EQ(ReasonOf(caller.status()), "NO_CREDENTIAL") << "a name that is stated proves nothing";
  EXPECT_TRUE(absl::IsUnauthenticated(caller.status()));
  EXPECT_EQ(guard->unauthenticated(), 1);
}

TEST_F(GuardTest, ThisMachineIsAPrincipalWhereThePolicySaysSo) {
  Write("policy", "principals { id: 'local' grants { role: SECRETARIAT sectors: '*' } }");
  const auto guard = Open();
  const auto here = guard->Identify({.this_machine = true});
  ASSERT_TRUE(here.ok());
  EXPECT_EQ(here->actor(), "local");
  EXPECT_FALSE(here->May(Access::Of(v1::OPERATE))) << "its grants, not every role";
  EXPECT_FALSE(guard->Identify({.this_machine = false}).ok());
}

TEST_F(GuardTest, AGoodCertificateIsItsPrincipal) {
  Certificates("ours", "authority");
  Certificates("ours", "client ace.example.org");
  const auto guard = Open();
  const auto caller = guard->Identify({.certificate = Pem("ours", "ace.example.org")});
  ASSERT_TRUE(caller.ok()) << caller.status();
  EXPECT_EQ(caller->actor(), "ace");
  EXPECT_EQ(caller->proof(), v1::CERTIFICATE);
  EXPECT_TRUE(caller->May(Access::OfSector(v1::PUSH, "energy")));
}

TEST_F(GuardTest, ACertificateOfAnotherAuthorityIsRefused) {
  Certificates("ours", "authority");
  Certificates("theirs", "authority");
  Certificates("theirs", "client ace.example.org");
  EXPECT_EQ(Who(*Open(), Pem("theirs", "ace.example.org")), "BAD_CREDENTIAL");
}

TEST_F(GuardTest, ACertificateBeforeAndAfterItsTimeIsRefused) {
  Certificates("ours", "authority");
  Certificates("ours", "client ace.example.org", "FROM=20300101000000Z UNTIL=20310101000000Z");
  const std::string certificate = Pem("ours", "ace.example.org");
  const auto guard = Open();
  EXPECT_EQ(Who(*guard, certificate), "BAD_CREDENTIAL") << "not yet";
  clock_.Set(*ParseTime("2030-06-01T00:00:00Z"));
  EXPECT_EQ(Who(*guard, certificate), "ace");
  clock_.Set(*ParseTime("2031-06-01T00:00:00Z"));
  EXPECT_EQ(Who(*guard, certificate), "BAD_CREDENTIAL") << "no longer";
}

TEST_F(GuardTest, ARevokedCertificateIsRefusedOnceTheListIsReadAnew) {
  Certificates("ours", "authority");
  Certificates("ours", "client ace.example.org");
  const std::string certificate = Pem("ours", "ace.example.org");
  const auto guard = Open("ours/crl.pem");
  EXPECT_EQ(Who(*guard, certificate), "ace");
  Certificates("ours", "revoke ace.example.org");
  ASSERT_TRUE(guard->Reload().ok());
  EXPECT_EQ(Who(*guard, certificate), "BAD_CREDENTIAL");
}

TEST_F(GuardTest, AListOfRevocationsThatIsTooOldTrustsNobody) {
  Certificates("ours", "authority");
  Certificates("ours", "client ace.example.org");
  const auto guard = Open("ours/crl.pem");
  clock_.Advance(31 * kDay);
  EXPECT_EQ(Who(*guard, Pem("ours", "ace.example.org")), "BAD_CREDENTIAL");
}

TEST_F(GuardTest, ACertificateForServersOrOfAnUnknownNameIsRefused) {
  Certificates("ours", "authority");
  Certificates("ours", "server ace.example.org");
  Certificates("ours", "client stranger.example.org");
  const auto guard = Open();
  EXPECT_EQ(Who(*guard, Pem("ours", "server")), "BAD_CREDENTIAL");
  EXPECT_EQ(Who(*guard, Pem("ours", "stranger.example.org")), "BAD_CREDENTIAL");
  EXPECT_EQ(Who(*guard, "-----BEGIN CERTIFICATE-----\nnonsense"), "BAD_CREDENTIAL");
}

TEST_F(GuardTest, ATokenIsItsPrincipalWhileItStands) {
  const auto guard = Open();
  const auto created = guard->tokens().Create({.principal = "moit", .created_by = "asec"});
  ASSERT_TRUE(created.ok());
  EXPECT_EQ(WhoByToken(*guard, created->secret), "moit");
  ASSERT_TRUE(guard->tokens().Revoke(created->token.name(), "asec").ok());
  EXPECT_EQ(WhoByToken(*guard, created->secret), "BAD_CREDENTIAL");
}

TEST_F(GuardTest, ABadTokenIsNotMadeGoodByACertificate) {
  Certificates("ours", "authority");
  Certificates("ours", "client ace.example.org");
  const auto guard = Open();
  const auto caller = guard->Identify({.authorization = "Bearer sheaf_00_00",
                                       .certificate = Pem("ours", "ace.example.org"),
                                       .this_machine = true});
  EXPECT_EQ(ReasonOf(caller.status()), "BAD_CREDENTIAL");
}

TEST_F(GuardTest, ARefusalTellsTheCallerNothing) {
  Certificates("ours", "authority");
  const auto guard = Open();
  const auto never = guard->Identify({.authorization = "Bearer sheaf_00_00"});
  const auto basic = guard->Identify({.authorization = "Basic YTpi"});
  EXPECT_EQ(never.status().message(), basic.status().message());
  EXPECT_THAT(std::string(never.status().message()), Not(HasSubstr("never issued")));
}

TEST_F(GuardTest, APolicyThatIsReplacedCountsFromItsReload) {
  const auto guard = Open();
  const auto created = guard->tokens().Create({.principal = "moit", .created_by = "asec"});
  ASSERT_TRUE(created.ok());
  Write("policy", "principals { id: 'other' }");
  EXPECT_EQ(WhoByToken(*guard, created->secret), "moit");
  ASSERT_TRUE(guard->Reload().ok());
  EXPECT_EQ(WhoByToken(*guard, created->secret), "BAD_CREDENTIAL");
}

TEST_F(GuardTest, AWrongPolicyChangesNothing) {
  const auto guard = Open();
  const auto created = guard->tokens().Create({.principal = "moit", .created_by = "asec"});
  ASSERT_TRUE(created.ok());
  Write("policy", "principals {");
  EXPECT_FALSE(guard->Reload().ok());
  EXPECT_EQ(WhoByToken(*guard, created->secret), "moit");
}

TEST_F(GuardTest, WhatIsNotAllowedIsCountedAndNamesTheGrants) {
  Certificates("ours", "authority");
  Certificates("ours", "client ace.example.org");
  const auto guard = Open();
  const auto caller = guard->Identify({.certificate = Pem("ours", "ace.example.org")});
  ASSERT_TRUE(caller.ok());
  const absl::Status denied =
      caller->Demand(Access::OfSector(v1::READ, "transport"), "plans/transport");
  EXPECT_EQ(ReasonOf(denied), "NOT_ALLOWED");
  EXPECT_EQ(
      denied.message(),
      "ace may not read plans/transport; the policy grants it: contributor for sector energy");
  EXPECT_EQ(guard->denied(), 1);
  EXPECT_EQ(guard->unauthenticated(), 0);
}

TEST(ServerCertificate, NeedsItsOwnKey) {
  const TemporaryFolder folder;
  const std::string make = std::string(SHEAF_CERTIFICATES) + " " + folder.path() + " ";
  ASSERT_EQ(std::system((make + "authority").c_str()), 0);
  ASSERT_EQ(std::system((make + "server localhost").c_str()), 0);
  const std::string certificate = folder.path() + "/server.pem";
  EXPECT_TRUE(CheckServerCertificate(certificate, folder.path() + "/server.key").ok());
  const absl::Status other = CheckServerCertificate(certificate, folder.path() + "/ca.key");
  EXPECT_THAT(std::string(other.message()), HasSubstr("it is not the key of"));
  const absl::Status none = CheckServerCertificate(folder.path() + "/serial", certificate);
  EXPECT_THAT(std::string(none.message()), HasSubstr("no certificate in it"));
}

}  // namespace
}  // namespace sheaf::auth
