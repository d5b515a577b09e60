#include "clients/web/gateway/calls/answer_cache.h"

#include <gtest/gtest.h>

namespace sheaf::gateway {
namespace {

using std::chrono::milliseconds;

std::shared_ptr<const Reply> Answered(const std::string& body, int code = 0) {
  return std::make_shared<const Reply>(
      Reply{code, TextResponse(200, "application/json", body), ""});
}

class ACache : public ::testing::Test {
 protected:
  // Asks, and has the answer kept.
  void Keep(const std::string& key, const std::shared_ptr<const Reply>& reply) {
    const auto found = cache_.Find(key, now_);
    ASSERT_TRUE(found.is_new) << key;
    cache_.Keep(key, found.asking, reply, now_);
  }
  bool Has(const std::string& key, milliseconds later = {}) {
    return cache_.Find(key, now_ + later).reply != nullptr;
  }

  const AnswerCache::Clock::time_point now_{std::chrono::hours(1)};
  AnswerCache cache_{{milliseconds(1000), 1000}};
};

TEST_F(ACache, GivesAnAnswerForAsLongAsItMay) {
  Keep("a", Answered("1"));
  EXPECT_TRUE(Has("a", milliseconds(999)));
  EXPECT_FALSE(Has("a", milliseconds(1000)));
}

TEST_F(ACache, WhoAsksMeanwhileWaitsForTheSameCall) {
  const auto first = cache_.Find("a", now_);
  const auto second = cache_.Find("a", now_);
  EXPECT_TRUE(first.is_new);
  EXPECT_FALSE(second.is_new);
  EXPECT_EQ(first.asking, second.asking);
}

TEST_F(ACache, ACallThatEverybodyLeftIsNotWaitedFor) {
  const auto first = cache_.Find("a", now_);
  first.asking->Leave(first.asking->Join([](const auto&) {}));
  EXPECT_TRUE(cache_.Find("a", now_).is_new);
}

TEST_F(ACache, AFailureIsNotKept) {
  Keep("a", Answered("no", 5));
  EXPECT_FALSE(Has("a"));
}

TEST_F(ACache, AWriteMakesAllOfItOld) {
  Keep("a", Answered("1"));
  cache_.Changed();
  EXPECT_FALSE(Has("a"));
}

TEST_F(ACache, AnAnswerToWhatWasAskedBeforeAChangeIsNotKept) {
  const auto found = cache_.Find("a", now_);
  cache_.Changed();
  cache_.Keep("a", found.asking, Answered("old"), now_);
  EXPECT_FALSE(Has("a"));
}

TEST_F(ACache, WhoAsksAfterAChangeDoesNotWaitForACallFromBefore) {
  const auto before = cache_.Find("a", now_);
  cache_.Heard("revision 7");
  const auto after = cache_.Find("a", now_);
  EXPECT_TRUE(after.is_new);
  cache_.Keep("a", before.asking, Answered("old"), now_);
  cache_.Keep("a", after.asking, Answered("new"), now_);
  EXPECT_EQ(*cache_.Find("a", now_).reply->response.body, "new");
}

TEST_F(ACache, AChangeThatIsToldToManyIsOne) {
  cache_.Heard("revision 7");
  Keep("a", Answered("1"));
  cache_.Heard("revision 7");
  EXPECT_TRUE(Has("a"));
  cache_.Heard("revision 8");
  EXPECT_FALSE(Has("a"));
}

TEST_F(ACache, HoldsSoManyBytesAndLetsTheOldestGo) {
  for (const char* const key : {"a", "b", "c", "d", "e"})
    Keep(key, Answered(std::string(220, 'x')));
  EXPECT_FALSE(Has("a"));
  EXPECT_TRUE(Has("e"));
  EXPECT_LE(cache_.bytes(), 1000u);
}

TEST_F(ACache, DoesNotTakeWhatWouldPushAllElseOut) {
  Keep("a", Answered("1"));
  Keep("b", Answered(std::string(900, 'x')));
  EXPECT_TRUE(Has("a"));
  EXPECT_FALSE(Has("b"));
}

TEST_F(ACache, LetsGoOfWhatIsOld) {
  Keep("a", Answered("1"));
  cache_.DropOld(now_ + milliseconds(1000));
  EXPECT_EQ(cache_.bytes(), 0u);
}

TEST(KeyOf, IsAnotherForEachCallerCodecAndMessage) {
  const Credentials alice{"Bearer a", ""};
  const auto key = [](const char* message, Codec codec, bool gzip, const Credentials& who) {
    return AnswerCache::KeyOf("/sheaf.v1.S/M", message, codec, gzip, who);
  };
  const std::string one = key("m", Codec::kJson, false, alice);
  EXPECT_EQ(one, key("m", Codec::kJson, false, alice));
  EXPECT_NE(one, key("n", Codec::kJson, false, alice));
  EXPECT_NE(one, key("m", Codec::kProto, false, alice));
  EXPECT_NE(one, key("m", Codec::kJson, true, alice));
  EXPECT_NE(one, key("m", Codec::kJson, false, {"Bearer b", ""}));
  EXPECT_NE(one, key("m", Codec::kJson, false, {"Bearer a", "bob"}));
  EXPECT_NE(key("m", Codec::kJson, false, {"ab", "c"}), key("m", Codec::kJson, false, {"a", "bc"}));
}

}  // namespace
}  // namespace sheaf::gateway
