#include "clients/cpp/signed_lines.h"

#include <algorithm>
#include <charconv>

namespace sheaf::client {

std::string LineOf(std::string_view key, std::string_view value) {
  std::string line = std::string(key) + " " + std::string(value);
  std::replace_if(
      line.begin(), line.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
  return line + "\n";
}

std::string LineReader::Text(std::string_view key) {
  const std::string_view line = Line();
  const bool fits =
      line.size() > key.size() && line.substr(0, key.size()) == key && line[key.size()] == ' ';
  if (status_.ok() && !fits) Fail(key);
  return status_.ok() ? std::string(line.substr(key.size() + 1)) : "";
}

int64_t LineReader::Number(std::string_view key) { return Parse(Text(key), key); }

std::string_view LineReader::NumberedLine(int64_t* number) {
  const std::string_view line = Line();
  const size_t blank = std::min(line.find(' '), line.size());
  *number = Parse(line.substr(0, blank), "a row's number");
  return status_.ok() ? line.substr(std::min(blank + 1, line.size())) : std::string_view();
}

absl::Status LineReader::Finish() {
  if (status_.ok() && !rest_.empty()) Fail("the end");
  return status_;
}

std::string_view LineReader::Line() {
  ++line_;
  const size_t end = rest_.find('\n');
  if (end == std::string_view::npos) {
    if (status_.ok()) Fail("another line");
    rest_ = {};
    return {};
  }
  const std::string_view line = rest_.substr(0, end);
  rest_.remove_prefix(end + 1);
  // LineOf never writes one.
  if (status_.ok() && line.find('\r') != std::string_view::npos) {
    Fail("a line without a carriage return");
  }
  return line;
}

int64_t LineReader::Parse(std::string_view digits, std::string_view what) {
  int64_t number = 0;
  const char* const end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, number);
  if (error == std::errc() && stop == end && number >= 0) return number;
  if (status_.ok()) Fail(std::string(what) + " as a number");
  return 0;
}

void LineReader::Fail(std::string_view expected) {
  status_ =
      absl::DataLossError("line " + std::to_string(line_) + ": expected " + std::string(expected));
}

}  // namespace sheaf::client
