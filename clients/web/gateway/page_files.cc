#include "clients/web/gateway/page_files.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "clients/web/gateway/connect/get_query.h"
#include "clients/web/gateway/connect/gzip.h"
#include "clients/web/gateway/etag.h"
#include "clients/web/gateway/response_headers.h"

namespace sheaf::gateway {
namespace {

namespace fs = std::filesystem;

// A page is a megabyte or two; who names the wrong folder is told before memory is full.
constexpr uintmax_t kPageMaxBytes = 64 << 20;
// Less than this is not worth another form of the file.
constexpr size_t kGzipMinBytes = 512;
constexpr std::string_view kIndex = "/index.html";
// The names of these files hold a digest of what is in them.
constexpr std::string_view kHashed = "/assets/";

const std::map<std::string, std::string, std::less<>>& ContentTypes() {
  static const auto* const types = new std::map<std::string, std::string, std::less<>>{
      {".css", "text/css; charset=utf-8"},
      {".html", "text/html; charset=utf-8"},
      {".ico", "image/x-icon"},
      {".js", "text/javascript; charset=utf-8"},
      {".json", "application/json"},
      {".map", "application/json"},
      {".png", "image/png"},
      {".svg", "image/svg+xml"},
      {".txt", "text/plain; charset=utf-8"},
      {".webmanifest", "application/manifest+json"},
      {".woff2", "font/woff2"}};
  return *types;
}

std::string ContentTypeOf(const std::string& path) {
  const auto found = ContentTypes().find(fs::path(path).extension().string());
  return found == ContentTypes().end() ? "application/octet-stream" : found->second;
}

absl::StatusOr<std::string> ReadFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (file.bad() || !file.is_open()) {
    return absl::InvalidArgumentError(absl::StrCat(path.string(), ": the file cannot be read"));
  }
  return bytes;
}

// Links are not followed: what lies elsewhere is not of the page.
absl::StatusOr<std::vector<fs::path>> FilesIn(const std::string& dir) {
  std::error_code error;
  std::vector<fs::path> files;
  uintmax_t bytes = 0;
  fs::recursive_directory_iterator entry(dir, error);
  for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    if (!entry->is_regular_file(error) || entry->is_symlink(error)) continue;
    bytes += entry->file_size(error);
    files.push_back(entry->path());
    if (bytes > kPageMaxBytes) {
      return absl::InvalidArgumentError(absl::StrCat(
          dir, ": the folder of the page holds more than 64 MiB; is it the built page?"));
    }
  }
  if (!error) return files;
  return absl::InvalidArgumentError(
      absl::StrCat(dir, ": the folder of the page cannot be read: ", error.message()));
}

}  // namespace

PageFiles::File PageFiles::Make(const std::string& path, std::string bytes, bool has_tls) {
  File file;
  const bool is_hashed = std::string_view(path).starts_with(kHashed);
  file.etag = EtagOf(bytes);
  file.headers = {{"Content-Type", ContentTypeOf(path)},
                  {"Cache-Control", is_hashed ? "public, max-age=31536000, immutable" : "no-cache"},
                  {"Vary", "Accept-Encoding"}};
  AddPageHeaders(has_tls, &file.headers);
  std::string gzip = Gzip(bytes, kSmallest);
  if (bytes.size() >= kGzipMinBytes && gzip.size() < bytes.size() / 10 * 9) {
    file.gzip = std::make_shared<const std::string>(std::move(gzip));
  }
  file.plain = std::make_shared<const std::string>(std::move(bytes));
  return file;
}

absl::StatusOr<PageFiles> PageFiles::Read(const std::string& dir, bool has_tls) {
  PageFiles page;
  if (dir.empty()) return page;
  const auto files = FilesIn(dir);
  if (!files.ok()) return files.status();
  for (const fs::path& file : *files) {
    auto bytes = ReadFile(file);
    if (!bytes.ok()) return bytes.status();
    const std::string path = "/" + fs::relative(file, dir).generic_string();
    page.files_.emplace(path, Make(path, *std::move(bytes), has_tls));
  }
  if (page.files_.count(kIndex) > 0) return page;
  return absl::InvalidArgumentError(absl::StrCat(
      dir, ": the folder has no index.html, so it is not the built page; see --page_dir"));
}

const PageFiles::File* PageFiles::Find(std::string_view path) const {
  const auto decoded = PercentDecoded(path);
  auto found = decoded.ok() ? files_.find(*decoded) : files_.end();
  const bool may_be_a_view = path.substr(path.rfind('/') + 1).find('.') == std::string_view::npos;
  if (found == files_.end() && may_be_a_view) found = files_.find(kIndex);
  return found == files_.end() ? nullptr : &found->second;
}

Response PageFiles::Answer(const Request& request) const {
  const File* const file = Find(request.Path());
  if (file == nullptr) {
    return TextResponse(404, "text/plain; charset=utf-8", "there is no such file here\n");
  }
  const bool is_gzip = file->gzip != nullptr && Accepts(request.Header("accept-encoding"), "gzip");
  std::string etag = file->etag;
  // Two forms of one file are two entities.
  if (is_gzip) etag.insert(etag.size() - 1, "-gzip");
  Response response{200, file->headers, is_gzip ? file->gzip : file->plain};
  if (Matches(request.Header("if-none-match"), etag)) {
    response.status = 304;
    response.body = nullptr;
  }
  response.headers.emplace_back("ETag", std::move(etag));
  if (is_gzip) response.headers.emplace_back("Content-Encoding", "gzip");
  return response;
}

}  // namespace sheaf::gateway
