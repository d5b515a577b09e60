#include "plugins/sdk/result_cell.h"

#include <cctype>
#include <string>

namespace sheaf::plugin {
namespace {

// "no value is known" as "No value is known."
std::string Sentence(std::string text) {
  text.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(text.front())));
  return text + ".";
}

}  // namespace

sheaf::v1::Cell ResultCell(const formulas::Result& result, int decimals,
                           layout::TableLayout* table) {
  if (result.available()) return layout::Number(result.value(), "", decimals);
  return layout::WithNote(layout::Missing(sheaf::v1::NOT_AVAILABLE),
                          table->Note(Sentence(result.reason())));
}

}  // namespace sheaf::plugin
