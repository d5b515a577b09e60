#include "server/reports/known_on.h"

#include "server/reports/period_end.h"

namespace sheaf::reports {

bool UpdateIsKnownOn(PartialDate effective, PartialDate date, v1::StatusEffect effect) {
  return effect == v1::EXPECTATION || date.SortsAs(effective) <= 0;
}

bool ObservationIsKnownOn(PartialDate effective, std::string_view period,
                          v1::ObservationKind kind) {
  return kind == v1::FORECAST || EndOf(period).SortsAs(effective) <= 0;
}

bool IsKnownOn(PartialDate effective, const v1::Update& update, const sectors::Rules& rules) {
  const v1::StatusDefinition* status = rules.Status(update.reported_status());
  return UpdateIsKnownOn(effective,
                         PartialDate::Parse(update.effective_date()).value_or(PartialDate()),
                         status != nullptr ? status->effect() : v1::EVENT);
}

bool IsKnownOn(PartialDate effective, const v1::Observation& observation) {
  return ObservationIsKnownOn(effective, observation.period(), observation.kind());
}

}  // namespace sheaf::reports
