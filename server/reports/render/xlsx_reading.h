// Reads a workbook as other programs do (minizip, pugixml), for tests.
#pragma once

#include <map>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace sheaf::reports {

// What stands in a cell, and how it is shown.
struct ReadCell {
  // Text as it is; a number as it is written; empty for an empty cell.
  std::string value;
  bool is_number = false;
  bool is_formula = false;
  std::string number_format;
  bool bold = false;
  bool italic = false;
};

// A workbook, taken apart. A file that cannot be read is a test failure, and has no parts.
class ReadWorkbook {
 public:
  explicit ReadWorkbook(const std::string& bytes);

  const std::vector<std::string>& sheets() const { return sheets_; }
  // "A1"; an empty cell where the sheet has none.
  ReadCell Cell(std::string_view sheet, const std::string& reference) const;
  // The reference of the first cell with this text; empty where there is none.
  std::string Find(std::string_view sheet, std::string_view text) const;
  // A part of the file: "xl/worksheets/sheet1.xml".
  const pugi::xml_document& Part(const std::string& name) const;
  bool HasPart(const std::string& name) const { return parts_.contains(name); }
  // The part that a sheet is in.
  const pugi::xml_document& Sheet(std::string_view sheet) const;
  // All the bytes of a part.
  const std::string& Bytes(const std::string& name) const { return bytes_.at(name); }

 private:
  void Unpack(const std::string& path);
  std::string TextOf(const pugi::xml_node& cell) const;

  std::map<std::string, std::string> bytes_;
  std::map<std::string, pugi::xml_document> parts_;
  std::vector<std::string> sheets_;
  std::vector<std::string> strings_;
};

}  // namespace sheaf::reports
