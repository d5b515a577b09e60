#include "server/reports/reconciliation/figure_book.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "proto/values/partial_date.h"
#include "proto/values/printed_number.h"
#include "server/base/resource_name.h"

namespace sheaf::reports {
namespace {

// Days since 1970-01-01.
double DayNumber(PartialDate day) {
  using namespace std::chrono;
  const year_month_day date{year(day.year()), month(static_cast<unsigned>(day.month())),
                            std::chrono::day(static_cast<unsigned>(day.day()))};
  return static_cast<double>(sys_days(date).time_since_epoch().count());
}

// A date may be a bound as well: ">2023" is after that year.
bool ReadDate(std::string_view text, BookFigure* figure) {
  const char sign = text.empty() ? ' ' : text.front();
  if (sign == '<' || sign == '>' || sign == '~') text.remove_prefix(1);
  const auto date = PartialDate::Parse(text);
  if (!date.ok() || !date->stated()) return false;
  const double first = DayNumber(date->FirstDay()), last = DayNumber(date->LastDay());
  figure->value = Range::Between(first, last);
  if (sign == '>') figure->value = {last + 1, Range::kInfinity};
  if (sign == '<') figure->value = {-Range::kInfinity, first - 1};
  return true;
}

bool ReadNumber(const std::string& text, BookFigure* figure) {
  const auto number = ParsePrintedNumber(text);
  if (!number) return false;
  figure->decimals = number->decimals;
  if (number->decimals > 0) figure->unit.counts = false;
  const bool exact = figure->unit.counts && number->bound == PrintedNumber::Bound::kNone;
  Range value = exact ? Range::Exactly(number->value) : Range{number->low(), number->high()};
  // No thing is less than nothing: rounding does not make it so.
  if (number->value >= 0 && value.low < 0) value.low = 0;
  if (value.bounded()) value.middle = number->value;
  figure->value = Scaled(value, figure->unit.scale);
  if (!value.bounded()) figure->value.middle = std::numeric_limits<double>::quiet_NaN();
  figure->half_digit = number->tolerance() * figure->unit.scale;
  return true;
}

std::string DocumentOf(const Slot& slot) { return slot.source + '\n' + slot.source_date; }

}  // namespace

Slot Slot::Of(std::string_view other_subject) const {
  Slot slot = *this;
  slot.subject = std::string(other_subject);
  return slot;
}

Slot Slot::Measuring(std::string_view other_measure) const {
  Slot slot = *this;
  slot.measure = std::string(other_measure);
  slot.share_of.clear();
  return slot;
}

Slot Slot::WithExtent(v1::FigureExtent other) const {
  Slot slot = *this;
  slot.extent = other;
  return slot;
}

Slot Slot::During(DateSpan span) const {
  Slot slot = *this;
  slot.first_day = span.first.packed();
  slot.last_day = span.last.packed();
  return slot;
}

DateSpan Slot::span() const {
  return {PartialDate::FromPacked(first_day), PartialDate::FromPacked(last_day)};
}

Slot SlotOf(const BookFigure& figure) {
  const v1::PublishedFigure& record = figure.record;
  return {record.source(),           record.source_date(), record.subject(),
          record.measure(),          record.share_of(),    figure.span.first.packed(),
          figure.span.last.packed(), record.extent()};
}

FigureBook::FigureBook(std::vector<v1::PublishedFigure> figures) {
  std::sort(figures.begin(), figures.end(),
            [](const auto& a, const auto& b) { return a.name() < b.name(); });
  figures_.reserve(figures.size());
  for (v1::PublishedFigure& figure : figures) Add(std::move(figure));
  Index();
}

void FigureBook::Add(v1::PublishedFigure record) {
  BookFigure figure;
  figure.unit = UnitOf(record.unit());
  if (!record.period().empty()) figure.span = ParseDateSpan(record.period()).value_or(DateSpan());
  const std::string& text = record.printed();
  figure.printed = !text.empty() &&
                   (figure.unit.is_date() ? ReadDate(text, &figure) : ReadNumber(text, &figure));
  figure.record = std::move(record);
  figures_.push_back(std::move(figure));
}

void FigureBook::Index() {
  for (const BookFigure& figure : figures_) {
    const Slot slot = SlotOf(figure);
    const SubjectKey subject = {DocumentOf(slot), slot.subject};
    documents_.insert(subject.first);
    by_id_.emplace(std::string(IdOf(figure.record.name())), &figure);
    slots_[slot].push_back(&figure);
    const std::string& whole = figure.record.part_of();
    if (!whole.empty() && wholes_.try_emplace(subject, whole).second) {
      parts_[{subject.first, whole}].insert(slot.subject);
    }
    if (!figure.record.subject_title().empty()) {
      titles_.try_emplace(subject, figure.record.subject_title());
    }
    if (!figure.span.stated()) continue;
    const int year = figure.span.first.year();
    const auto [first, is_new] = first_years_.try_emplace({subject.first, slot.measure}, year);
    if (!is_new) first->second = std::min(first->second, year);
  }
}

const BookFigure* FigureBook::Find(std::string_view id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : found->second;
}

const std::vector<const BookFigure*>& FigureBook::In(const Slot& slot) const {
  static const auto* const none = new std::vector<const BookFigure*>();
  const auto found = slots_.find(slot);
  return found == slots_.end() ? *none : found->second;
}

const std::set<std::string>& FigureBook::PartsOf(const Slot& whole) const {
  static const auto* const none = new std::set<std::string>();
  const auto found = parts_.find({DocumentOf(whole), whole.subject});
  return found == parts_.end() ? *none : found->second;
}

std::string FigureBook::WholeOf(const Slot& part) const {
  const auto found = wholes_.find({DocumentOf(part), part.subject});
  return found == wholes_.end() ? "" : found->second;
}

std::string FigureBook::TitleOf(const Slot& slot) const {
  const auto found = titles_.find({DocumentOf(slot), slot.subject});
  return found == titles_.end() ? slot.subject : slot.subject + " " + found->second;
}

int FigureBook::FirstYearOf(const Slot& slot) const {
  const auto found = first_years_.find({DocumentOf(slot), slot.measure});
  return found == first_years_.end() ? 0 : found->second;
}

}  // namespace sheaf::reports
