// Rows that are only ever appended and never move, so that readers need no lock.
//
// One thread appends; any thread reads rows that it knows of. A reader knows of a row by size(), or
// by a number that the writer stored with release order after Append, and that it loaded with
// acquire order. Fields that change later are of type Later.
#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <new>
#include <type_traits>
#include <utility>

#include "server/base/snapshot.h"

namespace sheaf::model {

// Chunks of doubling size: few of them, none is ever copied, and memory that no row has touched
// costs nothing.
template <int kFirstBits>
struct DoublingChunks {
  static constexpr size_t kCount = 32 - kFirstBits;

  struct Place {
    size_t chunk;
    size_t offset;
  };
  static Place PlaceOf(uint32_t index) {
    const uint64_t shifted = uint64_t{index} + (1u << kFirstBits);
    const int bits = std::bit_width(shifted) - 1;
    return {static_cast<size_t>(bits - kFirstBits), shifted - (uint64_t{1} << bits)};
  }
  static size_t SizeOf(size_t chunk) { return size_t{1} << (chunk + kFirstBits); }
  static uint32_t FirstOf(size_t chunk) {
    return static_cast<uint32_t>(SizeOf(chunk) - (size_t{1} << kFirstBits));
  }
};

// A field that changes after its row was written. A copy has the value of its moment.
template <typename T>
class Later : public std::atomic<T> {
 public:
  using std::atomic<T>::atomic;
  using std::atomic<T>::operator=;
  Later(const Later& other) : std::atomic<T>(other.load(std::memory_order_acquire)) {}
};

template <typename T>
class ChunkedTable {
  static_assert(std::is_trivially_destructible_v<T>, "rows are freed without being destroyed");
  static_assert(alignof(T) <= __STDCPP_DEFAULT_NEW_ALIGNMENT__);
  using Chunks = DoublingChunks<10>;

 public:
  ChunkedTable() = default;
  ~ChunkedTable() {
    for (const auto& chunk : chunks_) ::operator delete(chunk.load(std::memory_order_relaxed));
  }
  ChunkedTable(const ChunkedTable&) = delete;
  ChunkedTable& operator=(const ChunkedTable&) = delete;

  uint32_t size() const { return size_.load(std::memory_order_acquire); }

  const T& operator[](uint32_t row) const {
    const auto [chunk, offset] = Chunks::PlaceOf(row);
    return chunks_[chunk].load(std::memory_order_acquire)[offset];
  }
  // Where the row is, which the processor begins to fetch: it is soon looked at.
  const T* Fetch(uint32_t row) const {
    const T* const place = &(*this)[row];
    __builtin_prefetch(place);
    __builtin_prefetch(reinterpret_cast<const char*>(place + 1) - 1);
    return place;
  }
  // On the writer's thread: to store into atomic fields.
  T& Mutable(uint32_t row) { return const_cast<T&>(std::as_const(*this)[row]); }

  // Writes the rows below `size`, each as `settle`, which is given a copy, leaves it.
  template <typename Settle>
  void WriteRows(uint32_t size, SnapshotWriter& to, Settle settle) const {
    to.Number(sizeof(T));
    to.Number(size);
    for (uint32_t row = 0; row < size; ++row) {
      T copy = (*this)[row];
      settle(copy);
      to.Bytes({reinterpret_cast<const char*>(&copy), sizeof(T)});
    }
  }
  void WriteRows(uint32_t size, SnapshotWriter& to) const {
    WriteRows(size, to, [](const T&) {});
  }
  // Into an empty table, on the writer's thread.
  void ReadRows(SnapshotReader& from) {
    if (from.Number() != sizeof(T)) return from.Fail();
    const auto size = static_cast<uint32_t>(from.Number());
    for (uint32_t row = 0; row < size && from.ok();) {
      const auto [chunk, offset] = Chunks::PlaceOf(row);
      const size_t rows = std::min<size_t>(size - row, Chunks::SizeOf(chunk) - offset);
      from.Bytes(SlotFor(row), rows * sizeof(T));
      row += static_cast<uint32_t>(rows);
    }
    if (from.ok()) size_.store(size, std::memory_order_release);
  }

  // On the writer's thread. The number of the new row, T{fields...}.
  template <typename... Fields>
  uint32_t Append(Fields&&... fields) {
    const uint32_t row = size_.load(std::memory_order_relaxed);
    new (SlotFor(row)) T{std::forward<Fields>(fields)...};
    size_.store(row + 1, std::memory_order_release);
    return row;
  }

 private:
  T* SlotFor(uint32_t row) {
    const auto [chunk, offset] = Chunks::PlaceOf(row);
    T* first = chunks_.at(chunk).load(std::memory_order_relaxed);
    if (first == nullptr) {
      first = static_cast<T*>(::operator new(Chunks::SizeOf(chunk) * sizeof(T)));
      chunks_[chunk].store(first, std::memory_order_release);
    }
    return first + offset;
  }

  std::array<std::atomic<T*>, Chunks::kCount> chunks_{};
  std::atomic<uint32_t> size_ = 0;
};

}  // namespace sheaf::model
