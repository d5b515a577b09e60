#include "server/model/texts.h"

#include <cstring>

namespace sheaf::model {

Texts::Texts() : index_(0, Hash{this}, Equal{this}) { Intern(""); }

Texts::~Texts() {
  for (const auto& chunk : chunks_) ::operator delete(chunk.load(std::memory_order_relaxed));
}

TextId Texts::Intern(std::string_view text) {
  if (text.empty() && next_unit_ != 0) return 0;
  return *index_.lazy_emplace(text, [&](const auto& emplace) { emplace(Append(text)); });
}

std::string_view Texts::Get(TextId id) const {
  const auto [chunk, offset] = Chunks::PlaceOf(id);
  const char* place = chunks_[chunk].load(std::memory_order_acquire) + offset * kUnit;
  uint32_t size;
  std::memcpy(&size, place, sizeof(size));
  return {place + sizeof(size), size};
}

TextId Texts::Append(std::string_view text) {
  const uint32_t size = static_cast<uint32_t>(text.size());
  const size_t units = (sizeof(size) + size + kUnit - 1) / kUnit;
  auto [chunk, offset] = Chunks::PlaceOf(next_unit_);
  // A text lies in one chunk. As chunks double, one that is large enough is near.
  while (offset + units > Chunks::SizeOf(chunk)) {
    ++chunk;
    offset = 0;
  }
  char* first = chunks_.at(chunk).load(std::memory_order_relaxed);
  if (first == nullptr) {
    first = static_cast<char*>(::operator new(Chunks::SizeOf(chunk) * kUnit));
    chunks_[chunk].store(first, std::memory_order_release);
  }
  char* place = first + offset * kUnit;
  std::memcpy(place, &size, sizeof(size));
  std::memcpy(place + sizeof(size), text.data(), size);
  const TextId id = Chunks::FirstOf(chunk) + static_cast<uint32_t>(offset);
  next_unit_ = id + static_cast<uint32_t>(units);
  return id;
}

}  // namespace sheaf::model
