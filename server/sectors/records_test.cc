#include "server/sectors/records.h"

#include "server/ledger/etag.h"
#include "server/sectors/intake_fixture.h"

namespace sheaf::sectors {
namespace {

ledger::Record RecordOf(const std::string& name, std::string payload) {
  ledger::Record record;
  record.resource = name;
  record.revision = 7;
  record.previous = 3;
  record.commit_time = 1'714'564'800'250'000;
  record.actor = "SOME";
  record.payload = std::move(payload);
  return record;
}

TEST(PayloadOfTest, LeavesOutWhatTheLedgerKnows) {
  const auto full = FromText<v1::Update>(R"pb(
    name: "plans/p/lines/l/updates/u"
    reported_status: "completed"
    revision: 4
    etag: "r4"
    actor: "someone"
    withdrawn_reason: "no")pb");
  v1::Update stored;
  ASSERT_TRUE(stored.ParseFromString(PayloadOf(full)));
  EXPECT_EQ(stored.ShortDebugString(), "reported_status: \"completed\"");
}

TEST(PayloadOfTest, KeepsALinesPositionButNotThatItVanished) {
  const auto full = FromText<v1::Line>("level: 'action' position: 3 vanished: true");
  v1::Line stored;
  ASSERT_TRUE(stored.ParseFromString(PayloadOf(full)));
  EXPECT_EQ(stored.position(), 3);
  EXPECT_FALSE(stored.vanished());
}

TEST(PayloadOfTest, IsTheSameForTheSameAttributesInAnyOrder) {
  v1::Update one, other;
  for (int i = 0; i < 50; ++i) (*one.mutable_attributes())[std::to_string(i)] = "x";
  for (int i = 49; i >= 0; --i) (*other.mutable_attributes())[std::to_string(i)] = "x";
  EXPECT_EQ(PayloadOf(one), PayloadOf(other));
}

// Fields of a newer contract, as a client may send them.
TEST(PayloadOfTest, LeavesOutWhatIsNotKnown) {
  const auto known = FromText<v1::Update>(R"pb(
    reported_status: "completed"
    progress { value: 3 unit: "sites" }
    evidence { title: "minutes" }
    attributes { key: "depth" value: "2" })pb");
  for (int at = 0; at < 3; ++at) {
    v1::Update update = known;
    google::protobuf::Message* const places[] = {&update, update.mutable_progress(),
                                                 update.mutable_evidence(0)};
    const auto* reflection = places[at]->GetReflection();
    reflection->MutableUnknownFields(places[at])->AddVarint(900, 1);
    EXPECT_EQ(PayloadOf(update), PayloadOf(known)) << at;
    EXPECT_EQ(TakePayload(&update), PayloadOf(known)) << at;
  }
}

TEST(ResourceOfTest, TellsWhatTheLedgerKnows) {
  const auto payload = PayloadOf(FromText<v1::Update>("reported_status: 'completed'"));
  ledger::Record record = RecordOf("plans/p/lines/l/updates/u", payload);
  record.verb = ledger::Verb::kWithdraw;
  record.reason = "entered twice";
  const v1::Update update = ResourceOf(record).value().update();
  EXPECT_EQ(update.name(), "plans/p/lines/l/updates/u");
  EXPECT_EQ(update.reported_status(), "completed");
  EXPECT_EQ(update.revision(), 7);
  EXPECT_EQ(update.etag(), ledger::EtagOf(7));
  EXPECT_EQ(update.actor(), "SOME");
  EXPECT_EQ(update.withdrawn_reason(), "entered twice");
  EXPECT_EQ(update.commit_time().seconds(), 1'714'564'800);
  EXPECT_EQ(update.commit_time().nanos(), 250'000'000);
}

TEST(ResourceOfTest, TellsWhichCodeDeclaredAManifest) {
  const auto payload = PayloadOf(FromText<v1::SectorManifest>(
      "sector: 's' revision: 3 plugin_version: '1.1.0' plugin_digest: 'ab' core_version: '0.1.0'"));
  const auto manifest = ResourceOf(RecordOf("sectors/s/manifests/current", payload))->manifest();
  EXPECT_EQ(manifest.plugin_version(), "1.1.0");
  EXPECT_EQ(manifest.plugin_digest(), "ab");
  EXPECT_EQ(manifest.core_version(), "0.1.0");
  EXPECT_EQ(manifest.revision(), 7) << "the ledger's, not what was sent";
}

TEST(ResourceOfTest, TellsThatALineVanished) {
  ledger::Record record = RecordOf("plans/p/lines/l", PayloadOf(FromText<v1::Line>("level: 'a'")));
  record.verb = ledger::Verb::kVanish;
  EXPECT_TRUE(ResourceOf(record).value().line().vanished());
}

TEST(ResourceOfTest, KnowsEveryKindByItsName) {
  using Case = v1::Resource::KindCase;
  const std::pair<const char*, Case> kinds[] = {
      {"plans/p", Case::kPlan},
      {"plans/p/lines/l", Case::kLine},
      {"plans/p/lines/l/updates/u", Case::kUpdate},
      {"sectors/s/kpis/k/baselines/b", Case::kBaseline},
      {"sectors/s/kpis/k/targets/t", Case::kTarget},
      {"sectors/s/kpis/k/observations/o", Case::kObservation},
      {"sectors/s/series/x/observations/o", Case::kObservation},
      {"sectors/s/manifests/current", Case::kManifest},
      {"memberStates/IDN", Case::kMemberState}};
  for (const auto& [name, kind] : kinds) {
    const auto resource = ResourceOf(RecordOf(name, ""));
    ASSERT_TRUE(resource.ok()) << name;
    EXPECT_EQ(resource->kind_case(), kind) << name;
  }
}

TEST(ResourceOfTest, SaysSoWhereTheBytesAreNoMessage) {
  const auto resource = ResourceOf(RecordOf("plans/p", "\x0a\xff"));
  EXPECT_EQ(resource.status().code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ(ResourceOf(RecordOf("planes/p", "")).status().code(), absl::StatusCode::kDataLoss);
}

TEST(ChangeOfTest, TellsWhoDidWhat) {
  ledger::Record record = RecordOf("plans/p", PayloadOf(FromText<v1::Plan>("title: 'P'")));
  record.verb = ledger::Verb::kReplace;
  record.request_id = "r-1";
  const v1::Change change = ChangeOf(record).value();
  EXPECT_EQ(change.resource(), "plans/p");
  EXPECT_EQ(change.verb(), v1::REPLACED);
  EXPECT_EQ(change.revision(), 7);
  EXPECT_EQ(change.previous_revision(), 3);
  EXPECT_EQ(change.actor(), "SOME");
  EXPECT_EQ(change.request_id(), "r-1");
  EXPECT_EQ(change.after().plan().title(), "P");
}

}  // namespace
}  // namespace sheaf::sectors
