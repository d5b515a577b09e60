#include "clients/cli/options.h"

#include <algorithm>
#include <charconv>

#include "clients/cli/file_problem.h"
#include "google/protobuf/util/time_util.h"

namespace sheaf::cli {
namespace {

bool IsDay(const std::string& text) {
  constexpr std::string_view kShape = "dddd-dd-dd";
  return text.size() == kShape.size() &&
         std::equal(text.begin(), text.end(), kShape.begin(), [](char c, char shape) {
           return shape == 'd' ? c >= '0' && c <= '9' : c == shape;
         });
}

bool ParseRevision(const std::string& text, v1::AsOf& as_of) {
  int64_t revision = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, revision);
  if (error != std::errc() || stop != end || revision < 0) return false;
  as_of.set_revision(revision);
  return true;
}

}  // namespace

std::string ParseKnownAt(const std::string& text, v1::AsOf& as_of) {
  if (ParseRevision(text, as_of)) return "";
  const std::string time = IsDay(text) ? text + "T23:59:59.999999999Z" : text;
  if (google::protobuf::util::TimeUtil::FromString(time, as_of.mutable_time())) return "";
  return FoundExpected(
      text,
      "a revision such as 12, a time such as 2025-06-30T12:00:00Z, or a day such as "
      "2025-06-30");
}

CLI::Validator Choice(std::vector<std::pair<std::string, int>> words) {
  const auto replace = [words = std::move(words)](std::string& text) {
    std::string expected;
    for (size_t i = 0; i < words.size(); ++i) {
      if (words[i].first == text) {
        text = std::to_string(words[i].second);
        return std::string();
      }
      expected += (i == 0 ? "" : i + 1 < words.size() ? ", " : " or ") + words[i].first;
    }
    return FoundExpected(text, expected);
  };
  return CLI::Validator(replace, "");
}

void AddFile(CLI::App& command, std::string& file, std::string& sheet) {
  command.add_option("file", file, "The file: CSV, an Excel workbook (.xlsx), or JSON lines")
      ->required()
      ->type_name("FILE");
  command
      .add_option("--sheet", sheet,
                  "Of a workbook, the sheet to read; default: the first that has the columns")
      ->type_name("NAME");
}

void AddFormat(CLI::App& command, Format& format) {
  command
      .add_option("-o,--as", format,
                  "Print a table for people; or json, csv, or tsv (csv with tabs) for programs")
      ->transform(Choice({{"table", static_cast<int>(Format::kTable)},
                          {"json", static_cast<int>(Format::kJson)},
                          {"csv", static_cast<int>(Format::kCsv)},
                          {"tsv", static_cast<int>(Format::kTsv)}}))
      ->type_name("table|json|csv|tsv");
}

void AddEffective(CLI::App& command, const char* name, const char* description,
                  const std::function<void(const std::string&)>& set) {
  command
      .add_option_function<std::string>(
          name,
          [name, set](const std::string& text) {
            if (IsDay(text)) return set(text);
            throw CLI::ValidationError(name,
                                       FoundExpected(text, "a whole date such as 2024-12-31"));
          },
          description)
      ->type_name("DATE");
}

void AddClocks(CLI::App& command, v1::AsOf& as_of) {
  command
      .add_option_function<std::string>(
          "--as-of",
          [&as_of](const std::string& text) {
            const std::string error = ParseKnownAt(text, as_of);
            if (!error.empty()) throw CLI::ValidationError("--as-of", error);
          },
          "What was known then: a revision (12), a time (2025-06-30T12:00:00Z), or the end of a "
          "day (2025-06-30, UTC); default: now")
      ->type_name("REV|TIME");
  AddEffective(command, "--effective",
               "Only facts about this day or earlier (2024-12-31); default: the day of --as-of, "
               "else today",
               [&as_of](const std::string& day) { as_of.set_effective_date(day); });
}

void AddExamples(CLI::App& command, const std::string& examples) { command.footer(examples); }

}  // namespace sheaf::cli
