// Lines "key value" in a fixed order: what the files of the spool begin with. Not thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/status.h"

namespace sheaf::client {

// `value` without line ends.
std::string LineOf(std::string_view key, std::string_view value);

// Takes lines off the front of a text. The first one that is not as expected is kept as the error;
// what is asked for after it is empty.
class LineReader {
 public:
  // `text` must outlive it.
  explicit LineReader(std::string_view text) : rest_(text) {}

  // The value of the next line, which must have this key.
  std::string Text(std::string_view key);
  // The same as a number, not below 0.
  int64_t Number(std::string_view key);
  // A line that is a number, a blank, and what is given back.
  std::string_view NumberedLine(int64_t* number);
  // An error where there is more.
  absl::Status Finish();

  const absl::Status& status() const { return status_; }

 private:
  std::string_view Line();
  int64_t Parse(std::string_view digits, std::string_view what);
  void Fail(std::string_view expected);

  std::string_view rest_;
  int64_t line_ = 0;
  absl::Status status_;
};

}  // namespace sheaf::client
