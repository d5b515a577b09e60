// The same report made by two versions of the code: which of its figures differ.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "clients/cli/table.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "sheaf/v1/document.pb.h"

namespace sheaf::cli {

// A figure that is not the same in both, by where it stands. Empty where a document has none there.
struct FigureDifference {
  std::string section;
  std::string table;  // title of the table or chart, or "" for key figures
  std::string row;
  std::string column;
  std::string stored;
  std::string now;
};

struct CodeComparison {
  size_t figures = 0;  // that at least one of the two has
  std::vector<FigureDifference> differences;
};

// Figures are matched by section, table, row and column; texts around them are not compared.
CodeComparison CompareFigures(const v1::Document& stored, const v1::Document& now);

// "Stored: sheafd 0.1.0; energy plugin 1.0.0 (SHA-256 ab12...)".
std::string ProgramsText(const google::protobuf::RepeatedPtrField<v1::Producer>& producers);

// "214 figures compared: 2 differ."
std::string ComparisonText(const CodeComparison& comparison);

Table ComparisonTable(const CodeComparison& comparison);

}  // namespace sheaf::cli
