#include "server/sectors/identity.h"

#include <set>

#include "google/protobuf/descriptor.h"
#include "server/base/digest.h"
#include "server/sectors/intake_fixture.h"

namespace sheaf::sectors {
namespace {

std::string First20(const std::string& encoded) { return Hex(Sha256(encoded)).substr(0, 20); }

// Stored ids depend on the encoding: this test fails where it changes.
TEST(IdentityTest, TheEncodingIsTheOneWrittenDown) {
  const auto update = FromText<v1::Update>(R"pb(
    member_state: "THA"
    reported_status: "signed"
    effective_date: "2020"
    progress { value: 98.8 unit: "%" }
    decision { body: "ATM" }
    attributes { key: "b" value: "2" }
    attributes { key: "a" value: "1" })pb");
  EXPECT_EQ(IdentityOf(update),
            First20("update\nmember_state:3:THA\nreported_status:6:signed\neffective_date:4:2020\n"
                    "progress.value:4:98.8\nprogress.unit:1:%\ndecision.body:3:ATM\n"
                    "attributes[a]:1:1\nattributes[b]:1:2\n"));
  EXPECT_EQ(IdentityOf(FromText<v1::Target>("value: 32 year: 2025 edition: 'E' ordinal: 3")),
            First20("target\nvalue:2:32\nyear:4:2025\nedition:1:E\n"));
  EXPECT_EQ(IdentityOf(FromText<v1::Baseline>("year: 2005")), First20("baseline\nyear:4:2005\n"));
  EXPECT_EQ(IdentityOf(FromText<v1::Observation>("period: '2022' value: 0 kind: ACTUAL note: 'n'")),
            First20("observation\nperiod:4:2022\nvalue:1:0\nkind:1:1\nnote:1:n\n"));
}

TEST(IdentityTest, EveryTextOfAnUpdateTellsItFromOthers) {
  std::set<std::string> ids = {IdentityOf(v1::Update())};
  size_t fields = 1;
  const auto* descriptor = v1::Update::descriptor();
  for (int i = 0; i < descriptor->field_count(); ++i) {
    const auto* field = descriptor->field(i);
    if (field->number() >= 20 || field->name() == "name" || field->is_repeated() ||
        field->type() != google::protobuf::FieldDescriptor::TYPE_STRING) {
      continue;
    }
    v1::Update update;
    update.GetReflection()->SetString(&update, field, "x");
    ids.insert(IdentityOf(update));
    ++fields;
  }
  EXPECT_EQ(ids.size(), fields);
  EXPECT_EQ(fields, 13u);
}

TEST(IdentityTest, EveryFieldOfAnObservationTellsItFromOthers) {
  const char* const different[] = {"",
                                   "member_state: 'THA'",
                                   "period: '2020'",
                                   "value: 0",
                                   "missing: BLANK",
                                   "kind: ACTUAL",
                                   "unit: 'x'",
                                   "edition: 'x'",
                                   "source: 'x'",
                                   "source_ref: 'x'",
                                   "note: 'x'"};
  std::set<std::string> ids;
  for (const char* text : different) ids.insert(IdentityOf(FromText<v1::Observation>(text)));
  EXPECT_EQ(ids.size(), std::size(different));
}

TEST(IdentityTest, WhatATargetIsDoesNotDependOnWhereItWasRead) {
  const auto one = FromText<v1::Target>("value: 23 year: 2025 aspirational: true source_ref: 'a'");
  const auto other = FromText<v1::Target>("value: 23 year: 2025 source: 'b' ordinal: 4");
  EXPECT_EQ(IdentityOf(one), IdentityOf(other));
}

TEST(IdentityTest, NoValueIsNotZero) {
  EXPECT_NE(IdentityOf(FromText<v1::Target>("year: 2025")),
            IdentityOf(FromText<v1::Target>("year: 2025 value: 0")));
}

TEST(IdentityTest, ATextCannotPassForTwoFields) {
  EXPECT_NE(IdentityOf(FromText<v1::Update>("risk: 'a\\nnote:1:b'")),
            IdentityOf(FromText<v1::Update>("risk: 'a' note: 'b'")));
}

}  // namespace
}  // namespace sheaf::sectors
