// What is kept in memory, written down so that a start need not build it again. The bytes are for
// the same build on the same kind of machine: numbers and rows are as the processor has them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace sheaf {

class SnapshotWriter {
 public:
  using Sink = std::function<void(std::string_view bytes)>;
  // `sink` is given the bytes in large pieces, the last of them by Flush.
  explicit SnapshotWriter(Sink sink) : sink_(std::move(sink)) {}

  void Bytes(std::string_view bytes);
  void Number(uint64_t number);
  void Text(std::string_view text);
  void Flush();

 private:
  const Sink sink_;
  std::string buffer_;
};

// Reads what a writer wrote, by the same calls in the same order. Where the source ends too early,
// or what is read cannot be, it gives zeros and empty texts from then on, and is no longer ok.
class SnapshotReader {
 public:
  // Fills `to` with the next `size` bytes; false where there are fewer.
  using Source = std::function<bool(char* to, size_t size)>;
  explicit SnapshotReader(Source source) : source_(std::move(source)) {}

  void Bytes(void* to, size_t size);
  uint64_t Number();
  std::string Text();
  // For whoever finds that what it read cannot be.
  void Fail() { ok_ = false; }
  bool ok() const { return ok_; }

 private:
  const Source source_;
  bool ok_ = true;
};

// Something whose memory can be written down and read back.
class Snapshotted {
 public:
  using Write = std::function<void(SnapshotWriter& to)>;

  virtual ~Snapshotted() = default;
  // On the thread that changes it; quick. What it returns writes down what is held now, on any
  // thread, while more is added; it must not outlive this object.
  virtual Write Capture() const = 0;
  // Into an empty object: `from` gives what such a function wrote.
  virtual void Load(SnapshotReader& from) = 0;
};

}  // namespace sheaf
