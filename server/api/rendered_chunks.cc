#include "server/api/rendered_chunks.h"

#include <algorithm>

#include "server/base/status.h"

namespace sheaf::api {
namespace {

constexpr size_t kChunkBytes = 256 << 10;

}  // namespace

absl::StatusOr<Made> RenderedChunks::Next(v1::RenderedChunk* chunk) {
  if (sent_ == 0) SHEAF_RETURN_IF_ERROR(Begin(chunk));
  if (sent_ == rendered_.content.size()) return Made::kEnd;
  const size_t size = std::min(kChunkBytes, rendered_.content.size() - sent_);
  chunk->set_content(rendered_.content.substr(sent_, size));
  sent_ += size;
  return Made::kMessage;
}

absl::Status RenderedChunks::Begin(v1::RenderedChunk* chunk) {
  if (serving_.open_calls->ending()) {
    return ServerEnding("the server is ending; ask again when it is back");
  }
  SHEAF_ASSIGN_OR_RETURN(rendered_, make_());
  chunk->set_media_type(rendered_.media_type);
  return absl::OkStatus();
}

}  // namespace sheaf::api
