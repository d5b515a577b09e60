#include "server/auth/access.h"

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

namespace sheaf::auth {
namespace {

using testing::HasSubstr;

v1::Principal PrincipalOf(const std::string& text) {
  v1::Principal principal;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &principal)) << text;
  return principal;
}

bool May(const v1::Principal& principal, const Access& access) {
  return Decide(principal, access).grant != nullptr;
}

const v1::Principal kCentre =
    PrincipalOf("id: 'ace' grants { role: CONTRIBUTOR sectors: 'energy' member_states: '*' }");
const v1::Principal kMinistry = PrincipalOf(
    "id: 'moit' grants { role: CONTRIBUTOR sectors: 'energy' sectors: 'none' member_states: 'VNM' "
    "}");
const v1::Principal kOperator = PrincipalOf("id: 'ops' grants { role: OPERATOR }");
const v1::Principal kSecretariat =
    PrincipalOf("id: 'asec' grants { role: SECRETARIAT sectors: '*' }");

TEST(Access, IsDeniedWithoutAGrant) {
  const v1::Principal nobody = PrincipalOf("id: 'nobody'");
  for (int action = v1::Action_MIN; action <= v1::Action_MAX; ++action) {
    EXPECT_FALSE(May(nobody, Access::Of(static_cast<v1::Action>(action)))) << action;
  }
  EXPECT_THAT(Decide(nobody, Access::Of(v1::READ)).reason, HasSubstr("grants it nothing"));
}

TEST(Access, AGrantWithoutARoleAllowsNothing) {
  EXPECT_FALSE(May(PrincipalOf("id: 'x' grants { sectors: '*' }"), Access::Of(v1::DESCRIBE)));
}

TEST(Access, CoversTheSectorsThatAreNamed) {
  EXPECT_TRUE(May(kCentre, Access::OfSector(v1::PUSH, "energy")));
  EXPECT_FALSE(May(kCentre, Access::OfSector(v1::PUSH, "transport")));
  EXPECT_FALSE(May(kCentre, Access::OfSector(v1::PUSH, ""))) << "plans of no sector";
  EXPECT_TRUE(May(kMinistry, Access::OfSector(v1::READ, ""))) << "'none' names them";
}

TEST(Access, EverySectorAsksForAStar) {
  EXPECT_FALSE(May(kCentre, Access::OfAll(v1::READ)));
  EXPECT_TRUE(May(kSecretariat, Access::OfAll(v1::READ)));
  EXPECT_TRUE(May(kSecretariat, Access::OfSector(v1::READ, "energy")));
  EXPECT_TRUE(May(kSecretariat, Access::OfSector(v1::READ, "")));
}

TEST(Access, WhoSpeaksForAStateSpeaksForThatStateAlone) {
  EXPECT_TRUE(May(kMinistry, Access::OfSector(v1::PUSH, "energy", "VNM")));
  EXPECT_FALSE(May(kMinistry, Access::OfSector(v1::PUSH, "energy", "THA")));
  EXPECT_FALSE(May(kMinistry, Access::OfSector(v1::PUSH, "energy"))) << "the region as a whole";
  EXPECT_TRUE(May(kCentre, Access::OfSector(v1::PUSH, "energy", "THA")));
  EXPECT_TRUE(May(kCentre, Access::OfSector(v1::PUSH, "energy")));
}

TEST(Access, OneGrantHasToAllowAllOfIt) {
  const v1::Principal two = PrincipalOf(
      "id: 'two' grants { role: CONTRIBUTOR sectors: 'energy' member_states: 'VNM' } "
      "grants { role: CONTRIBUTOR sectors: 'ict' member_states: 'THA' }");
  EXPECT_TRUE(May(two, Access::OfSector(v1::PUSH, "energy", "VNM")));
  EXPECT_FALSE(May(two, Access::OfSector(v1::PUSH, "energy", "THA")));
}

TEST(Access, AnOperatorNeverSeesRecords) {
  EXPECT_TRUE(May(kOperator, Access::Of(v1::OPERATE)));
  EXPECT_TRUE(May(kOperator, Access::Of(v1::DESCRIBE)));
  for (const v1::Action action : {v1::READ, v1::PUSH, v1::MANAGE, v1::PUBLISH, v1::VERIFY}) {
    EXPECT_FALSE(May(kOperator, Access::Of(action))) << action;
  }
}

TEST(Access, NobodyElseOperates) {
  for (const auto* principal : {&kCentre, &kMinistry, &kSecretariat}) {
    EXPECT_FALSE(May(*principal, Access::Of(v1::OPERATE))) << principal->id();
  }
}

TEST(Access, TheReasonNamesTheGrantOrWhatEachLacks) {
  EXPECT_EQ(
      Decide(kMinistry, Access::OfSector(v1::PUSH, "energy", "VNM")).reason,
      "moit may push in sector energy for VNM: it is contributor for sectors energy, none and "
      "member state VNM.");
  EXPECT_EQ(Decide(kCentre, Access::OfSector(v1::READ, "ict")).reason,
            "ace may not read in sector ict: it is contributor for sector energy and every member "
            "state, and the sector is not among its sectors.");
  EXPECT_THAT(Decide(kMinistry, Access::OfSector(v1::PUSH, "energy", "THA")).reason,
              HasSubstr("who it speaks for is not among its member states"));
  EXPECT_THAT(Decide(kCentre, Access::Of(v1::OPERATE)).reason,
              HasSubstr("the role does not do that"));
}

}  // namespace
}  // namespace sheaf::auth
