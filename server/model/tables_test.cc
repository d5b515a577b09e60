// What the tables are made of: texts, ids, shared groups and chunks.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "server/model/chunked_table.h"
#include "server/model/distinct.h"
#include "server/model/record_id.h"
#include "server/model/texts.h"

namespace sheaf::model {
namespace {

TEST(ChunkedTable, KeepsRowsWhereTheyAreWhileItGrows) {
  ChunkedTable<int> table;
  table.Append(-1);
  const int* first = &table[0];
  for (int i = 1; i < 100'000; ++i) ASSERT_EQ(table.Append(i), static_cast<uint32_t>(i));
  EXPECT_EQ(&table[0], first);
  EXPECT_EQ(table.size(), 100'000u);
  for (int i = 1; i < 100'000; ++i) ASSERT_EQ(table[static_cast<uint32_t>(i)], i);
}

TEST(DoublingChunks, EveryIndexHasAPlaceOfItsOwn) {
  using Chunks = DoublingChunks<2>;
  size_t chunk = 0;
  size_t offset = 0;
  for (uint32_t index = 0; index < 1000; ++index) {
    const auto place = Chunks::PlaceOf(index);
    ASSERT_EQ(place.chunk, chunk);
    ASSERT_EQ(place.offset, offset);
    ASSERT_EQ(Chunks::FirstOf(chunk) + offset, index);
    if (++offset == Chunks::SizeOf(chunk)) ++chunk, offset = 0;
  }
}

TEST(DoublingChunks, TheLastIndexHasAPlace) {
  EXPECT_LT(DoublingChunks<10>::PlaceOf(UINT32_MAX - (1 << 10)).chunk, DoublingChunks<10>::kCount);
}

TEST(Texts, NumberZeroIsTheEmptyText) {
  Texts texts;
  EXPECT_EQ(texts.Get(0), "");
  EXPECT_EQ(texts.Intern(""), 0u);
}

TEST(Texts, EqualTextsHaveEqualNumbers) {
  Texts texts;
  std::vector<TextId> ids;
  for (int i = 0; i < 50'000; ++i) ids.push_back(texts.Intern("text " + std::to_string(i)));
  for (int i = 0; i < 50'000; ++i) {
    const std::string text = "text " + std::to_string(i);
    ASSERT_EQ(texts.Intern(text), ids[i]);
    ASSERT_EQ(texts.Get(ids[i]), text);
  }
}

TEST(Texts, TakesTextsLongerThanAChunk) {
  Texts texts;
  const TextId before = texts.Intern("before");
  const std::string huge(3 << 20, 'x');
  const TextId id = texts.Intern(huge);
  const TextId after = texts.Intern("after");
  EXPECT_EQ(texts.Get(before), "before");
  EXPECT_EQ(texts.Get(id), huge);
  EXPECT_EQ(texts.Get(after), "after");
  EXPECT_EQ(texts.Intern(huge), id);
}

TEST(Texts, KeepsNulBytesAndOtherScripts) {
  Texts texts;
  const std::string text("a\0b \xe0\xb8\x81", 7);
  EXPECT_EQ(texts.Get(texts.Intern(text)), text);
  EXPECT_NE(texts.Intern(text), texts.Intern("a"));
}

TEST(RecordId, GivesBackTheIdItWasMadeFrom) {
  Texts texts;
  for (const char* id : {"0123456789abcdef0123", "ffffffffffffffffffff", "00000000000000000000",
                         "0123456789ABCDEF0123", "0123456789abcdef012", "0123456789abcdef01234",
                         "0123456789abcdefg123", "x", "my-own.id"}) {
    EXPECT_EQ(RecordId::Of(id, &texts).ToString(texts), id);
  }
}

TEST(RecordId, IsEqualExactlyForTheSameId) {
  Texts texts;
  const std::vector<std::string> ids = {"00000000000000000000", "00000000000000000001", "x", "y"};
  for (const std::string& a : ids) {
    for (const std::string& b : ids) {
      EXPECT_EQ(RecordId::Of(a, &texts) == RecordId::Of(b, &texts), a == b) << a << " " << b;
    }
  }
}

TEST(Distinct, KeepsEachGroupOnce) {
  struct Pair {
    uint32_t a, b;
  };
  Distinct<Pair> pairs;
  std::vector<uint32_t> numbers;
  for (uint32_t i = 0; i < 10'000; ++i) numbers.push_back(pairs.Intern({i, i / 2}));
  for (uint32_t i = 0; i < 10'000; ++i) {
    ASSERT_EQ(pairs.Intern({i, i / 2}), numbers[i]);
    ASSERT_EQ(pairs[numbers[i]].a, i);
  }
  EXPECT_EQ(pairs.Intern({10'000, 0}), 10'000u);
}

}  // namespace
}  // namespace sheaf::model
