// The formats that Sheaf exchanges records in: for each a writer, a reader, and what it cannot
// carry.
//
// Formats know neither server nor command line: a writer makes bytes of PlanRecords, a reader makes
// FileContent of bytes. What a writer does not say is lost comes back the same through its reader.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "clients/cli/exchange/losses.h"
#include "clients/cli/exchange/plan_records.h"

namespace sheaf::cli::exchange {

inline constexpr size_t kFileMaxBytes = 64 << 20;

// What an export says of itself.
struct Publisher {
  // The identifier under which the publisher is registered with IATI, and its name.
  std::string iati_id = "SHEAF";
  std::string name;
};

// Bytes by file name. A format of one file has one entry, whose name is empty.
using Files = std::map<std::string, std::string>;

struct ExchangeFormat {
  // As on the command line: "sdmx-csv".
  std::string_view id;
  // The whole format in a sentence, for people.
  std::string_view description;
  // The files of a format that needs a folder, in the order in which they are read; else empty.
  std::vector<std::string> files;
  // What is lost goes to `losses`.
  Files (*write)(const PlanRecords& records, const Publisher& publisher, Losses& losses) = nullptr;
  // What is wrong goes to the problems of `content`, under `file`, the name that people know it by.
  // `name` is the key in Files, empty for a format of one file.
  void (*read)(const std::string& name, const std::string& file, std::string_view bytes,
               const ReadingScope& scope, FileContent& content) = nullptr;
};

// In the order in which people are told of them.
const std::vector<ExchangeFormat>& Formats();

// Null where there is no such format.
const ExchangeFormat* FindFormat(std::string_view id);

}  // namespace sheaf::cli::exchange
