// All that is recorded of printed figures, ready to be held against each other: each figure read,
// the figures of one thing together, and the parts of each whole.
#pragma once

#include <compare>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "proto/values/date_span.h"
#include "server/reports/reconciliation/figure_unit.h"
#include "server/reports/reconciliation/range.h"
#include "sheaf/v1/published_figure.pb.h"

namespace sheaf::reports {

struct BookFigure {
  v1::PublishedFigure record;
  FigureUnit unit;
  DateSpan span;  // not stated where the period is not
  bool printed = false;
  // What is printed, in the base of its unit; of dates, days since 1970-01-01. Without meaning
  // where nothing is.
  Range value;
  // Half a unit of the last digit, in the base: what a difference must exceed to be seen.
  double half_digit = 0;
  int decimals = 0;
};

// One thing that figures can be about: figures of one slot say the same, or one of them is wrong.
struct Slot {
  std::string source;
  std::string source_date;
  std::string subject;
  std::string measure;
  std::string share_of;
  uint32_t first_day = 0;  // packed; 0 where no period is stated
  uint32_t last_day = 0;
  v1::FigureExtent extent = v1::FIGURE_EXTENT_UNSPECIFIED;

  friend auto operator<=>(const Slot&, const Slot&) = default;

  Slot Of(std::string_view other_subject) const;
  // The same of another measure, that is no share.
  Slot Measuring(std::string_view other_measure) const;
  Slot WithExtent(v1::FigureExtent other) const;
  Slot During(DateSpan span) const;
  DateSpan span() const;
};

Slot SlotOf(const BookFigure& figure);

// Immutable; pointers to its figures hold as long as it does.
class FigureBook {
 public:
  // In any order. What cannot be read as the contract says is left out of all checks.
  explicit FigureBook(std::vector<v1::PublishedFigure> figures);
  FigureBook(const FigureBook&) = delete;
  FigureBook& operator=(const FigureBook&) = delete;

  // In the order of their names.
  const std::vector<BookFigure>& figures() const { return figures_; }
  bool HasOneDocument() const { return documents_.size() == 1; }
  // By its id; null where there is none.
  const BookFigure* Find(std::string_view id) const;
  // What is recorded of one thing, printed or not; empty where nothing is.
  const std::vector<const BookFigure*>& In(const Slot& slot) const;
  const std::map<Slot, std::vector<const BookFigure*>>& slots() const { return slots_; }

  // The subjects that are recorded as direct parts of `whole` in a document, in their order.
  const std::set<std::string>& PartsOf(const Slot& whole) const;
  // What the subject is a part of; "" where of nothing.
  std::string WholeOf(const Slot& part) const;
  // "A1 Trade in Goods"; the code alone where no title is recorded.
  std::string TitleOf(const Slot& slot) const;
  // The first year that a document prints of `measure`, of whatever subject; 0 where it prints
  // none.
  int FirstYearOf(const Slot& slot) const;

 private:
  using SubjectKey = std::pair<std::string, std::string>;  // document, subject

  void Add(v1::PublishedFigure record);
  void Index();

  std::vector<BookFigure> figures_;
  std::set<std::string> documents_;
  std::map<std::string, const BookFigure*, std::less<>> by_id_;
  std::map<Slot, std::vector<const BookFigure*>> slots_;
  std::map<SubjectKey, std::set<std::string>> parts_;
  std::map<SubjectKey, std::string> wholes_;
  std::map<SubjectKey, std::string> titles_;
  std::map<SubjectKey, int> first_years_;  // by document and measure
};

}  // namespace sheaf::reports
