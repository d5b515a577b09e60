// A document as an Excel workbook: what it is on the first sheet, then one sheet a section.
#include <string>
#include <vector>

#include "server/base/status.h"
#include "server/reports/render/captions.h"
#include "server/reports/render/plain_text.h"
#include "server/reports/render/render.h"
#include "server/reports/render/xlsx_file.h"
#include "server/reports/render/xlsx_section.h"
#include "server/reports/render/xlsx_sheet.h"
#include "server/reports/render/xlsx_text.h"

namespace sheaf::reports {
namespace {

using Kind = XlsxStyle::Kind;

constexpr double kLabelWidth = 32;
constexpr double kTextWidth = 125;

constexpr const char* kHowToRead =
    "Counts stand in cells of their own and can be added up; a percentage is made of the count "
    "beside it and of \"Out of\", and is never to be added or averaged. A word in italics says why "
    "there is no value. Small raised figures point to the notes under a table.";

absl::Status TooLarge() {
  return Refusal(absl::StatusCode::kResourceExhausted, "TOO_LARGE_FOR_WORKBOOK",
                 "the report is larger than a sheet of a workbook can be (1,048,576 rows, 16,384 "
                 "columns); take CSV, or a format of the report that lists less");
}

void Heading(std::string_view text, XlsxSheet* sheet) {
  sheet->Skip(1);
  sheet->WriteText(0, text, {.kind = Kind::kHeading});
  sheet->EndRow();
}

void LabelledText(std::string_view label, std::string_view text, XlsxSheet* sheet) {
  sheet->WriteText(0, OneLine(label), {.kind = Kind::kLabel});
  XlsxStyle style{.kind = Kind::kParagraph};
  style.wrapped = true;
  sheet->WriteText(1, OneLine(text), style);
  sheet->EndRow();
}

// The name of a sheet as a link to it, and the whole title beside it.
void LinkTo(const std::string& name, const std::string& title, XlsxStyles* styles,
            XlsxSheet* sheet) {
  const std::string target = "internal:'" + name + "'!A1";
  XlsxStyle style{.kind = Kind::kLink};
  worksheet_write_url_opt(sheet->sheet(), static_cast<lxw_row_t>(sheet->row()), 0, target.c_str(),
                          styles->Of(style), name.c_str(), nullptr);
  if (OneLine(title) != name) sheet->WriteText(1, OneLine(title), {.kind = Kind::kParagraph});
  sheet->EndRow();
}

void WriteContents(const v1::Document& document, const std::vector<std::string>& names,
                   XlsxStyles* styles, XlsxSheet* sheet) {
  if (names.empty()) return;
  Heading("Sheets", sheet);
  for (int i = 0; i < document.sections_size(); ++i) {
    LinkTo(names[i], document.sections(i).title(), styles, sheet);
  }
}

// What tells a program from another version of it, and whether the revision knew it.
std::string OriginText(const v1::Producer& producer) {
  std::string text = producer.digest().empty() ? "" : "SHA-256 " + producer.digest();
  const std::string then = InForceText(producer);
  if (then.empty()) return text;
  text += (text.empty() ? "" : "; ") + then;
  if (!producer.in_force_digest().empty()) text += ", SHA-256 " + producer.in_force_digest();
  return text;
}

void WriteRulesAndPrograms(const v1::Document& document, XlsxSheet* sheet) {
  if (!document.rules().empty()) Heading("Rules it was counted by", sheet);
  for (const v1::Rule& rule : document.rules()) LabelledText(rule.id(), rule.text(), sheet);
  if (!document.producers().empty()) Heading("Programs it was made by", sheet);
  for (const v1::Producer& producer : document.producers()) {
    LabelledText(ProducerText(producer), OriginText(producer), sheet);
  }
}

void WriteFirstSheet(const v1::Document& document, const std::vector<std::string>& names,
                     XlsxStyles* styles, XlsxSheet* sheet) {
  sheet->Widen(0, kLabelWidth, kLabelWidth);
  sheet->Widen(1, kTextWidth, kTextWidth);
  sheet->SetWidths();
  SetPage(document, sheet);
  sheet->WriteText(0, OneLine(document.title()), {.kind = Kind::kTitle});
  sheet->EndRow();
  if (!document.subtitle().empty()) {
    sheet->WriteText(0, OneLine(document.subtitle()), {.kind = Kind::kSubtitle});
    sheet->EndRow();
  }
  sheet->Skip(1);
  LabelledText("Known at", KnownAtText(document.clocks()), sheet);
  LabelledText("Effective", EffectiveText(document.clocks()), sheet);
  if (const std::string counts = CountsText(document.counts()); !counts.empty()) {
    LabelledText("Counts", counts, sheet);
  }
  LabelledText("How to read it", kHowToRead, sheet);
  WriteContents(document, names, styles, sheet);
  WriteRulesAndPrograms(document, sheet);
}

absl::Status WriteSheets(const v1::Document& document, lxw_workbook* workbook) {
  XlsxStyles styles(workbook);
  XlsxSheetNames sheet_names;
  XlsxSheet first(workbook, sheet_names.NameFor("About this report"), &styles);
  std::vector<std::string> names;
  for (const v1::Section& section : document.sections()) {
    names.push_back(sheet_names.NameFor(section.title()));
    XlsxSheet sheet(workbook, names.back(), &styles);
    WriteSection(document, section, &sheet);
    if (!sheet.fits()) return TooLarge();
  }
  WriteFirstSheet(document, names, &styles, &first);
  return first.fits() ? absl::OkStatus() : TooLarge();
}

}  // namespace

absl::StatusOr<Rendered> RenderXlsx(const v1::Document& document) {
  SHEAF_ASSIGN_OR_RETURN(
      XlsxFile file,
      XlsxFile::Create(OneLine(document.title()), document.clocks().commit_time().seconds()));
  SHEAF_RETURN_IF_ERROR(WriteSheets(document, file.workbook()));
  SHEAF_ASSIGN_OR_RETURN(std::string bytes, file.Finish());
  return Rendered{"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                  std::move(bytes)};
}

}  // namespace sheaf::reports
