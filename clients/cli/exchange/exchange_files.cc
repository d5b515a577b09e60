#include "clients/cli/exchange/exchange_files.h"

#include <filesystem>
#include <fstream>
#include <system_error>

#include "clients/cli/utf8.h"

namespace sheaf::cli::exchange {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

void ReadOne(const ExchangeFormat& format, const std::string& name, const std::string& path,
             const ReadingScope& scope, FileContent& content) {
  const auto bytes = ReadBytes(path);
  if (!bytes.ok()) return content.problems[path].Add(0, "", std::string(bytes.status().message()));
  ReadText(format, name, path, *bytes, scope, content);
}

}  // namespace

absl::StatusOr<std::string> ReadBytes(const std::string& path) {
  std::error_code error;
  const auto size = fs::file_size(path, error);
  if (error) return absl::InvalidArgumentError("cannot be read: " + error.message());
  if (size > kFileMaxBytes) {
    return absl::InvalidArgumentError("has " + std::to_string(size) + " bytes; expected at most " +
                                      std::to_string(kFileMaxBytes));
  }
  std::string bytes(size, '\0');
  std::ifstream file(path, std::ios::binary);
  if (!file.read(bytes.data(), static_cast<std::streamsize>(size))) {
    return absl::InvalidArgumentError("cannot be read");
  }
  return bytes;
}

absl::Status WriteFolder(const std::string& folder, const Files& files) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (!error && !fs::is_empty(folder, error) && !error) {
    return absl::InvalidArgumentError(
        folder + " holds something already; name a new folder or an empty one");
  }
  if (error) return absl::InvalidArgumentError(folder + " cannot be written: " + error.message());
  for (const auto& [name, bytes] : files) {
    std::ofstream file(fs::path(folder) / name, std::ios::binary);
    file << bytes;
    file.close();
    if (!file) return absl::InvalidArgumentError(folder + "/" + name + " cannot be written");
  }
  return absl::OkStatus();
}

void ReadText(const ExchangeFormat& format, const std::string& name, const std::string& file,
              std::string_view bytes, const ReadingScope& scope, FileContent& content) {
  if (bytes.substr(0, kByteOrderMark.size()) == kByteOrderMark)
    bytes.remove_prefix(kByteOrderMark.size());
  const size_t bad = FirstInvalidUtf8(bytes);
  if (bad != std::string_view::npos) {
    return content.problems[file].Add(
        0, "", "byte " + std::to_string(bad + 1) + " is not UTF-8; save the file as UTF-8");
  }
  format.read(name, file, bytes, scope, content);
}

FileContent ReadExchange(const ExchangeFormat& format, const std::string& path,
                         const std::string& records, const ReadingScope& scope) {
  FileContent content;
  if (format.files.empty() || !records.empty()) {
    ReadOne(format, records.empty() ? "" : records + ".csv", path, scope, content);
    return content;
  }
  size_t found = 0;
  for (const std::string& name : format.files) {
    const std::string file = (fs::path(path) / name).string();
    std::error_code error;
    if (!fs::exists(file, error)) continue;
    ++found;
    ReadOne(format, name, file, scope, content);
  }
  if (found == 0) {
    content.problems[path].Add(0, "",
                               "is no folder with any of the files of this format; expected " +
                                   format.files.front() + ", " + format.files[2] + " ...");
  }
  return content;
}

}  // namespace sheaf::cli::exchange
