// The parts of a ZIP archive that is held in memory, within limits that no honest workbook comes
// near: a small file that inflates to a large one is refused, by what it declares and by what it
// does.
//
//   absl::StatusOr<Archive> archive = Archive::Open(bytes);
//   absl::Status status = archive->Read("xl/workbook.xml", [](std::string_view piece) { ... });
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace sheaf::cli {

inline constexpr size_t kArchiveMaxParts = 4096;
// Of one part, and of all together.
inline constexpr uint64_t kPartMaxBytes = 256 << 20;
inline constexpr uint64_t kArchiveMaxBytes = 768 << 20;
// Inflated over packed bytes, looked at in parts of more than kRatioMinBytes.
inline constexpr uint64_t kPartMaxRatio = 250;
inline constexpr uint64_t kRatioMinBytes = 8 << 20;

// Not thread-safe. Errors are sentences for people, INVALID_ARGUMENT.
class Archive {
 public:
  // `bytes` must outlive it. Refuses what is no archive, is encrypted, has two parts of one name,
  // or breaks a limit by what it declares.
  static absl::StatusOr<Archive> Open(std::string_view bytes);
  Archive(Archive&&) noexcept;
  ~Archive();

  bool Has(const std::string& part) const { return places_.contains(part); }
  // In the order of their names.
  const std::map<std::string, uint64_t>& parts() const { return places_; }

  // Hands the part over piece by piece, until `take` returns false. Refuses a part that is not
  // there, is damaged, or inflates beyond the limits.
  absl::Status Read(const std::string& part, const std::function<bool(std::string_view)>& take);

 private:
  struct Memory;
  struct Closer {
    void operator()(void* zip) const;
  };

  explicit Archive(std::unique_ptr<Memory> memory);
  absl::Status List();
  absl::Status AddPart();
  absl::Status Inflate(const std::string& part, const std::function<bool(std::string_view)>& take);

  std::unique_ptr<Memory> memory_;  // what zip_ reads from
  std::unique_ptr<void, Closer> zip_;
  std::map<std::string, uint64_t> places_;  // of each part, its place in the directory
  uint64_t inflated_ = 0;                   // so far, of all parts
};

}  // namespace sheaf::cli
