// Groups of fields that many rows share (the same status, body and meeting), each once, by number.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <type_traits>

#include "absl/container/flat_hash_set.h"
#include "server/model/chunked_table.h"

namespace sheaf::model {

// One thread interns; any thread reads the group of a number that was handed to it.
template <typename T>
class Distinct {
  static_assert(std::has_unique_object_representations_v<T>, "groups are compared by their bytes");

 public:
  Distinct() : index_(0, Hash{&groups_}, Equal{&groups_}) {}
  Distinct(const Distinct&) = delete;
  Distinct& operator=(const Distinct&) = delete;

  // On the writer's thread. Equal groups have equal numbers.
  uint32_t Intern(const T& group) {
    return *index_.lazy_emplace(group,
                                [&](const auto& emplace) { emplace(groups_.Append(group)); });
  }

  const T& operator[](uint32_t number) const { return groups_[number]; }

  uint32_t size() const { return groups_.size(); }
  // As those of the table of groups.
  void WriteRows(uint32_t size, SnapshotWriter& to) const { groups_.WriteRows(size, to); }
  void ReadRows(SnapshotReader& from) {
    groups_.ReadRows(from);
    for (uint32_t number = 0; number < groups_.size(); ++number) index_.insert(number);
  }

 private:
  static std::string_view Bytes(const T& group) {
    return {reinterpret_cast<const char*>(&group), sizeof(T)};
  }
  struct Hash {
    using is_transparent = void;
    const ChunkedTable<T>* groups;
    size_t operator()(const T& group) const { return std::hash<std::string_view>()(Bytes(group)); }
    size_t operator()(uint32_t number) const { return (*this)((*groups)[number]); }
  };
  struct Equal {
    using is_transparent = void;
    const ChunkedTable<T>* groups;
    bool operator()(uint32_t a, uint32_t b) const { return a == b; }
    bool operator()(uint32_t a, const T& b) const { return Bytes((*groups)[a]) == Bytes(b); }
  };

  ChunkedTable<T> groups_;
  absl::flat_hash_set<uint32_t, Hash, Equal> index_;
};

}  // namespace sheaf::model
