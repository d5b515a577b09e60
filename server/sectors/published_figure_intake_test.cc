// Printed figures as the secretariat records them, and what is refused.
#include "server/sectors/identity.h"
#include "server/sectors/intake_fixture.h"

namespace sheaf::sectors {
namespace {

using ::testing::HasSubstr;

class PublishedFigureIntakeTest : public IntakeTest {
 protected:
  // A figure that is right but for what `further` says otherwise.
  static v1::PublishedFigure Figure(const std::string& further = "") {
    auto figure = FromText<v1::PublishedFigure>(R"pb(
      source: "Review"
      source_date: "2025"
      subject: "A1"
      measure: "action_lines"
      unit: "lines"
      period: "2023"
    )pb");
    EXPECT_TRUE(google::protobuf::TextFormat::MergeFromString(further, &figure)) << further;
    if (figure.printed().empty() && figure.missing() == 0) figure.set_printed("484");
    return figure;
  }

  static v1::RecordPublishedFiguresRequest Of(const std::vector<v1::PublishedFigure>& figures) {
    v1::RecordPublishedFiguresRequest request;
    *request.mutable_figures() = {figures.begin(), figures.end()};
    return request;
  }

  absl::StatusOr<ledger::Receipt> Record(const std::vector<v1::PublishedFigure>& figures) {
    return TryCommit(AcceptPublishedFigures(intake(), Of(figures)));
  }
  absl::Status Refused(const std::string& further) { return Record({Figure(further)}).status(); }

  static std::string NameOf(const v1::PublishedFigure& figure) {
    return "publishedFigures/" + IdentityOf(figure);
  }
};

TEST_F(PublishedFigureIntakeTest, IsKeptAsItIsPrinted) {
  const v1::PublishedFigure figure =
      Figure("name: 'publishedFigures/a' printed: '>29.0' note: 'about' part_of: 'A'");
  ASSERT_TRUE(Record({figure}).ok());
  const v1::PublishedFigure kept = Read("publishedFigures/a").published_figure();
  EXPECT_EQ(kept.printed(), ">29.0");
  EXPECT_EQ(kept.part_of(), "A");
  EXPECT_EQ(kept.actor(), "tester");
}

TEST_F(PublishedFigureIntakeTest, TheSameAgainChangesNothing) {
  const auto first = Record({Figure()});
  ASSERT_TRUE(first.ok());
  const auto again = Record({Figure(), Figure()});
  ASSERT_TRUE(again.ok());
  EXPECT_TRUE(again->results.empty());
  EXPECT_EQ(Read(NameOf(Figure())).published_figure().printed(), "484");
}

TEST_F(PublishedFigureIntakeTest, UnderOneIdAnotherContentIsANewVersion) {
  ASSERT_TRUE(Record({Figure("name: 'publishedFigures/a'")}).ok());
  const auto changed = Record({Figure("name: 'publishedFigures/a' printed: '483'")});
  ASSERT_TRUE(changed.ok());
  EXPECT_EQ(changed->results.front().outcome, ledger::Outcome::kChanged);
  EXPECT_EQ(Read("publishedFigures/a").published_figure().printed(), "483");
}

TEST_F(PublishedFigureIntakeTest, EveryFieldTellsOneFigureFromAnother) {
  const std::string plain = IdentityOf(Figure());
  for (const char* further :
       {"source: 'x'", "source_date: '2024'", "source_ref: 'line 1'", "subject: 'x'",
        "subject_title: 'x'", "part_of: 'x'", "measure: 'x'", "share_of: 'x'",
        "one_of_a_split: true", "unit: '%'", "period: '2024'", "extent: ANNUAL", "printed: '1'",
        "missing: BLANK", "derivation { kind: SUM operands: 'a' }", "plan: 'plans/x'",
        "note: 'x'"}) {
    EXPECT_NE(IdentityOf(Figure(further)), plain) << further;
  }
}

TEST_F(PublishedFigureIntakeTest, WhatIsNotPrintedNeedsAReason) {
  v1::PublishedFigure figure = Figure();
  figure.clear_printed();
  EXPECT_THAT(Record({figure}).status(), HasProblem(0, "printed", "missing is never zero"));
  EXPECT_TRUE(Record({Figure("missing: BLANK")}).ok());
  EXPECT_THAT(Refused("missing: BLANK printed: '4'"), HasProblem(0, "missing", "one of them out"));
}

TEST_F(PublishedFigureIntakeTest, TellsEveryFieldThatIsWrong) {
  EXPECT_THAT(Refused("source: ''"), HasProblem(0, "source", ""));
  EXPECT_THAT(Refused("source_date: ''"), HasProblem(0, "source_date", "when the document"));
  EXPECT_THAT(Refused("source_date: 'May'"), HasProblem(0, "source_date", "May"));
  EXPECT_THAT(Refused("subject: ''"), HasProblem(0, "subject", ""));
  EXPECT_THAT(Refused("part_of: 'A1'"), HasProblem(0, "part_of", "the subject itself"));
  EXPECT_THAT(Refused("measure: 'Action lines'"), HasProblem(0, "measure", "snake case"));
  EXPECT_THAT(Refused("unit: ''"), HasProblem(0, "unit", ""));
  EXPECT_THAT(Refused("share_of: 'action_lines'"), HasProblem(0, "unit", "write %"));
  EXPECT_THAT(Refused("one_of_a_split: true"), HasProblem(0, "one_of_a_split", "share_of"));
  EXPECT_THAT(Refused("printed: 'many'"), HasProblem(0, "printed", "found 'many'"));
  EXPECT_THAT(Refused("unit: 'date' printed: '30 May'"), HasProblem(0, "printed", "30 May"));
  EXPECT_THAT(Refused("unit: 'date' printed: '>'"), HasProblem(0, "printed", "no date"));
  EXPECT_THAT(Refused("plan: 'plans/none'"), HasProblem(0, "plan", "none"));
  EXPECT_THAT(Refused("plan: 'none'"), HasProblem(0, "plan", "does not name a plan"));
  EXPECT_THAT(Refused("name: 'figures/a'"), HasProblem(0, "name", "publishedFigures/"));
}

TEST_F(PublishedFigureIntakeTest, BlocksAPeriodThatEndsBeforeItStarts) {
  EXPECT_THAT(Refused("period: '2016-2015'"), HasProblem(0, "period", "ends before it starts"));
  EXPECT_THAT(Refused("period: '2016-2024' extent: ANNUAL"), HasProblem(0, "period", "several"));
  EXPECT_THAT(Refused("period: '' extent: CUMULATIVE"), HasProblem(0, "period", "is empty"));
  EXPECT_TRUE(Record({Figure("period: '2016-2024'")}).ok());
}

TEST_F(PublishedFigureIntakeTest, ADerivationNamesFiguresThatAreThere) {
  const auto ratio = [](const std::string& id, const std::string& operands) {
    return Figure("name: 'publishedFigures/" + id + "' unit: '%' printed: '50' derivation { " +
                  operands + " }");
  };
  const std::string of_a_and_b = "kind: RATIO operands: 'a' operands: 'b'";
  EXPECT_THAT(Record({ratio("r", of_a_and_b)}).status(),
              HasProblem(0, "derivation", "neither here nor on record"));
  EXPECT_THAT(Record({ratio("a", "kind: RATIO operands: 'a' operands: 'a'")}).status(),
              HasProblem(0, "derivation", "the figure itself"));
  EXPECT_THAT(Record({ratio("r", "kind: RATIO operands: 'a'")}).status(),
              HasProblem(0, "derivation", "two figures"));
  EXPECT_THAT(Record({ratio("r", "operands: 'a'")}).status(),
              HasProblem(0, "derivation", "says not how"));
  EXPECT_THAT(Record({Figure("name: 'publishedFigures/a' source: 'Other'"),
                      Figure("name: 'publishedFigures/b'"), ratio("r", of_a_and_b)})
                  .status(),
              HasProblem(2, "derivation", "of another document"));
  ASSERT_TRUE(Record({Figure("name: 'publishedFigures/a'")}).ok());
  EXPECT_TRUE(Record({ratio("r", of_a_and_b), Figure("name: 'publishedFigures/b'")}).ok())
      << "one on record, one in the request";
  EXPECT_THAT(Refused("derivation { kind: PERIOD_START operands: 'a' }"),
              HasProblem(0, "derivation", "is no date"));
}

TEST_F(PublishedFigureIntakeTest, APlanMustBeThere) {
  ImportRoads();
  EXPECT_TRUE(Record({Figure("plan: 'plans/roads'")}).ok());
}

TEST_F(PublishedFigureIntakeTest, TwoFiguresOfOneRequestShareNoId) {
  const auto refused =
      Record({Figure("name: 'publishedFigures/a'"), Figure("name: 'publishedFigures/b'"),
              Figure("name: 'publishedFigures/a' printed: '1'")})
          .status();
  EXPECT_THAT(refused, HasProblem(0, "name", "two different figures"));
  EXPECT_THAT(refused, HasProblem(2, "name", "two different figures"));
}

TEST_F(PublishedFigureIntakeTest, AFigureOfAnotherDocumentTakesNoIdThatIsHeld) {
  ASSERT_TRUE(Record({Figure("name: 'publishedFigures/a'")}).ok());
  EXPECT_THAT(Refused("name: 'publishedFigures/a' source: 'Other'"),
              HasProblem(0, "name", "on record for a figure of 'Review'"));
}

TEST_F(PublishedFigureIntakeTest, IsWithdrawnWithAReasonAndStaysSoUntilItSaysSomethingElse) {
  const std::string name = "publishedFigures/a";
  ASSERT_TRUE(Record({Figure("name: 'publishedFigures/a'")}).ok());
  Commit(AcceptWithdrawal(
      intake(), FromText<v1::WithdrawRequest>("resource: 'publishedFigures/a' reason: 'misread'")));
  EXPECT_FALSE(ledger_->Get(name, ledger_->Head())->live());
  ASSERT_TRUE(Record({Figure("name: 'publishedFigures/a'")}).ok());
  EXPECT_FALSE(ledger_->Get(name, ledger_->Head())->live());
  ASSERT_TRUE(Record({Figure("name: 'publishedFigures/a' printed: '485'")}).ok());
  EXPECT_TRUE(ledger_->Get(name, ledger_->Head())->live());
}

TEST_F(PublishedFigureIntakeTest, ARequestHoldsOneToTenThousand) {
  EXPECT_THAT(Record({}).status(), HasProblem(kNoRow, "figures", "1 to 10000"));
}

}  // namespace
}  // namespace sheaf::sectors
