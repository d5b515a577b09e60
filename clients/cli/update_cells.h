// An update as the cells of a file of updates, and where two updates differ in them.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "sheaf/v1/update.pb.h"

namespace sheaf::cli {

// A column and its text.
using UpdateCell = std::pair<std::string, std::string>;

// All columns that say something of an update, in the order of update files, empty ones too; then
// its attributes by their names. Reading them gives the same update, but for blanks around texts
// and for titles of evidence with ";" or "|" in them.
std::vector<UpdateCell> CellsOf(const v1::Update& update);

// A cell whose text changed.
struct CellChange {
  std::string column;
  std::string before;
  std::string after;
};

// The cells that `after` has otherwise than `before`, of those that `columns` has.
std::vector<CellChange> ChangesBetween(const v1::Update& before, const v1::Update& after,
                                       const std::vector<std::string>& columns);

// `held` with the cells of `changes` as `row` has them: what a file has no column for stays.
v1::Update Changed(const v1::Update& held, const v1::Update& row,
                   const std::vector<CellChange>& changes);

}  // namespace sheaf::cli
