#include "clients/cli/workbook/archive.h"

#include <minizip/unzip.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>
#include <vector>

#include "clients/cli/file_problem.h"

namespace sheaf::cli {
namespace {

constexpr size_t kLongestName = 1024;
constexpr uLong kEncrypted = 1;  // flag of an entry

absl::Status Refused(const std::string& text) { return absl::InvalidArgumentError(text); }

std::string Megabytes(uint64_t bytes) { return std::to_string(bytes >> 20) + " MB"; }

}  // namespace

// A file of minizip's that is a piece of memory.
struct Archive::Memory {
  explicit Memory(std::string_view bytes_) : bytes(bytes_) {}

  static void* Open(void* self, const void*, int) { return self; }
  static uLong Read(void*, void* stream, void* buffer, uLong size) {
    Memory& memory = *static_cast<Memory*>(stream);
    const size_t got = std::min<size_t>(size, memory.bytes.size() - memory.at);
    std::memcpy(buffer, memory.bytes.data() + memory.at, got);
    memory.at += got;
    return static_cast<uLong>(got);
  }
  static uLong Write(void*, void*, const void*, uLong) { return 0; }
  static ZPOS64_T Tell(void*, void* stream) { return static_cast<Memory*>(stream)->at; }
  static long Seek(void*, void* stream, ZPOS64_T offset, int origin) {
    Memory& memory = *static_cast<Memory*>(stream);
    const uint64_t from = origin == ZLIB_FILEFUNC_SEEK_CUR   ? memory.at
                          : origin == ZLIB_FILEFUNC_SEEK_END ? memory.bytes.size()
                                                             : 0;
    if (offset > memory.bytes.size() - from) return -1;
    memory.at = from + offset;
    return 0;
  }
  static int Close(void*, void*) { return 0; }
  static int Error(void*, void*) { return 0; }

  std::string_view bytes;
  size_t at = 0;
};

void Archive::Closer::operator()(void* zip) const { unzClose(zip); }

Archive::Archive(std::unique_ptr<Memory> memory) : memory_(std::move(memory)) {
  zlib_filefunc64_def functions = {};
  functions.zopen64_file = Memory::Open;
  functions.zread_file = Memory::Read;
  functions.zwrite_file = Memory::Write;
  functions.ztell64_file = Memory::Tell;
  functions.zseek64_file = Memory::Seek;
  functions.zclose_file = Memory::Close;
  functions.zerror_file = Memory::Error;
  functions.opaque = memory_.get();
  zip_.reset(unzOpen2_64("", &functions));
}

Archive::Archive(Archive&&) noexcept = default;
Archive::~Archive() = default;

absl::StatusOr<Archive> Archive::Open(std::string_view bytes) {
  Archive archive(std::make_unique<Memory>(bytes));
  if (archive.zip_ == nullptr) {
    return Refused("the file is damaged or was cut off: it begins like a workbook but has no end");
  }
  const absl::Status listed = archive.List();
  if (!listed.ok()) return listed;
  return archive;
}

absl::Status Archive::List() {
  unz_global_info64 info = {};
  unzGetGlobalInfo64(zip_.get(), &info);
  if (info.number_entry > kArchiveMaxParts) {
    return Refused("the file has " + std::to_string(info.number_entry) +
                   " parts, which no workbook has; at most " + std::to_string(kArchiveMaxParts) +
                   " are taken");
  }
  int at = unzGoToFirstFile(zip_.get());
  for (; at == UNZ_OK; at = unzGoToNextFile(zip_.get())) {
    if (const absl::Status added = AddPart(); !added.ok()) return added;
  }
  if (at != UNZ_END_OF_LIST_OF_FILE) return Refused("the file is damaged: its directory has a gap");
  return absl::OkStatus();
}

absl::Status Archive::AddPart() {
  std::array<char, kLongestName> name{};
  unz_file_info64 info = {};
  if (unzGetCurrentFileInfo64(zip_.get(), &info, name.data(), name.size() - 1, nullptr, 0, nullptr,
                              0) != UNZ_OK) {
    return Refused("the file is damaged: its directory cannot be read");
  }
  if ((info.flag & kEncrypted) != 0) {
    return Refused("the workbook has a password; save it without one");
  }
  const uint64_t packed = std::max<uint64_t>(info.compressed_size, 1);
  const bool bomb =
      info.uncompressed_size > kRatioMinBytes && info.uncompressed_size / packed > kPartMaxRatio;
  if (bomb || info.uncompressed_size > kPartMaxBytes) {
    return Refused("the part " + Quoted(name.data()) + " of the workbook would unpack from " +
                   Megabytes(info.compressed_size) + " to " + Megabytes(info.uncompressed_size) +
                   ", which no table of people needs; copy the rows that you want to push into a "
                   "new workbook");
  }
  inflated_ += info.uncompressed_size;
  if (inflated_ > kArchiveMaxBytes) {
    return Refused("the parts of the workbook would unpack to more than " +
                   Megabytes(kArchiveMaxBytes) +
                   "; copy the rows that you want to push into a new "
                   "workbook");
  }
  const bool is_new = places_.emplace(name.data(), unzGetOffset64(zip_.get())).second;
  if (!is_new) return Refused("the file has two parts named " + Quoted(name.data()));
  return absl::OkStatus();
}

absl::Status Archive::Read(const std::string& part,
                           const std::function<bool(std::string_view)>& take) {
  const auto place = places_.find(part);
  if (place == places_.end()) {
    return Refused("the workbook is damaged: it has no part " + Quoted(part));
  }
  if (unzSetOffset64(zip_.get(), place->second) != UNZ_OK ||
      unzOpenCurrentFile(zip_.get()) != UNZ_OK) {
    return Refused("the workbook is damaged: its part " + Quoted(part) + " cannot be opened");
  }
  return Inflate(part, take);
}

absl::Status Archive::Inflate(const std::string& part,
                              const std::function<bool(std::string_view)>& take) {
  std::vector<char> buffer(1 << 16);
  uint64_t size = 0;
  int got = 0;
  bool wanted = true;
  while (wanted && (got = unzReadCurrentFile(zip_.get(), buffer.data(),
                                             static_cast<unsigned>(buffer.size()))) > 0) {
    size += static_cast<uint64_t>(got);
    if (size > kPartMaxBytes) break;
    wanted = take({buffer.data(), static_cast<size_t>(got)});
  }
  // It says whether the checksum fits, which it can only of a part that was read to its end.
  const int closed = unzCloseCurrentFile(zip_.get());
  if (size > kPartMaxBytes) {
    return Refused("the part " + Quoted(part) + " of the workbook unpacks to more than " +
                   Megabytes(kPartMaxBytes));
  }
  if (got < 0 || (wanted && closed != UNZ_OK)) {
    return Refused("the workbook is damaged: its part " + Quoted(part) + " does not unpack");
  }
  return absl::OkStatus();
}

}  // namespace sheaf::cli
