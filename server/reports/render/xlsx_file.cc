#include "server/reports/render/xlsx_file.h"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <ctime>
#include <utility>

#include "server/base/status.h"

namespace sheaf::reports {
namespace {

// The first day that a ZIP file can name; of revision 0, which was never committed.
constexpr int64_t kFirstDay = 315'532'800;
constexpr int64_t kLastDay = 4'102'444'800;

absl::Status NoRoom(std::string_view what) {
  return Refusal(absl::StatusCode::kUnavailable, "NO_ROOM_FOR_WORKBOOK",
                 "the workbook could not be put together: " + std::string(what) +
                     "; take HTML or CSV, or have room made for temporary files on the server");
}

void SetProperties(const std::string& title, int64_t created_seconds, lxw_workbook* workbook) {
  std::string own_title = title.substr(0, 200);
  std::string own_company = "Sheaf";
  lxw_doc_properties properties = {};
  properties.title = own_title.data();
  properties.company = own_company.data();
  properties.created = static_cast<time_t>(std::clamp(created_seconds, kFirstDay, kLastDay));
  workbook_set_properties(workbook, &properties);
}

absl::StatusOr<std::string> ReadAll(int file) {
  const off_t size = lseek(file, 0, SEEK_END);
  if (size <= 0) return NoRoom("nothing was written");
  std::string bytes(static_cast<size_t>(size), '\0');
  size_t read = 0;
  while (read < bytes.size()) {
    const ssize_t got =
        pread(file, bytes.data() + read, bytes.size() - read, static_cast<off_t>(read));
    if (got <= 0) return NoRoom("it could not be read again");
    read += static_cast<size_t>(got);
  }
  return bytes;
}

}  // namespace

absl::StatusOr<XlsxFile> XlsxFile::Create(const std::string& title, int64_t created_seconds) {
  const int memory = memfd_create("workbook", MFD_CLOEXEC);
  if (memory < 0) return NoRoom("no memory file can be made");
  const std::string path = "/proc/self/fd/" + std::to_string(memory);
  lxw_workbook* workbook = workbook_new(path.c_str());
  if (workbook == nullptr) {
    close(memory);
    return NoRoom("no memory is left");
  }
  SetProperties(title, created_seconds, workbook);
  return XlsxFile(memory, workbook);
}

XlsxFile::XlsxFile(XlsxFile&& other) noexcept
    : memory_(std::exchange(other.memory_, -1)),
      workbook_(std::exchange(other.workbook_, nullptr)) {}

XlsxFile::~XlsxFile() {
  if (workbook_ != nullptr) lxw_workbook_free(workbook_);
  if (memory_ >= 0) close(memory_);
}

absl::StatusOr<std::string> XlsxFile::Finish() {
  const lxw_error error = workbook_close(std::exchange(workbook_, nullptr));
  if (error != LXW_NO_ERROR) return NoRoom(lxw_strerror(error));
  return ReadAll(memory_);
}

}  // namespace sheaf::reports
