#include <gmock/gmock.h>
#include <google/protobuf/util/json_util.h>
#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>

#include "server/reports/render/document_text.h"
#include "server/reports/render/render.h"

namespace sheaf::reports {
namespace {

using google::protobuf::util::JsonStringToMessage;
using google::protobuf::util::MessageDifferencer;
using testing::HasSubstr;
using testing::Not;

std::string Json(const v1::Document& document) { return RenderJson(document).content; }

TEST(Json, IsReadBackAsTheSameDocument) {
  const v1::Document document = BlockOf(R"pb(
    table {
      columns { id: "a" title: "A \"quoted\" <title>" }
      rows {
        cells {
          share { numerator: 0 denominator: 70 }
          tone: GOOD
        }
        cells { missing: BLANK }
      }
    })pb");
  v1::Document read;
  ASSERT_TRUE(JsonStringToMessage(Json(document), &read).ok());
  EXPECT_TRUE(MessageDifferencer::Equals(document, read));
}

TEST(Json, PrintsZerosButInventsNone) {
  const std::string json = Json(BlockOf(R"pb(
    chart {
      labels: "2024"
      series {
        points { value: 0 }
        points {}
      }
    })pb"));
  EXPECT_THAT(json, HasSubstr("\"value\": 0"));
  EXPECT_EQ(json.find("\"value\""), json.rfind("\"value\"")) << json;
}

TEST(Json, ShowsAShareOfZero) {
  const std::string json =
      Json(BlockOf("key_figures { figures { value { share { denominator: 70 } } } }"));
  EXPECT_THAT(json, HasSubstr("\"numerator\": \"0\""));
  EXPECT_THAT(json, Not(HasSubstr("\"decimals\"")));
}

TEST(Json, SaysWhatItIs) { EXPECT_EQ(Render({}, v1::JSON)->media_type, "application/json"); }

}  // namespace
}  // namespace sheaf::reports
