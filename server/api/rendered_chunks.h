// A document as a file, sent in chunks: the first carries the media type.
#pragma once

#include <cstddef>
#include <functional>
#include <utility>

#include "absl/status/statusor.h"
#include "server/api/answer_stream.h"
#include "server/api/serving.h"
#include "server/reports/render/render.h"
#include "sheaf/v1/report_service.pb.h"

namespace sheaf::api {

// Not thread-safe.
class RenderedChunks {
 public:
  // `make` is called once, with the first chunk; where the server ends by then, it is not.
  using Make = std::function<absl::StatusOr<reports::Rendered>()>;
  RenderedChunks(const Serving& serving, Make make) : serving_(serving), make_(std::move(make)) {}

  absl::StatusOr<Made> Next(v1::RenderedChunk* chunk);

 private:
  absl::Status Begin(v1::RenderedChunk* chunk);

  const Serving& serving_;
  const Make make_;
  reports::Rendered rendered_;
  size_t sent_ = 0;
};

}  // namespace sheaf::api
