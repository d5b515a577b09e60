#include "clients/cli/exchange/sdmx_words.h"

namespace sheaf::cli::exchange::sdmx {
namespace {

constexpr char kUnknown[] = "_U";

}  // namespace

std::string FigureOf(v1::ObservationKind kind) {
  return kind == v1::OBSERVATION_KIND_UNSPECIFIED ? kUnknown : v1::ObservationKind_Name(kind);
}

std::optional<v1::ObservationKind> KindOf(std::string_view figure) {
  v1::ObservationKind kind = v1::OBSERVATION_KIND_UNSPECIFIED;
  if (figure == kUnknown || v1::ObservationKind_Parse(std::string(figure), &kind)) return kind;
  return std::nullopt;
}

std::string StatusOf(const v1::Observation& observation) {
  switch (observation.missing()) {
    case v1::NOT_AVAILABLE:
      return "L";
    case v1::NOT_APPLICABLE:
      return "M";
    case v1::BLANK:
    case v1::NOT_REPORTED:
      return kMissing;
    default:
      break;
  }
  switch (observation.kind()) {
    case v1::ESTIMATE:
      return "E";
    case v1::FORECAST:
      return "F";
    case v1::PROXY:
      return "D";
    case v1::CARRIED_FORWARD:
      return "I";
    default:
      return "A";
  }
}

v1::MissingReason ReasonOf(std::string_view status) {
  if (status == "L") return v1::NOT_AVAILABLE;
  return status == "M" ? v1::NOT_APPLICABLE : v1::NOT_REPORTED;
}

v1::ObservationKind KindByStatus(std::string_view status) {
  if (status == "E" || status == "P") return v1::ESTIMATE;
  if (status == "F") return v1::FORECAST;
  return status == "I" ? v1::CARRIED_FORWARD : v1::ACTUAL;
}

}  // namespace sheaf::cli::exchange::sdmx
