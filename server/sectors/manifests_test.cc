#include "server/sectors/manifests.h"

#include "server/sectors/intake_fixture.h"
#include "server/sectors/records.h"

namespace sheaf::sectors {
namespace {

using ::testing::ElementsAre;
using ::testing::IsNull;
using ::testing::NotNull;

v1::SectorManifest Transport() { return FromText<v1::SectorManifest>(kTransportManifest); }

constexpr int64_t kNoRow = Problem::kNoRow;

TEST(RulesTest, FindsWhatTheManifestDeclares) {
  const Rules rules(Transport());
  ASSERT_THAT(rules.Level("goal"), NotNull());
  EXPECT_TRUE(rules.Level("goal")->heading());
  ASSERT_THAT(rules.Status("held"), NotNull());
  EXPECT_EQ(rules.Status("held")->effect(), v1::EVENT);
  EXPECT_THAT(rules.Level("phase"), IsNull());
  EXPECT_THAT(rules.Status("Held"), IsNull());
}

TEST(RulesTest, FindsAKpiByItsCodeAndByItsIndicators) {
  const Rules rules(Transport());
  ASSERT_THAT(rules.Kpi("TR-K-01"), NotNull());
  EXPECT_EQ(rules.Kpi("road_length"), rules.Kpi("TR-K-01"));
  EXPECT_THAT(rules.Kpi("rail_length"), IsNull());
}

TEST(RulesTest, AStateMayDependOnTheInstrument) {
  const Rules rules(Transport());
  const v1::StatusDefinition& word = *rules.Status("signed");
  EXPECT_EQ(Rules::StateOf(word, v1::BINDING), v1::IN_PROGRESS);
  EXPECT_EQ(Rules::StateOf(word, v1::NON_BINDING), v1::COMPLETED);
  EXPECT_EQ(Rules::StateOf(word, v1::INSTRUMENT_TYPE_UNSPECIFIED), v1::IN_PROGRESS);
}

TEST(RulesTest, EventsAndExpectationsSetNoState) {
  const Rules rules(Transport());
  for (const char* word : {"held", "planned"}) {
    EXPECT_EQ(Rules::StateOf(*rules.Status(word), v1::BINDING), v1::CANONICAL_STATE_UNSPECIFIED);
  }
}

TEST(CoreRulesTest, TheWordsAreTheCanonicalStates) {
  EXPECT_EQ(CoreRules().manifest().rules_version(), "core-1");
  EXPECT_EQ(CoreRules().manifest().counted_parent_rule(), v1::REPLACED_BY_CHILDREN);
  for (const char* word :
       {"completed", "substantially_completed", "partially_completed", "in_progress", "continuing",
        "not_started", "pending", "postponed", "withdrawn", "cancelled"}) {
    ASSERT_THAT(CoreRules().Status(word), NotNull()) << word;
    std::string state =
        v1::CanonicalState_Name(Rules::StateOf(*CoreRules().Status(word), v1::BINDING));
    for (char& c : state) c = static_cast<char>(tolower(c));
    EXPECT_EQ(state, word);
  }
  EXPECT_EQ(CoreRules().Status("planned")->effect(), v1::EXPECTATION);
  EXPECT_EQ(CoreRules().manifest().statuses_size(), 11);
}

TEST(CheckManifestTest, AcceptsWholeManifests) {
  EXPECT_TRUE(CheckManifest(Transport()).ok()) << CheckManifest(Transport());
  const auto energy = FromText<v1::SectorManifest>(kEnergyManifest);
  EXPECT_TRUE(CheckManifest(energy).ok()) << CheckManifest(energy);
}

TEST(CheckManifestTest, TellsEverythingThatAnEmptyManifestLacks) {
  const absl::Status status = CheckManifest({});
  EXPECT_EQ(ReasonOf(status), "INVALID_MANIFEST");
  for (const char* field : {"sector", "title", "rules_version", "counted_parent_rule", "levels",
                            "statuses", "report_formats", "cadence.months"}) {
    EXPECT_THAT(status, HasProblem(kNoRow, field, ""));
  }
}

// One thing that an author may get wrong, and how it is told.
struct Slip {
  const char* name;
  void (*make)(v1::SectorManifest&);
  const char* field;
  const char* gist;
};

class ManifestSlip : public ::testing::TestWithParam<Slip> {};

TEST_P(ManifestSlip, IsTold) {
  v1::SectorManifest manifest = Transport();
  GetParam().make(manifest);
  const absl::Status status = CheckManifest(manifest);
  EXPECT_THAT(status, HasProblem(kNoRow, GetParam().field, GetParam().gist));
  EXPECT_EQ(ProblemsOf(status).size(), 1u) << status;
}

const Slip kSlips[] = {
    {"SectorId", [](auto& m) { m.set_sector("land transport"); }, "sector", "'land transport'"},
    {"LevelTwice", [](auto& m) { *m.add_levels() = m.levels(0); }, "levels[4].id",
     "'workstream' is declared twice"},
    {"LevelShape",
     [](auto& m) {
       *m.add_levels() = m.levels(3);
       m.mutable_levels(4)->set_id("Mile stone");
     },
     "levels[4].id", "snake case"},
    {"UnknownUnder", [](auto& m) { m.mutable_levels(2)->add_under("gaol"); }, "levels[2].under",
     "'gaol' is no level"},
    {"WordTwice", [](auto& m) { *m.add_statuses() = m.statuses(1); }, "statuses[17].word",
     "'ratified' is declared twice"},
    {"WordWithoutState", [](auto& m) { m.mutable_statuses(1)->clear_state(); }, "statuses[1].state",
     "canonical state"},
    {"EventWithState", [](auto& m) { m.mutable_statuses(15)->set_state(v1::COMPLETED); },
     "statuses[15].state", "leaves the state as it is"},
    {"InstrumentTwice",
     [](auto& m) { *m.mutable_statuses(0)->add_by_instrument() = m.statuses(0).by_instrument(0); },
     "statuses[0].by_instrument", "twice"},
    {"AttributeType", [](auto& m) { m.mutable_attributes(0)->clear_type(); }, "attributes[0].type",
     "TEXT, NUMBER"},
    {"ChoicesOfANumber", [](auto& m) { m.mutable_attributes(0)->add_choices("one"); },
     "attributes[0].choices", "type CHOICE"},
    {"CodeTwice",
     [](auto& m) {
       m.add_kpis()->CopyFrom(m.kpis(0));
       m.mutable_kpis(1)->clear_indicators();
     },
     "kpis[1].code", "declared twice"},
    {"IndicatorIsCode", [](auto& m) { m.mutable_kpis(0)->add_indicators("TR-K-01"); },
     "kpis[0].indicators", "declared twice"},
    {"StandIn", [](auto& m) { m.mutable_kpis(0)->set_stands_in_for("TR-K-09"); },
     "kpis[0].stands_in_for", "no other KPI"},
    {"Weights", [](auto& m) { m.mutable_kpis(0)->set_over_periods(v1::WEIGHTED_MEAN); },
     "kpis[0].weight_series", "WEIGHTED_MEAN"},
    {"Formula", [](auto& m) { m.mutable_kpis(0)->set_availability(v1::COMPUTABLE); },
     "kpis[0].formula", "in words"},
    {"TwoHighlights",
     [](auto& m) {
       m.add_report_formats()->CopyFrom(m.report_formats(0));
       m.mutable_report_formats(1)->set_id("another");
     },
     "report_formats", "2 formats"},
    {"HighlightsOfCounts", [](auto& m) { m.mutable_report_formats(0)->set_counts_only(true); },
     "report_formats[0].counts_only", "`highlights: true`, which takes the lines"},
    {"CoreFormat", [](auto& m) { m.mutable_report_formats(0)->set_id("progress"); },
     "report_formats[0].id", "of the core"},
    {"Cadence", [](auto& m) { m.mutable_cadence()->set_months(0); }, "cadence.months", "months"},
};

INSTANTIATE_TEST_SUITE_P(CheckManifest, ManifestSlip, ::testing::ValuesIn(kSlips),
                         [](const auto& info) { return info.param.name; });

class ManifestsTest : public IntakeTest {};

TEST_F(ManifestsTest, KeepEveryVersion) {
  const ledger::Revision before = ledger_->Head();
  v1::SectorManifest changed = Transport();
  changed.set_rules_version("transport-2");
  const ledger::Receipt receipt = Commit(AcceptManifest(changed));
  EXPECT_EQ(manifests_.At("transport", before)->manifest().rules_version(), "transport-1");
  EXPECT_EQ(manifests_.At("transport", receipt.revision)->manifest().rules_version(),
            "transport-2");
  EXPECT_EQ(manifests_.RevisionOf("transport", before), 1);
  EXPECT_EQ(manifests_.RevisionOf("transport", receipt.revision + 7), receipt.revision);
}

TEST_F(ManifestsTest, KnowWhichSectorsThereWere) {
  EXPECT_THAT(manifests_.SectorsAt(0), ElementsAre());
  EXPECT_THAT(manifests_.SectorsAt(1), ElementsAre("transport"));
  EXPECT_THAT(manifests_.SectorsAt(2), ElementsAre("energy", "transport"));
  EXPECT_EQ(manifests_.At("energy", 1), nullptr);
  EXPECT_EQ(manifests_.At("fisheries", 2), nullptr);
  EXPECT_EQ(manifests_.RevisionOf("energy", 1), 0);
}

TEST_F(ManifestsTest, AreThereAgainWhenTheLedgerTellsItsCommits) {
  Manifests told_again;
  for (ledger::Revision r = 1; r <= ledger_->Head(); ++r) {
    told_again.OnCommit(ledger_->CommitAt(r).value());
  }
  EXPECT_THAT(told_again.SectorsAt(ledger_->Head()), ElementsAre("energy", "transport"));
}

TEST_F(ManifestsTest, TheSameManifestAgainChangesNothing) {
  const ledger::Receipt receipt = Commit(AcceptManifest(Transport()));
  EXPECT_EQ(receipt.results[0].outcome, ledger::Outcome::kUnchanged);
  EXPECT_EQ(receipt.revision, 2);
}

}  // namespace
}  // namespace sheaf::sectors
