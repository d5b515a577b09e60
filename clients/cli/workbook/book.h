// A workbook (XLSX) as far as its tables go: its sheets, texts and formats. Nothing in it is run,
// followed or fetched.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "clients/cli/workbook/archive.h"
#include "clients/cli/workbook/number_format.h"

namespace sheaf::cli {

struct BookSheet {
  std::string name;
  std::string part;
  bool hidden = false;
};

// What all sheets of one workbook share.
struct Book {
  std::vector<BookSheet> sheets;
  // By index.
  std::vector<std::string> texts;
  std::vector<NumberFormat> formats;  // of each style
  bool from_1904 = false;
};

// More texts are refused.
inline constexpr size_t kBookMaxTexts = 4'000'000;

// Refuses, with a sentence: a workbook with macros, with links to other workbooks, an OpenDocument
// or binary one, and one that is damaged.
absl::StatusOr<Book> ReadBook(Archive& archive);

// What `_xHHHH_` in a text of a workbook stands for.
std::string Unescaped(const std::string& text);

}  // namespace sheaf::cli
