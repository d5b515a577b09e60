#include <algorithm>

#include "clients/cli/cells.h"
#include "clients/cli/csv_file.h"
#include "clients/cli/exchange/csv_format.h"

namespace sheaf::cli::exchange {
namespace {

constexpr std::string_view kTitlePrefix = "title_";

// Appends what `read` is to `records`, each with its place.
template <typename Record>
void Append(FileRecords<Record> read, const std::string& file, const FieldColumns& columns,
            std::vector<Record>& records, std::vector<Place>& places, FileContent& content) {
  for (size_t i = 0; i < read.records.size(); ++i) {
    places.push_back({file, read.lines[i], "", &columns});
    records.push_back(std::move(read.records[i]));
  }
  for (const std::string& note : read.notes) content.notes.push_back(file + ": " + note);
}

// Several figures may be of one row: `lines` has the rows.
void AppendFigures(const FileRecords<v1::Figure>& read, const std::string& file,
                   const FieldColumns& columns, FileContent& content) {
  for (v1::Figure figure : read.records) {
    content.figure_places.push_back({file, read.lines[figure.row()], "", &columns});
    figure.clear_row();
    content.records.figures.push_back(std::move(figure));
  }
  for (const std::string& note : read.notes) content.notes.push_back(file + ": " + note);
}

void ReadLevels(Cells& cells, v1::Plan& plan) {
  const auto headings = cells.List("headings");
  for (const std::string& id : cells.List("levels")) {
    v1::PlanLevel& level = *plan.add_levels();
    level.set_id(id);
    level.set_heading(std::find(headings.begin(), headings.end(), id) != headings.end());
  }
}

v1::Plan ReadPlan(Cells& cells) {
  v1::Plan plan;
  plan.set_name("plans/" + cells.Required("plan"));
  plan.set_title(cells.Text("title"));
  plan.set_sector(cells.Text("sector"));
  plan.set_parent_line(cells.Text("parent_line"));
  if (const auto days = cells.Number("silence_accepts_after_days")) {
    const bool whole = *days >= 0 && *days <= 366 && *days == static_cast<int>(*days);
    if (!whole) cells.Unexpected("silence_accepts_after_days", "a whole number of days, 0 to 366");
    if (whole) plan.set_silence_accepts_after_days(static_cast<int>(*days));
  }
  ReadLevels(cells, plan);
  for (const std::string& column : cells.unknown()) {
    if (column.rfind(kTitlePrefix, 0) != 0) {
      cells.Refuse(column, "is no column of plan.csv");
    } else if (!cells.IsBlank(column)) {
      (*plan.mutable_titles())[column.substr(kTitlePrefix.size())] = cells.Text(column);
    }
  }
  return plan;
}

void ReadPlanFile(const FileTable& table, const std::string& file, FileProblems& problems,
                  FileContent& content) {
  RequireColumns(table, {"plan"}, problems);
  if (table.rows.size() > 1) problems.Add(0, "", "plan.csv has one row, that of the plan");
  if (!problems.empty()) return;
  Cells cells(table,
              {"plan", "title", "sector", "parent_line", "silence_accepts_after_days", "levels",
               "headings"},
              problems);
  cells.ForEachRow([&] { content.records.plan = ReadPlan(cells); });
  content.plan_place = {file, 2, ""};
}

std::string PlanOf(const ReadingScope& scope, const FileContent& content) {
  return scope.plan.empty() ? std::string(PartOfName(content.records.plan.name(), 1)) : scope.plan;
}

std::string SectorOf(const ReadingScope& scope, const FileContent& content) {
  return content.records.plan.sector().empty() ? scope.sector : content.records.plan.sector();
}

}  // namespace

const std::vector<std::string>& CsvFiles() {
  static const std::vector<std::string> kFiles = {
      "plan.csv", "member_states.csv", "lines.csv", "updates.csv", "kpis.csv", "observations.csv"};
  return kFiles;
}

void ReadCsvFile(const std::string& name, const std::string& file, std::string_view bytes,
                 const ReadingScope& scope, FileContent& content) {
  FileProblems& problems = content.problems[file];
  const auto table = ParseCsv(bytes, problems);
  if (!problems.empty()) return;
  PlanRecords& records = content.records;
  if (name == "plan.csv") {
    ReadPlanFile(table, file, problems, content);
  } else if (name == "member_states.csv") {
    Append(ReadMemberStates(table, problems), file, MemberStateColumns(), records.member_states,
           content.member_state_places, content);
  } else if (name == "lines.csv") {
    Append(ReadLines(table, PlanOf(scope, content), problems), file, LineColumns(), records.lines,
           content.line_places, content);
  } else if (name == "updates.csv") {
    Append(ReadUpdates(table, problems), file, UpdateColumns(), records.updates,
           content.update_places, content);
  } else if (name == "kpis.csv") {
    AppendFigures(ReadKpis(table, problems), file, KpiColumns(), content);
  } else {
    AppendFigures(ReadObservations(table, SectorOf(scope, content), problems), file,
                  ObservationColumns(), content);
  }
}

}  // namespace sheaf::cli::exchange
