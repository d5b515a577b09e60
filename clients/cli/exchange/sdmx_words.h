// The columns of Sheaf's SDMX-CSV and the codes in them: shared by writer and reader.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "sheaf/v1/kpi.pb.h"

namespace sheaf::cli::exchange::sdmx {

// Where each column stands in what is written.
enum class Place {
  kStructure,
  kStructureId,
  kAction,
  kFrequency,
  kArea,
  kIndicator,
  kFigure,
  kVersion,
  kPeriod,
  kValue,
  kStatus,
  kReason,
  kUnit,
  kEdition,
  kSource,
  kSourceRef,
  kNote,
  kOrdinal,
  kAspirational,
};

inline constexpr std::array<std::string_view, 19> kColumns = {
    "STRUCTURE",  "STRUCTURE_ID",   "ACTION",         "FREQ",        "REF_AREA",
    "INDICATOR",  "FIGURE",         "VERSION",        "TIME_PERIOD", "OBS_VALUE",
    "OBS_STATUS", "MISSING_REASON", "UNIT_MEASURE",   "EDITION",     "SOURCE",
    "SOURCE_REF", "COMMENT_OBS",    "TARGET_ORDINAL", "ASPIRATIONAL"};

// REF_AREA of the region as a whole.
inline constexpr char kRegion[] = "ASEAN";
// OBS_VALUE where there is none: never a blank cell, never zero.
inline constexpr char kNoValue[] = "NaN";
// OBS_STATUS of what is missing for no stated reason.
inline constexpr char kMissing[] = "O";

// FIGURE: "ACTUAL", "FORECAST" ...; "_U" where no kind is stated.
std::string FigureOf(v1::ObservationKind kind);
// The inverse. Nothing for another word.
std::optional<v1::ObservationKind> KindOf(std::string_view figure);

// OBS_STATUS by SDMX's own code list: A normal, E estimated, F forecast, I imputed, D of another
// definition; O, L and M are missing.
std::string StatusOf(const v1::Observation& observation);
// Why there is no value by OBS_STATUS: L it exists, M it cannot, O and anything else not reported.
v1::MissingReason ReasonOf(std::string_view status);
// The kind of a value by OBS_STATUS, for files that say no more.
v1::ObservationKind KindByStatus(std::string_view status);

}  // namespace sheaf::cli::exchange::sdmx
