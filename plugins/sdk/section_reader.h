// Reads laid-out sections back as texts, for the tests of sectors.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "sheaf/v1/document.pb.h"

namespace sheaf::plugin {

// "Ratified 2023-12", "6 of 10", "-2.8", "not reported", "" for blank.
std::string TextOf(const sheaf::v1::Cell& cell);

// The cells, by column id, of the first row of any table whose first cell holds `text`; empty for
// none.
std::map<std::string, std::string> RowWith(const sheaf::v1::Section& section,
                                           std::string_view text);

// The key figure under `label`; "" for none.
std::string FigureOf(const sheaf::v1::Section& section, std::string_view label);

// True where a paragraph or a table's note holds `text`.
bool Says(const sheaf::v1::Section& section, std::string_view text);

// True where a table has no row: a document never shows one.
bool HasEmptyTable(const sheaf::v1::Section& section);

}  // namespace sheaf::plugin
