#include "clients/cli/message_text.h"

#include <sstream>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sheaf::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

v1::Line ALine() {
  v1::Line line;
  line.set_name("plans/energy/lines/EN-1");
  line.set_title("Power grid");
  line.set_instrument_type(v1::NON_BINDING);
  line.add_member_states("LAO");
  line.add_member_states("THA");
  (*line.mutable_attributes())["b"] = "2";
  (*line.mutable_attributes())["a"] = "1";
  line.set_revision(7);
  line.mutable_commit_time()->set_seconds(1761467400);
  line.mutable_commit_time()->set_nanos(5);
  line.set_etag("x");
  return line;
}

v1::Change ChangeTo(const v1::Line& line, v1::ChangeVerb verb) {
  v1::Change change;
  change.set_verb(verb);
  *change.mutable_after()->mutable_line() = line;
  return change;
}

TEST(MessageTextTest, ListsFieldsInTheOrderOfTheContract) {
  EXPECT_THAT(
      FieldsOf(ALine()),
      ElementsAre(Pair("name", "plans/energy/lines/EN-1"), Pair("title", "Power grid"),
                  Pair("instrument_type", "non_binding"), Pair("member_states", "LAO; THA"),
                  Pair("attributes.a", "1"), Pair("attributes.b", "2"), Pair("revision", "7"),
                  Pair("commit_time", "2025-10-26T08:30:00Z"), Pair("etag", "x")));
}

TEST(MessageTextTest, ZeroIsAValue) {
  v1::Update update;
  update.mutable_progress()->set_unit("member states");
  EXPECT_THAT(FieldsOf(update),
              ElementsAre(Pair("progress.value", "0"), Pair("progress.unit", "member states")));
  v1::Target target;
  EXPECT_THAT(FieldsOf(target), ElementsAre());
  target.set_value(0);
  EXPECT_THAT(FieldsOf(target), ElementsAre(Pair("value", "0")));
}

TEST(MessageTextTest, ListsMessagesWithTheirPlace) {
  v1::Plan plan;
  plan.add_levels()->set_id("pillar");
  plan.add_levels()->set_heading(true);
  EXPECT_THAT(FieldsOf(plan),
              ElementsAre(Pair("levels[0].id", "pillar"), Pair("levels[1].heading", "true")));
}

TEST(MessageTextTest, TheFirstVersionIsToldWhole) {
  EXPECT_EQ(DescribeChange(ChangeTo(ALine(), v1::CREATED), nullptr),
            "title: Power grid; instrument_type: non_binding; member_states: LAO; THA; "
            "attributes.a: 1; attributes.b: 2");
}

TEST(MessageTextTest, ALaterVersionIsToldByItsDifferences) {
  v1::Resource before;
  *before.mutable_line() = ALine();
  v1::Line after = ALine();
  after.set_title("Grid");
  after.set_planned_end("2025");
  after.mutable_attributes()->erase("a");
  after.set_revision(8);
  EXPECT_EQ(DescribeChange(ChangeTo(after, v1::REPLACED), &before),
            "title: 'Power grid' -> 'Grid'; planned_end: '2025' added; attributes.a: '1' removed");
}

TEST(MessageTextTest, WithdrawingTellsTheReason) {
  v1::Change change = ChangeTo(ALine(), v1::TAKEN_BACK);
  change.set_reason("wrong year");
  EXPECT_EQ(DescribeChange(change, nullptr), "reason: wrong year");
}

TEST(MessageTextTest, JsonIsOneDocumentWithALineEnd) {
  std::ostringstream out;
  PrintJson(ALine(), out);
  EXPECT_EQ(out.str().front(), '{');
  EXPECT_EQ(out.str().substr(out.str().size() - 2), "}\n");
  EXPECT_NE(out.str().find("\"memberStates\""), std::string::npos);
}

}  // namespace
}  // namespace sheaf::cli
