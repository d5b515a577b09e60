#include "server/reports/instruments.h"

#include <gmock/gmock.h>

#include "server/reports/report_fixture.h"

namespace sheaf::reports {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// A sector with the words of a treaty's path, and three member states.
class InstrumentsTest : public ReportFixture {
 protected:
  InstrumentsTest() {
    v1::SectorManifest manifest = EnergyManifest();
    for (const char* stage : {"partially_signed", "pending_signature", "signed_by",
                              "pending_ratification", "ratified", "in_force"}) {
      v1::StatusDefinition* status = manifest.add_statuses();
      status->set_word(stage);
      status->set_state(v1::IN_PROGRESS);
      status->set_stage(stage == std::string("signed_by") ? "signed" : stage);
    }
    PutManifest(manifest);
    PutMembers({"KHM", "LAO", "THA"});
  }

  void PutInstrument(const std::string& code, const std::string& fields = "") {
    PutLine(code, "level: 'action' instrument_type: BINDING " + fields);
  }
  // A number of member states that goes with a word of the region.
  void SayOf(const std::string& code, const std::string& word, const std::string& date,
             double number, const std::string& unit) {
    v1::Update update;
    update.set_reported_status(word);
    update.set_effective_date(date);
    update.mutable_progress()->set_value(number);
    update.mutable_progress()->set_unit("member states " + unit);
    Put(LineName(code) + "/updates/n" + std::to_string(numbers_++), update);
  }

  std::vector<Instrument> All(std::string_view effective = "2024-12-31") {
    plans_ = Assess(effective);
    return InstrumentsOf(*view_, plans_[0], Day(effective));
  }
  Instrument One(std::string_view effective = "2024-12-31") {
    const auto all = All(effective);
    EXPECT_THAT(all, SizeIs(1));
    return all.empty() ? Instrument() : all.front();
  }

  std::vector<PlanAssessment> plans_;  // as last assessed

 private:
  int numbers_ = 0;
};

TEST_F(InstrumentsTest, AreBindingLinesAndThoseOnThePathThatNobodyDeclared) {
  PutInstrument("Binding");
  PutLine("OnThePath");
  PutLine("Memorandum");
  PutLine("Soft", "level: 'action' instrument_type: NON_BINDING");
  PutLine("Work");
  Say("OnThePath", "pending_signature", "2023");
  Say("Memorandum", "signed_by", "2023");
  Say("Soft", "pending_signature", "2023");
  Say("Work", "on_going", "2023");
  std::vector<std::string> codes;
  for (const Instrument& instrument : All()) {
    codes.emplace_back(view_->Text(plans_[0].tree.lines[instrument.row].code));
  }
  EXPECT_THAT(codes, ElementsAre("Binding", "OnThePath"));
}

TEST_F(InstrumentsTest, WithoutAWordOnThePathIsNotYetUpForSignature) {
  PutInstrument("A");
  Say("A", "on_going", "2023");
  EXPECT_EQ(One().queue, Queue::kBeforeSignature);
  EXPECT_EQ(One().last_word.ToString(), "2023");
}

TEST_F(InstrumentsTest, WaitsForSignatureWhileANumberSaysThatNotAllHaveSigned) {
  PutInstrument("A");
  SayOf("A", "signed_by", "2022-10", 2, "signed");
  const Instrument instrument = One();
  EXPECT_EQ(instrument.queue, Queue::kAwaitingSignature);
  EXPECT_EQ(instrument.signed_by, 2);
  EXPECT_EQ(instrument.participants, 3);
  EXPECT_EQ(instrument.since.ToString(), "2022-10");
  EXPECT_THAT(instrument.outstanding.named, IsEmpty());
  EXPECT_EQ(instrument.outstanding.unnamed, 1);
}

TEST_F(InstrumentsTest, RatificationsDoNotSayThatOthersHaveNotSigned) {
  PutInstrument("A");
  SayOf("A", "ratified", "2022", 2, "ratified");
  const Instrument instrument = One();
  EXPECT_EQ(instrument.queue, Queue::kAwaitingForce);
  EXPECT_EQ(instrument.signed_by, 2) << "whoever has ratified has signed";
}

TEST_F(InstrumentsTest, NamesWhoIsMissingWhereNamesAccountForAllWhoAreDone) {
  PutInstrument("A");
  Say("A", "signed_by", "2020");
  Say("A", "ratified", "2021", "KHM");
  Say("A", "pending_ratification", "2021", "THA");
  const Instrument instrument = One();
  EXPECT_EQ(instrument.queue, Queue::kAwaitingForce);
  EXPECT_EQ(instrument.ratified_by, 1);
  EXPECT_THAT(instrument.outstanding.named, ElementsAre("LAO", "THA"));
  EXPECT_EQ(instrument.outstanding.unnamed, 0);
}

TEST_F(InstrumentsTest, NamesOnlyThoseWhoAreKnownWhereANumberIsAllThereIs) {
  PutInstrument("A");
  SayOf("A", "in_force", "2021", 1, "ratified");
  Say("A", "pending_ratification", "2021", "THA");
  const Instrument instrument = One();
  EXPECT_EQ(instrument.queue, Queue::kInForceForSome);
  EXPECT_THAT(instrument.outstanding.named, ElementsAre("THA"));
  EXPECT_EQ(instrument.outstanding.unnamed, 1);
}

TEST_F(InstrumentsTest, InForceForAllOnADateIsNotSoWhenAnotherStateHasJoined) {
  PutInstrument("A");
  SayOf("A", "ratified", "2020-03", 3, "ratified");
  Say("A", "in_force", "2020-04");
  PutMembers({"TLS"}, "2025-10-26");
  EXPECT_EQ(One("2024-12-31").queue, Queue::kInForceForAll);
  const Instrument later = One("2025-12-31");
  EXPECT_EQ(later.queue, Queue::kInForceForSome);
  EXPECT_EQ(later.participants, 4);
  EXPECT_THAT(later.outstanding.named, ElementsAre("TLS")) << "all others had ratified";
}

TEST_F(InstrumentsTest, AsksOnlyThoseWhoTakePart) {
  PutInstrument("A", "member_states: 'KHM' member_states: 'THA'");
  Say("A", "in_force", "2021");
  Say("A", "ratified", "2021", "KHM");
  Say("A", "ratified", "2021", "LAO");
  const Instrument instrument = One();
  EXPECT_EQ(instrument.participants, 2);
  EXPECT_EQ(instrument.ratified_by, 1);
  EXPECT_THAT(instrument.outstanding.named, ElementsAre("THA"));
}

TEST_F(InstrumentsTest, InForceWithoutANumberIsNotKnownToBeSoEverywhere) {
  PutInstrument("A");
  Say("A", "in_force", "2023");
  const Instrument instrument = One();
  EXPECT_EQ(instrument.queue, Queue::kInForceForSome);
  EXPECT_FALSE(instrument.ratified_by.has_value());
  EXPECT_FALSE(instrument.outstanding.known);
}

TEST_F(InstrumentsTest, WhatLiesAheadHasNotHappened) {
  PutInstrument("A");
  Say("A", "signed_by", "2023");
  Say("A", "in_force", "2026");
  EXPECT_EQ(One("2024-12-31").queue, Queue::kAwaitingForce);
}

TEST_F(InstrumentsTest, WithdrawnIsExcluded) {
  PutInstrument("A");
  Say("A", "pending_signature", "2022");
  Say("A", "withdrawn", "2023");
  EXPECT_EQ(One().queue, Queue::kLeftOut);
}

}  // namespace
}  // namespace sheaf::reports
