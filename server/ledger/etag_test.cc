#include "server/ledger/etag.h"

#include <gtest/gtest.h>

#include <limits>

namespace sheaf::ledger {
namespace {

TEST(Etag, ComesBackAsTheRevision) {
  for (const Revision revision :
       {Revision{0}, Revision{1}, Revision{1234567890123}, std::numeric_limits<Revision>::max()}) {
    EXPECT_EQ(ParseEtag(EtagOf(revision)).value(), revision);
  }
}

TEST(Etag, RefusesWhatItDidNotWrite) {
  for (const char* text :
       {"", "r", "12", "r-1", "r01", "r1 ", " r1", "R1", "rr1", "r1x", "r99999999999999999999"}) {
    EXPECT_EQ(ParseEtag(text).status().code(), absl::StatusCode::kInvalidArgument) << text;
  }
}

}  // namespace
}  // namespace sheaf::ledger
