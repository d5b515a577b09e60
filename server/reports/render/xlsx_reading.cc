#include "server/reports/render/xlsx_reading.h"

#include <gtest/gtest.h>
#include <minizip/unzip.h>
#include <stdlib.h>
#include <unistd.h>

#include <array>
#include <fstream>

namespace sheaf::reports {
namespace {

std::string CurrentName(unzFile zip) {
  std::array<char, 256> name{};
  unz_file_info info{};
  unzGetCurrentFileInfo(zip, &info, name.data(), name.size(), nullptr, 0, nullptr, 0);
  return name.data();
}

std::string CurrentBytes(unzFile zip) {
  std::string bytes;
  if (unzOpenCurrentFile(zip) != UNZ_OK) return bytes;
  std::array<char, 65536> buffer{};
  int got = 0;
  while ((got = unzReadCurrentFile(zip, buffer.data(), buffer.size())) > 0) {
    bytes.append(buffer.data(), got);
  }
  EXPECT_EQ(unzCloseCurrentFile(zip), UNZ_OK) << "a checksum does not fit";
  return bytes;
}

// All the runs of a text.
std::string Joined(const pugi::xml_node& node) {
  std::string text;
  for (const auto& found : node.select_nodes(".//t")) text += found.node().text().get();
  return text;
}

}  // namespace

ReadWorkbook::ReadWorkbook(const std::string& bytes) {
  std::string path = testing::TempDir() + "/workbook-XXXXXX";
  const int file = mkstemp(path.data());
  if (file < 0) {
    ADD_FAILURE() << path;
    return;
  }
  close(file);
  std::ofstream(path, std::ios::binary) << bytes;
  Unpack(path);
  unlink(path.c_str());
  for (const pugi::xml_node& sheet : Part("xl/workbook.xml").child("workbook").child("sheets")) {
    sheets_.push_back(sheet.attribute("name").value());
  }
  for (const pugi::xml_node& text : Part("xl/sharedStrings.xml").child("sst")) {
    strings_.push_back(Joined(text));
  }
}

void ReadWorkbook::Unpack(const std::string& path) {
  unzFile zip = unzOpen(path.c_str());
  if (zip == nullptr) {
    ADD_FAILURE() << "no ZIP file";
    return;
  }
  for (int at = unzGoToFirstFile(zip); at == UNZ_OK; at = unzGoToNextFile(zip)) {
    const std::string name = CurrentName(zip);
    bytes_[name] = CurrentBytes(zip);
    const auto options = pugi::parse_default | pugi::parse_ws_pcdata;
    EXPECT_TRUE(parts_[name].load_string(bytes_[name].c_str(), options)) << name;
  }
  unzClose(zip);
}

const pugi::xml_document& ReadWorkbook::Part(const std::string& name) const {
  static const pugi::xml_document none;
  const auto found = parts_.find(name);
  return found == parts_.end() ? none : found->second;
}

const pugi::xml_document& ReadWorkbook::Sheet(std::string_view sheet) const {
  for (size_t i = 0; i < sheets_.size(); ++i) {
    if (sheets_[i] == sheet) {
      return Part("xl/worksheets/sheet" + std::to_string(i + 1) + ".xml");
    }
  }
  ADD_FAILURE() << "no sheet " << sheet;
  return Part("");
}

std::string ReadWorkbook::TextOf(const pugi::xml_node& cell) const {
  const std::string value = cell.child("v").text().get();
  if (std::string_view(cell.attribute("t").value()) == "s") return strings_.at(std::stoul(value));
  return value;
}

ReadCell ReadWorkbook::Cell(std::string_view sheet, const std::string& reference) const {
  const std::string path = "//c[@r='" + reference + "']";
  const pugi::xml_node cell = Sheet(sheet).select_node(path.c_str()).node();
  ReadCell read;
  if (!cell) return read;
  read.value = TextOf(cell);
  read.is_number = cell.child("v") && !cell.attribute("t");
  read.is_formula = static_cast<bool>(cell.child("f"));
  const pugi::xml_node styles = Part("xl/styles.xml").child("styleSheet");
  const std::string style = std::to_string(cell.attribute("s").as_int() + 1);
  const pugi::xml_node look = styles.select_node(("cellXfs/xf[" + style + "]").c_str()).node();
  const std::string format = look.attribute("numFmtId").value();
  read.number_format = styles.select_node(("numFmts/numFmt[@numFmtId='" + format + "']").c_str())
                           .node()
                           .attribute("formatCode")
                           .value();
  const std::string font = std::to_string(look.attribute("fontId").as_int() + 1);
  const pugi::xml_node letters = styles.select_node(("fonts/font[" + font + "]").c_str()).node();
  read.bold = static_cast<bool>(letters.child("b"));
  read.italic = static_cast<bool>(letters.child("i"));
  return read;
}

std::string ReadWorkbook::Find(std::string_view sheet, std::string_view text) const {
  for (const auto& found : Sheet(sheet).select_nodes("//c[v]")) {
    if (TextOf(found.node()) == text) return found.node().attribute("r").value();
  }
  return "";
}

}  // namespace sheaf::reports
