#include "server/reports/render/svg_canvas.h"

#include "proto/values/number.h"
#include "server/reports/render/html_text.h"
#include "server/reports/render/plain_text.h"

namespace sheaf::reports {
namespace {

constexpr double kCharacterWidth = 6.4;

std::string Attribute(std::string_view name, std::string_view value) {
  if (value.empty()) return "";
  return " " + std::string(name) + "=\"" + std::string(value) + "\"";
}

// Whether a byte is not the first one of its code point.
bool IsContinuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

}  // namespace

std::string At(double coordinate) { return FormatFixed(coordinate, 1); }

double TextWidth(std::string_view text) { return kCharacterWidth * DisplayWidth(text); }

std::string Shortened(std::string_view text, double width) {
  std::string line = OneLine(text);
  if (TextWidth(line) <= width) return line;
  while (!line.empty() && TextWidth(line) + kCharacterWidth > width) {
    while (IsContinuation(line.back())) line.pop_back();
    line.pop_back();
  }
  return line + "…";
}

void SvgCanvas::Text(double x, double y, std::string_view anchor, std::string_view text,
                     std::string_view classes) {
  body_ += "<text x=\"" + At(x) + "\" y=\"" + At(y) + "\"" +
           Attribute("text-anchor", anchor == "start" ? "" : anchor) + Attribute("class", classes) +
           ">" + Html(text) + "</text>\n";
}

void SvgCanvas::UprightText(double x, double y, std::string_view text) {
  body_ += "<text transform=\"translate(" + At(x) + " " + At(y) +
           ") rotate(-90)\" text-anchor=\"middle\" class=\"axis-title\">" + Html(text) +
           "</text>\n";
}

void SvgCanvas::Line(double x1, double y1, double x2, double y2, std::string_view classes) {
  body_ += "<line x1=\"" + At(x1) + "\" y1=\"" + At(y1) + "\" x2=\"" + At(x2) + "\" y2=\"" +
           At(y2) + "\"" + Attribute("class", classes) + "/>\n";
}

void SvgCanvas::Rect(double x, double y, double width, double height,
                     const std::string& attributes) {
  body_ += "<rect x=\"" + At(x) + "\" y=\"" + At(y) + "\" width=\"" + At(width) + "\" height=\"" +
           At(height) + "\" " + attributes + "/>\n";
}

void SvgCanvas::Path(const std::string& path, const std::string& attributes) {
  body_ += "<path d=\"" + path + "\" " + attributes + "/>\n";
}

std::string SvgCanvas::Finish(std::string_view name) const {
  return "<svg viewBox=\"0 0 " + At(width_) + " " + At(height_) + "\" role=\"img\" aria-label=\"" +
         Html(name) + "\">\n" + body_ + "</svg>\n";
}

}  // namespace sheaf::reports
