#include "server/base/digest.h"

#include <gtest/gtest.h>

namespace sheaf {
namespace {

// The examples of FIPS 180-4.
TEST(Sha256, GivesThePublishedValues) {
  EXPECT_EQ(Hex(Sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(Hex(Sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Sha256, TakesBytesOfEveryValue) {
  EXPECT_EQ(Hex(Sha256(std::string(1, '\0'))),
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
}

TEST(Sha256Sum, IsThatOfThePiecesTogether) {
  Sha256Sum sum;
  for (const char* piece : {"a", "", "bc"}) sum.Add(piece);
  EXPECT_EQ(sum.Finish(), Sha256("abc"));
}

TEST(Hex, WritesTwoLowerCaseCharactersPerByte) {
  EXPECT_EQ(Hex(std::string("\x00\x0f\xff", 3)), "000fff");
  EXPECT_EQ(Hex(""), "");
}

TEST(RandomBytes, GivesAsManyAsAskedFor) {
  for (const size_t count : {0, 1, 16, 255, 256, 257, 1000}) {
    EXPECT_EQ(RandomBytes(count).size(), count);
  }
}

TEST(RandomBytes, DiffersEachTimeToItsLastByte) {
  EXPECT_NE(RandomBytes(16), RandomBytes(16));
  EXPECT_NE(RandomBytes(1000).substr(984), RandomBytes(1000).substr(984));
}

}  // namespace
}  // namespace sheaf
