#include "server/reports/published.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "proto/values/number.h"
#include "server/reports/rules.h"

namespace sheaf::reports {
namespace {

constexpr std::string_view kShareOf = "% of ";
// Percentages are printed with few decimals; more are a computer's.
constexpr int kMostDecimals = 4;
constexpr double kLargestWhole = 1e9;
constexpr size_t kFewestParts = 3;

struct Published {
  const KpiSheet* sheet;
  const KpiPoint* point;
};

// One whole, as one edition published it for one period.
struct Whole {
  std::vector<Published> counts;  // KPIs whose unit is the whole's own
  std::vector<Published> shares;  // KPIs in per cent of it
};
// By what is counted, period and edition.
using Wholes = std::map<std::tuple<std::string, std::string, std::string>, Whole>;

bool IsFact(const KpiPoint& point) {
  return point.edition != kComputedEdition && !point.period.empty() &&
         (point.kind == v1::ACTUAL || point.kind == v1::OBSERVATION_KIND_UNSPECIFIED);
}

Wholes Collect(const std::vector<KpiSheet>& sheets) {
  Wholes wholes;
  for (const KpiSheet& sheet : sheets) {
    const std::string& unit = sheet.definition->unit();
    const bool share = unit.rfind(kShareOf, 0) == 0;
    const std::string of = share ? unit.substr(kShareOf.size()) : unit;
    if (of.empty()) continue;
    for (const KpiEdition& edition : sheet.editions) {
      for (const KpiPoint& point : edition.points) {
        if (!IsFact(point)) continue;
        Whole& whole = wholes[{of, point.period, point.edition}];
        (share ? whole.shares : whole.counts).push_back({&sheet, &point});
      }
    }
  }
  return wholes;
}

int DecimalsOf(double value) {
  const std::string text = FormatNumber(value);
  const size_t point = text.find('.');
  return point == std::string::npos ? 0 : static_cast<int>(text.size() - point - 1);
}

bool IsWhole(double value) {
  return value >= 1 && value <= kLargestWhole && value == std::floor(value);
}

std::string Label(const KpiSheet& sheet) {
  return sheet.definition->code() + " '" + sheet.definition->title() + "'";
}

void CheckShare(const Published& share, const Published& count, FindingList* findings) {
  const double percent = share.point->value;
  const int decimals = DecimalsOf(percent);
  if (!IsWhole(count.point->value) || decimals > kMostDecimals || percent < 0 || percent > 100)
    return;
  const auto whole = static_cast<int64_t>(count.point->value);
  if (!NumbersPrintedAs(percent, decimals, whole).empty()) return;
  findings->Add(kPublishedShareRule, v1::ERROR,
                Label(*share.sheet) + " is published as " + FormatNumber(percent) + "% for " +
                    share.point->period + ", but no whole number of the " + std::to_string(whole) +
                    " that " + count.sheet->definition->code() +
                    " gives for that year makes it. Ask the publisher which of the two is wrong.",
                {share.point->record, count.point->record});
}

void CheckSum(const Whole& whole, std::string_view of, std::string_view period,
              FindingList* findings) {
  if (whole.shares.size() < kFewestParts) return;
  double sum = 0, slack = 0;
  std::vector<std::string> codes, records;
  for (const Published& share : whole.shares) {
    sum += share.point->value;
    slack += 0.5 * std::pow(10.0, -DecimalsOf(share.point->value));
    codes.push_back(share.sheet->definition->code());
    records.push_back(share.point->record);
  }
  if (std::abs(sum - 100) <= slack + 1e-9) return;
  findings->Add(kPublishedSumRule, v1::WARNING,
                "the percentages of " + std::string(of) + " published for " + std::string(period) +
                    " (" + FewOf(codes) + ") make " + FormatFixed(sum, 1) +
                    "% together, more than rounding explains. Either they overlap, or a part is "
                    "missing or wrong.",
                std::move(records));
}

// The latest published number of lines against those on record.
void CheckLines(const Wholes& wholes, int64_t counted_lines, FindingList* findings) {
  const Published* latest = nullptr;
  for (const auto& [key, whole] : wholes) {
    if (std::get<0>(key) != "lines" || whole.counts.size() != 1) continue;
    const Published& count = whole.counts.front();
    if (latest == nullptr || count.point->date.SortsAs(latest->point->date) > 0) latest = &count;
  }
  if (latest == nullptr || latest->point->value == static_cast<double>(counted_lines)) return;
  findings->Add(
      kPublishedLinesRule, v1::NOTE,
      FormatNumber(latest->point->value) + " lines are published for " + latest->point->period +
          " (" + latest->sheet->definition->code() + "), and the records hold " +
          std::to_string(counted_lines) +
          " counted lines: what is computed here is of the lines on record, and not to be "
          "compared with published shares.",
      {latest->point->record});
}

}  // namespace

WholeNumbers NumbersPrintedAs(double percent, int decimals, int64_t whole) {
  int64_t scale = 1;
  for (int i = 0; i < decimals; ++i) scale *= 10;
  const int64_t printed = std::llround(percent * static_cast<double>(scale));
  const int64_t unit =
      200 * scale;  // n of whole is printed where |100 scale n - printed whole| <= whole/2
  const int64_t from = (2 * printed - 1) * whole, to = (2 * printed + 1) * whole;
  WholeNumbers numbers;
  numbers.low = from <= 0 ? 0 : (from + unit - 1) / unit;
  numbers.high = std::min(whole, to / unit);
  return numbers;
}

void FindInPublished(const std::vector<KpiSheet>& sheets, int64_t counted_lines,
                     FindingList* findings) {
  const Wholes wholes = Collect(sheets);
  for (const auto& [key, whole] : wholes) {
    // With two counts of one thing, nobody can say which the percentages are of.
    if (whole.counts.size() == 1) {
      for (const Published& share : whole.shares) CheckShare(share, whole.counts.front(), findings);
    }
    CheckSum(whole, std::get<0>(key), std::get<1>(key), findings);
  }
  CheckLines(wholes, counted_lines, findings);
}

}  // namespace sheaf::reports
