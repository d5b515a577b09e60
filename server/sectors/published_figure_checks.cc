#include "server/sectors/published_figure_checks.h"

#include <string>

#include "proto/values/date_span.h"
#include "proto/values/printed_number.h"
#include "server/base/resource_name.h"
#include "server/sectors/limits.h"
#include "server/sectors/wording.h"

namespace sheaf::sectors {
namespace {

constexpr std::string_view kPercent = "%";
constexpr std::string_view kDate = "date";

bool IsDate(const v1::PublishedFigure& figure) { return figure.unit() == kDate; }

void CheckOrigin(const FieldCheck& check, const v1::PublishedFigure& figure) {
  check.Required("source", figure.source(), kTitleMaxBytes);
  if (figure.source_date().empty()) {
    check.Fail("source_date", "is empty; say when the document appeared, like 2025 or 2025-10");
  }
  check.Date("source_date", figure.source_date());
  check.Text("source_ref", figure.source_ref(), kReferenceMaxBytes);
  check.Text("note", figure.note(), kNoteMaxBytes);
}

void CheckSubject(const FieldCheck& check, const v1::PublishedFigure& figure) {
  check.Required("subject", figure.subject(), kSubjectMaxBytes);
  check.Text("subject_title", figure.subject_title(), kTitleMaxBytes);
  check.Text("part_of", figure.part_of(), kSubjectMaxBytes);
  if (!figure.part_of().empty() && figure.part_of() == figure.subject()) {
    check.Fail("part_of", "names the subject itself; name what it is a part of, or leave it empty");
  }
}

void CheckMeasure(const FieldCheck& check, std::string_view field, const std::string& word) {
  if (IsSnakeCase(word)) return;
  check.Fail(field, Quoted(word) + " is not in lower snake case, like action_lines");
}

void CheckUnit(const FieldCheck& check, const v1::PublishedFigure& figure) {
  CheckMeasure(check, "measure", figure.measure());
  check.Required("unit", figure.unit(), kUnitMaxBytes);
  if (!figure.share_of().empty()) {
    CheckMeasure(check, "share_of", figure.share_of());
    if (figure.unit() != kPercent) {
      check.Fail("unit", "is " + Quoted(figure.unit()) +
                             ", and the figure is a share; write %, or leave share_of empty");
    }
  } else if (figure.one_of_a_split()) {
    check.Fail("one_of_a_split", "is set where share_of is empty; say what it is a share of");
  }
}

void CheckPeriod(const FieldCheck& check, const v1::PublishedFigure& figure) {
  if (!v1::FigureExtent_IsValid(figure.extent())) {
    check.Fail("extent",
               "is unknown; write ANNUAL, CUMULATIVE, ANNUAL_OR_CUMULATIVE, SUBSET, "
               "ALTERNATIVE, or nothing");
  }
  if (!figure.period().empty()) {
    const auto span = ParseDateSpan(figure.period());
    if (!check.Holds("period", span.status())) return;
    const bool several = span->first.year() != span->last.year();
    if (several && figure.extent() == v1::ANNUAL) {
      check.Fail("period", Quoted(figure.period()) +
                               " is several years, and the figure is of one year only; write the "
                               "year, or another extent");
    }
  } else if (figure.extent() == v1::ANNUAL || figure.extent() == v1::CUMULATIVE ||
             figure.extent() == v1::ANNUAL_OR_CUMULATIVE) {
    check.Fail("period", "is empty; write the year that the figure is of, or that it goes to");
  }
}

void CheckPrintedDate(const FieldCheck& check, std::string_view text) {
  if (!text.empty() && (text.front() == '<' || text.front() == '>' || text.front() == '~')) {
    text.remove_prefix(1);
  }
  check.Date("printed", text);
  if (text.empty()) check.Fail("printed", "holds a sign and no date");
}

void CheckPrinted(const FieldCheck& check, const v1::PublishedFigure& figure) {
  const bool missing = figure.missing() != v1::MISSING_REASON_UNSPECIFIED;
  if (!v1::MissingReason_IsValid(figure.missing())) {
    check.Fail("missing", std::to_string(figure.missing()) +
                              " is unknown; write BLANK, NOT_AVAILABLE, NOT_APPLICABLE or "
                              "NOT_REPORTED");
  }
  if (figure.printed().empty()) {
    if (missing) return;
    return check.Fail("printed",
                      "is empty; write what is printed, or say why nothing is (BLANK, "
                      "NOT_AVAILABLE, NOT_APPLICABLE or NOT_REPORTED): missing is never zero");
  }
  if (missing) {
    check.Fail("missing",
               "something is printed, and there is a reason why nothing is; take one of them out");
  }
  if (!check.Text("printed", figure.printed(), kUnitMaxBytes)) return;
  if (IsDate(figure)) return CheckPrintedDate(check, figure.printed());
  if (ParsePrintedNumber(figure.printed()).has_value()) return;
  check.Fail("printed", "found " + Quoted(figure.printed()) +
                            ", expected a number as it is printed, like 96, 29.0, 1,117, >30 or "
                            "~50, without its unit");
}

// How many operands a kind takes.
struct Operands {
  int least;
  int most;
  const char* what;
};

Operands OperandsOf(v1::Derivation::Kind kind) {
  switch (kind) {
    case v1::Derivation::SUM:
      return {2, kOperandsMax, "the figures that are added, at least two"};
    case v1::Derivation::RATIO:
      return {2, 2, "two figures: what is divided, and by what"};
    case v1::Derivation::GROWTH_RATE:
      return {2, 2, "two figures: the earlier and the later one"};
    case v1::Derivation::DIFFERENCE:
      return {2, kOperandsMax, "at least two figures: from the first the others are taken"};
    default:
      return {1, 1, "one figure: the start of the period"};
  }
}

void CheckDerivation(const FieldCheck& check, const v1::PublishedFigure& figure) {
  if (!figure.has_derivation()) return;
  const v1::Derivation& derivation = figure.derivation();
  if (!v1::Derivation::Kind_IsValid(derivation.kind()) || derivation.kind() == 0) {
    return check.Fail("derivation",
                      "says not how; write SUM, RATIO, GROWTH_RATE, DIFFERENCE or PERIOD_START");
  }
  const Operands wanted = OperandsOf(derivation.kind());
  if (derivation.operands_size() < wanted.least || derivation.operands_size() > wanted.most) {
    check.Fail("derivation", "names " + std::to_string(derivation.operands_size()) +
                                 " figures; name " + wanted.what);
  }
  if (derivation.kind() == v1::Derivation::PERIOD_START && !IsDate(figure)) {
    check.Fail("derivation", "names the start of a period, and the figure is no date");
  }
  for (const std::string& operand : derivation.operands()) {
    check.Holds("derivation", CheckId(operand, "id of a figure"));
  }
}

void CheckPlan(const FieldCheck& check, const std::string& plan) {
  if (plan.empty() || NameFits(plan, kPlanPattern)) return;
  check.Fail("plan", Quoted(plan) + " does not name a plan; write plans/ and its id, or nothing");
}

}  // namespace

void CheckPublishedFigure(const FieldCheck& check, const v1::PublishedFigure& figure) {
  CheckOrigin(check, figure);
  CheckSubject(check, figure);
  CheckUnit(check, figure);
  CheckPeriod(check, figure);
  CheckPrinted(check, figure);
  CheckDerivation(check, figure);
  CheckPlan(check, figure.plan());
}

}  // namespace sheaf::sectors
