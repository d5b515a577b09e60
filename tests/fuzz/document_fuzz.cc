// Documents of whatever content: every rendering of them ends.

#include <cstddef>
#include <cstdint>

#include "server/reports/render/render.h"
#include "tests/fuzz/expect.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  sheaf::v1::Document document;
  if (!document.ParseFromArray(data, static_cast<int>(size))) return 0;
  for (const auto rendering :
       {sheaf::v1::MARKDOWN, sheaf::v1::HTML, sheaf::v1::CSV, sheaf::v1::JSON, sheaf::v1::XLSX}) {
    const auto rendered = sheaf::reports::Render(document, rendering);
    // A sheet has an end: a document with more columns than it is refused, and only that.
    if (rendering == sheaf::v1::XLSX && absl::IsResourceExhausted(rendered.status())) continue;
    sheaf::fuzz::Expect(rendered.ok(), "every document can be rendered");
    sheaf::fuzz::Expect(!rendered->media_type.empty(), "a rendering has a media type");
  }
  return 0;
}
