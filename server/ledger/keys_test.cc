#include "server/ledger/keys.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "server/base/digest.h"

namespace sheaf::ledger {
namespace {

TEST(VersionKey, IsWrittenAsFormatMdSays) {
  EXPECT_EQ(Hex(VersionKey("plans/e", 1)),
            "76"                  // v
            "02"                  // two parts
            "706c616e732f65"      // plans/e
            "00"                  // end of name
            "fffffffffffffffe");  // revision 1, inverted
}

TEST(VersionKey, SortsVersionsFromNewestToOldestAndThenByName) {
  const std::vector<std::string> in_order = {
      VersionKey("plans/a", 300),       VersionKey("plans/a", 2),        VersionKey("plans/a", 1),
      VersionKey("plans/a-b", 1),       VersionKey("plans/b", 9),        VersionKey("plans/b", 8),
      VersionKey("plans/a/lines/x", 5), VersionKey("plans/b/lines/a", 5)};
  EXPECT_TRUE(std::is_sorted(in_order.begin(), in_order.end()));
}

TEST(VersionKey, IsReadBack) {
  const std::string key = VersionKey("plans/energy/lines/EN-1", 12345);
  const VersionName version = ParseVersionKey(key).value();
  EXPECT_EQ(version.resource, "plans/energy/lines/EN-1");
  EXPECT_EQ(version.revision, 12345);
}

TEST(ParseVersionKey, RefusesOtherKeys) {
  std::string wrong_parts = VersionKey("plans/e", 1);
  wrong_parts[1] = 4;
  std::string no_end = VersionKey("plans/e", 1);
  no_end[9] = 'x';
  for (const std::string& key : {std::string(), std::string("v"), EntryKey(1), wrong_parts, no_end,
                                 std::string("v\2") + std::string(9, '\0')}) {
    EXPECT_EQ(ParseVersionKey(key).status().code(), absl::StatusCode::kDataLoss) << Hex(key);
  }
}

TEST(VersionKeysAfter, SkipsEveryVersionAndNoOtherName) {
  const std::string after = VersionKeysAfter(2, "plans/a");
  EXPECT_GT(after, VersionKey("plans/a", 1));
  EXPECT_LT(after, VersionKey("plans/a-b", 1'000'000));
  EXPECT_LT(after, VersionKey("plans/a0", 1'000'000));
}

TEST(EntryKey, SortsByRevision) {
  EXPECT_LT(EntryKey(1), EntryKey(2));
  EXPECT_LT(EntryKey(255), EntryKey(256));
  EXPECT_LT(EntryKey(1), EntryKey(Revision{1} << 40));
}

TEST(RequestKey, TellsActorsAndIdsApart) {
  EXPECT_NE(RequestKey("ab", "c"), RequestKey("a", "bc"));
  EXPECT_EQ(RequestKey("a", "b"), RequestKey("a", "b"));
  EXPECT_EQ(RequestKey("a", "b").size(), 33u);
}

TEST(EndOfPrefix, IsTheFirstKeyBeyond) {
  EXPECT_EQ(EndOfPrefix("v"), "w");
  EXPECT_EQ(EndOfPrefix("a\xff"), "b");
}

TEST(CheckResource, AcceptsCollectionsAndIdsInTurn) {
  EXPECT_TRUE(CheckResource("plans/energy").ok());
  EXPECT_TRUE(CheckResource("plans/energy/lines/X/updates/Y").ok());
}

TEST(CheckResource, RefusesWhatAKeyCannotHold) {
  std::string deep = "a/b";
  for (int i = 0; i < 8; ++i) deep += "/a/b";
  for (const std::string& name :
       {std::string(), std::string("plans"), std::string("plans/a/lines"), std::string("/plans"),
        std::string("plans/"), std::string("plans//a/b"), std::string("plans/a\0b", 9), deep,
        "plans/" + std::string(1000, 'x')}) {
    EXPECT_EQ(CheckResource(name).code(), absl::StatusCode::kInvalidArgument) << name;
  }
}

TEST(BigEndian, ComesBack) {
  std::string bytes;
  AppendBigEndian64(bytes, 0x0102030405060708u);
  AppendBigEndian32(bytes, 0xfffefdfcu);
  EXPECT_EQ(Hex(bytes), "0102030405060708fffefdfc");
  EXPECT_EQ(BigEndian64(bytes), 0x0102030405060708u);
  EXPECT_EQ(BigEndian32(std::string_view(bytes).substr(8)), 0xfffefdfcu);
}

}  // namespace
}  // namespace sheaf::ledger
