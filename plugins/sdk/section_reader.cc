#include "plugins/sdk/section_reader.h"

#include <algorithm>

#include "proto/values/number.h"

namespace sheaf::plugin {
namespace {

using sheaf::v1::Cell;
using sheaf::v1::Section;
using sheaf::v1::Table;

std::string MissingText(sheaf::v1::MissingReason reason) {
  switch (reason) {
    case sheaf::v1::NOT_AVAILABLE:
      return "n/a";
    case sheaf::v1::NOT_APPLICABLE:
      return "not applicable";
    case sheaf::v1::NOT_REPORTED:
      return "not reported";
    default:
      return "";
  }
}

std::string NumberText(const Cell& cell) {
  return cell.has_decimals() ? FormatFixed(cell.number(), cell.decimals())
                             : FormatNumber(cell.number());
}

bool Holds(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

}  // namespace

std::string TextOf(const Cell& cell) {
  switch (cell.value_case()) {
    case Cell::kText:
      return cell.text();
    case Cell::kCount:
      return std::to_string(cell.count());
    case Cell::kNumber:
      return NumberText(cell);
    case Cell::kShare:
      return std::to_string(cell.share().numerator()) + " of " +
             std::to_string(cell.share().denominator());
    case Cell::kDate:
      return cell.date();
    case Cell::kMissing:
      return MissingText(cell.missing());
    default:
      return "";
  }
}

std::map<std::string, std::string> RowWith(const Section& section, std::string_view text) {
  std::map<std::string, std::string> found;
  for (const auto& block : section.blocks()) {
    const Table& table = block.table();
    for (const auto& row : table.rows()) {
      if (!found.empty() || !Holds(TextOf(row.cells(0)), text)) continue;
      for (int i = 0; i < row.cells_size(); ++i)
        found[table.columns(i).id()] = TextOf(row.cells(i));
    }
  }
  return found;
}

std::string FigureOf(const Section& section, std::string_view label) {
  for (const auto& block : section.blocks()) {
    for (const auto& figure : block.key_figures().figures()) {
      if (figure.label() == label) return TextOf(figure.value());
    }
  }
  return "";
}

bool Says(const Section& section, std::string_view text) {
  return std::any_of(section.blocks().begin(), section.blocks().end(), [text](const auto& block) {
    const auto& notes = block.table().notes();
    return Holds(block.paragraph().text(), text) ||
           std::any_of(notes.begin(), notes.end(),
                       [text](const std::string& note) { return Holds(note, text); });
  });
}

bool HasEmptyTable(const Section& section) {
  return std::any_of(section.blocks().begin(), section.blocks().end(), [](const auto& block) {
    return block.has_table() && block.table().rows().empty();
  });
}

}  // namespace sheaf::plugin
