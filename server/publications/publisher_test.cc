#include "server/publications/publisher.h"

#include <filesystem>
#include <fstream>

#include "server/base/digest.h"
#include "server/model/model.h"
#include "server/publications/publication_record.h"
#include "server/sectors/intake_fixture.h"
#include "sheaf/v1/document.pb.h"

namespace sheaf::publications {
namespace {

using ::testing::HasSubstr;

constexpr char kKey[] =
    "-----BEGIN PRIVATE KEY-----\n"
    "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n"
    "-----END PRIVATE KEY-----\n";
constexpr char kOtherKey[] =
    "-----BEGIN PRIVATE KEY-----\n"
    "MC4CAQAwBQYDK2VwBCIEIPR3cj3ByI5QKMpEkuswONZJuK92ID3ecj0Xbb7MG/KB\n"
    "-----END PRIVATE KEY-----\n";

constexpr model::Level kCounts = model::Level::kSubmitted;

// A real ledger with a plan of energy, which has no plugin here, and a publisher on it.
class PublisherTest : public ::testing::Test {
 protected:
  PublisherTest() {
    auto store = store::OpenRocksStore(folder_.path() + "/ledger");
    ledger_ = ledger::Ledger::Open(std::move(store).value(), &clock_, {}).value();
    EXPECT_TRUE(ledger_->AddObservers({&model_, &manifests_}).ok());
    Commit(
        sectors::AcceptManifest(sectors::FromText<v1::SectorManifest>(sectors::kEnergyManifest)));
    v1::ImportPlanRequest plan;
    plan.mutable_plan()->set_name("plans/energy");
    plan.mutable_plan()->set_sector("energy");
    Commit(sectors::AcceptPlan(intake(), plan, {Line("A"), Line("B")}));
    Push("A");
  }

  static v1::Line Line(const std::string& code) {
    v1::Line line;
    line.set_name("plans/energy/lines/" + code);
    line.set_level("action");
    line.set_title("Title of " + code);
    return line;
  }

  void Push(const std::string& line) {
    v1::PushUpdateRequest push;
    push.set_parent("plans/energy/lines/" + line);
    push.mutable_update()->set_reported_status("completed");
    push.mutable_update()->set_effective_date("2024-03");
    Commit(sectors::AcceptUpdate(intake(), push));
  }

  sectors::Intake intake() const { return {ledger_.get(), &manifests_, "secretariat"}; }

  absl::StatusOr<ledger::Receipt> TryCommit(absl::StatusOr<sectors::Accepted> accepted) {
    if (!accepted.ok()) return accepted.status();
    std::promise<absl::StatusOr<ledger::Receipt>> answer;
    accepted->request.actor = "secretariat";
    ledger_->Commit(std::move(accepted->request),
                    [&](absl::StatusOr<ledger::Receipt> receipt) { answer.set_value(receipt); });
    return answer.get_future().get();
  }
  ledger::Receipt Commit(absl::StatusOr<sectors::Accepted> accepted) {
    auto receipt = TryCommit(std::move(accepted));
    EXPECT_TRUE(receipt.ok()) << receipt.status();
    return receipt.ok() ? *receipt : ledger::Receipt();
  }

  std::unique_ptr<const SigningKey> Key(const char* pem = kKey) const {
    const std::string file = folder_.path() + "/key";
    std::filesystem::remove(file);
    std::ofstream(file) << pem;
    std::filesystem::permissions(file, std::filesystem::perms::owner_read);
    return SigningKey::Read(file).value();
  }

  static v1::PublishRequest Request(const std::string& format = "compliance") {
    v1::PublishRequest request;
    request.set_publication_id("energy-2024");
    request.mutable_report()->set_sector("energy");
    request.mutable_report()->set_format(format);
    return request;
  }

  static v1::Clocks At(ledger::Revision revision) {
    v1::Clocks clocks;
    clocks.set_revision(revision);
    clocks.set_effective_date("2024-12-31");
    return clocks;
  }

  v1::Publication Kept() const {
    return PublicationOf(ledger_->Get("publications/energy-2024", ledger_->Head()).value()).value();
  }

  TemporaryFolder folder_;
  ManualClock clock_{1'714'564'800'000'000};
  model::Model model_;
  sectors::Manifests manifests_;
  std::unique_ptr<ledger::Ledger> ledger_;
  reports::Reporter reporter_{{&model_, &manifests_, nullptr, "1.0.0"}};
  Publisher publisher_{&reporter_, Key()};
};

TEST_F(PublisherTest, StatesWhatTheDocumentIs) {
  const auto made = publisher_.Make(Request(), At(3), kCounts);
  ASSERT_TRUE(made.ok()) << made.status();
  const v1::PublicationStatement statement = StatementOf(*made).value();
  const v1::Document document = DocumentOf(*made).value();
  EXPECT_EQ(statement.name(), "publications/energy-2024");
  EXPECT_EQ(statement.title(), document.title());
  EXPECT_EQ(statement.sector(), "energy");
  EXPECT_EQ(statement.format(), "compliance");
  EXPECT_EQ(statement.clocks().revision(), 3);
  EXPECT_EQ(statement.clocks().effective_date(), "2024-12-31");
  EXPECT_EQ(statement.document_sha256(), Sha256(made->document()));
  EXPECT_EQ(statement.rules_size(), document.rules_size());
  EXPECT_EQ(statement.producers(0).program(), "sheafd");
  EXPECT_EQ(statement.counts(), v1::SUBMITTED);
  EXPECT_EQ(made->signature(), Key()->Sign(made->statement()).value());
  EXPECT_EQ(made->public_key(), Key()->public_key());
}

TEST_F(PublisherTest, BearsTheTitleThatItWasGiven) {
  v1::PublishRequest request = Request();
  request.set_title("Energy in 2024");
  EXPECT_EQ(StatementOf(publisher_.Make(request, At(3), kCounts).value())->title(),
            "Energy in 2024");
}

TEST_F(PublisherTest, TheSameAgainChangesNothing) {
  const auto first = publisher_.Make(Request(), At(3), kCounts).value();
  const ledger::Receipt receipt = Commit(AcceptPublication(intake(), Request(), first));
  Push("B");
  const auto again = publisher_.Make(Request(), At(3), kCounts).value();
  EXPECT_EQ(again.SerializeAsString(), first.SerializeAsString());
  const ledger::Receipt second = Commit(AcceptPublication(intake(), Request(), again));
  EXPECT_EQ(second.results[0].outcome, ledger::Outcome::kUnchanged);
  EXPECT_EQ(second.results[0].revision, receipt.revision);
}

TEST_F(PublisherTest, SignedByALaterKeyItStaysSignedAsItWas) {
  Commit(
      AcceptPublication(intake(), Request(), publisher_.Make(Request(), At(3), kCounts).value()));
  const Publisher later(&reporter_, Key(kOtherKey));
  const auto again = later.Make(Request(), At(3), kCounts).value();
  EXPECT_NE(again.signature(), Kept().signature());
  Commit(AcceptPublication(intake(), Request(), again));
  EXPECT_EQ(Kept().public_key(), Key()->public_key());
}

TEST_F(PublisherTest, AnotherOneUnderTheSameIdIsRefused) {
  Commit(
      AcceptPublication(intake(), Request(), publisher_.Make(Request(), At(3), kCounts).value()));
  const auto other = publisher_.Make(Request(), At(2), kCounts).value();
  const auto accepted = AcceptPublication(intake(), Request(), other);
  EXPECT_EQ(accepted.status().code(), absl::StatusCode::kAlreadyExists);
  EXPECT_EQ(ReasonOf(accepted.status()), "PUBLICATION_EXISTS");
  EXPECT_THAT(std::string(accepted.status().message()),
              HasSubstr("energy, compliance, as of revision 3, effective 2024-12-31"));
}

TEST_F(PublisherTest, ARequestIsAnsweredAsTheFirstTime) {
  v1::PublishRequest request = Request();
  request.set_request_id("r1");
  const auto first = Commit(
      AcceptPublication(intake(), request, publisher_.Make(request, At(3), kCounts).value()));
  // By now the newest revision is another one, and with it the report.
  const auto again = Commit(
      AcceptPublication(intake(), request, publisher_.Make(request, At(4), kCounts).value()));
  EXPECT_EQ(again.results[0].revision, first.results[0].revision);
  EXPECT_EQ(StatementOf(Kept())->clocks().revision(), 3);
}

TEST_F(PublisherTest, WithoutAKeyNothingIsPublished) {
  const Publisher keyless(&reporter_, nullptr);
  const auto made = keyless.Make(Request(), At(3), kCounts);
  EXPECT_EQ(made.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(ReasonOf(made.status()), "NO_SIGNING_KEY");
  const auto published = publisher_.Make(Request(), At(3), kCounts).value();
  EXPECT_TRUE(keyless.Reproduce(published)->same_bytes()) << "needs no key";
}

TEST_F(PublisherTest, NothingIsPublishedWithAPartMissing) {
  const auto made = publisher_.Make(Request("progress"), At(3), kCounts);
  EXPECT_EQ(made.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(ReasonOf(made.status()), "REPORT_INCOMPLETE");
}

TEST_F(PublisherTest, WhatIsTooLargeIsRefused) {
  const Publisher narrow(&reporter_, Key(), 100);
  const auto made = narrow.Make(Request(), At(3), kCounts);
  EXPECT_EQ(made.status().code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(ReasonOf(made.status()), "DOCUMENT_TOO_LARGE");
  EXPECT_THAT(std::string(made.status().message()), HasSubstr("at most 100"));
}

TEST_F(PublisherTest, TheLargestIsKeptAsItIs) {
  auto made = publisher_.Make(Request(), At(3), kCounts).value();
  made.set_document(RandomBytes(kDocumentMaxBytes));
  Commit(AcceptPublication(intake(), Request(), made));
  EXPECT_TRUE(Kept().document() == made.document());
}

TEST_F(PublisherTest, AllThatIsWrongIsTold) {
  v1::PublishRequest request = Request();
  request.set_publication_id("energy 2024");
  request.set_title(std::string(501, 'x'));
  const auto made = publisher_.Make(request, At(3), kCounts);
  EXPECT_EQ(ReasonOf(made.status()), "INVALID_PUBLICATION");
  ASSERT_EQ(ProblemsOf(made.status()).size(), 2u);
  EXPECT_EQ(ProblemsOf(made.status())[0].field, "publication_id");
  EXPECT_EQ(ProblemsOf(made.status())[1].field, "title");
}

TEST_F(PublisherTest, ErrorsOfTheReportPassThrough) {
  EXPECT_EQ(ReasonOf(publisher_.Make(Request("none"), At(3), kCounts).status()),
            "FORMAT_NOT_FOUND");
}

TEST_F(PublisherTest, ComesOutTheSameWhateverWasRecordedSince) {
  const auto made = publisher_.Make(Request(), At(3), kCounts).value();
  Push("B");
  const auto reproduced = publisher_.Reproduce(made).value();
  EXPECT_TRUE(reproduced.same_bytes());
  EXPECT_EQ(reproduced.document_sha256(), StatementOf(made)->document_sha256());
  EXPECT_EQ(reproduced.difference(), "");
}

TEST_F(PublisherTest, ComesOutTheSameOfTheUpdatesThatItCounted) {
  const auto made = publisher_.Make(Request(), At(3), model::Level::kPublished).value();
  EXPECT_EQ(StatementOf(made)->counts(), v1::PUBLISHED);
  EXPECT_NE(made.document(), publisher_.Make(Request(), At(3), kCounts)->document());
  EXPECT_TRUE(publisher_.Reproduce(made)->same_bytes());
}

TEST_F(PublisherTest, AnotherBuildIsNamedWhereItComesOutOtherwise) {
  const auto made = publisher_.Make(Request(), At(3), kCounts).value();
  reports::Reporter newer({&model_, &manifests_, nullptr, "1.1.0"});
  const auto reproduced = Publisher(&newer, Key()).Reproduce(made).value();
  EXPECT_FALSE(reproduced.same_bytes());
  EXPECT_EQ(reproduced.difference(), "sheafd is version 1.1.0, and was version 1.0.0.");
}

TEST_F(PublisherTest, ADocumentThatIsNotTheOneThatWasSignedIsDamage) {
  auto made = publisher_.Make(Request(), At(3), kCounts).value();
  made.mutable_document()->back() ^= 1;
  EXPECT_EQ(DocumentOf(made).status().code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ(publisher_.Reproduce(made).status().code(), absl::StatusCode::kDataLoss);
}

TEST_F(PublisherTest, AChangeIsToldWithoutTheDocument) {
  Commit(
      AcceptPublication(intake(), Request(), publisher_.Make(Request(), At(3), kCounts).value()));
  const auto record = ledger_->Get("publications/energy-2024", ledger_->Head()).value();
  const v1::Publication told = sectors::ChangeOf(record)->after().publication();
  EXPECT_EQ(told.statement(), Kept().statement());
  EXPECT_EQ(told.document(), "");
}

TEST_F(PublisherTest, WithdrawnItStaysReadable) {
  Commit(
      AcceptPublication(intake(), Request(), publisher_.Make(Request(), At(3), kCounts).value()));
  v1::WithdrawRequest withdrawal;
  withdrawal.set_resource("publications/energy-2024");
  withdrawal.set_reason("figures of another year");
  Commit(sectors::AcceptWithdrawal(intake(), withdrawal));
  EXPECT_EQ(Kept().withdrawn_reason(), "figures of another year");
  EXPECT_TRUE(DocumentOf(Kept()).ok());
}

}  // namespace
}  // namespace sheaf::publications
