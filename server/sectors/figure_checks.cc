#include "server/sectors/figure_checks.h"

#include "server/sectors/limits.h"
#include "server/sectors/wording.h"

namespace sheaf::sectors {
namespace {

template <typename Figure>
void CheckOrigin(const FieldCheck& check, const Figure& figure) {
  check.Text("edition", figure.edition(), kReferenceMaxBytes);
  check.Text("source", figure.source(), kReferenceMaxBytes);
  check.Text("source_ref", figure.source_ref(), kReferenceMaxBytes);
}

// A baseline or a target: a value, a year or both.
template <typename Figure>
void CheckGoal(const FieldCheck& check, const Figure& figure, const std::string& what) {
  if (figure.has_value()) check.Finite("value", figure.value());
  check.Year("year", figure.year());
  if (!figure.has_value() && figure.year() == 0) {
    check.Fail("value", "the " + what + " has neither a value nor a year; give at least one");
  }
  CheckOrigin(check, figure);
}

void CheckValue(const FieldCheck& check, const v1::Observation& observation) {
  const bool missing = observation.missing() != v1::MISSING_REASON_UNSPECIFIED;
  if (observation.has_value() && missing) {
    check.Fail("missing", "there is a value, and a reason why there is none; take one of them out");
  } else if (!observation.has_value() && !missing) {
    check.Fail("value",
               "there is no value; give one, or say why there is none (BLANK, NOT_AVAILABLE, "
               "NOT_APPLICABLE or NOT_REPORTED): missing is never zero");
  }
  if (observation.has_value()) check.Finite("value", observation.value());
  if (!v1::MissingReason_IsValid(observation.missing())) {
    check.Fail("missing", std::to_string(observation.missing()) +
                              " is unknown; write BLANK, NOT_AVAILABLE, NOT_APPLICABLE or "
                              "NOT_REPORTED");
  }
  const bool known_kind = v1::ObservationKind_IsValid(observation.kind());
  if (!known_kind || (observation.has_value() && observation.kind() == 0)) {
    check.Fail(
        "kind",
        "say what sort of value it is: ACTUAL, ESTIMATE, FORECAST, PROXY or CARRIED_FORWARD");
  }
}

void CheckUnit(const FieldCheck& check, const std::string& unit, const v1::KpiDefinition& kpi) {
  if (unit.empty() || unit == kpi.unit()) return;
  const std::string expected =
      kpi.unit().empty() ? "gives it none" : "gives it as " + Quoted(kpi.unit());
  check.Fail("unit",
             "the unit of " + kpi.code() + " is said to be " + Quoted(unit) +
                 ", but the sector's manifest " + expected +
                 "; convert the figure, leave the unit empty, or have the manifest changed");
}

std::string NameOf(v1::Direction direction) {
  return direction == v1::DIRECTION_UNSPECIFIED ? "neither up nor down (a context figure)"
                                                : v1::Direction_Name(direction);
}

}  // namespace

void CheckBaseline(const FieldCheck& check, const v1::Baseline& baseline) {
  CheckGoal(check, baseline, "baseline");
}

void CheckTarget(const FieldCheck& check, const v1::Target& target) {
  CheckGoal(check, target, "target");
  if (target.ordinal() < 0) {
    check.Fail("ordinal", std::to_string(target.ordinal()) + " is negative; count from 0");
  }
}

void CheckObservation(const FieldCheck& check, const v1::Observation& observation,
                      const v1::KpiDefinition* kpi, const MemberStateCodes& member_states) {
  if (!observation.member_state().empty()) {
    member_states.Check(check, "member_state", observation.member_state());
  }
  check.Period("period", observation.period());
  CheckValue(check, observation);
  if (check.Text("unit", observation.unit(), kUnitMaxBytes)) {
    if (kpi != nullptr) CheckUnit(check, observation.unit(), *kpi);
    if (kpi == nullptr && observation.unit().empty() && observation.has_value()) {
      check.Fail("unit", "is empty; a context series needs the unit of its values");
    }
  }
  CheckOrigin(check, observation);
  check.Text("note", observation.note(), kNoteMaxBytes);
}

void CheckStated(const FieldCheck& check, const v1::StatedDefinition& stated,
                 const v1::KpiDefinition& kpi) {
  CheckUnit(check, stated.unit(), kpi);
  if (stated.level() != 0 && stated.level() != kpi.level()) {
    check.Fail("level", kpi.code() + " is said to be " + v1::KpiLevel_Name(stated.level()) +
                            ", but the sector's manifest makes it " +
                            v1::KpiLevel_Name(kpi.level()) +
                            "; correct the row, or have the manifest changed");
  }
  if (stated.direction() != 0 && stated.direction() != kpi.direction()) {
    check.Fail("direction", "the better direction of " + kpi.code() + " is said to be " +
                                NameOf(stated.direction()) +
                                ", but the sector's manifest makes it " + NameOf(kpi.direction()) +
                                "; correct the row, or have the manifest changed");
  }
}

void Settle(v1::Baseline& baseline) {
  if (baseline.has_value()) baseline.set_value(baseline.value() + 0.0);
}

void Settle(v1::Target& target) {
  if (target.has_value()) target.set_value(target.value() + 0.0);
}

void Settle(v1::Observation& observation, const v1::KpiDefinition* kpi) {
  if (observation.has_value()) observation.set_value(observation.value() + 0.0);
  if (kpi != nullptr) observation.clear_unit();
}

}  // namespace sheaf::sectors
