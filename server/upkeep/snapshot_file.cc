#include "server/upkeep/snapshot_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "server/base/digest.h"
#include "server/base/status.h"

namespace sheaf::upkeep {
namespace {

constexpr int kFormat = 4;
constexpr size_t kHashSize = 32;
constexpr int64_t kThroughSize = sizeof(uint64_t) + kHashSize;
constexpr size_t kPiece = 1 << 20;

std::string TitleOf(const std::string& version) {
  return absl::StrCat("sheaf snapshot ", kFormat, " ", version);
}

absl::Status Failed(const std::string& path) {
  const int error = errno;
  const std::string text = absl::StrCat(path, ": ", std::strerror(error));
  if (error == ENOENT) return absl::NotFoundError(text);
  return error == ENOSPC ? absl::ResourceExhaustedError(text) : absl::UnavailableError(text);
}

// A file that is written anew; closed with this object.
class NewFile {
 public:
  explicit NewFile(const std::string& path)
      : path_(path),
        descriptor_(open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600)) {
    if (descriptor_ < 0) status_ = Failed(path_);
  }
  ~NewFile() {
    if (descriptor_ >= 0) close(descriptor_);
  }
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;

  // Of the first call that failed; the later ones did nothing.
  const absl::Status& status() const { return status_; }

  void Write(std::string_view bytes) {
    while (status_.ok() && !bytes.empty()) {
      const ssize_t written = write(descriptor_, bytes.data(), bytes.size());
      if (written >= 0) {
        bytes.remove_prefix(static_cast<size_t>(written));
      } else if (errno != EINTR) {
        status_ = Failed(path_);
      }
    }
  }

  void Sync() {
    if (status_.ok() && fsync(descriptor_) != 0) status_ = Failed(path_);
  }

 private:
  const std::string path_;
  const int descriptor_;
  absl::Status status_;
};

SnapshotReader ReaderOf(std::ifstream& file) {
  return SnapshotReader([&file](char* to, size_t size) {
    return static_cast<bool>(file.read(to, static_cast<std::streamsize>(size)));
  });
}

bool HasItsSum(std::ifstream& file, int64_t size) {
  Sha256Sum sum;
  std::string piece;
  for (int64_t left = size - static_cast<int64_t>(kHashSize); left > 0;) {
    piece.resize(static_cast<size_t>(std::min<int64_t>(kPiece, left)));
    if (!file.read(piece.data(), static_cast<std::streamsize>(piece.size()))) return false;
    sum.Add(piece);
    left -= static_cast<int64_t>(piece.size());
  }
  std::string stored(kHashSize, '\0');
  return file.read(stored.data(), kHashSize) && stored == sum.Finish();
}

}  // namespace

absl::StatusOr<int64_t> WriteSnapshot(const std::string& path, const std::string& version,
                                      const SnapshotHeader& header,
                                      const std::vector<Snapshotted::Write>& parts,
                                      const std::function<ChainPoint()>& through) {
  const std::string unfinished = path + ".new";
  NewFile file(unfinished);
  Sha256Sum sum;
  int64_t size = kHashSize;
  SnapshotWriter writer([&](std::string_view bytes) {
    sum.Add(bytes);
    file.Write(bytes);
    size += static_cast<int64_t>(bytes.size());
  });
  writer.Text(TitleOf(version));
  writer.Number(static_cast<uint64_t>(header.revision));
  writer.Number(static_cast<uint64_t>(header.versions));
  for (const Snapshotted::Write& part : parts) {
    // A disk that is full takes nothing of the rest.
    if (file.status().ok()) part(writer);
  }
  const ChainPoint end = through();
  writer.Number(static_cast<uint64_t>(end.revision));
  writer.Bytes(end.hash);
  writer.Flush();
  file.Write(sum.Finish());
  file.Sync();
  std::error_code error;
  if (!file.status().ok()) {
    std::filesystem::remove(unfinished, error);
    return file.status();
  }
  std::filesystem::rename(unfinished, path, error);
  if (error) return absl::UnavailableError(absl::StrCat(path, ": ", error.message()));
  return size;
}

absl::StatusOr<SnapshotFile> SnapshotFile::Open(const std::string& path,
                                                const std::string& version) {
  std::error_code error;
  const auto size = static_cast<int64_t>(std::filesystem::file_size(path, error));
  if (error == std::errc::no_such_file_or_directory) return absl::NotFoundError(path);
  std::ifstream file(path, std::ios::binary);
  if (error || !HasItsSum(file, size)) {
    return absl::DataLossError("it cannot be read, or not all of it is there");
  }
  SnapshotFile snapshot(path);
  file.seekg(0);
  SnapshotReader reader = ReaderOf(file);
  if (reader.Text() != TitleOf(version)) {
    return absl::FailedPreconditionError("another version of the server wrote it");
  }
  snapshot.header_.revision = static_cast<ledger::Revision>(reader.Number());
  snapshot.header_.versions = static_cast<int64_t>(reader.Number());
  snapshot.parts_at_ = file.tellg();
  file.seekg(size - kThroughSize - static_cast<int64_t>(kHashSize));
  snapshot.through_.revision = static_cast<ledger::Revision>(reader.Number());
  snapshot.through_.hash.resize(kHashSize);
  reader.Bytes(snapshot.through_.hash.data(), kHashSize);
  if (!reader.ok()) return absl::DataLossError("it ends too early");
  return snapshot;
}

absl::Status SnapshotFile::Load(const std::vector<Snapshotted*>& parts) const {
  std::ifstream file(path_, std::ios::binary);
  file.seekg(parts_at_);
  SnapshotReader reader = ReaderOf(file);
  for (Snapshotted* const part : parts) part->Load(reader);
  const auto end = static_cast<ledger::Revision>(reader.Number());
  if (reader.ok() && end == through_.revision) return absl::OkStatus();
  return absl::DataLossError(path_ + ": its parts are not those of this server");
}

}  // namespace sheaf::upkeep
