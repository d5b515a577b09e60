// What figures are made of: for a count of lines, or a share of them, the request to ListLines that
// gives just these (Cell.lines).
#pragma once

#include <initializer_list>
#include <string_view>

#include "server/reports/material.h"
#include "sheaf/v1/document.pb.h"
#include "sheaf/v1/filter.pb.h"

namespace sheaf::reports {

// The lines that a report, one of its parts or a plan counts. Immutable, so safe on any thread.
class Listing {
 public:
  // No listing gives them: cells stay as they are.
  Listing() = default;
  // All that the report counts.
  static Listing Of(const Material& material);
  // A sector, or a plan of no sector.
  static Listing Of(const Material& material, const Part& part);
  static Listing Of(const Material& material, const model::PlanRow& plan);

  // `cell`, which counts, or is a share of, the lines in these classes; in any class.
  v1::Cell InClasses(v1::Cell cell, std::initializer_list<v1::HeadlineClass> classes) const;
  v1::Cell Counted(v1::Cell cell) const;
  // Those that are overdue.
  v1::Cell Overdue(v1::Cell cell) const;
  // The counted ones in which this member state takes part.
  v1::Cell TakenPartInBy(std::string_view member_state, v1::Cell cell) const;

 private:
  static Listing Under(const Material& material, std::string_view plan, std::string_view sector);

  v1::LinesBehind lines_;  // no parent: none
};

}  // namespace sheaf::reports
