// Manifests as sector experts write them: text that is parsed, checked and made ready for look-ups.
#include <google/protobuf/io/tokenizer.h>
#include <google/protobuf/text_format.h>

#include <cstddef>
#include <cstdint>
#include <string>

#include "server/sectors/manifests.h"
#include "sheaf/v1/manifest.pb.h"
#include "tests/fuzz/expect.h"

namespace sheaf {
namespace {

class Silent : public google::protobuf::io::ErrorCollector {
  void AddError(int, google::protobuf::io::ColumnNumber, const std::string&) override {}
};

void LookUp(const v1::SectorManifest& manifest) {
  const sectors::Rules rules(manifest);
  for (const auto& level : manifest.levels()) {
    fuzz::Expect(rules.Level(level.id()) != nullptr, "a declared level is found");
  }
  for (const auto& status : manifest.statuses()) {
    fuzz::Expect(rules.Status(status.word()) != nullptr, "a declared status is found");
    sectors::Rules::StateOf(status, v1::BINDING);
  }
  for (const auto& kpi : manifest.kpis()) {
    fuzz::Expect(rules.Kpi(kpi.code()) != nullptr, "a declared KPI is found");
  }
}

}  // namespace
}  // namespace sheaf

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  sheaf::v1::SectorManifest manifest;
  google::protobuf::TextFormat::Parser parser;
  sheaf::Silent silent;
  parser.RecordErrorsTo(&silent);
  if (!parser.ParseFromString(text, &manifest)) return 0;
  const absl::Status status = sheaf::sectors::CheckManifest(manifest);
  if (status.ok()) sheaf::LookUp(manifest);
  return 0;
}
