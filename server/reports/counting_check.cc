#include "server/reports/counting_check.h"

#include <array>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

namespace sheaf::reports {
namespace {

class CountingCheck {
 public:
  std::vector<std::string> Broken(const v1::Document& document) {
    for (const v1::Section& section : document.sections()) Read(section);
    return std::move(broken_);
  }

 private:
  static constexpr std::array<std::string_view, 5> kClasses = {
      "completed", "in_progress", "not_started", "not_reported", "excluded"};
  static constexpr std::array<std::string_view, 5> kTitles = {
      "Completed", "In progress", "Not started", "Not reported", "Excluded"};

  void Read(const v1::Section& section) {
    for (const v1::Block& block : section.blocks()) {
      if (block.has_key_figures()) ReadFigures(section, block.key_figures());
      if (block.has_table()) ReadTable(section, block.table());
    }
  }

  void Expect(bool holds, const std::string& what) {
    if (!holds) broken_.push_back(place_ + ": " + what);
  }

  // Rule 1 in key figures: the classes are all counted lines.
  void ReadFigures(const v1::Section& section, const v1::KeyFigures& figures) {
    place_ = section.id();
    std::map<std::string, const v1::Cell*> by_label;
    for (const v1::KeyFigure& figure : figures.figures()) {
      by_label[figure.label()] = &figure.value();
      CheckShare(figure.value());
    }
    if (!by_label.contains("Counted lines")) return;
    int64_t sum = 0;
    for (const std::string_view title : kTitles) {
      const auto found = by_label.find(std::string(title));
      if (found == by_label.end()) return;  // they are not all figures
      const v1::Cell& cell = *found->second;
      sum += cell.has_share() ? cell.share().numerator() : cell.count();
    }
    Expect(sum == by_label["Counted lines"]->count(), "the classes are not all counted lines");
  }

  void ReadTable(const v1::Section& section, const v1::Table& table) {
    place_ = section.id() + ", table '" + table.title() + "'";
    Expect(table.rows_size() > 0, "it has no row: say in its place why there is nothing");
    columns_.clear();
    for (int i = 0; i < table.columns_size(); ++i) columns_[table.columns(i).id()] = i;
    for (const v1::Row& row : table.rows()) {
      for (const v1::Cell& cell : row.cells()) CheckShare(cell);
      CheckClasses(row);
    }
    for (int column = 0; column < table.columns_size(); ++column) CheckSum(table, column);
    CheckBranches(table);
  }

  // Rule 3: a share is of counts.
  void CheckShare(const v1::Cell& cell) {
    if (!cell.has_share()) return;
    const v1::Share& share = cell.share();
    Expect(share.numerator() >= 0 && share.numerator() <= share.denominator(),
           std::to_string(share.numerator()) + " of " + std::to_string(share.denominator()));
  }

  // A count, or the count of which a share is made.
  std::optional<int64_t> CountIn(const v1::Row& row, std::string_view column) const {
    const auto found = columns_.find(column);
    if (found == columns_.end()) return std::nullopt;
    const v1::Cell& cell = row.cells(found->second);
    if (cell.has_share()) return cell.share().numerator();
    return cell.value_case() == v1::Cell::kCount ? std::optional(cell.count()) : std::nullopt;
  }

  // Rules 1 and 5 in a row: the classes are all counted lines; achievement and coverage are two
  // shares of the same whole.
  void CheckClasses(const v1::Row& row) {
    const auto counted = CountIn(row, "counted_lines");
    if (!counted) return;
    int64_t sum = 0;
    for (const std::string_view one : kClasses) sum += CountIn(row, one).value_or(0);
    Expect(sum == *counted, "the classes of a row are not its counted lines");
    if (!columns_.contains("completed_share") || !columns_.contains("begun_share")) return;
    const v1::Share& completed = row.cells(columns_.at("completed_share")).share();
    const v1::Share& begun = row.cells(columns_.at("begun_share")).share();
    Expect(completed.numerator() == CountIn(row, "completed"), "achievement is not what is done");
    Expect(begun.numerator() ==
               CountIn(row, "completed").value_or(0) + CountIn(row, "in_progress").value_or(0),
           "coverage is not what is begun or done");
    Expect(completed.denominator() == *counted - CountIn(row, "excluded").value_or(0) &&
               begun.denominator() == completed.denominator(),
           "a share is not of the lines without the excluded ones");
  }

  // Rules 2, 3 and 4: a total is the sum of the rows above it, of counts and of the counts behind
  // shares; a share and a number of another kind are never in one sum.
  void CheckSum(const v1::Table& table, int column) {
    int64_t counts = 0, numerators = 0, denominators = 0;
    bool any_count = false, any_share = false, other = false;
    for (const v1::Row& row : table.rows()) {
      const v1::Cell& cell = row.cells(column);
      if (row.role() == v1::TOTAL) {
        CheckTotal(cell, counts, numerators, denominators, any_count && !any_share && !other,
                   any_share && !any_count && !other);
        Expect(!(any_share && other && (cell.has_share() || cell.has_number())),
               "a total of shares and of other numbers");
        continue;
      }
      if (row.role() == v1::GROUP || row.depth() > 0) continue;
      any_count |= cell.value_case() == v1::Cell::kCount;
      any_share |= cell.has_share();
      other |= cell.has_number();
      counts += cell.count();
      numerators += cell.share().numerator();
      denominators += cell.share().denominator();
    }
  }

  void CheckTotal(const v1::Cell& cell, int64_t counts, int64_t numerators, int64_t denominators,
                  bool of_counts, bool of_shares) {
    if (of_counts && cell.value_case() == v1::Cell::kCount) {
      Expect(cell.count() == counts, "a total of " + std::to_string(cell.count()) +
                                         " over rows that sum to " + std::to_string(counts));
    }
    if (of_shares && cell.has_share()) {
      Expect(cell.share().numerator() == numerators && cell.share().denominator() == denominators,
             "a total share that is not made of the counts of its rows");
    }
  }

  // Rule 2 in a tree: what stands below a row is part of it.
  void CheckBranches(const v1::Table& table) {
    std::vector<int64_t> below;
    for (int i = table.rows_size(); i-- > 0;) {
      const v1::Row& row = table.rows(i);
      const auto counted = CountIn(row, "counted_lines");
      if (!counted || row.role() == v1::TOTAL) continue;
      const auto depth = static_cast<size_t>(row.depth());
      if (below.size() < depth + 2) below.resize(depth + 2);
      Expect(below[depth + 1] <= *counted, "more lines below a row than in it");
      below[depth + 1] = 0;
      below[depth] += *counted;
    }
  }

  std::string place_;
  std::map<std::string, int, std::less<>> columns_;
  std::vector<std::string> broken_;
};

}  // namespace

std::vector<std::string> BrokenCountingRules(const v1::Document& document) {
  return CountingCheck().Broken(document);
}

}  // namespace sheaf::reports
