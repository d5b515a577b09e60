#include "clients/cli/published_reader.h"

#include "absl/strings/ascii.h"

namespace sheaf::cli {
namespace {

constexpr size_t kMostOfSource = 50;

// What an id may hold of `text`, its case kept: "M-E" of "M&E".
std::string IdPart(std::string_view text) {
  std::string part;
  for (const char c : text) {
    part += absl::ascii_isalnum(c) || c == '.' || c == '_' || c == '-' ? c : '-';
  }
  return part;
}

std::string OwnId(const v1::PublishedFigure& figure) {
  std::string id = IdPart(figure.subject()) + "." + figure.measure();
  if (!figure.period().empty()) id += "." + figure.period();
  return figure.share_of().empty() ? id : id + ".share";
}

std::string FullId(const v1::PublishedFigure& figure, const std::string& id) {
  return IdPrefixOf(figure.source(), figure.source_date()) + id;
}

}  // namespace

const Words<v1::FigureExtent>& FigureExtents() {
  static const auto* const extents =
      new Words<v1::FigureExtent>{{"annual", v1::ANNUAL},
                                  {"cumulative", v1::CUMULATIVE},
                                  {"annual_or_cumulative", v1::ANNUAL_OR_CUMULATIVE},
                                  {"subset", v1::SUBSET},
                                  {"alternative", v1::ALTERNATIVE}};
  return *extents;
}

FileRecords<v1::PublishedFigure> PublishedReader::Read(
    const std::function<void(PublishedReader&)>& read) {
  for (const std::string& column : cells_.unknown()) {
    file_.notes.push_back("column " + Quoted(column) + " is not known and is left out");
  }
  cells_.ForEachRow([&] { read(*this); });
  return std::move(file_);
}

v1::PublishedFigure PublishedReader::About(const std::string& subject) const {
  v1::PublishedFigure figure;
  figure.set_source(document_.source);
  figure.set_source_date(document_.source_date);
  figure.set_subject(subject);
  const auto plan = document_.plans.find(subject);
  if (plan != document_.plans.end()) figure.set_plan(plan->second);
  return figure;
}

void PublishedReader::SetPrinted(std::string_view column, v1::PublishedFigure* figure) {
  figure->set_printed(cells_.Text(column));
  if (figure->printed().empty()) figure->set_missing(v1::BLANK);
}

void PublishedReader::Add(v1::PublishedFigure figure, const std::string& id) {
  figure.set_name("publishedFigures/" + FullId(figure, id.empty() ? OwnId(figure) : id));
  for (std::string& operand : *figure.mutable_derivation()->mutable_operands()) {
    operand = FullId(figure, operand);
  }
  if (figure.derivation().operands().empty()) figure.clear_derivation();
  file_.records.push_back(std::move(figure));
  file_.lines.push_back(cells_.line());
}

std::string Slug(std::string_view text, char separator) {
  std::string slug;
  for (const char c : text) {
    if (absl::ascii_isalnum(c)) {
      slug += absl::ascii_tolower(c);
    } else if (!slug.empty() && slug.back() != separator) {
      slug += separator;
    }
  }
  while (!slug.empty() && slug.back() == separator) slug.pop_back();
  return slug;
}

std::string IdPrefixOf(std::string_view source, std::string_view source_date) {
  std::string slug = Slug(source, '-').substr(0, kMostOfSource);
  return slug + "-" + Slug(source_date, '-') + ".";
}

}  // namespace sheaf::cli
