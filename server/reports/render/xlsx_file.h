// A workbook's bytes, without a file that anybody could find.
#pragma once

#include <xlsxwriter.h>

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"

namespace sheaf::reports {

// A workbook that is written into memory; parts of it pass through unnamed temporary files while it
// is put together. Not thread-safe.
class XlsxFile {
 public:
  // `created_seconds`, since 1970, is what the workbook says of its making: the same for the same
  // document. UNAVAILABLE where the system has no memory for it.
  static absl::StatusOr<XlsxFile> Create(const std::string& title, int64_t created_seconds);
  XlsxFile(XlsxFile&& other) noexcept;
  XlsxFile(const XlsxFile&) = delete;
  XlsxFile& operator=(const XlsxFile&) = delete;
  XlsxFile& operator=(XlsxFile&&) = delete;
  ~XlsxFile();

  // Valid until Finish.
  lxw_workbook* workbook() const { return workbook_; }

  // Once. UNAVAILABLE where there is no room for the temporary files.
  absl::StatusOr<std::string> Finish();

 private:
  XlsxFile(int memory, lxw_workbook* workbook) : memory_(memory), workbook_(workbook) {}

  int memory_;
  lxw_workbook* workbook_;
};

}  // namespace sheaf::reports
