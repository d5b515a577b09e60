// The few shapes that charts are drawn with, as SVG.
#pragma once

#include <string>
#include <string_view>

namespace sheaf::reports {

// A picture in the making, `width` by `height` units from the upper left. Texts are escaped;
// classes and attributes are ours.
class SvgCanvas {
 public:
  SvgCanvas(double width, double height) : width_(width), height_(height) {}

  // `anchor` is "start", "middle" or "end".
  void Text(double x, double y, std::string_view anchor, std::string_view text,
            std::string_view classes = "");
  // Upwards, centred on the point.
  void UprightText(double x, double y, std::string_view text);
  void Line(double x1, double y1, double x2, double y2, std::string_view classes);
  void Rect(double x, double y, double width, double height, const std::string& attributes);
  void Path(const std::string& path, const std::string& attributes);
  void Raw(const std::string& svg) { body_ += svg; }

  // The element, named for those who do not see it.
  std::string Finish(std::string_view name) const;

 private:
  double width_;
  double height_;
  std::string body_;
};

// A coordinate as the file holds it: one decimal, the same on every machine.
std::string At(double coordinate);

// About how wide a text is drawn in a chart. No font is at hand to measure it.
double TextWidth(std::string_view text);

// `text`, or as much of it as is about `width` wide, with an ellipsis.
std::string Shortened(std::string_view text, double width);

}  // namespace sheaf::reports
