#include "server/base/snapshot.h"

#include <cstring>

namespace sheaf {
namespace {

constexpr size_t kPiece = 1 << 20;

}  // namespace

void SnapshotWriter::Bytes(std::string_view bytes) {
  buffer_ += bytes;
  if (buffer_.size() >= kPiece) Flush();
}

void SnapshotWriter::Number(uint64_t number) {
  Bytes({reinterpret_cast<const char*>(&number), sizeof(number)});
}

void SnapshotWriter::Text(std::string_view text) {
  Number(text.size());
  Bytes(text);
}

void SnapshotWriter::Flush() {
  sink_(buffer_);
  buffer_.clear();
}

void SnapshotReader::Bytes(void* to, size_t size) {
  ok_ = ok_ && source_(static_cast<char*>(to), size);
  if (!ok_) std::memset(to, 0, size);
}

uint64_t SnapshotReader::Number() {
  uint64_t number = 0;
  Bytes(&number, sizeof(number));
  return number;
}

std::string SnapshotReader::Text() {
  std::string text(Number(), '\0');
  Bytes(text.data(), text.size());
  if (!ok_) text.clear();
  return text;
}

}  // namespace sheaf
