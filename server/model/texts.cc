#include "server/model/texts.h"

#include <algorithm>
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

char* Texts::ChunkFor(size_t chunk) {
  char* first = chunks_.at(chunk).load(std::memory_order_relaxed);
  if (first == nullptr) {
    first = static_cast<char*>(::operator new(Chunks::SizeOf(chunk) * kUnit));
    chunks_[chunk].store(first, std::memory_order_release);
  }
  return first;
}

TextId Texts::Append(std::string_view text) {
  const uint32_t size = static_cast<uint32_t>(text.size());
  const size_t units = UnitsOf(size);
  auto [chunk, offset] = Chunks::PlaceOf(next_unit_);
  // A text lies in one chunk. As chunks double, one that is large enough is near.
  while (offset + units > Chunks::SizeOf(chunk)) {
    std::memcpy(ChunkFor(chunk) + offset * kUnit, &kChunkEnd, sizeof(kChunkEnd));
    ++chunk;
    offset = 0;
  }
  char* place = ChunkFor(chunk) + offset * kUnit;
  std::memcpy(place, &size, sizeof(size));
  std::memcpy(place + sizeof(size), text.data(), size);
  const TextId id = Chunks::FirstOf(chunk) + static_cast<uint32_t>(offset);
  next_unit_ = id + static_cast<uint32_t>(units);
  return id;
}

template <typename Take>
void Texts::ForEachChunk(uint32_t end, Take take) {
  for (size_t chunk = 0; Chunks::FirstOf(chunk) < end; ++chunk) {
    take(chunk, std::min<size_t>(Chunks::SizeOf(chunk), end - Chunks::FirstOf(chunk)));
  }
}

Snapshotted::Write Texts::Capture() const {
  return [this, end = next_unit_, count = index_.size()](SnapshotWriter& to) {
    to.Number(end);
    to.Number(count);
    ForEachChunk(end, [&](size_t chunk, size_t units) {
      to.Bytes({chunks_[chunk].load(std::memory_order_acquire), units * kUnit});
    });
  };
}

void Texts::Load(SnapshotReader& from) {
  const auto end = static_cast<uint32_t>(from.Number());
  index_.clear();
  index_.reserve(from.Number());
  ForEachChunk(end, [&](size_t chunk, size_t units) {
    from.Bytes(ChunkFor(chunk), units * kUnit);
    if (from.ok()) IndexChunk(chunk, units);
  });
  next_unit_ = end;
}

void Texts::IndexChunk(size_t chunk, size_t units) {
  for (size_t unit = 0; unit < units;) {
    const TextId id = Chunks::FirstOf(chunk) + static_cast<TextId>(unit);
    const size_t size = Get(id).size();
    if (size == kChunkEnd) return;
    index_.insert(id);
    unit += UnitsOf(size);
  }
}

}  // namespace sheaf::model
