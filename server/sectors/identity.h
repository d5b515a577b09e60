// Identities: the ids of records whose client chose none. An identity is a digest of what the
// record states, so that the same file pushed twice changes nothing.
//
// The encoding is written out here and never changes, for stored ids depend on it. It is the word
// of the kind, a line feed, and then for every field that is set, in the order of this list, its
// name, ":", the length of its value in bytes, ":", the value and a line feed. Fields that are not
// set are left out, so that a field added later leaves the ids of older records as they are.
// Numbers are written in the shortest decimal form that reads back the same; enumerations as their
// numbers; maps in the byte order of their keys. The id is the first 20 hexadecimal digits of
// SHA-256 over it.
//
//   update       every field that a client sets: member_state, reported_status, effective_date,
//                reporting_period, progress.value, progress.unit, narrative, challenges,
//                recommendations, risk, mitigation, next_steps, evidence.title and evidence.uri of
//                each, decision.body, decision.meeting, decision.date, decision.verb, note,
//                source_ref, attributes[key] of each
//   baseline     value, year, edition: where it was read matters no more than how often
//   target       value, year, edition: the same target restated, in another row, with or without
//   its
//                "aspirational", is one target; `ordinal` tells when it came, not what it is
//   observation  every field that a client sets: member_state, period, value, missing, kind, unit,
//   edition,
//                source, source_ref, note
//   published_figure  every field that a client sets: source, source_date, source_ref, subject,
//                subject_title, part_of, measure, share_of, one_of_a_split, unit, period, extent,
//                printed, missing, derivation.kind, derivation.operands of each, plan, note
#pragma once

#include <string>

#include "sheaf/v1/kpi.pb.h"
#include "sheaf/v1/published_figure.pb.h"
#include "sheaf/v1/update.pb.h"

namespace sheaf::sectors {

std::string IdentityOf(const v1::Update& update);
std::string IdentityOf(const v1::Baseline& baseline);
std::string IdentityOf(const v1::Target& target);
std::string IdentityOf(const v1::Observation& observation);
std::string IdentityOf(const v1::PublishedFigure& figure);

}  // namespace sheaf::sectors
