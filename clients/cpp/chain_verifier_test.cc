#include "clients/cpp/chain_verifier.h"

#include <openssl/sha.h>

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "google/protobuf/util/time_util.h"
#include "gtest/gtest.h"

namespace sheaf::client {
namespace {

using ::google::protobuf::util::TimeUtil;
using ::testing::HasSubstr;

std::string Hash(const std::string& bytes) {
  std::string hash(SHA256_DIGEST_LENGTH, '\0');
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
         reinterpret_cast<unsigned char*>(hash.data()));
  return hash;
}

void AppendBigEndian(std::string& bytes, uint64_t value, int size) {
  for (int shift = 8 * (size - 1); shift >= 0; shift -= 8) {
    bytes += static_cast<char>(value >> shift);
  }
}

// Links as the contract describes them: each with two changes.
class ChainVerifierTest : public ::testing::Test {
 protected:
  static constexpr int64_t kNoon = 1'714'564'800'000'000;

  ChainVerifierTest() {
    std::string before(kHashSize, '\0');
    for (int64_t revision = 1; revision <= 3; ++revision) {
      links_.push_back(LinkAfter(before, revision, kNoon + revision));
      before = links_.back().hash();
    }
  }

  static v1::ChainLink LinkAfter(const std::string& before, int64_t revision, int64_t time) {
    v1::ChainLink link;
    link.set_revision(revision);
    *link.mutable_commit_time() = TimeUtil::MicrosecondsToTimestamp(time);
    std::string digests;
    for (const std::string name : {"a", "b"}) {
      v1::SealedChange* change = link.add_changes();
      change->set_salt(std::string(16, 's'));
      change->set_stored(name + std::to_string(revision));
      digests += Hash(change->salt() + change->stored());
    }
    std::string bytes(1, 1);
    AppendBigEndian(bytes, static_cast<uint64_t>(revision), 8);
    AppendBigEndian(bytes, static_cast<uint64_t>(time), 8);
    AppendBigEndian(bytes, 2, 4);
    link.set_public_bytes(bytes + digests);
    link.set_hash(Hash(before + link.public_bytes()));
    return link;
  }

  // What verifying all of links_ comes to.
  absl::Status Verify(bool with_changes = true) {
    ChainVerifier verifier(from_, with_changes);
    absl::Status status;
    for (v1::ChainLink link : links_) {
      if (!with_changes) link.clear_changes();
      if (status.ok()) status = verifier.Take(link);
    }
    if (status.ok()) status = verifier.Finish();
    at_ = verifier.at();
    changes_ = verifier.changes();
    withheld_ = verifier.withheld();
    return status;
  }

  Checkpoint from_;
  std::vector<v1::ChainLink> links_;
  Checkpoint at_;
  int64_t changes_ = 0;
  int64_t withheld_ = 0;
};

TEST_F(ChainVerifierTest, TakesWhatFits) {
  EXPECT_TRUE(Verify().ok());
  EXPECT_EQ(at_, (Checkpoint{3, kNoon + 3, links_[2].hash()}));
  EXPECT_EQ(changes_, 6);
}

TEST_F(ChainVerifierTest, TakesLinksWithoutTheirChanges) {
  EXPECT_TRUE(Verify(false).ok());
  EXPECT_EQ(at_.revision, 3);
  EXPECT_EQ(changes_, 0);
}

TEST_F(ChainVerifierTest, GoesOnFromACheckpoint) {
  from_ = {1, kNoon + 1, links_[0].hash()};
  links_.erase(links_.begin());
  EXPECT_TRUE(Verify().ok());
  from_.hash[5] ^= 1;
  EXPECT_THAT(std::string(Verify().message()), HasSubstr("revision 2"));
}

TEST_F(ChainVerifierTest, NamesTheFirstRevisionThatDoesNotFitAndWhenItWas) {
  links_[1].mutable_hash()->back() ^= 1;
  const absl::Status status = Verify();
  EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss);
  EXPECT_THAT(std::string(status.message()),
              HasSubstr("revision 2 of 2024-05-01T12:00:00Z does not fit"));
  EXPECT_EQ(at_.revision, 1);
}

TEST_F(ChainVerifierTest, NamesTheChangeThatDoesNotFit) {
  links_[2].mutable_changes(1)->mutable_stored()->front() ^= 1;
  const absl::Status status = Verify();
  EXPECT_THAT(std::string(status.message()), HasSubstr("revision 3 of 2024"));
  EXPECT_THAT(std::string(status.message()), HasSubstr("change 2 of 2"));
  EXPECT_EQ(at_.revision, 2);
}

TEST_F(ChainVerifierTest, FindsAnyFlippedBitOfALink) {
  const std::vector<v1::ChainLink> whole = links_;
  for (const bool with_changes : {false, true}) {
    for (size_t bit = 0; bit < whole[1].public_bytes().size() * 8; ++bit) {
      links_ = whole;
      (*links_[1].mutable_public_bytes())[bit / 8] ^= static_cast<char>(1 << bit % 8);
      EXPECT_FALSE(Verify(with_changes).ok()) << bit;
    }
  }
}

TEST_F(ChainVerifierTest, FindsALinkThatIsMissingOrPutIn) {
  const std::vector<v1::ChainLink> whole = links_;
  links_.erase(links_.begin() + 1);
  EXPECT_THAT(std::string(Verify().message()), HasSubstr("revision 2 does not fit"));
  links_ = whole;
  links_.insert(links_.begin() + 1, LinkAfter(whole[0].hash(), 2, kNoon + 1));
  EXPECT_FALSE(Verify().ok());
}

TEST_F(ChainVerifierTest, FindsALinkThatSaysAnotherTimeThanItsHash) {
  links_[1].mutable_commit_time()->set_seconds(1);
  EXPECT_THAT(std::string(Verify().message()), HasSubstr("another time"));
}

TEST_F(ChainVerifierTest, FindsALinkThatIsOlderThanTheOneBefore) {
  links_[1] = LinkAfter(links_[0].hash(), 2, kNoon);
  EXPECT_THAT(std::string(Verify().message()), HasSubstr("older"));
}

TEST_F(ChainVerifierTest, CountsWhatItWasNotShown) {
  links_[1].mutable_changes(0)->Clear();
  EXPECT_TRUE(Verify().ok());
  EXPECT_EQ(changes_, 5);
  EXPECT_EQ(withheld_, 1);
}

TEST_F(ChainVerifierTest, TakesTheChangesOfALinkInSeveralParts) {
  v1::ChainLink rest;
  rest.set_revision(2);
  *rest.add_changes() = links_[1].changes(1);
  links_[1].mutable_changes()->RemoveLast();
  links_.insert(links_.begin() + 2, rest);
  EXPECT_TRUE(Verify().ok());
  EXPECT_EQ(changes_, 6);
}

TEST_F(ChainVerifierTest, MissesChangesThatNeverCame) {
  links_[1].mutable_changes()->RemoveLast();
  EXPECT_THAT(std::string(Verify().message()), HasSubstr("1 of its 2 changes"));
  links_.resize(2);
  EXPECT_THAT(std::string(Verify().message()), HasSubstr("1 of its 2 changes"));
}

}  // namespace
}  // namespace sheaf::client
