// What every engine behind the store port must do. An engine's test makes a factory and
// instantiates:
//
//   INSTANTIATE_TEST_SUITE_P(Rocks, StoreConformance, ::testing::Values(&NewRocksStore));
//
// Included by one test source of a program, since it defines the tests.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "server/store/store.h"

namespace sheaf::store {

using Pairs = std::vector<std::pair<std::string, std::string>>;

// Makes an empty store.
using StoreFactory = std::unique_ptr<Store> (*)();

class StoreConformance : public ::testing::TestWithParam<StoreFactory> {
 protected:
  void Put(const std::string& key, const std::string& value) {
    ASSERT_TRUE(store_->Write({{{key, value}}, {}}).ok());
  }
  static Pairs Rest(Cursor& cursor) {
    Pairs pairs;
    for (; cursor.Valid(); cursor.Next()) pairs.emplace_back(cursor.key(), cursor.value());
    EXPECT_TRUE(cursor.status().ok());
    return pairs;
  }
  Pairs All(std::string_view lower, std::string_view upper) {
    const std::unique_ptr<Cursor> cursor = store_->Walk(lower, upper);
    cursor->Seek(lower);
    return Rest(*cursor);
  }

  const std::unique_ptr<Store> store_ = GetParam()();
};

TEST_P(StoreConformance, IsEmptyAtFirst) { EXPECT_TRUE(All("", "").empty()); }

TEST_P(StoreConformance, GetsWhatWasPut) {
  Put("k", "v");
  EXPECT_EQ(store_->Get("k").value(), "v");
}

TEST_P(StoreConformance, SaysNotFoundForAnAbsentKey) {
  Put("k", "v");
  EXPECT_EQ(store_->Get("kk").status().code(), absl::StatusCode::kNotFound);
}

TEST_P(StoreConformance, GetsManyInTheOrderAsked) {
  for (const char* key : {"a", "b", "c", "d"}) Put(key, std::string("value of ") + key);
  const auto values = store_->GetMany({"c", "none", "a", "c"});
  ASSERT_EQ(values.size(), 4u);
  EXPECT_EQ(values[0].value(), "value of c");
  EXPECT_EQ(values[1].status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(values[2].value(), "value of a");
  EXPECT_EQ(values[3].value(), "value of c");
  EXPECT_TRUE(store_->GetMany({}).empty());
}

TEST_P(StoreConformance, NeverGivesFromMemoryWhatIsNotThere) {
  Put("k", "old");
  Put("k", "new");
  EXPECT_EQ(store_->GetInMemory("k").value_or("new"), "new");
  EXPECT_EQ(store_->GetInMemory("kk"), std::nullopt);
}

TEST_P(StoreConformance, ReplacesAValue) {
  Put("k", "old");
  Put("k", "new");
  EXPECT_EQ(store_->Get("k").value(), "new");
  EXPECT_EQ(All("", "").size(), 1u);
}

TEST_P(StoreConformance, TakesEmptyValuesAndBytesOfEveryKind) {
  const std::string bytes("\0\xff\0", 3);
  Put(bytes, bytes);
  Put("empty", "");
  EXPECT_EQ(store_->Get(bytes).value(), bytes);
  EXPECT_EQ(store_->Get("empty").value(), "");
}

TEST_P(StoreConformance, TakesALargeValue) {
  const std::string large(5 << 20, 'x');
  Put("large", large);
  EXPECT_EQ(store_->Get("large").value(), large);
}

TEST_P(StoreConformance, WritesPutsAndDeletesTogether) {
  Put("a", "1");
  ASSERT_TRUE(store_->Write({{{"b", "2"}, {"c", "3"}}, {"a"}}).ok());
  EXPECT_EQ(All("", ""), (Pairs{{"b", "2"}, {"c", "3"}}));
}

TEST_P(StoreConformance, DeletesAnAbsentKeyWithoutComplaint) {
  EXPECT_TRUE(store_->Write({{}, {"absent"}}).ok());
}

TEST_P(StoreConformance, TakesAnEmptyBatch) { EXPECT_TRUE(store_->Write({}).ok()); }

TEST_P(StoreConformance, WalksInTheOrderOfUnsignedBytes) {
  for (const std::string& key :
       {std::string("b"), std::string("\xff"), std::string("a\0", 2), std::string("a"),
        std::string("\x7f"), std::string("\x80"), std::string("ab")}) {
    Put(key, "");
  }
  EXPECT_EQ(All("", ""), (Pairs{{"a", ""},
                                {std::string("a\0", 2), ""},
                                {"ab", ""},
                                {"b", ""},
                                {"\x7f", ""},
                                {"\x80", ""},
                                {"\xff", ""}}));
}

TEST_P(StoreConformance, WalksFromLowerUpToButNotIncludingUpper) {
  for (const char* key : {"a", "b", "c", "d"}) Put(key, key);
  EXPECT_EQ(All("b", "d"), (Pairs{{"b", "b"}, {"c", "c"}}));
  EXPECT_EQ(All("bb", "cc"), (Pairs{{"c", "c"}}));
  EXPECT_TRUE(All("x", "z").empty());
}

TEST_P(StoreConformance, SeeksToTheFirstKeyAtOrAfter) {
  for (const char* key : {"a", "c", "e"}) Put(key, "");
  const std::unique_ptr<Cursor> cursor = store_->Walk("a", "e");
  EXPECT_FALSE(cursor->Valid());
  cursor->Seek("b");
  ASSERT_TRUE(cursor->Valid());
  EXPECT_EQ(cursor->key(), "c");
  cursor->Seek("a");  // backwards too
  ASSERT_TRUE(cursor->Valid());
  EXPECT_EQ(cursor->key(), "a");
  cursor->Seek("d");
  EXPECT_FALSE(cursor->Valid());
  EXPECT_TRUE(cursor->status().ok());
}

TEST_P(StoreConformance, SeeksNoFurtherBackThanItsLowerBound) {
  for (const char* key : {"a", "b", "c"}) Put(key, "");
  const std::unique_ptr<Cursor> cursor = store_->Walk("b", "");
  cursor->Seek("a");
  EXPECT_EQ(Rest(*cursor), (Pairs{{"b", ""}, {"c", ""}}));
}

TEST_P(StoreConformance, WalksOverTheStateWhenTheCursorWasMade) {
  Put("a", "old");
  Put("b", "old");
  const std::unique_ptr<Cursor> cursor = store_->Walk("", "");
  ASSERT_TRUE(store_->Write({{{"a", "new"}, {"c", "new"}}, {"b"}}).ok());
  cursor->Seek("");
  EXPECT_EQ(Rest(*cursor), (Pairs{{"a", "old"}, {"b", "old"}}));
  EXPECT_EQ(All("", ""), (Pairs{{"a", "new"}, {"c", "new"}}));
}

// A reader sees both keys of a batch or neither.
TEST_P(StoreConformance, ShowsABatchWholeToReadersOnOtherThreads) {
  ASSERT_TRUE(store_->Write({{{"a", "0"}, {"b", "0"}}, {}}).ok());
  std::atomic<bool> stop = false;
  std::atomic<int> torn = 0, looks = 0;
  std::thread reader([&] {
    while (!stop) {
      const Pairs pairs = All("", "");
      torn += pairs.size() != 2 || pairs[0].second != pairs[1].second;
      ++looks;
    }
  });
  for (int i = 1; i <= 200 || looks == 0; ++i) {
    const std::string value = std::to_string(i);
    ASSERT_TRUE(store_->Write({{{"a", value}, {"b", value}}, {}}).ok());
  }
  stop = true;
  reader.join();
  EXPECT_EQ(torn, 0);
}

}  // namespace sheaf::store
