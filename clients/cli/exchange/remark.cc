#include "clients/cli/exchange/remark.h"

#include <utility>

namespace sheaf::cli::exchange {
namespace {

struct Part {
  std::string_view beginning;
  std::string Remark::*value;
};
constexpr Part kParts[] = {{"Edition: ", &Remark::edition},
                           {"Source: ", &Remark::source},
                           {"Printed at: ", &Remark::source_ref},
                           {"Unit: ", &Remark::unit}};

}  // namespace

std::string RemarkText(const Remark& remark) {
  std::string text;
  const auto add = [&text](const std::string& line) {
    if (!text.empty()) text += "\n";
    text += line;
  };
  for (const Part& part : kParts) {
    if (!(remark.*part.value).empty()) add(std::string(part.beginning) + remark.*part.value);
  }
  if (!remark.note.empty()) add(remark.note);
  return text;
}

Remark ParseRemark(std::string_view text) {
  Remark remark;
  for (const Part& part : kParts) {
    if (text.substr(0, part.beginning.size()) != part.beginning) continue;
    const size_t end = text.find('\n');
    remark.*part.value = std::string(text.substr(0, end).substr(part.beginning.size()));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  remark.note = std::string(text);
  return remark;
}

bool IsReadBack(const Remark& remark) { return ParseRemark(RemarkText(remark)) == remark; }

}  // namespace sheaf::cli::exchange
