// Building documents: short words for the blocks of sheaf/v1/document.proto. The core lays its own
// reports out with the same words.
//
//   Section section = MakeSection("treaties", "Treaties", "transport");
//   AddParagraph(&section, "One row an instrument.");
//   TableLayout table(AddTable(&section, "Treaty matrix"));
//   table.Column("instrument", "Instrument").NumberColumn("n", "Ratified by", "member states");
//   table.Row({Text("MAFLPAS"), Count(10)});
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sheaf/v1/document.pb.h"
#include "sheaf/v1/status.pb.h"

namespace sheaf::layout {

v1::Section MakeSection(std::string_view id, std::string_view title, std::string_view sector);

void AddParagraph(v1::Section* section, std::string_view text);
v1::KeyFigures* AddKeyFigures(v1::Section* section);
void AddKeyFigure(v1::KeyFigures* figures, std::string_view label, v1::Cell value,
                  std::string_view detail = "");
v1::Table* AddTable(v1::Section* section, std::string_view title);
v1::Chart* AddChart(v1::Section* section, v1::Chart::Type type, std::string_view title,
                    std::string_view x_title, std::string_view y_title);
v1::Findings* AddFindings(v1::Section* section);

// Cells.
v1::Cell Text(std::string_view text);
v1::Cell Count(int64_t count);
v1::Cell Number(double value);
v1::Cell Number(double value, std::string_view unit, int decimals);
v1::Cell Share(int64_t numerator, int64_t denominator);
v1::Cell Date(std::string_view partial_date);
v1::Cell Missing(v1::MissingReason reason);
v1::Cell Blank();
// The same cell, with a mark, or with the record it comes from.
v1::Cell WithTone(v1::Cell cell, v1::Tone tone);
v1::Cell From(v1::Cell cell, std::string_view record);
v1::Cell WithNote(v1::Cell cell, int note);
// The same figure, said of a period: "27 (2022)".
v1::Cell InPeriod(v1::Cell cell, std::string_view period);

// For people: "In progress". The classes of rule headline-v1.
std::string_view TitleOf(v1::HeadlineClass headline);

// Fills a table. Holds a pointer to it; not thread-safe.
class TableLayout {
 public:
  explicit TableLayout(v1::Table* table) : table_(table) {}
  TableLayout& Column(std::string_view id, std::string_view title);
  TableLayout& NumberColumn(std::string_view id, std::string_view title,
                            std::string_view unit = "");
  // As many cells as columns: anything else is a mistake of the caller and ends the process.
  TableLayout& Row(std::vector<v1::Cell> cells, v1::RowRole role = v1::ROW_ROLE_UNSPECIFIED,
                   int depth = 0);
  // A heading in the first column, the other cells blank.
  TableLayout& Group(std::string_view text);
  // The number under which cells point to the note; the same text gets the same number.
  int Note(std::string_view text);

 private:
  v1::Table* table_;
};

}  // namespace sheaf::layout
