#include "server/auth/policy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/base/status.h"

namespace sheaf::auth {
namespace {

using testing::AllOf;
using testing::HasSubstr;

// The mistakes in this text; "" where it is a policy.
std::string MistakesIn(const std::string& text) {
  const auto policy = Policy::Parse(text, "policy");
  if (policy.ok()) return "";
  EXPECT_EQ(ReasonOf(policy.status()), "INVALID_POLICY");
  return std::string(policy.status().message());
}

std::string WithGrant(const std::string& grant) {
  return "principals { id: 'ace' grants { " + grant + " } }";
}

TEST(Policy, FindsPrincipalsByTheirIdsAndCertificates) {
  const auto policy = Policy::Parse(
      "# who reports\n"
      "principals { id: 'ace' certificate_names: 'ace.example.org' certificate_names: 'b' }\n"
      "principals { id: 'moit-vnm' title: 'Ministry' }\n",
      "policy");
  ASSERT_TRUE(policy.ok()) << policy.status();
  ASSERT_NE((*policy)->Find("ace"), nullptr);
  EXPECT_EQ((*policy)->Find("ace"), (*policy)->FindByCertificate("b"));
  EXPECT_EQ((*policy)->Find("moit-vnm")->title(), "Ministry");
  EXPECT_EQ((*policy)->Find("nobody"), nullptr);
  EXPECT_EQ((*policy)->FindByCertificate("ace"), nullptr) << "an id is no name of a certificate";
}

TEST(Policy, AnEmptyOneGrantsNothingAndIsOne) { EXPECT_EQ(MistakesIn(""), ""); }

TEST(Policy, TellsWhereTheTextIsNone) {
  EXPECT_THAT(MistakesIn("principals {\n  identity: 'x'\n}"),
              AllOf(HasSubstr("policy:2:"), HasSubstr("identity")));
  EXPECT_THAT(MistakesIn(WithGrant("role: KING sectors: '*'")), HasSubstr("KING"));
}

TEST(Policy, TellsEveryMistake) {
  const std::string mistakes = MistakesIn(
      "principals { id: 'ACE' } principals { id: 'x' grants { sectors: 'energy' } } "
      "principals { id: 'x' }");
  EXPECT_THAT(mistakes, AllOf(HasSubstr("principal 'ACE': an id has"),
                              HasSubstr("principal 'x': a grant has no role"),
                              HasSubstr("principal 'x': there are two of this id")));
}

TEST(Policy, AGrantNamesItsSectors) {
  EXPECT_THAT(MistakesIn(WithGrant("role: READER")), HasSubstr("a grant names no sectors"));
  EXPECT_THAT(MistakesIn(WithGrant("role: READER sectors: 'energy, ict'")),
              HasSubstr("'energy, ict' is no id of a sector"));
  EXPECT_EQ(MistakesIn(WithGrant("role: READER sectors: 'none' sectors: 'energy'")), "");
}

TEST(Policy, AnOperatorHasNoSectors) {
  EXPECT_EQ(MistakesIn(WithGrant("role: OPERATOR")), "");
  EXPECT_THAT(MistakesIn(WithGrant("role: OPERATOR sectors: '*'")), HasSubstr("never sees"));
}

TEST(Policy, MemberStatesAreCodes) {
  const std::string sectors = "role: CONTRIBUTOR sectors: '*' ";
  EXPECT_EQ(MistakesIn(WithGrant(sectors + "member_states: 'VNM'")), "");
  EXPECT_EQ(MistakesIn(WithGrant(sectors + "member_states: '*'")), "");
  EXPECT_THAT(MistakesIn(WithGrant(sectors + "member_states: 'vietnam'")),
              HasSubstr("'vietnam' is no member state"));
}

TEST(Policy, ACertificateIsOnePrincipals) {
  EXPECT_THAT(MistakesIn("principals { id: 'a' certificate_names: 'n' } "
                         "principals { id: 'b' certificate_names: 'n' }"),
              HasSubstr("principal 'b': the certificate name 'n' is also of 'a'"));
  EXPECT_THAT(MistakesIn("principals { id: 'local' certificate_names: 'n' }"),
              HasSubstr("has no certificate"));
}

TEST(Policy, AFileThatCannotBeReadIsNamed) {
  const auto policy = Policy::Read("/nowhere/policy.textproto");
  EXPECT_THAT(std::string(policy.status().message()), HasSubstr("/nowhere/policy.textproto"));
}

}  // namespace
}  // namespace sheaf::auth
