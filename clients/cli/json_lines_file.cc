#include "clients/cli/json_lines_file.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

#include "clients/cli/cells.h"
#include "clients/cli/utf8.h"
#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"
#include "proto/values/number.h"

namespace sheaf::cli {
namespace {

using google::protobuf::Struct;
using google::protobuf::Value;

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
// Beyond it not every whole number is one that a JSON number can be.
constexpr double kMostExact = 9007199254740992.0;

std::string_view WithoutMark(std::string_view text) {
  if (text.substr(0, kByteOrderMark.size()) == kByteOrderMark) {
    text.remove_prefix(kByteOrderMark.size());
  }
  return text;
}

// One file. Rows are kept by column until all columns are known.
class Reader {
 public:
  explicit Reader(FileProblems& problems) : problems_(problems) {}

  FileTable Read(std::string_view text) {
    while (!text.empty() && Fits()) {
      ++line_;
      const size_t end = std::min(text.find('\n'), text.size());
      TakeLine(text.substr(0, end));
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    for (FileRow& row : table_.rows) row.cells.resize(table_.columns.size());
    return std::move(table_);
  }

 private:
  bool Fits() {
    if (table_.rows.size() * table_.columns.size() <= kTableMaxCells) return true;
    problems_.Add(line_, "",
                  "the file holds more than " + std::to_string(kTableMaxCells) +
                      " cells; cut it into several");
    return false;
  }

  void TakeLine(std::string_view line) {
    if (Trimmed(line).empty()) return;
    Struct object;
    // Protobuf would repair it, and say nothing.
    if (FirstInvalidUtf8(line) != std::string_view::npos) {
      problems_.Add(line_, "", "the line is not UTF-8");
      return;
    }
    const auto status = google::protobuf::util::JsonStringToMessage(
        google::protobuf::StringPiece(line.data(), line.size()), &object);
    if (!status.ok()) return SayWhy(line, std::string(status.message()));
    table_.rows.push_back({line_, std::vector<std::string>(table_.columns.size())});
    const std::map<std::string, Value> fields(object.fields().begin(), object.fields().end());
    for (const auto& [key, value] : fields) TakeValue(key, value);
  }

  void SayWhy(std::string_view line, const std::string& reason) {
    const char first = Trimmed(line).front();
    problems_.Add(line_, "",
                  first == '{'
                      ? "found JSON that cannot be read (" + reason.substr(0, reason.find('\n')) +
                            "), expected one object on the line, whole"
                      : FoundExpected(line,
                                      "JSON lines: one object on each line, such as "
                                      "{\"line_code\": \"EN-1\"}"));
  }

  void TakeValue(const std::string& key, const Value& value) {
    const auto [place, is_new] = places_.try_emplace(key, table_.columns.size());
    std::vector<std::string>& cells = table_.rows.back().cells;
    if (is_new) {
      table_.columns.push_back(key);
      cells.resize(table_.columns.size());
    }
    cells[place->second] = TextOf(key, value);
  }

  std::string TextOf(const std::string& key, const Value& value) {
    switch (value.kind_case()) {
      case Value::kStringValue:
        return CheckedText(key, value.string_value());
      case Value::kNumberValue:
        return NumberText(key, value.number_value());
      case Value::kBoolValue:
        return value.bool_value() ? "true" : "false";
      case Value::kListValue:
        return ListText(key, value.list_value());
      case Value::kStructValue:
        problems_.Add(line_, key, "found an object, expected a text or a number");
        return "";
      default:
        return "";
    }
  }

  std::string CheckedText(const std::string& key, const std::string& text) {
    if (text.size() > kCellMaxBytes || text.find('\0') != std::string::npos) {
      problems_.Add(
          line_, key,
          "a text with a NUL in it, or of more than " + std::to_string(kCellMaxBytes) + " bytes");
      return "";
    }
    return text;
  }

  std::string NumberText(const std::string& key, double number) {
    if (std::isfinite(number) && std::abs(number) < kMostExact) return FormatNumber(number);
    problems_.Add(line_, key,
                  "found a number of more than 15 digits, which programs do not keep; write it as "
                  "a text, in quotation marks");
    return "";
  }

  std::string ListText(const std::string& key, const google::protobuf::ListValue& list) {
    std::string text;
    for (const Value& item : list.values()) {
      if (item.kind_case() != Value::kStringValue ||
          item.string_value().find(';') != std::string::npos) {
        problems_.Add(line_, key, "found a list, expected one of texts without ';' in them");
        return "";
      }
      text += (text.empty() ? "" : "; ") + item.string_value();
    }
    return CheckedText(key, text);
  }

  FileProblems& problems_;
  FileTable table_;
  std::map<std::string, size_t> places_;
  int64_t line_ = 0;
};

}  // namespace

bool LooksLikeJson(std::string_view text) {
  text = WithoutMark(text);
  const size_t first = text.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && (text[first] == '{' || text[first] == '[');
}

FileTable ParseJsonLines(std::string_view text, FileProblems& problems) {
  const size_t problems_before = problems.size();
  FileTable table = Reader(problems).Read(WithoutMark(text));
  if (table.rows.empty() && problems.size() == problems_before) {
    problems.Add(0, "", "the file is empty; expected one JSON object on each line");
  }
  return table;
}

}  // namespace sheaf::cli
