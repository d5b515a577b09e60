#include "server/reports/render/html_text.h"

#include "server/reports/render/plain_text.h"

namespace sheaf::reports {
namespace {

std::string_view Entity(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return "";
  }
}

}  // namespace

std::string Html(std::string_view text) {
  std::string html;
  for (const char c : CleanText(text)) {
    const std::string_view entity = Entity(c);
    if (entity.empty()) {
      html += c;
    } else {
      html += entity;
    }
  }
  return html;
}

std::string Element(std::string_view name, std::string_view text) {
  if (text.empty()) return "";
  std::string html = "<" + std::string(name) + ">" + Html(text) + "</";
  html += name.substr(0, name.find(' '));
  return html + ">";
}

std::string TitleElement(std::string_view name, std::string_view title, std::string_view section) {
  return std::string(name) + (title == section ? " class=\"unseen\"" : "");
}

}  // namespace sheaf::reports
