// Reads XML as it comes, without keeping it: elements and texts are handed over one by one. What no
// program writes into a workbook is refused: a DOCTYPE (and so every entity of one's own), or
// elements nested without end.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "clients/cli/workbook/archive.h"

namespace sheaf::cli {

// The attributes of one element, for the time of the call.
class XmlAttributes {
 public:
  explicit XmlAttributes(const char** pairs) : pairs_(pairs) {}
  // By its name without prefix; empty where there is none.
  std::string_view Get(std::string_view name) const;

 private:
  const char** pairs_;
};

// Names come without prefix.
class XmlHandler {
 public:
  virtual ~XmlHandler() = default;
  virtual void Start(std::string_view name, const XmlAttributes& attributes) = 0;
  virtual void End(std::string_view name) = 0;
  // In pieces.
  virtual void Text(std::string_view piece) = 0;

  // Ends the reading, with this as its error; or, where it is OK, as if nothing came behind.
  void Stop(absl::Status status);
  bool stopped() const { return stopped_; }
  const absl::Status& status() const { return status_; }

 private:
  bool stopped_ = false;
  absl::Status status_;
};

// Errors are sentences for people.
absl::Status ReadXml(Archive& archive, const std::string& part, XmlHandler& handler);

}  // namespace sheaf::cli
