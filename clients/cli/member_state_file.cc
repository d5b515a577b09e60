#include "clients/cli/cells.h"
#include "clients/cli/records_file.h"

namespace sheaf::cli {
namespace {

const Words<bool> kYesOrNo = {{"yes", true}, {"no", false}};
// Each a column of yes and no, and the id of the group.
constexpr std::string_view kGroups[] = {"asean6", "clmv"};

const FieldColumns kMemberStateColumns = {{"name", "iso3"},
                                          {"title", "name"},
                                          {"short_title", "asean_short_name"},
                                          {"source", "provenance"}};

const FileShape kShape = {.required = {"iso3", "name", "joined"},
                          .known = {"iso3", "iso2", "name", "asean_short_name", "joined", "left",
                                    "asean6", "clmv", "provenance", "note"}};

v1::MemberState ReadMemberState(Cells& cells) {
  v1::MemberState state;
  state.set_name("memberStates/" + cells.Required("iso3"));
  state.set_iso2(cells.Text("iso2"));
  state.set_title(cells.Required("name"));
  state.set_short_title(cells.Text("asean_short_name"));
  state.set_joined(cells.Required("joined"));
  state.set_left(cells.Text("left"));
  for (const std::string_view group : kGroups) {
    if (cells.Word(group, kYesOrNo, false)) state.add_groups(std::string(group));
  }
  state.set_source(cells.Text("provenance"));
  state.set_note(cells.Text("note"));
  return state;
}

}  // namespace

const FieldColumns& MemberStateColumns() { return kMemberStateColumns; }
const FileShape& MemberStateShape() { return kShape; }

FileRecords<v1::MemberState> ReadMemberStates(const FileTable& table, FileProblems& problems) {
  FileRecords<v1::MemberState> file;
  const size_t problems_before = problems.size();
  RequireColumns(table, kShape.required, problems);
  if (problems.size() > problems_before) return file;
  Cells cells(table, kShape.known, problems);
  for (const std::string& column : cells.unknown()) {
    file.notes.push_back("column " + Quoted(column) + " is not known and is left out");
  }
  cells.ForEachRow([&] {
    file.records.push_back(ReadMemberState(cells));
    file.lines.push_back(cells.line());
  });
  return file;
}

}  // namespace sheaf::cli
