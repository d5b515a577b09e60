#include "clients/cli/exchange/plan_records.h"

#include <algorithm>

#include "google/protobuf/message.h"

namespace sheaf::cli::exchange {
namespace {

// From here on the contract numbers what the server sets.
constexpr int kFirstServerField = 20;

}  // namespace

void WithoutServerFields(google::protobuf::Message& record) {
  const auto& get = *record.GetReflection();
  std::vector<const google::protobuf::FieldDescriptor*> fields;
  get.ListFields(record, &fields);
  for (const auto* field : fields) {
    const bool of_line = field->name() == "position" || field->name() == "vanished";
    if (field->number() >= kFirstServerField || of_line) get.ClearField(&record, field);
  }
}

std::string_view PartOfName(std::string_view name, int part) {
  for (; part > 0; --part) {
    const size_t slash = name.find('/');
    if (slash == std::string_view::npos) return {};
    name.remove_prefix(slash + 1);
  }
  return name.substr(0, name.find('/'));
}

const v1::KpiDefinition* FindKpi(const v1::SectorManifest& manifest, std::string_view code) {
  for (const v1::KpiDefinition& kpi : manifest.kpis()) {
    const auto& names = kpi.indicators();
    if (kpi.code() == code || std::find(names.begin(), names.end(), code) != names.end())
      return &kpi;
  }
  return nullptr;
}

std::string FigureParent(const std::string& sector, const v1::SectorManifest& manifest,
                         std::string_view code) {
  const v1::KpiDefinition* kpi = FindKpi(manifest, code);
  if (kpi != nullptr) return "sectors/" + sector + "/kpis/" + kpi->code();
  return "sectors/" + sector + "/series/" + std::string(code);
}

}  // namespace sheaf::cli::exchange
