#include "clients/cli/published_review_file.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "clients/cli/published_reader.h"

namespace sheaf::cli {
namespace {

using Figure = v1::PublishedFigure;

// "line 2537, 2329" of "2537;2329;swp:2323;usd:3606", or of the parts that `key` marks.
std::string LinesIn(const std::vector<std::string>& parts, std::string_view key) {
  std::string lines;
  for (const std::string& part : parts) {
    const size_t colon = part.find(':');
    const std::string_view of =
        colon == std::string::npos ? "" : std::string_view(part).substr(0, colon);
    if (of != key) continue;
    lines +=
        (lines.empty() ? "line " : ", ") + part.substr(colon == std::string::npos ? 0 : colon + 1);
  }
  return lines;
}

// The years of columns "lines_2020", in their order.
std::vector<std::string> YearsOfLines(const FileTable& table) {
  std::vector<std::string> years;
  for (const std::string& column : table.columns) {
    if (!absl::StartsWith(column, "lines_")) continue;
    const std::string year = column.substr(6);
    if (year.size() == 4 && ParseDecimal(year)) years.push_back(year);
  }
  std::sort(years.begin(), years.end());
  return years;
}

constexpr std::pair<const char*, const char*> kClasses[] = {{"pct_completed", "completed"},
                                                            {"pct_in_progress", "in_progress"},
                                                            {"pct_not_started", "not_started"}};

// Lines and shares of an element or a characteristic, on record since the newest year.
void ReadLineShares(PublishedReader& reader, const Figure& about,
                    const std::vector<std::string>& years) {
  const auto parts = reader.cells().List("source_lines");
  for (const std::string& year : years) {
    Figure lines = about;
    lines.set_measure("action_lines");
    lines.set_unit("lines");
    lines.set_period(year);
    lines.set_source_ref(LinesIn(parts, ""));
    reader.SetPrinted("lines_" + year, &lines);
    reader.Add(std::move(lines));
  }
  if (years.empty()) return;
  for (const auto& [column, measure] : kClasses) {
    Figure share = about;
    share.set_measure(measure);
    share.set_unit("%");
    share.set_share_of("action_lines");
    share.set_one_of_a_split(true);
    share.set_period(years.back());
    share.set_source_ref(LinesIn(parts, ""));
    reader.SetPrinted(column, &share);
    reader.Add(std::move(share));
  }
}

// A number of the row whose column names no year.
Figure Counted(PublishedReader& reader, const Figure& about, const char* column,
               const char* measure, const char* unit, std::string_view key) {
  Figure figure = about;
  figure.set_measure(measure);
  figure.set_unit(unit);
  figure.set_source_ref(LinesIn(reader.cells().List("source_lines"), key));
  reader.SetPrinted(column, &figure);
  return figure;
}

std::vector<std::string_view> Known(const std::vector<std::string_view>& columns,
                                    const std::vector<std::string>& lines) {
  std::vector<std::string_view> known = columns;
  known.insert(known.end(), lines.begin(), lines.end());
  return known;
}

std::vector<std::string> LineColumnsOf(const std::vector<std::string>& years) {
  std::vector<std::string> columns;
  for (const std::string& year : years) columns.push_back("lines_" + year);
  return columns;
}

}  // namespace

FileRecords<v1::PublishedFigure> ReadElements(const FileTable& table,
                                              const PublishedDocument& document,
                                              FileProblems& problems) {
  const auto years = YearsOfLines(table);
  const auto lines = LineColumnsOf(years);
  // The last three hold no figure that was printed.
  PublishedReader reader(
      table, document,
      Known({"code", "name", "characteristic", "row_type", "counted_in", "pct_completed",
             "pct_in_progress", "pct_not_started", "project_budget_usd", "source_lines", "note",
             "has_swp", "has_kpis", "whole_number_splits"},
            lines),
      problems);
  return reader.Read([&](PublishedReader& row) {
    Cells& cells = row.cells();
    Figure about = row.About(cells.Required("code"));
    about.set_subject_title(cells.Text("name"));
    about.set_note(cells.Text("note"));
    const std::string group = cells.Text("counted_in");
    if (cells.Text("row_type") != "support") {
      about.set_part_of(group.empty() ? cells.Required("characteristic") : group);
    }
    ReadLineShares(row, about, years);
    about.set_period(document.period);
    row.Add(Counted(row, about, "project_budget_usd", "project_funding", "USD", "usd"));
  });
}

namespace {}  // namespace

FileRecords<v1::PublishedFigure> ReadCharacteristics(const FileTable& table,
                                                     const PublishedDocument& document,
                                                     FileProblems& problems) {
  const auto years = YearsOfLines(table);
  const auto lines = LineColumnsOf(years);
  PublishedReader reader(
      table, document,
      Known({"code", "name", "pct_completed", "pct_in_progress", "pct_not_started",
             "project_budget_usd", "budget_pct", "projects", "strategic_measures", "source_lines"},
            lines),
      problems);
  return reader.Read([&](PublishedReader& row) {
    Figure about = row.About(row.cells().Required("code"));
    about.set_subject_title(row.cells().Text("name"));
    about.set_part_of(std::string(kAllSubjects));
    ReadLineShares(row, about, years);
    row.Add(
        Counted(row, about, "strategic_measures", "strategic_measures", "measures", "measures"));
    about.set_period(document.period);
    row.Add(Counted(row, about, "project_budget_usd", "project_funding", "USD", "usd"));
    row.Add(Counted(row, about, "projects", "projects", "projects", "projects"));
    // Of the money of all.
    Figure share = Counted(row, about, "budget_pct", "project_funding", "%", "usd");
    share.set_share_of("project_funding");
    row.Add(std::move(share));
  });
}

namespace {

// What the rows above a row of funding were.
struct FundingAbove {
  std::vector<std::string> donors;  // ids of donors' totals since the last group
};

void ReadFundingKind(Cells& cells, Figure* figure) {
  const std::string kind = cells.Text("value_kind");
  if (kind == "total" || kind == "group_total") return;
  figure->set_extent(cells.Word("value_kind", FigureExtents(), v1::FIGURE_EXTENT_UNSPECIFIED));
}

std::string RemarkOf(Cells& cells) {
  const std::string verb = cells.Text("verb_used");
  const std::string note = cells.Text("note");
  if (verb.empty()) return note;
  return "The source's word: " + verb + (note.empty() ? "." : ". " + note);
}

// "Japan" of "Japan (JAIF, JICA)".
std::string WithoutBrackets(const std::string& text) {
  return std::string(Trimmed(std::string_view(text).substr(0, text.find(" ("))));
}

Figure FundingOf(PublishedReader& row) {
  Cells& cells = row.cells();
  const std::string scope = cells.Required("scope");
  const std::string donor = cells.Text("donor");
  Figure figure = row.About(!donor.empty()   ? WithoutBrackets(donor)
                            : scope == "ALL" ? std::string(kAllSubjects)
                                             : scope);
  if (donor.empty() && scope != "ALL") figure.set_part_of(std::string(kAllSubjects));
  if (!donor.empty()) figure.set_subject_title(donor);
  figure.set_period(cells.Text("year"));
  figure.set_note(RemarkOf(cells));
  ReadFundingKind(cells, &figure);
  const std::string line = cells.Text("source_line");
  if (!line.empty()) figure.set_source_ref("line " + line);
  return figure;
}

// The row that holds the total of all, of which shares are; "" where there is none.
std::string TotalIn(const FileTable& table, FileProblems& problems) {
  std::string total;
  FileProblems unused = problems;
  Cells cells(table, {}, unused);
  cells.ForEachRow([&] {
    if (cells.Text("value_kind") == "total" && cells.Text("scope") == "ALL" &&
        cells.IsBlank("donor")) {
      total = cells.Text("record_id");
    }
  });
  return total;
}

void ReadFundingRow(PublishedReader& row, const std::string& total, FundingAbove* above) {
  Cells& cells = row.cells();
  const std::string id = cells.Required("record_id");
  const Figure about = FundingOf(row);
  Figure funding = about;
  funding.set_measure("project_funding");
  funding.set_unit("USD million");
  row.SetPrinted("usd_million", &funding);
  if (cells.Text("value_kind") == "group_total") {
    v1::Derivation& sum = *funding.mutable_derivation();
    sum.set_kind(v1::Derivation::SUM);
    for (const std::string& donor : above->donors) sum.add_operands(donor);
    above->donors.clear();
  } else if (!cells.IsBlank("donor") && cells.Text("value_kind") == "total") {
    above->donors.push_back(id);
  }
  row.Add(std::move(funding), id);
  if (!cells.IsBlank("projects")) {
    Figure projects = about;
    projects.set_measure("projects");
    projects.set_unit("projects");
    row.SetPrinted("projects", &projects);
    row.Add(std::move(projects), id + ".projects");
  }
  if (cells.IsBlank("share_pct")) return;
  Figure share = about;
  share.set_measure("project_funding_of_all");
  share.set_unit("%");
  row.SetPrinted("share_pct", &share);
  if (!total.empty()) {
    share.mutable_derivation()->set_kind(v1::Derivation::RATIO);
    share.mutable_derivation()->add_operands(id);
    share.mutable_derivation()->add_operands(total);
  }
  row.Add(std::move(share), id + ".share");
}

}  // namespace

FileRecords<v1::PublishedFigure> ReadProjectFunding(const FileTable& table,
                                                    const PublishedDocument& document,
                                                    FileProblems& problems) {
  PublishedReader reader(
      table, document,
      {"record_id", "dimension", "scope", "year", "donor", "value_kind", "usd_million", "projects",
       "share_pct", "verb_used", "source_line", "note"},
      problems);
  const std::string total = TotalIn(table, problems);
  FundingAbove above;
  return reader.Read([&](PublishedReader& row) { ReadFundingRow(row, total, &above); });
}

namespace {

// Which statuses there are: their record ids.
std::vector<std::string> StatusesIn(const FileTable& table, FileProblems& problems) {
  std::vector<std::string> ids;
  FileProblems unused = problems;
  Cells cells(table, {}, unused);
  cells.ForEachRow([&] {
    if (cells.Text("record_type") == "status") ids.push_back(cells.Text("record_id"));
  });
  return ids;
}

// One number of a status: "projects_completed", or of the total "projects".
Figure StatusNumber(PublishedReader& row, const char* column, const std::string& what,
                    const char* of_total, const char* unit) {
  Cells& cells = row.cells();
  const std::string type = cells.Text("record_type");
  // "in appraisal" of "in appraisal, filed in 2024".
  std::string status = cells.Text("status");
  if (type == "subset") status = status.substr(0, status.find(','));
  Figure figure = row.About(std::string(kAllSubjects));
  figure.set_measure(type == "total" ? of_total : what + "_" + Slug(status, '_'));
  figure.set_unit(unit);
  if (type == "subset") figure.set_extent(v1::SUBSET);
  if (type == "alternative_reading") figure.set_extent(v1::ALTERNATIVE);
  figure.set_note(cells.Text("note"));
  std::vector<std::string> lines = cells.List("source_line");
  figure.set_source_ref(LinesIn(lines, ""));
  row.SetPrinted(column, &figure);
  return figure;
}

void AddShareOfStatus(PublishedReader& row, Figure number, const char* column, const char* share_of,
                      const std::string& id) {
  number.set_unit("%");
  number.set_share_of(share_of);
  number.set_one_of_a_split(true);
  number.clear_missing();
  row.SetPrinted(column, &number);
  row.Add(std::move(number), id);
}

void ReadStatusRow(PublishedReader& row, const std::vector<std::string>& statuses,
                   const PublishedDocument& document) {
  Cells& cells = row.cells();
  const std::string id = cells.Required("record_id");
  const std::string type = cells.Required("record_type");
  const auto read = [&](const char* column, const char* what, const char* of_total,
                        const char* unit, const std::string& suffix) {
    Figure figure = StatusNumber(row, column, what, of_total, unit);
    figure.set_period(document.period);
    if (type == "total") {
      figure.mutable_derivation()->set_kind(v1::Derivation::SUM);
      for (const std::string& status : statuses) {
        figure.mutable_derivation()->add_operands(status + suffix);
      }
    }
    // Of a part or another reading only what is printed is said.
    const bool said = type == "status" || type == "total" || !figure.printed().empty();
    if (said) row.Add(figure, id + suffix);
    return figure;
  };
  const Figure projects = read("projects", "projects", "projects", "projects", "");
  const Figure money = read("usd_million", "funding", "project_funding", "USD million", ".usd");
  if (type != "status") return;
  AddShareOfStatus(row, projects, "projects_pct", "projects", id + ".share");
  AddShareOfStatus(row, money, "usd_pct", "project_funding", id + ".usd.share");
}

}  // namespace

FileRecords<v1::PublishedFigure> ReadProjectStatuses(const FileTable& table,
                                                     const PublishedDocument& document,
                                                     FileProblems& problems) {
  PublishedReader reader(table, document,
                         {"record_id", "record_type", "status", "projects", "projects_pct",
                          "usd_million", "usd_pct", "source_line", "note"},
                         problems);
  const auto statuses = StatusesIn(table, problems);
  return reader.Read([&](PublishedReader& row) { ReadStatusRow(row, statuses, document); });
}

namespace {

void ReadDynamicRow(PublishedReader& row) {
  Cells& cells = row.cells();
  Figure about = row.About(std::string(kAllSubjects));
  about.set_period(cells.Required("year"));
  about.set_extent(v1::ANNUAL);
  const std::string line = cells.Text("source_line");
  if (!line.empty()) about.set_source_ref("line " + line);
  about.set_unit("projects");
  const auto add = [&](const char* column, const char* measure, Figure figure) {
    figure.set_measure(measure);
    row.SetPrinted(column, &figure);
    row.Add(std::move(figure));
  };
  Figure dynamic = about;
  dynamic.mutable_derivation()->set_kind(v1::Derivation::SUM);
  for (const char* kind :
       {"sustainability_projects", "innovation_projects", "capacity_building_projects"}) {
    add(kind, kind, about);
    dynamic.mutable_derivation()->add_operands(std::string(kAllSubjects) + "." + kind + "." +
                                               about.period());
  }
  add("dynamic_projects", "dynamic_projects", std::move(dynamic));
  add("all_projects", "projects", about);
  Figure share = about;
  share.set_unit("%");
  share.set_share_of("projects");
  add("dynamic_pct_printed", "dynamic_projects", std::move(share));
}

}  // namespace

FileRecords<v1::PublishedFigure> ReadDynamicProjects(const FileTable& table,
                                                     const PublishedDocument& document,
                                                     FileProblems& problems) {
  PublishedReader reader(
      table, document,
      {"year", "sustainability_projects", "innovation_projects", "capacity_building_projects",
       "dynamic_projects", "all_projects", "dynamic_pct_printed", "source_line"},
      problems);
  return reader.Read(ReadDynamicRow);
}

}  // namespace sheaf::cli
