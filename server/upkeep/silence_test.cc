#include "server/upkeep/silence.h"

#include <gtest/gtest.h>

#include <future>
#include <memory>
#include <string>
#include <utility>

#include "server/base/manual_clock.h"
#include "server/base/temporary_folder.h"
#include "server/sectors/intake.h"
#include "server/sectors/records.h"
#include "server/store/rocks_store.h"

namespace sheaf::upkeep {
namespace {

constexpr Micros kDay = Micros{24} * 3600 * 1'000'000;

class SilenceTest : public ::testing::Test {
 protected:
  SilenceTest() {
    ledger_ =
        ledger::Ledger::Open(store::OpenRocksStore(folder_.path()).value(), &clock_, {}).value();
    EXPECT_TRUE(ledger_->AddObserver(&model_).ok());
    EXPECT_TRUE(ledger_->AddObserver(&manifests_).ok());
    ImportPlan(14);
  }

  void Commit(absl::StatusOr<sectors::Accepted> accepted) {
    ASSERT_TRUE(accepted.ok()) << accepted.status();
    std::promise<absl::Status> done;
    accepted->request.actor = "ace";
    ledger_->Commit(std::move(accepted->request), [&](absl::StatusOr<ledger::Receipt> receipt) {
      done.set_value(receipt.status());
    });
    const absl::Status status = done.get_future().get();
    EXPECT_TRUE(status.ok()) << status;
  }

  // A plan of no sector with one line.
  void ImportPlan(int days) {
    v1::ImportPlanRequest request;
    request.mutable_plan()->set_name("plans/iai");
    request.mutable_plan()->set_title("IAI");
    request.mutable_plan()->set_silence_accepts_after_days(days);
    v1::Line line;
    line.set_name("plans/iai/lines/L");
    line.set_title("Line");
    line.set_level("action");
    Commit(sectors::AcceptPlan(intake(), request, {line}));
  }

  std::string Push(const std::string& id) {
    v1::PushUpdateRequest request;
    request.set_parent("plans/iai/lines/L");
    request.mutable_update()->set_name("plans/iai/lines/L/updates/" + id);
    request.mutable_update()->set_reported_status("completed");
    Commit(sectors::AcceptUpdate(intake(), request));
    return request.update().name();
  }

  void Take(v1::ReviewStep step, const std::string& name) {
    v1::ReviewUpdatesRequest request;
    request.set_parent("plans/iai");
    request.set_step(step);
    if (step == v1::RETURN) request.set_reason("which year?");
    request.add_items()->set_name(name);
    request.mutable_items(0)->set_etag(Read(name).etag());
    Commit(sectors::AcceptReview({ledger_.get(), &manifests_, "some"}, request));
  }

  v1::Update Read(const std::string& name) const {
    return sectors::UpdateOf(ledger_->Get(name, ledger_->Head()).value()).value();
  }
  v1::ReviewState StateOf(const std::string& name) const { return Read(name).review().state(); }
  sectors::Intake intake() const { return {ledger_.get(), &manifests_, "ace"}; }

  TemporaryFolder folder_;
  ManualClock clock_{1'714'564'800'000'000};
  model::Model model_;
  sectors::Manifests manifests_;
  int AcceptNow() {
    const auto accepted = Silence(ledger_.get(), &model_, &manifests_, &clock_).Accept();
    EXPECT_TRUE(accepted.ok()) << accepted.status();
    return accepted.value_or(-1);
  }

  std::unique_ptr<ledger::Ledger> ledger_;
};

TEST_F(SilenceTest, AcceptsWhatNobodySaidAnythingAboutInTime) {
  const std::string name = Push("a");
  clock_.Advance(14 * kDay - 1);
  EXPECT_EQ(AcceptNow(), 0) << "there is time";
  clock_.Advance(1);
  EXPECT_EQ(AcceptNow(), 1);
  EXPECT_EQ(StateOf(name), v1::DEEMED_ACCEPTED);
  EXPECT_EQ(Read(name).actor(), kSilenceActor) << "the history says who did it";
  EXPECT_EQ(AcceptNow(), 0) << "once";
}

TEST_F(SilenceTest, IsBrokenByWhoVerifiesOrReturns) {
  const std::string verified = Push("a");
  const std::string returned = Push("b");
  Take(v1::VERIFY_BY_SECTOR, verified);
  Take(v1::RETURN, returned);
  clock_.Advance(20 * kDay);
  EXPECT_EQ(AcceptNow(), 0);
  EXPECT_EQ(StateOf(verified), v1::VERIFIED);
  EXPECT_EQ(StateOf(returned), v1::RETURNED);
}

TEST_F(SilenceTest, BeginsAnewWithWhatIsSubmittedAgain) {
  const std::string name = Push("a");
  clock_.Advance(13 * kDay);
  Take(v1::RETURN, name);
  Take(v1::SUBMIT, name);
  clock_.Advance(13 * kDay);
  EXPECT_EQ(AcceptNow(), 0);
  clock_.Advance(kDay);
  EXPECT_EQ(AcceptNow(), 1);
}

TEST_F(SilenceTest, SaysNothingWhereThePlanDoesNotSaySo) {
  ImportPlan(0);
  Push("a");
  clock_.Advance(400 * kDay);
  EXPECT_EQ(AcceptNow(), 0);
}

}  // namespace
}  // namespace sheaf::upkeep
