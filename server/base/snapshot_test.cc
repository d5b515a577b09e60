#include "server/base/snapshot.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace sheaf {
namespace {

// Gives the bytes of a text, as far as they go.
SnapshotReader::Source From(const std::string& bytes) {
  return [bytes, at = size_t{0}](char* to, size_t size) mutable {
    if (bytes.size() - at < size) return false;
    std::copy_n(bytes.data() + at, size, to);
    at += size;
    return true;
  };
}

std::string WrittenBy(const Snapshotted::Write& write) {
  std::string bytes;
  SnapshotWriter writer([&](std::string_view piece) { bytes += piece; });
  write(writer);
  writer.Flush();
  return bytes;
}

TEST(SnapshotTest, GivesBackWhatWasWritten) {
  const std::string long_text(3 << 20, 'x');
  const std::string bytes = WrittenBy([&](SnapshotWriter& to) {
    to.Number(7);
    to.Text("");
    to.Text(long_text);
    to.Bytes("raw");
  });
  SnapshotReader reader(From(bytes));
  EXPECT_EQ(reader.Number(), 7);
  EXPECT_EQ(reader.Text(), "");
  EXPECT_EQ(reader.Text(), long_text);
  char raw[3];
  reader.Bytes(raw, 3);
  EXPECT_EQ(std::string(raw, 3), "raw");
  EXPECT_TRUE(reader.ok());
}

TEST(SnapshotTest, IsNotOkFromWhereItEndsTooEarly) {
  const std::string bytes = WrittenBy([](SnapshotWriter& to) {
    to.Number(1);
    to.Text("cut off");
  });
  SnapshotReader reader(From(bytes.substr(0, bytes.size() - 1)));
  EXPECT_EQ(reader.Number(), 1);
  EXPECT_TRUE(reader.ok());
  EXPECT_EQ(reader.Text(), "");
  EXPECT_FALSE(reader.ok());
  EXPECT_EQ(reader.Number(), 0);
}

}  // namespace
}  // namespace sheaf
