// The files of an exchange on disk: one, or a folder of them.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "clients/cli/exchange/format.h"

namespace sheaf::cli::exchange {

// The bytes of the file `path`, at most kFileMaxBytes. INVALID_ARGUMENT where it cannot be read or
// is larger.
absl::StatusOr<std::string> ReadBytes(const std::string& path);

// Writes `files` into `folder`, which is made where it is missing. INVALID_ARGUMENT where it holds
// something already, or cannot be written.
absl::Status WriteFolder(const std::string& folder, const Files& files);

// Reads `bytes` of the file `file` as `format`, which need not be UTF-8 or anything else: what is
// wrong goes to the problems of `content`. `name` is the key in Files.
void ReadText(const ExchangeFormat& format, const std::string& name, const std::string& file,
              std::string_view bytes, const ReadingScope& scope, FileContent& content);

// Reads `path` as `format`: a file, or the files of a folder. `records` names the kind where a
// single file of a format with several is read ("updates"); else empty. What is wrong goes to the
// problems of the content.
FileContent ReadExchange(const ExchangeFormat& format, const std::string& path,
                         const std::string& records, const ReadingScope& scope);

}  // namespace sheaf::cli::exchange
