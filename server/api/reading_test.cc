#include "server/api/reading.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <memory>
#include <string>
#include <vector>

#include "server/base/manual_clock.h"
#include "server/base/status.h"
#include "server/store/memory_store.h"

namespace sheaf::api {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// Noon on the second day of 1970, in microseconds.
constexpr Micros kDay = int64_t{24} * 3600 * 1'000'000;

class Reading : public ::testing::Test {
 protected:
  Reading() {
    auto ledger =
        ledger::Ledger::Open(store::MakeMemoryStore(), &clock_, ledger::Ledger::Options());
    EXPECT_TRUE(ledger.ok()) << ledger.status();
    ledger_ = *std::move(ledger);
    serving_.ledger = ledger_.get();
    serving_.clock = &clock_;
  }

  void Put(const std::string& resource, const std::string& payload = "x") {
    std::promise<absl::Status> done;
    ledger::Request request;
    request.actor = "test";
    ledger::Write& write = request.writes.emplace_back();
    write.resource = resource;
    write.payload = payload;
    ledger_->Commit(std::move(request), [&](auto receipt) { done.set_value(receipt.status()); });
    ASSERT_TRUE(done.get_future().get().ok());
  }

  // The names on the page that `token` opens; the next token goes to `next`.
  std::vector<std::string> NamesOn(const std::string& token, std::string* next) {
    const auto page = OpenPage(serving_, "plans", v1::AsOf(), /*page_size=*/2, token);
    EXPECT_TRUE(page.ok()) << page.status();
    std::vector<std::string> names;
    const auto filled = FillPage(serving_, *page, {"plans/"}, 2, [&](const ledger::Record& record) {
      names.push_back(record.resource);
      return true;
    });
    EXPECT_TRUE(filled.ok()) << filled.status();
    *next = *filled;
    return names;
  }

  ManualClock clock_{kDay + kDay / 2};
  std::unique_ptr<ledger::Ledger> ledger_;
  Serving serving_{};
};

TEST_F(Reading, KnowsEverythingAndIsEffectiveTodayUnlessToldOtherwise) {
  Put("plans/a");
  clock_.Set(5 * kDay);
  const auto clocks = Resolve(serving_, v1::AsOf());
  ASSERT_TRUE(clocks.ok());
  EXPECT_EQ(clocks->revision(), 1);
  EXPECT_EQ(clocks->effective_date(), "1970-01-06");
}

TEST_F(Reading, IsEffectiveOnTheDayOfTheRevisionThatIsAskedFor) {
  Put("plans/a");
  clock_.Set(5 * kDay);
  Put("plans/b");
  v1::AsOf as_of;
  as_of.set_revision(1);
  const auto clocks = Resolve(serving_, as_of);
  ASSERT_TRUE(clocks.ok());
  EXPECT_EQ(clocks->revision(), 1);
  EXPECT_EQ(clocks->effective_date(), "1970-01-02");
}

TEST_F(Reading, FindsTheRevisionOfATime) {
  Put("plans/a");
  clock_.Set(5 * kDay);
  Put("plans/b");
  v1::AsOf as_of;
  as_of.mutable_time()->set_seconds(3 * 24 * 3600);
  EXPECT_EQ(Resolve(serving_, as_of)->revision(), 1);
}

TEST_F(Reading, RefusesARevisionThatIsNotThereYet) {
  v1::AsOf as_of;
  as_of.set_revision(7);
  const auto status = Resolve(serving_, as_of).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kOutOfRange);
  EXPECT_THAT(std::string(status.message()), HasSubstr("the newest is 0"));
}

TEST_F(Reading, RefusesAnEffectiveDateThatIsNoWholeDay) {
  v1::AsOf as_of;
  as_of.set_effective_date("2024");
  EXPECT_EQ(ReasonOf(Resolve(serving_, as_of).status()), "INVALID_EFFECTIVE_DATE");
}

TEST_F(Reading, PagesGiveEachRecordOnceAsOfTheFirstPageWhileOthersWrite) {
  for (const char* name : {"plans/a", "plans/b", "plans/d"}) Put(name);
  std::string next;
  EXPECT_THAT(NamesOn("", &next), ElementsAre("plans/a", "plans/b"));
  Put("plans/c");
  Put("plans/e");
  EXPECT_THAT(NamesOn(next, &next), ElementsAre("plans/d"));
  EXPECT_THAT(next, IsEmpty());
}

TEST_F(Reading, APageGoesOnFromOnePrefixToTheNext) {
  for (const char* name : {"plans/a/lines/1", "plans/a/lines/2", "plans/b/lines/1",
                           "plans/c/lines/1", "plans/c/lines/2"}) {
    Put(name);
  }
  const std::vector<std::string> prefixes = {"plans/a/lines/", "plans/c/lines/"};
  std::vector<std::string> names;
  std::string token;
  do {
    const auto page = OpenPage(serving_, "lines", v1::AsOf(), /*page_size=*/1, token);
    ASSERT_TRUE(page.ok()) << page.status();
    const auto next = FillPage(serving_, *page, prefixes, 4, [&](const ledger::Record& record) {
      names.push_back(record.resource);
      return true;
    });
    ASSERT_TRUE(next.ok()) << next.status();
    token = *next;
  } while (!token.empty());
  EXPECT_THAT(names, ElementsAre("plans/a/lines/1", "plans/a/lines/2", "plans/c/lines/1",
                                 "plans/c/lines/2"));
}

TEST_F(Reading, APageThatPassesOverMuchEndsShortAndTheNextGoesOn) {
  std::promise<absl::Status> done;
  ledger::Request request;
  for (int i = 0; i <= kMaxLookedAt; ++i) {
    request.writes.emplace_back().resource = "plans/p" + std::to_string(100'000 + i);
  }
  const std::string last = request.writes.back().resource;
  ledger_->Commit(std::move(request), [&](auto receipt) { done.set_value(receipt.status()); });
  ASSERT_TRUE(done.get_future().get().ok());
  int looked_at = 0;
  const auto take = [&](const ledger::Record& record) {
    ++looked_at;
    return record.resource == last;
  };
  const auto first = OpenPage(serving_, "plans", v1::AsOf(), 10, "");
  const auto token = FillPage(serving_, *first, {"plans/"}, 2, take);
  ASSERT_TRUE(token.ok()) << token.status();
  EXPECT_EQ(looked_at, kMaxLookedAt);
  const auto second = OpenPage(serving_, "plans", v1::AsOf(), 10, *token);
  ASSERT_TRUE(second.ok()) << second.status();
  EXPECT_THAT(*FillPage(serving_, *second, {"plans/"}, 2, take), IsEmpty());
  EXPECT_EQ(looked_at, kMaxLookedAt + 1);
}

TEST_F(Reading, RefusesATokenOfAnotherListingOrOfNone) {
  for (const char* name : {"plans/a", "plans/b", "plans/c"}) Put(name);
  std::string next;
  NamesOn("", &next);
  EXPECT_EQ(ReasonOf(OpenPage(serving_, "lines", v1::AsOf(), 2, next).status()),
            "INVALID_PAGE_TOKEN");
  for (const std::string token : {"x", "!!", "MXx8fHw", next.substr(1).c_str()}) {
    EXPECT_EQ(ReasonOf(OpenPage(serving_, "plans", v1::AsOf(), 2, token).status()),
              "INVALID_PAGE_TOKEN")
        << token;
  }
}

}  // namespace
}  // namespace sheaf::api
