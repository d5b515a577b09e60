#include "server/api/field_texts.h"

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include "sheaf/v1/manifest.pb.h"
#include "sheaf/v1/plan.pb.h"
#include "sheaf/v1/update.pb.h"

namespace sheaf::api {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

template <typename Message>
std::vector<std::string> Fields(const std::string& text) {
  Message message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message)) << text;
  std::vector<std::string> fields;
  for (const FieldText& field : FieldTextsOf(message)) {
    fields.push_back(field.path + "=" + field.text);
  }
  return fields;
}

TEST(FieldTexts, AreInTheOrderOfTheMessageAndOnlyThoseThatAreSet) {
  EXPECT_THAT(Fields<v1::Line>("planned_end: '2020' title: 'T' vanished: true position: 3"),
              ElementsAre("title=T", "planned_end=2020", "position=3", "vanished=true"));
  EXPECT_THAT(Fields<v1::Line>(""), IsEmpty());
}

TEST(FieldTexts, LeaveOutWhatTheServerKeepsOfEveryVersion) {
  EXPECT_THAT(Fields<v1::Update>("name: 'n' revision: 3 commit_time { seconds: 1 } etag: 'e' "
                                 "actor: 'a' withdrawn_reason: 'twice'"),
              ElementsAre("withdrawn_reason=twice"));
}

TEST(FieldTexts, WritesWordsNumbersAndListsForPeople) {
  EXPECT_THAT(Fields<v1::Line>("instrument_type: NON_BINDING tags: 'a' tags: 'b'"),
              ElementsAre("instrument_type=non_binding", "tags=a; b"));
  EXPECT_THAT(Fields<v1::Update>("progress { value: 0.1 unit: '%' }"),
              ElementsAre("progress.value=0.1", "progress.unit=%"));
}

TEST(FieldTexts, ZeroIsAValueWhereThereIsANumber) {
  EXPECT_THAT(Fields<v1::Update>("progress { unit: '%' }"),
              ElementsAre("progress.value=0", "progress.unit=%"));
}

TEST(FieldTexts, MapEntriesAreInTheOrderOfTheirKeys) {
  EXPECT_THAT(Fields<v1::Line>("attributes { key: 'b' value: '2' } "
                               "attributes { key: 'a' value: '1' }"),
              ElementsAre("attributes[\"a\"]=1", "attributes[\"b\"]=2"));
}

TEST(FieldTexts, EntriesOfAListAreToldApartByIdElseByPlace) {
  EXPECT_THAT(Fields<v1::Plan>("levels { id: 'area' heading: true } levels { id: 'action' }"),
              ElementsAre("levels[\"area\"].id=area", "levels[\"area\"].heading=true",
                          "levels[\"action\"].id=action"));
  EXPECT_THAT(Fields<v1::Update>("evidence { title: 'a' } evidence { title: 'b' }"),
              ElementsAre("evidence[0].title=a", "evidence[1].title=b"));
  EXPECT_THAT(Fields<v1::Plan>("levels { id: 'area' } levels { id: 'area' }"),
              ElementsAre("levels[\"area\"].id=area", "levels[1].id=area"));
}

}  // namespace
}  // namespace sheaf::api
