// The formats of the core, as a table: what each is for, what it is made of, and how it is laid
// out.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "server/reports/material.h"
#include "sheaf/v1/document.pb.h"
#include "sheaf/v1/manifest.pb.h"

namespace sheaf::reports {

struct CoreFormat {
  std::string_view id;  // no sector may declare a format of its own by it (sectors/check_manifest)
  std::string_view title;
  std::string_view description;
  bool of_sector = false;     // of one sector; else across all sectors and plans
  bool counts_only = false;   // made of how many lines are in each class, and of no line
  bool asks_plugins = false;  // holds KPIs, and what plugins compute
  // Counts what is submitted, whatever was asked for: for those who may read that.
  bool of_what_is_submitted = false;
  bool compares = false;         // has another side
  bool of_member_state = false;  // of one, which is asked for
  // The kind of records, beside those of plans and sectors, that it is made of: "rounds".
  std::string_view made_of = {};
  absl::StatusOr<v1::Document> (*lay_out)(const Material& material) = nullptr;
};

// In the order in which lists show them. The first one of a sector, and the first one across
// sectors, is what is meant where no format is named.
std::span<const CoreFormat> CoreFormatTable();

// Null where there is none of that id; "" is the first one.
const CoreFormat* FindCoreFormat(std::string_view id, bool of_sector);

std::vector<std::string> CoreFormatIds(bool of_sector);

// As clients see it.
v1::ReportFormat DescriptionOf(const CoreFormat& format);

}  // namespace sheaf::reports
