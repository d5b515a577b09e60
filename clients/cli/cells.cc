#include "clients/cli/cells.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace sheaf::cli {
namespace {

// Plain ones; no-break, figure, narrow no-break and ideographic space; zero width space, byte-order
// mark.
constexpr std::string_view kBlanks[] = {" ",
                                        "\t",
                                        "\r",
                                        "\n",
                                        "\xC2\xA0",
                                        "\xE2\x80\x87",
                                        "\xE2\x80\xAF",
                                        "\xE3\x80\x80",
                                        "\xE2\x80\x8B",
                                        "\xEF\xBB\xBF"};

size_t BlankAtStart(std::string_view text) {
  for (const std::string_view blank : kBlanks) {
    if (text.starts_with(blank)) return blank.size();
  }
  return 0;
}

size_t BlankAtEnd(std::string_view text) {
  for (const std::string_view blank : kBlanks) {
    if (text.ends_with(blank)) return blank.size();
  }
  return 0;
}

}  // namespace

Cells::Cells(const FileTable& table, std::vector<std::string_view> known, FileProblems& problems)
    : table_(table), problems_(problems) {
  for (const std::string& column : table.columns) {
    const bool is_known = std::find(known.begin(), known.end(), column) != known.end();
    if (!is_known && !column.empty()) unknown_.push_back(column);
  }
}

void Cells::ForEachRow(const std::function<void()>& read) {
  for (index_ = 0; index_ < table_.rows.size(); ++index_) {
    row_ = &table_.rows[index_];
    read();
  }
}

std::string_view Cells::Find(std::string_view column) const {
  const size_t place = PlaceOf(column, table_.columns);
  return place == std::string::npos ? std::string_view() : Trimmed(row_->cells[place]);
}

std::string Cells::Text(std::string_view column) const { return std::string(Find(column)); }

std::string Cells::Required(std::string_view column) {
  std::string text = Text(column);
  if (text.empty()) Refuse(column, "found nothing; this cell is required");
  return text;
}

std::optional<double> Cells::Number(std::string_view column) {
  const std::string_view text = Find(column);
  if (text.empty()) return std::nullopt;
  const auto number = ParseDecimal(text);
  if (!number) {
    Unexpected(column, "a number such as 1234.5, with a point and without thousands separators");
  }
  return number;
}

int32_t Cells::Year(std::string_view column) {
  const std::string_view text = Find(column);
  if (text.empty()) return 0;
  int32_t year = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), year);
  const bool whole = error == std::errc() && stop == text.data() + text.size();
  if (whole && year >= 1900 && year <= 2199) return year;
  Unexpected(column, "a year such as 2025, or nothing where it is not stated");
  return 0;
}

std::vector<std::string> Cells::List(std::string_view column) const {
  std::vector<std::string> parts;
  std::string_view rest = Find(column);
  while (!rest.empty()) {
    const size_t end = std::min(rest.find(';'), rest.size());
    const std::string_view part = Trimmed(rest.substr(0, end));
    if (!part.empty()) parts.emplace_back(part);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return parts;
}

void Cells::Refuse(std::string_view column, std::string text) {
  problems_.AddUnlessKnown(row_->number, column, std::move(text));
}

void Cells::Unexpected(std::string_view column, std::string_view expected) {
  Refuse(column, FoundExpected(Find(column), expected));
}

std::string_view Trimmed(std::string_view text) {
  while (const size_t size = BlankAtStart(text)) text.remove_prefix(size);
  while (const size_t size = BlankAtEnd(text)) text.remove_suffix(size);
  return text;
}

std::optional<double> ParseDecimal(std::string_view text) {
  double value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value, std::chars_format::fixed);
  if (error != std::errc() || stop != end || !std::isfinite(value)) return std::nullopt;
  return value;
}

}  // namespace sheaf::cli
