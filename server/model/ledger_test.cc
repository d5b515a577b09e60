// The model behind a real ledger on a real folder.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "server/ledger/ledger_fixture.h"
#include "server/model/model.h"
#include "sheaf/v1/plan.pb.h"
#include "sheaf/v1/update.pb.h"

namespace sheaf::model {
namespace {

using ledger::Revision;
using ledger::WriteMode;
using ::testing::ElementsAre;

constexpr char kPlan[] = "plans/energy";
constexpr char kLine[] = "plans/energy/lines/EN-1";
constexpr char kUpdate[] = "plans/energy/lines/EN-1/updates/u";

class ModelOnLedger : public ledger::LedgerTest {
 protected:
  ModelOnLedger() { Observe(); }
  // The ledger tells the model until it is gone.
  ~ModelOnLedger() override { ledger_ = nullptr; }

  void Observe() {
    model_ = std::make_unique<Model>();
    ASSERT_TRUE(ledger_->AddObserver(model_.get()).ok());
  }
  void Restart() {
    Open();
    Observe();
  }
  Revision Do(const std::string& resource, WriteMode mode, const std::string& payload = "") {
    return Commit({Make(resource, payload, mode)}).value().revision;
  }
  Revision PutUpdate(const std::string& status) {
    v1::Update update;
    update.set_reported_status(status);
    return Put(kUpdate, update.SerializeAsString());
  }

  // "EN-1: started" for each line.
  std::vector<std::string> ShownAt(Revision revision) const {
    const View view = model_->At(revision);
    std::vector<std::string> shown;
    std::vector<UpdateRow> updates;
    for (const PlanRow& plan : view.Plans()) {
      for (const LineRow& line : view.LinesOf(plan)) {
        shown.push_back(std::string(view.Text(line.code)) + (line.vanished ? " vanished:" : ":"));
        view.UpdatesOf(line.id, &updates);
        for (const UpdateRow& update : updates) {
          shown.back() += " " + std::string(view.Text(update.status));
        }
      }
    }
    return shown;
  }
  void ExpectTheStory() const {
    EXPECT_THAT(ShownAt(1), ElementsAre("EN-1:"));
    EXPECT_THAT(ShownAt(2), ElementsAre("EN-1: started"));
    EXPECT_THAT(ShownAt(3), ElementsAre("EN-1: completed"));
    EXPECT_THAT(ShownAt(4), ElementsAre("EN-1 vanished: completed"));
    EXPECT_THAT(ShownAt(5), ElementsAre("EN-1 vanished:"));
    EXPECT_THAT(ShownAt(6), ElementsAre("EN-1:"));
    EXPECT_THAT(ShownAt(7), ElementsAre("EN-1: started"));
    EXPECT_EQ(model_->SkippedRecords(), 0);
  }

  std::unique_ptr<Model> model_;
};

TEST_F(ModelOnLedger, ShowsEveryRevisionAsItWasAlsoAfterARestart) {
  v1::Plan plan;
  plan.set_sector("energy");
  const std::string line = v1::Line().SerializeAsString();
  ASSERT_EQ(Commit({Make(kPlan, plan.SerializeAsString()), Make(kLine, line)})->revision, 1);
  ASSERT_EQ(PutUpdate("started"), 2);
  ASSERT_EQ(PutUpdate("completed"), 3);
  ASSERT_EQ(Do(kLine, WriteMode::kVanish), 4);
  ASSERT_EQ(Do(kUpdate, WriteMode::kWithdraw), 5);
  ASSERT_EQ(Put(kLine, line), 6);
  ASSERT_EQ(PutUpdate("started"), 7);
  ExpectTheStory();
  Restart();
  ExpectTheStory();
}

TEST_F(ModelOnLedger, HasSeenWhatIsAcknowledged) {
  Put(kPlan, v1::Plan().SerializeAsString());
  const std::string prefix = std::string(kPlan) + "/lines/L";
  for (int i = 0; i < 20; ++i) {
    const Revision revision = Put(prefix + std::to_string(i), v1::Line().SerializeAsString());
    EXPECT_EQ(model_->At(revision).Count().lines, i + 1);
    EXPECT_EQ(model_->At(ledger_->Head()).Count().lines, i + 1);
  }
}

}  // namespace
}  // namespace sheaf::model
