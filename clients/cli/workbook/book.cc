#include "clients/cli/workbook/book.h"

#include <algorithm>
#include <cstdlib>
#include <map>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "clients/cli/file_problem.h"
#include "clients/cli/workbook/xml.h"

namespace sheaf::cli {
namespace {

absl::Status Refused(const std::string& text) { return absl::InvalidArgumentError(text); }

bool EndsWith(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

// What the file says of itself, before anything of it is read as a table.
class ContentTypes : public XmlHandler {
 public:
  void Start(std::string_view, const XmlAttributes& attributes) override {
    const std::string type = absl::AsciiStrToLower(std::string(attributes.Get("ContentType")));
    if (absl::StrContains(type, "macroenabled") || absl::StrContains(type, "vbaproject")) {
      Stop(
          Refused("the workbook can hold macros (.xlsm); save it as an Excel workbook without "
                  "them (.xlsx)"));
    } else if (absl::StrContains(type, "sheet.binary")) {
      Stop(Refused("the workbook is binary (.xlsb); save it as .xlsx"));
    } else if (absl::StrContains(type, "externallink")) {
      Stop(
          Refused("the workbook takes values from other workbooks, which may have changed since; "
                  "replace its links by their values (in Excel: Data, Edit Links, Break Link) and "
                  "save it"));
    }
  }
  void End(std::string_view) override {}
  void Text(std::string_view) override {}
};

// "xl/worksheets/sheet1.xml" for `target` as a relation of the part xl/workbook.xml names it.
std::string PartOf(std::string_view target) {
  if (!target.empty() && target[0] == '/') return std::string(target.substr(1));
  return "xl/" + std::string(target);
}

class Relations : public XmlHandler {
 public:
  void Start(std::string_view name, const XmlAttributes& attributes) override {
    if (name != "Relationship") return;
    const std::string_view type = attributes.Get("Type");
    const std::string part = PartOf(attributes.Get("Target"));
    parts[std::string(attributes.Get("Id"))] = part;
    if (EndsWith(type, "/sharedStrings")) texts = part;
    if (EndsWith(type, "/styles")) styles = part;
  }
  void End(std::string_view) override {}
  void Text(std::string_view) override {}

  std::map<std::string, std::string> parts;  // by id
  std::string texts;
  std::string styles;
};

bool IsTrue(std::string_view text) { return text == "1" || text == "true"; }

class Sheets : public XmlHandler {
 public:
  Sheets(const Relations& relations, Book& book) : relations_(relations), book_(book) {}

  void Start(std::string_view name, const XmlAttributes& attributes) override {
    if (name == "workbookPr") book_.from_1904 = IsTrue(attributes.Get("date1904"));
    if (name != "sheet") return;
    const auto part = relations_.parts.find(std::string(attributes.Get("id")));
    const std::string_view state = attributes.Get("state");
    book_.sheets.push_back({std::string(attributes.Get("name")),
                            part == relations_.parts.end() ? "" : part->second,
                            state == "hidden" || state == "veryHidden"});
  }
  void End(std::string_view) override {}
  void Text(std::string_view) override {}

 private:
  const Relations& relations_;
  Book& book_;
};

// <sst><si><t>text</t></si><si><r><t>text in </t></r><r><t>runs</t></r></si>; <rPh> says how a text
// is pronounced.
class SharedTexts : public XmlHandler {
 public:
  explicit SharedTexts(Book& book) : book_(book) {}

  void Start(std::string_view name, const XmlAttributes&) override {
    if (name == "si") text_.clear();
    if (name == "t") in_text_ = true;
    if (name == "rPh") spoken_ = true;
  }
  void End(std::string_view name) override {
    if (name == "t") in_text_ = false;
    if (name == "rPh") spoken_ = false;
    if (name != "si") return;
    if (book_.texts.size() == kBookMaxTexts) {
      Stop(Refused("the workbook holds more than " + std::to_string(kBookMaxTexts) + " texts"));
    }
    book_.texts.push_back(Unescaped(text_));
  }
  void Text(std::string_view piece) override {
    if (in_text_ && !spoken_) text_ += piece;
  }

 private:
  Book& book_;
  std::string text_;
  bool in_text_ = false;
  bool spoken_ = false;
};

// <numFmts><numFmt numFmtId formatCode/></numFmts> ... <cellXfs><xf numFmtId/></cellXfs>
class Styles : public XmlHandler {
 public:
  explicit Styles(Book& book) : book_(book) {}

  void Start(std::string_view name, const XmlAttributes& attributes) override {
    if (name == "cellXfs") in_cells_ = true;
    int id = 0;
    const bool has_id = absl::SimpleAtoi(std::string(attributes.Get("numFmtId")), &id);
    if (name == "numFmt" && has_id) {
      codes_[id] = ParseNumberFormat(attributes.Get("formatCode"));
    }
    if (name != "xf" || !in_cells_) return;
    const auto code = codes_.find(id);
    book_.formats.push_back(code == codes_.end() ? BuiltInNumberFormat(id) : code->second);
  }
  void End(std::string_view name) override {
    if (name == "cellXfs") in_cells_ = false;
  }
  void Text(std::string_view) override {}

 private:
  Book& book_;
  std::map<int, NumberFormat> codes_;
  bool in_cells_ = false;
};

absl::Status CheckKind(Archive& archive) {
  if (archive.Has("content.xml") && archive.Has("mimetype")) {
    return Refused("this is an OpenDocument file (.ods); save it as an Excel workbook (.xlsx)");
  }
  if (!archive.Has("[Content_Types].xml") || archive.Has("xl/workbook.bin") ||
      !archive.Has("xl/workbook.xml")) {
    return Refused("this is no Excel workbook (.xlsx); save it as one, or as CSV UTF-8");
  }
  for (const auto& [part, place] : archive.parts()) {
    if (absl::EndsWithIgnoreCase(part, "vbaProject.bin") ||
        absl::StartsWithIgnoreCase(part, "xl/macrosheets/")) {
      return Refused(
          "the workbook holds macros; save it as an Excel workbook without them (.xlsx)");
    }
    if (absl::StartsWithIgnoreCase(part, "xl/externalLinks/")) {
      return Refused(
          "the workbook takes values from other workbooks, which may have changed since; "
          "replace its links by their values (in Excel: Data, Edit Links, Break Link) "
          "and save it");
    }
  }
  ContentTypes types;
  return ReadXml(archive, "[Content_Types].xml", types);
}

}  // namespace

absl::StatusOr<Book> ReadBook(Archive& archive) {
  if (const auto kind = CheckKind(archive); !kind.ok()) return kind;
  Relations relations;
  auto status = ReadXml(archive, "xl/_rels/workbook.xml.rels", relations);
  Book book;
  if (status.ok()) {
    Sheets sheets(relations, book);
    status = ReadXml(archive, "xl/workbook.xml", sheets);
  }
  if (status.ok() && !relations.texts.empty()) {
    SharedTexts texts(book);
    status = ReadXml(archive, relations.texts, texts);
  }
  if (status.ok() && !relations.styles.empty()) {
    Styles styles(book);
    status = ReadXml(archive, relations.styles, styles);
  }
  if (!status.ok()) return status;
  if (book.sheets.empty()) return Refused("the workbook has no sheet");
  return book;
}

std::string Unescaped(const std::string& text) {
  constexpr size_t kEscape = 7;  // _x000D_
  std::string plain;
  for (size_t i = 0; i < text.size(); ++i) {
    const std::string_view rest = std::string_view(text).substr(i, kEscape);
    const bool escape = rest.size() == kEscape && rest.starts_with("_x") && rest.back() == '_' &&
                        std::all_of(rest.begin() + 2, rest.end() - 1, absl::ascii_isxdigit);
    const long code = escape ? std::strtol(std::string(rest.substr(2, 4)).c_str(), nullptr, 16) : 0;
    // Programs write so what XML cannot hold, and the underscore of what only looks like it.
    if (escape && code > 0 && code < 0x80) {
      plain += static_cast<char>(code);
      i += kEscape - 1;
    } else {
      plain += text[i];
    }
  }
  return plain;
}

}  // namespace sheaf::cli
