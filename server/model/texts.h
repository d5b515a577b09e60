// The dictionary: every different text once, by number. A number is the place of its text in a heap
// that only grows, so a text costs its bytes, four for its length, and a slot of the index.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <string_view>

#include "absl/container/flat_hash_set.h"
#include "server/base/snapshot.h"
#include "server/model/chunked_table.h"
#include "server/model/model.h"

namespace sheaf::model {

// One thread interns; any thread reads the text of a number that was handed to it.
class Texts {
 public:
  Texts();
  ~Texts();
  Texts(const Texts&) = delete;
  Texts& operator=(const Texts&) = delete;

  // On the writer's thread. Equal texts have equal numbers; that of "" is 0.
  TextId Intern(std::string_view text);

  // Valid as long as this object.
  std::string_view Get(TextId id) const;

  // As those of Snapshotted.
  Snapshotted::Write Capture() const;
  void Load(SnapshotReader& from);

 private:
  // The heap counts in units of four bytes: 16 GiB of text in all.
  using Chunks = DoublingChunks<16>;
  static constexpr size_t kUnit = 4;
  // Stands where the next text did not fit into the rest of a chunk.
  static constexpr uint32_t kChunkEnd = UINT32_MAX;

  struct Hash {
    using is_transparent = void;
    const Texts* texts;
    size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
    size_t operator()(TextId id) const { return (*this)(texts->Get(id)); }
  };
  struct Equal {
    using is_transparent = void;
    const Texts* texts;
    bool operator()(TextId a, TextId b) const { return a == b; }
    bool operator()(TextId a, std::string_view b) const { return texts->Get(a) == b; }
  };

  // What a text of `size` bytes takes.
  static size_t UnitsOf(size_t size) { return (sizeof(uint32_t) + size + kUnit - 1) / kUnit; }
  // Calls `take` with each chunk that holds units below `end`, and how many of them.
  template <typename Take>
  static void ForEachChunk(uint32_t end, Take take);
  char* ChunkFor(size_t chunk);
  TextId Append(std::string_view text);
  void IndexChunk(size_t chunk, size_t units);

  std::array<std::atomic<char*>, Chunks::kCount> chunks_{};
  uint32_t next_unit_ = 0;
  absl::flat_hash_set<TextId, Hash, Equal> index_;
};

}  // namespace sheaf::model
