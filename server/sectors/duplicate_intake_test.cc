// What is decided about two lines that look like one initiative, and what is refused.
#include "server/sectors/duplicate.h"
#include "server/sectors/intake_fixture.h"

namespace sheaf::sectors {
namespace {

using ::testing::HasSubstr;

constexpr char kA1[] = "plans/roads/lines/A1";
constexpr char kM1[] = "plans/roads/lines/M1";

class DuplicateIntakeTest : public IntakeTest {
 protected:
  DuplicateIntakeTest() { ImportRoads(); }

  static v1::DecideDuplicateRequest Decide(v1::DuplicateDecision decision,
                                           const std::string& line = kM1,
                                           const std::string& other = kA1) {
    v1::DecideDuplicateRequest request;
    request.mutable_pair()->set_line(line);
    request.mutable_pair()->set_other_line(other);
    request.mutable_pair()->set_decision(decision);
    request.mutable_pair()->set_reason("both are the ring road");
    return request;
  }
};

TEST_F(DuplicateIntakeTest, IsOneRecordWhicheverLineComesFirst) {
  EXPECT_EQ(DuplicateName(kA1, kM1), DuplicateName(kM1, kA1));
  Commit(AcceptDuplicate(intake(), Decide(v1::CONFIRMED)));
  const v1::DuplicatePair pair = Read(DuplicateName(kA1, kM1)).duplicate();
  EXPECT_EQ(pair.line(), kA1);
  EXPECT_EQ(pair.other_line(), kM1);
  EXPECT_EQ(pair.decision(), v1::CONFIRMED);
  EXPECT_EQ(pair.reason(), "both are the ring road");
  const auto again = Commit(AcceptDuplicate(intake(), Decide(v1::CONFIRMED, kA1, kM1)));
  EXPECT_EQ(again.results.front().outcome, ledger::Outcome::kUnchanged);
}

TEST_F(DuplicateIntakeTest, ALaterDecisionIsANewVersion) {
  Commit(AcceptDuplicate(intake(), Decide(v1::CONFIRMED)));
  Commit(AcceptDuplicate(intake(), Decide(v1::DISMISSED)));
  EXPECT_EQ(Read(DuplicateName(kA1, kM1)).duplicate().decision(), v1::DISMISSED);
}

TEST_F(DuplicateIntakeTest, ADecisionOnAnEarlierVersionIsAborted) {
  Commit(AcceptDuplicate(intake(), Decide(v1::CONFIRMED)));
  v1::DecideDuplicateRequest late = Decide(v1::DISMISSED);
  late.set_etag(Read(DuplicateName(kA1, kM1)).duplicate().etag());
  Commit(AcceptDuplicate(intake(), Decide(v1::DISMISSED)));
  late.mutable_pair()->set_reason("another thought");
  EXPECT_TRUE(absl::IsAborted(TryCommit(AcceptDuplicate(intake(), late)).status()));
}

TEST_F(DuplicateIntakeTest, EveryFieldThatIsWrongIsTold) {
  v1::DecideDuplicateRequest request;
  const absl::Status status = AcceptDuplicate(intake(), request).status();
  EXPECT_EQ(ReasonOf(status), "INVALID_DUPLICATE");
  EXPECT_THAT(status, HasProblem(kNoRow, "line", "does not name a line"));
  EXPECT_THAT(status, HasProblem(kNoRow, "other_line", "does not name a line"));
  EXPECT_THAT(status, HasProblem(kNoRow, "decision", "not stated"));
  EXPECT_THAT(status, HasProblem(kNoRow, "reason", "required"));
  EXPECT_THAT(AcceptDuplicate(intake(), Decide(v1::CONFIRMED, kA1, kA1)).status(),
              HasProblem(kNoRow, "other_line", "the same line"));
}

TEST_F(DuplicateIntakeTest, BothLinesMustBeThere) {
  const absl::Status status =
      AcceptDuplicate(intake(), Decide(v1::CONFIRMED, kA1, "plans/roads/lines/X9")).status();
  EXPECT_TRUE(absl::IsNotFound(status));
  EXPECT_THAT(std::string(status.message()), HasSubstr("X9"));
}

}  // namespace
}  // namespace sheaf::sectors
