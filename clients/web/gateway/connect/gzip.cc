#include "clients/web/gateway/connect/gzip.h"

#include <zlib.h>

#include <algorithm>
#include <stdexcept>

#include "absl/strings/str_cat.h"

namespace sheaf::gateway {
namespace {

constexpr int kGzip = 16;  // added to the window's bits: gzip's head and tail, not zlib's
constexpr size_t kPieceBytes = 64 << 10;

// zlib does not change what it reads, and takes it as if it did.
Bytef* Input(std::string_view bytes) {
  return reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
}

class Inflater {
 public:
  explicit Inflater(std::string_view bytes) {
    stream_.next_in = Input(bytes);
    stream_.avail_in = static_cast<uInt>(bytes.size());
    is_ready_ = inflateInit2(&stream_, MAX_WBITS + kGzip) == Z_OK;
  }
  ~Inflater() { inflateEnd(&stream_); }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  // The next piece goes to the end of `out`; zlib's word for how it went.
  int Next(std::string* out, size_t piece) {
    if (!is_ready_) return Z_MEM_ERROR;
    const size_t before = out->size();
    out->resize(before + piece);
    stream_.next_out = reinterpret_cast<Bytef*>(out->data() + before);
    stream_.avail_out = static_cast<uInt>(piece);
    const int result = inflate(&stream_, Z_NO_FLUSH);
    out->resize(out->size() - stream_.avail_out);
    return result;
  }

  bool is_at_end() const { return stream_.avail_in == 0; }

 private:
  z_stream stream_{};
  bool is_ready_ = false;
};

}  // namespace

std::string Gzip(std::string_view bytes, int level) {
  z_stream stream{};
  if (deflateInit2(&stream, level, Z_DEFLATED, MAX_WBITS + kGzip, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
    throw std::bad_alloc();
  }
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = Input(bytes);
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

absl::StatusOr<std::string> Gunzip(std::string_view bytes, size_t max_bytes) {
  Inflater inflater(bytes);
  std::string out;
  while (true) {
    // One byte more than may be there tells that there is more.
    const size_t piece = std::min(kPieceBytes, max_bytes + 1 - out.size());
    const int result = inflater.Next(&out, piece);
    if (out.size() > max_bytes) {
      return absl::ResourceExhaustedError(absl::StrCat("what is compressed holds more than the ",
                                                       max_bytes, " bytes that may come"));
    }
    if (result == Z_STREAM_END && inflater.is_at_end()) return out;
    if (result != Z_OK) return absl::InvalidArgumentError("what is said to be gzip is not");
  }
}

}  // namespace sheaf::gateway
