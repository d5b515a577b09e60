#include <algorithm>
#include <limits>

#include "server/sectors/identity.h"
#include "server/sectors/intake_fixture.h"

namespace sheaf::sectors {
namespace {

using ledger::Outcome;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr char kIntensity[] = "sectors/energy/kpis/EN-K-01";
constexpr char kTargets[] = "sectors/energy/kpis/EN-K-01/targets/";
constexpr int kTargetParts = 6;

class FigureIntakeTest : public IntakeTest {
 protected:
  using Request = v1::RecordFiguresRequest;

  static v1::Figure& Add(Request& request, const std::string& parent) {
    v1::Figure* figure = request.add_figures();
    figure->set_parent(parent);
    figure->set_row(request.figures_size() - 1);
    return *figure;
  }

  static v1::Target& AddTarget(Request& request, double value, int year) {
    v1::Target* target = Add(request, kIntensity).mutable_target();
    target->set_value(value);
    target->set_year(year);
    target->set_edition("end-term review");
    return *target;
  }

  static v1::Observation& AddObservation(Request& request, const std::string& parent) {
    v1::Observation* observation = Add(request, parent).mutable_observation();
    observation->set_kind(v1::ACTUAL);
    observation->set_value(27);
    observation->set_period("2022");
    return *observation;
  }

  absl::Status Refused(const Request& request, const char* reason = "INVALID_FIGURE") {
    const auto accepted = AcceptFigures(intake(), request);
    EXPECT_EQ(accepted.status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_EQ(ReasonOf(accepted.status()), reason);
    return accepted.status();
  }

  // The refusal of an observation of the KPI, at row 1, changed by `change`.
  template <typename Change>
  absl::Status RefusedWith(Change change, const std::string& parent = kIntensity) {
    Request request;
    AddTarget(request, 20, 2020);
    change(AddObservation(request, parent));
    absl::Status status = Refused(request);
    EXPECT_THAT(ProblemsOf(status), SizeIs(1)) << status;
    return status;
  }

  // The KPI's targets, in the order that counts: by revision, then by ordinal.
  std::vector<v1::Target> Targets() {
    const auto records = ledger_->List({kTargets, kTargetParts, "", 100}, ledger_->Head());
    std::vector<v1::Target> targets;
    for (const auto& record : *records) targets.push_back(ResourceOf(record)->target());
    std::sort(targets.begin(), targets.end(), [](const auto& a, const auto& b) {
      return std::pair(a.revision(), a.ordinal()) < std::pair(b.revision(), b.ordinal());
    });
    return targets;
  }

  std::vector<double> TargetValues() {
    std::vector<double> values;
    for (const v1::Target& target : Targets()) values.push_back(target.value());
    return values;
  }

  // As the rows of a KPI file give them: the third target is restated by the row of its forecast.
  static Request RaisedTargets() {
    Request request;
    AddTarget(request, 20, 2020);
    AddTarget(request, 30, 2025);
    AddTarget(request, 32, 2025).set_source_ref("2523");
    AddTarget(request, 32, 2025).set_source_ref("2524");
    return request;
  }
};

TEST_F(FigureIntakeTest, ARaisedTargetKeepsItsVersionsInTheirOrder) {
  const auto accepted = AcceptFigures(intake(), RaisedTargets());
  ASSERT_TRUE(accepted.ok()) << accepted.status();
  EXPECT_THAT(accepted->request.writes, SizeIs(3));
  ASSERT_THAT(accepted->names, SizeIs(4));
  EXPECT_EQ(accepted->names[2], accepted->names[3]);
  Commit(accepted);
  EXPECT_THAT(TargetValues(), ElementsAre(20, 30, 32));
}

TEST_F(FigureIntakeTest, TheSameFiguresAgainChangeNothing) {
  Request request = RaisedTargets();
  Add(request, kIntensity).mutable_baseline()->set_year(2005);
  AddObservation(request, kIntensity).set_edition("end-term review");
  const ledger::Revision first = Commit(AcceptFigures(intake(), request)).revision;
  const ledger::Receipt again = Commit(AcceptFigures(intake(), request));
  EXPECT_EQ(again.revision, first);
  for (const auto& result : again.results) EXPECT_EQ(result.outcome, Outcome::kUnchanged);
  EXPECT_THAT(TargetValues(), ElementsAre(20, 30, 32));
}

TEST_F(FigureIntakeTest, ATargetHeldAlreadyIsUnchangedWhateverElseTheRowSays) {
  Commit(AcceptFigures(intake(), RaisedTargets()));
  Request later;
  v1::Target& target = AddTarget(later, 30, 2025);
  target.set_aspirational(true);
  target.set_source_ref("other page");
  target.set_ordinal(9);
  const auto accepted = AcceptFigures(intake(), later);
  ASSERT_TRUE(accepted.ok()) << accepted.status();
  EXPECT_THAT(accepted->request.writes, IsEmpty());
  EXPECT_THAT(accepted->names, SizeIs(1));
  const ledger::Revision before = ledger_->Head();
  EXPECT_EQ(Commit(accepted).revision, before);
}

TEST_F(FigureIntakeTest, OfTargetsThatAreTheSameTheFirstOnesFlagHolds) {
  Request request;
  AddTarget(request, 23, 2025).set_aspirational(true);
  AddTarget(request, 23, 2025);
  Commit(AcceptFigures(intake(), request));
  ASSERT_THAT(Targets(), SizeIs(1));
  EXPECT_TRUE(Targets()[0].aspirational());
}

TEST_F(FigureIntakeTest, ATargetOfAnotherEditionIsAnotherTarget) {
  Request request;
  AddTarget(request, 32, 2025);
  AddTarget(request, 32, 2025).set_edition("press");
  EXPECT_THAT(AcceptFigures(intake(), request)->request.writes, SizeIs(2));
}

TEST_F(FigureIntakeTest, ALaterRaiseComesAfterTheTargetsHeld) {
  Commit(AcceptFigures(intake(), RaisedTargets()));
  Request later = RaisedTargets();
  AddTarget(later, 35, 2025);
  Commit(AcceptFigures(intake(), later));
  EXPECT_THAT(TargetValues(), ElementsAre(20, 30, 32, 35));
}

TEST_F(FigureIntakeTest, AnOrdinalThatTheClientGivesHolds) {
  Request request;
  AddTarget(request, 32, 2025).set_ordinal(1);
  AddTarget(request, 30, 2025);
  Commit(AcceptFigures(intake(), request));
  EXPECT_THAT(TargetValues(), ElementsAre(30, 32));
}

TEST_F(FigureIntakeTest, AWithdrawnTargetStaysWithdrawn) {
  const auto accepted = AcceptFigures(intake(), RaisedTargets());
  Commit(accepted);
  v1::WithdrawRequest withdrawal;
  withdrawal.set_resource(accepted->names[0]);
  withdrawal.set_reason("misread");
  Commit(AcceptWithdrawal(intake(), withdrawal));
  const auto again = AcceptFigures(intake(), RaisedTargets());
  EXPECT_THAT(again->request.writes, IsEmpty());
  EXPECT_THAT(again->notes, ElementsAre(HasSubstr("was withdrawn ('misread')")));
}

TEST_F(FigureIntakeTest, TwoEditionsOfOneObservationBothStay) {
  Request request;
  AddObservation(request, kIntensity).set_edition("review");
  AddObservation(request, kIntensity).set_edition("press");
  AddObservation(request, kIntensity).set_edition("press");
  const auto accepted = AcceptFigures(intake(), request);
  EXPECT_THAT(accepted->request.writes, SizeIs(2));
  EXPECT_THAT(accepted->names, SizeIs(3));
}

TEST_F(FigureIntakeTest, AnUnknownKpiNamesTheKpis) {
  Request request;
  AddObservation(request, "sectors/energy/kpis/EN-K-99");
  EXPECT_THAT(Refused(request), HasProblem(0, "parent",
                                           "'EN-K-99' is no KPI of sector energy; the KPIs are "
                                           "EN-K-01"));
}

TEST_F(FigureIntakeTest, AnUnknownSectorIsRefused) {
  Request request;
  AddObservation(request, "sectors/fisheries/kpis/FI-K-01");
  EXPECT_THAT(Refused(request, "UNKNOWN_SECTOR"),
              HasProblem(0, "parent", "the sectors are energy and transport"));
}

TEST_F(FigureIntakeTest, AParentMustBeAKpiOrASeries) {
  EXPECT_THAT(RefusedWith([](auto&) {}, "energy/EN-K-01"),
              HasProblem(1, "parent", "names neither a KPI nor a series"));
}

TEST_F(FigureIntakeTest, WhatNoKpiNamesIsAContextSeries) {
  Request request;
  AddObservation(request, "sectors/transport/series/population").set_unit("people");
  const auto accepted = AcceptFigures(intake(), request);
  ASSERT_TRUE(accepted.ok()) << accepted.status();
  EXPECT_THAT(accepted->names[0], HasSubstr("sectors/transport/series/population/observations/"));
  Commit(accepted);
  EXPECT_EQ(Read(accepted->names[0]).observation().unit(), "people");
}

TEST_F(FigureIntakeTest, ASeriesThatAKpiNamesIsThatKpi) {
  Request request;
  AddObservation(request, "sectors/transport/series/road_length").set_unit("million km");
  AddObservation(request, "sectors/transport/kpis/road_length").set_period("2023");
  AddObservation(request, "sectors/transport/series/TR-K-01").set_period("2024");
  const auto accepted = AcceptFigures(intake(), request);
  ASSERT_TRUE(accepted.ok()) << accepted.status();
  for (const std::string& name : accepted->names) {
    EXPECT_THAT(name, HasSubstr("sectors/transport/kpis/TR-K-01/observations/"));
  }
  EXPECT_THAT(accepted->notes, Contains(HasSubstr("series road_length is what KPI TR-K-01")));
}

TEST_F(FigureIntakeTest, AKpisUnitIsTheManifests) {
  Request with, without;
  AddObservation(with, kIntensity).set_unit("% reduction");
  AddObservation(without, kIntensity);
  EXPECT_EQ(AcceptFigures(intake(), with)->names, AcceptFigures(intake(), without)->names);
  EXPECT_THAT(
      RefusedWith([](auto& observation) { observation.set_unit("points"); }),
      HasProblem(1, "unit", "'points', but the sector's manifest gives it as '% reduction'"));
}

TEST_F(FigureIntakeTest, ASeriesNeedsAUnitAndTakesObservationsOnly) {
  EXPECT_THAT(RefusedWith([](auto&) {}, "sectors/energy/series/population"),
              HasProblem(1, "unit", "a context series needs the unit"));
  Request request;
  Add(request, "sectors/energy/series/population").mutable_target()->set_year(2025);
  EXPECT_THAT(Refused(request),
              HasProblem(0, "parent", "Only observations can be of a context series"));
}

TEST_F(FigureIntakeTest, WhatTheSourceSaysOfTheKpiIsChecked) {
  Request request;
  AddTarget(request, 20, 2020);
  v1::StatedDefinition& stated = *request.mutable_figures(0)->mutable_stated();
  stated.set_title("Intensity");
  stated.set_unit("%");
  stated.set_level(v1::OUTPUT);
  stated.set_direction(v1::DOWN);
  const absl::Status status = Refused(request);
  EXPECT_THAT(status, HasProblem(0, "unit", "'%', but the sector's manifest gives it as"));
  EXPECT_THAT(status, HasProblem(0, "level", "OUTPUT, but the sector's manifest makes it OUTCOME"));
  EXPECT_THAT(status, HasProblem(0, "direction", "DOWN, but the sector's manifest makes it UP"));
}

TEST_F(FigureIntakeTest, AnotherTitleIsNotedOnce) {
  Request request = RaisedTargets();
  for (auto& figure : *request.mutable_figures()) figure.mutable_stated()->set_title("Intensity");
  EXPECT_THAT(AcceptFigures(intake(), request)->notes,
              ElementsAre(HasSubstr("EN-K-01 is called 'Intensity' here")));
}

TEST_F(FigureIntakeTest, AValueAndAReasonForNoneExcludeEachOther) {
  EXPECT_THAT(RefusedWith([](auto& observation) { observation.set_missing(v1::BLANK); }),
              HasProblem(1, "missing", "take one of them out"));
  EXPECT_THAT(RefusedWith([](auto& observation) { observation.clear_value(); }),
              HasProblem(1, "value", "missing is never zero"));
  Request request;
  v1::Observation& observation = AddObservation(request, kIntensity);
  observation.clear_value();
  observation.set_missing(v1::NOT_APPLICABLE);
  EXPECT_TRUE(AcceptFigures(intake(), request).ok());
}

TEST_F(FigureIntakeTest, FieldsOfAnObservationAreChecked) {
  EXPECT_THAT(RefusedWith([](auto& o) { o.set_period("2024/25"); }),
              HasProblem(1, "period", "'2024/25' is not a reporting period"));
  EXPECT_THAT(RefusedWith([](auto& o) { o.set_value(std::numeric_limits<double>::quiet_NaN()); }),
              HasProblem(1, "value", "is not a number"));
  EXPECT_THAT(RefusedWith([](auto& o) { o.set_member_state("Laos"); }),
              HasProblem(1, "member_state", "'Laos' is no member state"));
  EXPECT_THAT(RefusedWith([](auto& o) { o.clear_kind(); }), HasProblem(1, "kind", "ACTUAL"));
  EXPECT_THAT(RefusedWith([](auto& o) { o.set_source(std::string("\0", 1)); }),
              HasProblem(1, "source", "NUL byte"));
  EXPECT_THAT(
      RefusedWith([](auto& o) { o.set_name("sectors/energy/kpis/EN-K-02/observations/x"); }),
      HasProblem(1, "name", "is no name under sectors/energy/kpis/EN-K-01"));
}

TEST_F(FigureIntakeTest, ATargetAndABaselineSayAValueOrAYear) {
  Request request;
  Add(request, kIntensity).mutable_target();
  Add(request, kIntensity).mutable_baseline();
  Add(request, kIntensity).mutable_target()->set_year(25);
  Add(request, kIntensity);
  const absl::Status status = Refused(request);
  EXPECT_THAT(status, HasProblem(0, "value", "the target has neither a value nor a year"));
  EXPECT_THAT(status, HasProblem(1, "value", "the baseline has neither"));
  EXPECT_THAT(status, HasProblem(2, "year", "25 is not a year"));
  EXPECT_THAT(status, HasProblem(3, "kind", "holds no figure"));
}

TEST_F(FigureIntakeTest, ProblemsNameTheRowThatTheClientGave) {
  Request request;
  AddObservation(request, kIntensity).set_period("x");
  AddTarget(request, 1, 3);
  for (auto& figure : *request.mutable_figures()) figure.set_row(41);
  const absl::Status status = Refused(request);
  EXPECT_THAT(status, HasProblem(41, "period", "'x'"));
  EXPECT_THAT(status, HasProblem(41, "year", "3 is not a year"));
}

TEST_F(FigureIntakeTest, AClientMayChooseTheId) {
  Request request;
  AddTarget(request, 20, 2020).set_name(std::string(kTargets) + "first");
  EXPECT_THAT(AcceptFigures(intake(), request)->names,
              ElementsAre(std::string(kTargets) + "first"));
  Commit(AcceptFigures(intake(), request));
  request.mutable_figures(0)->mutable_target()->set_value(21);
  EXPECT_TRUE(absl::IsAlreadyExists(TryCommit(AcceptFigures(intake(), request)).status()));
  AddTarget(request, 22, 2020).set_name(std::string(kTargets) + "first");
  EXPECT_THAT(Refused(request), HasProblem(1, "name", "two different figures"));
}

TEST_F(FigureIntakeTest, ARequestHasAFigure) {
  EXPECT_THAT(Refused({}), HasProblem(kNoRow, "figures", "send 1 to 10000"));
}

class MemberStateIntakeTest : public IntakeTest {
 protected:
  template <typename Change>
  absl::Status RefusedWith(Change change) {
    v1::PutMemberStatesRequest request;
    *request.add_member_states() = MemberState("IDN", "1967-08-08");
    *request.add_member_states() = MemberState("BRN", "1984-01-07");
    change(*request.mutable_member_states(1));
    absl::Status status = AcceptMemberStates(intake(), request).status();
    EXPECT_EQ(ReasonOf(status), "INVALID_MEMBER_STATE");
    return status;
  }
};

TEST_F(MemberStateIntakeTest, TheSameStatesAgainChangeNothing) {
  RecordMemberStates();
  const ledger::Revision first = ledger_->Head();
  RecordMemberStates();
  EXPECT_EQ(ledger_->Head(), first);
  EXPECT_EQ(Read("memberStates/LAO").member_state().joined(), "1967-08-08");
}

TEST_F(MemberStateIntakeTest, FieldsAreChecked) {
  EXPECT_THAT(RefusedWith([](auto& state) { state.set_name("memberStates/Brunei"); }),
              HasProblem(1, "name", "alpha-3"));
  EXPECT_THAT(RefusedWith([](auto& state) { state.set_iso2("BRN"); }),
              HasProblem(1, "iso2", "alpha-2"));
  EXPECT_THAT(RefusedWith([](auto& state) { state.clear_title(); }),
              HasProblem(1, "title", "is empty"));
  EXPECT_THAT(RefusedWith([](auto& state) { state.clear_joined(); }),
              HasProblem(1, "joined", "the day it joined"));
  EXPECT_THAT(RefusedWith([](auto& state) { state.set_joined("1984-01"); }),
              HasProblem(1, "joined", "'1984-01' is not a date to the day"));
  EXPECT_THAT(RefusedWith([](auto& state) { state.set_left("1983-01-01"); }),
              HasProblem(1, "left", "before it joined"));
  EXPECT_THAT(RefusedWith([](auto& state) { state.add_groups("ASEAN 6"); }),
              HasProblem(1, "groups", "snake case"));
}

TEST_F(MemberStateIntakeTest, AStateGivenTwiceIsToldAtBothRows) {
  const absl::Status status = RefusedWith([](auto& state) { state.set_name("memberStates/IDN"); });
  EXPECT_THAT(status, HasProblem(0, "name", "given twice"));
  EXPECT_THAT(status, HasProblem(1, "name", "given twice"));
}

TEST_F(MemberStateIntakeTest, ARequestHasAState) {
  EXPECT_THAT(AcceptMemberStates(intake(), {}).status(),
              HasProblem(kNoRow, "member_states", "send 1 to 100"));
}

}  // namespace
}  // namespace sheaf::sectors
