#include "clients/cli/cells.h"
#include "clients/cli/missing.h"
#include "clients/cli/records_file.h"

namespace sheaf::cli {
namespace {

// Without the column: an observation file holds what was observed.
const Words<v1::ObservationKind> kKinds = {{"actual", v1::ACTUAL},
                                           {"estimate", v1::ESTIMATE},
                                           {"forecast", v1::FORECAST},
                                           {"proxy", v1::PROXY},
                                           {"carried_forward", v1::CARRIED_FORWARD}};

const FieldColumns kObservationColumns = {{"parent", "indicator"},
                                          {"period", "year"},
                                          {"missing", "value"},
                                          {"source_ref", "source_line"}};

const FileShape kShape = {.required = {"indicator", "member_state", "year", "value", "unit"},
                          .known = {"indicator", "member_state", "year", "value", "unit", "kind",
                                    "edition", "source", "source_line", "note"}};

v1::Figure ReadFigure(Cells& cells, std::string_view sector) {
  v1::Figure figure;
  figure.set_parent("sectors/" + std::string(sector) + "/series/" + cells.Required("indicator"));
  figure.set_row(static_cast<int64_t>(cells.index()));
  v1::Observation& observation = *figure.mutable_observation();
  observation.set_member_state(cells.Text("member_state"));
  observation.set_period(cells.Text("year"));
  ReadValue(cells, "value", observation);
  observation.set_kind(cells.Word("kind", kKinds, v1::ACTUAL));
  observation.set_unit(cells.Text("unit"));
  observation.set_edition(cells.Text("edition"));
  observation.set_source(cells.Text("source"));
  observation.set_source_ref(cells.Text("source_line"));
  observation.set_note(cells.Text("note"));
  return figure;
}

}  // namespace

const FieldColumns& ObservationColumns() { return kObservationColumns; }
const FileShape& ObservationShape() { return kShape; }

FileRecords<v1::Figure> ReadObservations(const FileTable& table, std::string_view sector,
                                         FileProblems& problems) {
  FileRecords<v1::Figure> file;
  const size_t problems_before = problems.size();
  RequireColumns(table, kShape.required, problems);
  if (problems.size() > problems_before) return file;
  Cells cells(table, kShape.known, problems);
  for (const std::string& column : cells.unknown()) {
    file.notes.push_back("column " + Quoted(column) + " is not known and is left out");
  }
  cells.ForEachRow([&] {
    file.records.push_back(ReadFigure(cells, sector));
    file.lines.push_back(cells.line());
  });
  return file;
}

}  // namespace sheaf::cli
