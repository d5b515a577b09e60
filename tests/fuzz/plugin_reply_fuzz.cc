// What a plugin answers: parts of an evaluation, checked as the plugin host checks them; what is
// taken is rendered as every report is. And what it prints.
#include <google/protobuf/io/coded_stream.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "server/reports/render/render.h"
#include "server/sectors/host/plugin_answer.h"
#include "server/sectors/host/plugin_text.h"
#include "tests/fuzz/expect.h"

namespace sheaf {
namespace {

constexpr int64_t kMaxBytes = 1 << 20;
constexpr int64_t kMaxParts = 1000;

const v1::SectorManifest& Manifest() {
  static const auto* const manifest = [] {
    auto* made = new v1::SectorManifest;
    made->set_sector("energy");
    v1::KpiDefinition* kpi = made->add_kpis();
    kpi->set_code("K");
    kpi->set_availability(v1::COMPUTABLE);
    return made;
  }();
  return *manifest;
}

void Render(sectors::Evaluation evaluation) {
  v1::Document document;
  for (v1::Section& section : evaluation.sections) *document.add_sections() = std::move(section);
  for (const auto rendering : {v1::MARKDOWN, v1::HTML, v1::CSV, v1::JSON}) {
    fuzz::Expect(!reports::Render(document, rendering)->media_type.empty(),
                 "a rendering has a media type");
  }
}

// Parts one after the other, each with its length before it.
void Take(const uint8_t* data, size_t size) {
  google::protobuf::io::CodedInputStream stream(data, static_cast<int>(size));
  sectors::PluginAnswer answer(Manifest(), kMaxBytes, kMaxParts);
  uint32_t length = 0;
  while (stream.ReadVarint32(&length)) {
    std::string part;
    if (!stream.ReadString(&part, static_cast<int>(length & 0xffffff))) break;
    if (!answer.Take(part).ok()) return;
  }
  Render(answer.Release());
}

}  // namespace
}  // namespace sheaf

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::string printable = sheaf::sectors::PrintableText(bytes, 100);
  sheaf::fuzz::Expect(printable.size() <= 103 && printable.find('\n') == std::string::npos,
                      "what a plugin prints becomes one short line");
  sheaf::Take(data, size);
  return 0;
}
