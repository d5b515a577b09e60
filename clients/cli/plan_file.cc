#include <algorithm>
#include <map>

#include "absl/strings/ascii.h"
#include "clients/cli/cells.h"
#include "clients/cli/records_file.h"

namespace sheaf::cli {
namespace {

const Words<v1::InstrumentType> kInstrumentTypes = {{"binding", v1::BINDING},
                                                    {"non_binding", v1::NON_BINDING}};

constexpr std::string_view kTitleIn = "title_";

const FieldColumns kLineColumns = {{"name", "line_code"}, {"source_ref", "source_line"}};

const FileShape kShape = {.required = {"line_code", "parent_code", "level", "title"},
                          .known = {"line_code", "parent_code", "level", "title", "lead_body",
                                    "instrument_type", "planned_start", "planned_end",
                                    "member_states", "shared_initiative", "tags", "source_line"}};

// The language of a column of titles: "vi" of title_vi, "pt-tl" of title_pt_TL; "" for any other
// column. What is no tag of a language is for the server to refuse.
std::string TitleTag(std::string_view column) {
  if (!column.starts_with(kTitleIn) || column.size() == kTitleIn.size()) return "";
  std::string tag = absl::AsciiStrToLower(std::string(column.substr(kTitleIn.size())));
  std::replace(tag.begin(), tag.end(), '_', '-');
  return tag;
}

v1::Line ReadLine(Cells& cells, std::string_view plan) {
  v1::Line line;
  line.set_name("plans/" + std::string(plan) + "/lines/" + cells.Required("line_code"));
  line.set_parent_code(cells.Text("parent_code"));
  line.set_level(cells.Required("level"));
  line.set_title(cells.Required("title"));
  line.set_lead_body(cells.Text("lead_body"));
  line.set_instrument_type(
      cells.Word("instrument_type", kInstrumentTypes, v1::INSTRUMENT_TYPE_UNSPECIFIED));
  line.set_planned_start(cells.Text("planned_start"));
  line.set_planned_end(cells.Text("planned_end"));
  for (auto& state : cells.List("member_states")) line.add_member_states(std::move(state));
  line.set_shared_initiative(cells.Text("shared_initiative"));
  for (auto& tag : cells.List("tags")) line.add_tags(std::move(tag));
  line.set_source_ref(cells.Text("source_line"));
  for (const std::string& column : cells.unknown()) {
    if (cells.IsBlank(column)) continue;
    const std::string tag = TitleTag(column);
    if (tag.empty()) {
      (*line.mutable_attributes())[column] = cells.Text(column);
    } else {
      (*line.mutable_titles())[tag] = cells.Text(column);
    }
  }
  return line;
}

void RefuseSecond(Cells& cells, std::map<std::string, int64_t>& first_rows) {
  const std::string code = cells.Text("line_code");
  const auto [first, is_new] = first_rows.emplace(code, cells.line());
  if (is_new || code.empty()) return;
  cells.Refuse("line_code", "found " + Quoted(code) + " again, which is on row " +
                                std::to_string(first->second) + "; expected each code once");
}

}  // namespace

const FieldColumns& LineColumns() { return kLineColumns; }
const FileShape& LineShape() { return kShape; }

FileRecords<v1::Line> ReadLines(const FileTable& table, std::string_view plan,
                                FileProblems& problems) {
  FileRecords<v1::Line> file;
  const size_t problems_before = problems.size();
  RequireColumns(table, kShape.required, problems);
  if (problems.size() > problems_before) return file;
  Cells cells(table, kShape.known, problems);
  for (const std::string& column : cells.unknown()) {
    if (!TitleTag(column).empty()) continue;
    file.notes.push_back("column " + Quoted(column) + " is kept as an attribute of the lines");
  }
  std::map<std::string, int64_t> first_rows;
  cells.ForEachRow([&] {
    RefuseSecond(cells, first_rows);
    file.records.push_back(ReadLine(cells, plan));
    file.lines.push_back(cells.line());
  });
  return file;
}

}  // namespace sheaf::cli
