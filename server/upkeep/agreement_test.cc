#include "server/upkeep/agreement.h"

#include <functional>

#include "server/ledger/replay.h"
#include "server/upkeep/records_fixture.h"

namespace sheaf::upkeep {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

class AgreementTest : public RecordsTest {
 protected:
  // Compares the ledger with a memory that was told its commits as `alter` left them.
  Agreement CompareAltered(const std::function<void(ledger::Commit&)>& alter) {
    model::Model model;
    sectors::Manifests manifests;
    const absl::Status told =
        ledger::ForEachCommit(*store_, {}, kHead, [&](const ledger::Commit& commit) {
          ledger::Commit altered = commit;
          alter(altered);
          model.OnCommit(altered);
          manifests.OnCommit(altered);
        });
    EXPECT_TRUE(told.ok()) << told;
    return Compare(*store_, kHead, model, manifests).value();
  }

  // What differs where the memory never heard of the latest version of `resource`.
  std::vector<std::string> WithoutLatest(const std::string& resource) {
    const ledger::Revision latest = ledger_->Get(resource, kHead)->revision;
    return CompareAltered([&](ledger::Commit& commit) {
             if (commit.revision == latest) commit.records.clear();
           })
        .kept;
  }
};

TEST_F(AgreementTest, CoversEveryRecord) {
  const Agreement agreement = CompareAltered([](ledger::Commit&) {});
  EXPECT_THAT(agreement.kept, ::testing::IsEmpty());
  EXPECT_EQ(agreement.differences, 0);
  EXPECT_EQ(agreement.records, kRecords);
}

TEST_F(AgreementTest, MissesRecordsOfEveryKind) {
  for (const std::string resource :
       {"plans/energy-2", "plans/energy-2/lines/X", "sectors/energy/manifests/current",
        "sectors/energy/kpis/K/baselines/b", "sectors/energy/kpis/K/targets/t",
        "sectors/energy/kpis/K/observations/o", "sectors/energy/series/S/observations/o",
        "memberStates/IDN"}) {
    EXPECT_THAT(WithoutLatest(resource), Contains(HasSubstr(resource + ": "))) << resource;
  }
}

TEST_F(AgreementTest, NamesAVersionThatIsNotTheLatest) {
  EXPECT_THAT(WithoutLatest(kUpdate),
              Contains(std::string(kUpdate) +
                       ": its latest version is of revision 16, and reports use that of 5"));
}

TEST_F(AgreementTest, NamesWhatIsCountedThoughItVanishedOrWasWithdrawn) {
  EXPECT_THAT(WithoutLatest("plans/energy/lines/EN-2"),
              Contains(HasSubstr("plans/energy/lines/EN-2: ")));
  EXPECT_THAT(WithoutLatest("plans/energy/lines/EN-1/updates/w"),
              Contains(HasSubstr("updates/w: ")));
}

TEST_F(AgreementTest, NamesWhatTheLedgerDoesNotHave) {
  const Agreement agreement = CompareAltered([](ledger::Commit& commit) {
    if (commit.revision != 3) return;
    commit.records.push_back(commit.records[0]);
    commit.records.back().resource = "plans/energy/lines/INVENTED";
  });
  EXPECT_THAT(agreement.kept, Contains(HasSubstr("plans/energy/lines/INVENTED: ")));
  EXPECT_THAT(agreement.kept, Contains("of lines 2 stand in the ledger, and reports count 3"));
}

TEST_F(AgreementTest, CountsWhatCouldNotBeRead) {
  const Agreement agreement = CompareAltered([](ledger::Commit& commit) {
    if (commit.revision == kHead) commit.records[0].payload = "\xff\xff";
  });
  EXPECT_THAT(agreement.kept, Contains(HasSubstr("1 versions could not be read")));
}

}  // namespace
}  // namespace sheaf::upkeep
