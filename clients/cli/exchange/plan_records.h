// The plain structure between a plan on the server and the bytes of a format: the contract's
// messages in lists, and of each record where in a file it stands.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "clients/cli/file_problem.h"
#include "clients/cli/records_file.h"
#include "sheaf/v1/manifest.pb.h"
#include "sheaf/v1/member_state.pb.h"
#include "sheaf/v1/observation_service.pb.h"
#include "sheaf/v1/plan.pb.h"
#include "sheaf/v1/update_service.pb.h"

namespace sheaf::cli::exchange {

// All that is known of a plan and of its sector's KPIs. Records bear what clients set, and nothing
// that the server keeps of a version (revision, commit time, etag, actor, review):
// WithoutServerFields.
struct PlanRecords {
  // `name` is empty where a file says nothing of the plan itself.
  v1::Plan plan;
  // In the order of the plan.
  std::vector<v1::Line> lines;
  // In the order of recording. `update.name` is empty where the id is the digest of the content.
  std::vector<v1::LineUpdate> updates;
  // Baselines, then targets in the order in which they supersede each other, then observations.
  std::vector<v1::Figure> figures;
  std::vector<v1::MemberState> member_states;

  // Beside the records, for formats that show more than they carry. The KPI definitions are the
  // manifest's; empty for a plan without a sector.
  v1::SectorManifest manifest;
  // The present state of each line by its code, as the server counts it; a line without a report is
  // not in it.
  std::map<std::string, v1::CanonicalState, std::less<>> states;
};

// Where a record stands, so that somebody finds it.
struct Place {
  // Empty: the file that was named on the command line.
  std::string file;
  // The physical line; 0 where it is not known.
  int64_t row = 0;
  // The element, in the format's own terms ("updates[3]", "iati-activity[2]/result[1]"); may be
  // empty.
  std::string element;
  // How the fields of the contract are called in the file; null: as in the contract. Of static
  // lifetime.
  const FieldColumns* columns = nullptr;
};

// What a file says.
struct FileContent {
  PlanRecords records;
  // Parallel to the lists of `records`.
  std::vector<Place> line_places, update_places, figure_places, member_state_places;
  Place plan_place;
  // Of each update its place among all, where a file has them in another order; empty else.
  std::vector<double> update_ordinals;
  // What is wrong, by file.
  std::map<std::string, FileProblems> problems;
  // What was taken but deserves a look, and what could not be read.
  std::vector<std::string> notes;
};

// What a reader has to know besides the bytes.
struct ReadingScope {
  // The plan that is meant, where a file names none or should be taken as another; may be empty.
  std::string plan;
  // Whose KPIs are meant, where a file names no sector; may be empty.
  std::string sector;
  // Of that sector; empty where there is none.
  v1::SectorManifest manifest;
  // Those that the server knows, for codes of two letters.
  std::vector<v1::MemberState> member_states;
};

// Clears what only the server sets: every field from 20 on, a line's place, and that it vanished.
void WithoutServerFields(google::protobuf::Message& record);

// "EN-APG-001" for "plans/energy/lines/EN-APG-001", 3 being the third collection or id from 0.
std::string_view PartOfName(std::string_view name, int part);

// The definition that `manifest` gives of the KPI with this code or indicator name; null where
// there is none.
const v1::KpiDefinition* FindKpi(const v1::SectorManifest& manifest, std::string_view code);

// Where figures of `code` stand: "sectors/energy/kpis/EN-K-01", or the series of that name where
// the manifest has no such KPI.
std::string FigureParent(const std::string& sector, const v1::SectorManifest& manifest,
                         std::string_view code);

}  // namespace sheaf::cli::exchange
