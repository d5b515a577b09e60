#include "clients/cli/published_file.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "clients/cli/cells.h"
#include "clients/cli/published_reader.h"
#include "clients/cli/published_review_file.h"

namespace sheaf::cli {
namespace {

using Figure = v1::PublishedFigure;

const Words<v1::MissingReason> kReasons = {{"blank", v1::BLANK},
                                           {"n/a", v1::NOT_AVAILABLE},
                                           {"not available", v1::NOT_AVAILABLE},
                                           {"not applicable", v1::NOT_APPLICABLE},
                                           {"not reported", v1::NOT_REPORTED}};
const Words<bool> kYesNo = {{"yes", true}, {"no", false}};
const Words<v1::Derivation::Kind> kKinds = {{"sum", v1::Derivation::SUM},
                                            {"ratio", v1::Derivation::RATIO},
                                            {"growth_rate", v1::Derivation::GROWTH_RATE},
                                            {"difference", v1::Derivation::DIFFERENCE},
                                            {"period_start", v1::Derivation::PERIOD_START}};

bool Has(const FileTable& table, std::string_view column) {
  return std::find(table.columns.begin(), table.columns.end(), column) != table.columns.end();
}

// "ratio a b" in `column`.
void ReadDerivation(Cells& cells, Figure* figure) {
  const std::string text = cells.Text("derivation");
  std::string_view rest = text;
  bool is_kind = true;
  while (!(rest = Trimmed(rest)).empty()) {
    const size_t end = std::min(rest.find(' '), rest.size());
    const std::string_view word = rest.substr(0, end);
    if (is_kind) {
      const auto kind = std::find_if(kKinds.begin(), kKinds.end(),
                                     [&](const auto& known) { return known.first == word; });
      if (kind == kKinds.end()) {
        return cells.Unexpected("derivation",
                                "sum, ratio, growth_rate, difference or period_start, then the "
                                "ids of figures of this document: ratio a b");
      }
      figure->mutable_derivation()->set_kind(kind->second);
    } else {
      figure->mutable_derivation()->add_operands(std::string(word));
    }
    is_kind = false;
    rest.remove_prefix(end);
  }
}

std::string OrElse(std::string text, const std::string& otherwise) {
  return text.empty() ? otherwise : text;
}

void ReadLongRow(PublishedReader& row, const PublishedDocument& document) {
  Cells& cells = row.cells();
  Figure figure = row.About(cells.Required("subject"));
  figure.set_source(OrElse(cells.Text("source"), document.source));
  figure.set_source_date(OrElse(cells.Text("source_date"), document.source_date));
  figure.set_source_ref(cells.Text("source_ref"));
  figure.set_subject_title(cells.Text("subject_title"));
  figure.set_part_of(cells.Text("part_of"));
  figure.set_measure(cells.Required("measure"));
  figure.set_share_of(cells.Text("share_of"));
  figure.set_one_of_a_split(cells.Word("one_of_a_split", kYesNo, false));
  figure.set_unit(cells.Required("unit"));
  figure.set_period(cells.Text("period"));
  figure.set_extent(cells.Word("extent", FigureExtents(), v1::FIGURE_EXTENT_UNSPECIFIED));
  figure.set_printed(cells.Text("printed"));
  figure.set_missing(cells.Word("missing", kReasons, v1::MISSING_REASON_UNSPECIFIED));
  if (figure.printed().empty() && figure.missing() == 0) figure.set_missing(v1::BLANK);
  ReadDerivation(cells, &figure);
  const std::string plan = cells.Text("plan");
  if (!plan.empty()) figure.set_plan(absl::StartsWith(plan, "plans/") ? plan : "plans/" + plan);
  figure.set_note(cells.Text("note"));
  row.Add(std::move(figure), cells.Text("id"));
}

FileRecords<Figure> ReadLong(const FileTable& table, const PublishedDocument& document,
                             FileProblems& problems) {
  PublishedReader reader(table, document,
                         {"id", "source", "source_date", "source_ref", "subject", "subject_title",
                          "part_of", "measure", "share_of", "one_of_a_split", "unit", "period",
                          "extent", "printed", "missing", "derivation", "plan", "note"},
                         problems);
  return reader.Read([&](PublishedReader& row) { ReadLongRow(row, document); });
}

// Columns that together no other kind of file has.
struct FileKind {
  std::vector<std::string_view> columns;
  FileRecords<Figure> (*read)(const FileTable&, const PublishedDocument&, FileProblems&);
};

const std::vector<FileKind>& FileKinds() {
  static const auto* const kinds = new std::vector<FileKind>{
      {{"subject", "measure", "unit", "printed"}, ReadLong},
      {{"code", "characteristic", "row_type"}, ReadElements},
      {{"code", "budget_pct", "pct_completed"}, ReadCharacteristics},
      {{"record_id", "scope", "value_kind", "usd_million"}, ReadProjectFunding},
      {{"record_id", "record_type", "status", "projects"}, ReadProjectStatuses},
      {{"year", "dynamic_projects", "all_projects"}, ReadDynamicProjects},
  };
  return *kinds;
}

}  // namespace

FileRecords<v1::PublishedFigure> ReadPublished(const FileTable& table,
                                               const PublishedDocument& document,
                                               FileProblems& problems) {
  for (const FileKind& kind : FileKinds()) {
    if (std::all_of(kind.columns.begin(), kind.columns.end(),
                    [&](std::string_view column) { return Has(table, column); })) {
      return kind.read(table, document, problems);
    }
  }
  if (!table.columns.empty()) {
    problems.Add(1, "",
                 "the columns are of no known kind of file; the general form has subject, measure, "
                 "unit and printed, one row a figure (sheaf published import --help)");
  }
  return {};
}

// Of the general form: the other kinds name their columns themselves, and a problem names the
// field.
const FieldColumns& PublishedColumns() {
  static const auto* const columns = new FieldColumns{{"name", "id"}};
  return *columns;
}

}  // namespace sheaf::cli
