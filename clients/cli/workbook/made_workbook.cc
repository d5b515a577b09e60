#include "clients/cli/workbook/made_workbook.h"

#include <minizip/zip.h>
#include <stdlib.h>
#include <unistd.h>

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace sheaf::cli {
namespace {

constexpr char kTypes[] =
    "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"
    "<Default Extension='rels' "
    "ContentType='application/vnd.openxmlformats-package.relationships+xml'/>"
    "<Override PartName='/xl/workbook.xml' ContentType='application/vnd.openxmlformats-"
    "officedocument.spreadsheetml.sheet.main+xml'/></Types>";

constexpr char kBook[] =
    "<workbook xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main' "
    "xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'>"
    "<sheets><sheet name='Cover' sheetId='1' r:id='rId1'/>"
    "<sheet name='Tracker' sheetId='2' r:id='rId2'/></sheets></workbook>";

constexpr char kRelations[] =
    "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
    "<Relationship Id='rId1' Type='http://x/worksheet' Target='worksheets/sheet1.xml'/>"
    "<Relationship Id='rId2' Type='http://x/worksheet' Target='/xl/worksheets/sheet2.xml'/>"
    "<Relationship Id='rId3' Type='http://x/styles' Target='styles.xml'/>"
    "<Relationship Id='rId4' Type='http://x/sharedStrings' Target='sharedStrings.xml'/>"
    "</Relationships>";

constexpr char kStyles[] =
    "<styleSheet><numFmts>"
    "<numFmt numFmtId='164' formatCode='yyyy\\-mm\\-dd;@'/>"
    "<numFmt numFmtId='165' formatCode='[$-409]mmm\\ yyyy'/>"
    "<numFmt numFmtId='166' formatCode='d\\ mmm'/>"
    "<numFmt numFmtId='167' formatCode='000'/>"
    "<numFmt numFmtId='168' formatCode='yyyy'/>"
    "<numFmt numFmtId='169' formatCode='yyyy-mm-dd hh:mm'/></numFmts>"
    "<cellStyleXfs><xf numFmtId='9'/></cellStyleXfs>"
    "<cellXfs><xf numFmtId='0'/><xf numFmtId='164'/><xf numFmtId='165'/><xf numFmtId='166'/>"
    "<xf numFmtId='9'/><xf numFmtId='4'/><xf numFmtId='167'/><xf numFmtId='168'/>"
    "<xf numFmtId='169'/></cellXfs></styleSheet>";

constexpr char kTexts[] =
    "<sst><si><t>shared</t></si><si><r><t>in </t></r><r><t>runs</t></r>"
    "<rPh><t>spoken</t></rPh></si></sst>";

std::string SheetOf(const std::string& rows, const std::string& after) {
  return "<worksheet "
         "xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData>" +
         rows + "</sheetData>" + after + "</worksheet>";
}

void Add(zipFile zip, const std::string& name, const std::string& bytes) {
  const zip_fileinfo info = {};
  bool written = zipOpenNewFileInZip(zip, name.c_str(), &info, nullptr, 0, nullptr, 0, nullptr,
                                     Z_DEFLATED, Z_DEFAULT_COMPRESSION) == ZIP_OK;
  constexpr size_t kMost = 1 << 28;
  for (size_t at = 0; written && at < bytes.size(); at += kMost) {
    const size_t size = std::min(kMost, bytes.size() - at);
    written = zipWriteInFileInZip(zip, bytes.data() + at, static_cast<unsigned>(size)) == ZIP_OK;
  }
  if (!written || zipCloseFileInZip(zip) != ZIP_OK) throw std::runtime_error("cannot pack " + name);
}

}  // namespace

WorkbookParts TrackerParts(const std::string& rows, const std::string& after) {
  return {{"[Content_Types].xml", kTypes},
          {"xl/workbook.xml", kBook},
          {"xl/_rels/workbook.xml.rels", kRelations},
          {"xl/styles.xml", kStyles},
          {"xl/sharedStrings.xml", kTexts},
          {"xl/worksheets/sheet1.xml",
           SheetOf("<row r='1'>" + TextCell("A1", "Nothing to push here") + "</row>", "")},
          {"xl/worksheets/sheet2.xml", SheetOf(rows, after)}};
}

std::string TextCell(const std::string& place, const std::string& text) {
  return "<c r='" + place + "' t='inlineStr'><is><t xml:space='preserve'>" + text + "</t></is></c>";
}

std::string NumberCell(const std::string& place, const std::string& number, int style) {
  return "<c r='" + place + "' s='" + std::to_string(style) + "'><v>" + number + "</v></c>";
}

std::string Zipped(const WorkbookParts& parts) {
  std::string path = "/tmp/made-workbook-XXXXXX";
  const int file = mkstemp(path.data());
  if (file < 0) throw std::runtime_error("cannot make " + path);
  close(file);
  const zipFile zip = zipOpen(path.c_str(), APPEND_STATUS_CREATE);
  for (const auto& [name, bytes] : parts) Add(zip, name, bytes);
  zipClose(zip, nullptr);
  std::ostringstream bytes;
  bytes << std::ifstream(path, std::ios::binary).rdbuf();
  unlink(path.c_str());
  return bytes.str();
}

std::string TrackerBook(const std::string& rows, const std::string& after) {
  return Zipped(TrackerParts(rows, after));
}

}  // namespace sheaf::cli
