#include "server/reports/reconciliation/check.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <utility>

#include "proto/values/number.h"
#include "server/sectors/wording.h"

namespace sheaf::reports {
namespace {

std::string WithCommas(std::string number) {
  const size_t begin = number.starts_with('-') ? 1 : 0;
  size_t end = std::min(number.find('.'), number.size());
  while (end > begin + 3) {
    end -= 3;
    number.insert(end, ",");
  }
  return number;
}

std::string DayText(double days) {
  using namespace std::chrono;
  const year_month_day date{sys_days(std::chrono::days(static_cast<int64_t>(days)))};
  char text[32];
  std::snprintf(text, sizeof(text), "%04d-%02u-%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return text;
}

std::string Scaled(const FigureUnit& unit) {
  if (unit.scale == 1e3) return unit.base + " thousand";
  if (unit.scale == 1e6) return unit.base + " million";
  if (unit.scale == 1e9) return unit.base + " billion";
  if (unit.scale == 1e12) return unit.base + " trillion";
  return unit.base;
}

// "agreement" of "agreements", "body" of "bodies".
std::string Singular(std::string unit) {
  if (unit.ends_with("ies")) return unit.substr(0, unit.size() - 3) + "y";
  if (unit.ends_with("s")) unit.pop_back();
  return unit;
}

std::string NumberText(double base_value, const FigureUnit& unit, int decimals) {
  const std::string number = WithCommas(FormatFixed(base_value / unit.scale, decimals));
  if (unit.is_percent()) return number + "%";
  return number + " " + (unit.counts && number == "1" ? Singular(unit.base) : Scaled(unit));
}

}  // namespace

double Comparison::Difference() const {
  const Range& against = printed != nullptr ? printed->value : said;
  if (printed == nullptr && !said.bounded()) return 0;
  if (computed.has_middle() && against.has_middle()) return computed.middle - against.middle;
  if (IsAbove(computed, against)) return computed.low - against.high;
  if (IsAbove(against, computed)) return computed.high - against.low;
  return 0;
}

Outcome Judge(const BookFigure& printed, const Range& computed) {
  if (!Meet(printed.value, computed)) return Outcome::kConflict;
  // What has no end is known in part.
  if (!computed.bounded() || !computed.has_middle() || !printed.value.has_middle())
    return Outcome::kAgrees;
  const double off = std::abs(computed.middle - printed.value.middle);
  const double slack = 1e-9 * std::max(1.0, std::abs(computed.middle));
  return off <= printed.half_digit + slack ? Outcome::kAgrees : Outcome::kWithinRounding;
}

Comparison Compare(const BookFigure& printed, const Range& computed) {
  return {&printed, "", computed, printed.unit, Judge(printed, computed)};
}

Comparison CompareAtLeast(const BookFigure& printed, const Range& computed) {
  Comparison comparison{&printed, "", computed, printed.unit, Outcome::kAgrees};
  const bool over = computed.has_middle() && printed.value.has_middle() &&
                    computed.middle > printed.value.middle + 1e-9 * std::abs(computed.middle);
  if (over) comparison.outcome = Outcome::kWithinRounding;
  if (IsAbove(computed, printed.value)) comparison.outcome = Outcome::kConflict;
  return comparison;
}

void Add(Comparison comparison, Check* check) {
  check->outcome = std::max(check->outcome, comparison.outcome);
  check->comparisons.push_back(std::move(comparison));
}

std::string ValueText(double base_value, const FigureUnit& unit, int decimals) {
  return unit.is_date() ? DayText(base_value) : NumberText(base_value, unit, decimals);
}

std::string PrintedText(const BookFigure& figure) {
  if (!figure.printed) return "not printed";
  const std::string& text = figure.record.printed();
  if (figure.unit.is_date()) return text;
  return figure.unit.is_percent() ? text + "%" : text + " " + figure.record.unit();
}

std::string RangeText(const Range& range, const FigureUnit& unit, int decimals) {
  const auto text = [&](double value) { return ValueText(value, unit, decimals); };
  if (range.low == -Range::kInfinity) return "at most " + text(range.high);
  if (range.high == Range::kInfinity) {
    return "at least " + text(range.has_middle() ? range.middle : range.low);
  }
  if (range.has_middle()) return text(range.middle);
  return "between " + text(range.low) + " and " + text(range.high);
}

int DecimalsBeside(const BookFigure& figure) {
  if (figure.unit.counts || figure.unit.is_date()) return 0;
  const bool whole_money = figure.unit.scale == 1 && !figure.unit.is_percent();
  return whole_money && figure.decimals == 0 ? 0 : figure.decimals + 1;
}

std::string DifferenceText(double base_difference, const FigureUnit& unit, int decimals) {
  const double size = std::abs(base_difference);
  if (unit.is_date()) return FormatFixed(size, 0) + " days";
  if (!unit.is_percent()) return NumberText(size, unit, decimals);
  return FormatFixed(size, decimals) + " percentage points";
}

std::string Capital(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] -= 'a' - 'A';
  return text;
}

std::string ShortTitleOf(const FigureBook& book, Slot slot) {
  slot.share_of.clear();
  return TitleOf(book, slot);
}

std::string Enumerated(std::vector<std::string> words) {
  constexpr size_t kMost = 9;
  if (words.size() > kMost) {
    const size_t more = words.size() - kMost;
    words.resize(kMost);
    words.push_back(std::to_string(more) + " more");
  }
  return sectors::Listed(words);
}

std::string InWords(std::string_view snake_case) {
  std::string words(snake_case);
  std::replace(words.begin(), words.end(), '_', ' ');
  return words;
}

std::string PeriodText(DateSpan span) {
  if (!span.stated()) return "";
  if (!span.IsWholeYears()) return span.first.ToString() + " to " + span.last.ToString();
  const std::string first = std::to_string(span.first.year());
  const std::string last = std::to_string(span.last.year());
  return first == last ? first : first + "-" + last;
}

std::string TitleOf(const FigureBook& book, const Slot& slot) {
  std::string title = Capital(book.TitleOf(slot)) + ": " + InWords(slot.measure);
  if (!slot.share_of.empty() && slot.share_of != slot.measure) {
    title += " as a share of " + InWords(slot.share_of);
  } else if (!slot.share_of.empty()) {
    title += " as a share of the whole";
  }
  if (slot.extent == v1::ANNUAL || !slot.span().stated()) {
    return slot.span().stated() ? title + ", " + PeriodText(slot.span()) + " alone" : title;
  }
  const std::string period = PeriodText(slot.span());
  return title + (slot.extent == v1::CUMULATIVE ? ", until " : ", ") + period;
}

std::vector<std::string> RecordsOf(const Check& check) {
  std::vector<std::string> names;
  const auto add = [&](const BookFigure* figure) {
    if (figure == nullptr) return;
    const std::string& name = figure->record.name();
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  };
  for (const Comparison& comparison : check.comparisons) add(comparison.printed);
  for (const BookFigure* figure : check.basis) add(figure);
  return names;
}

}  // namespace sheaf::reports
