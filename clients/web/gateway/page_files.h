// The built page. Its files are read once, when the gateway starts, so that a request names a file
// that was there then and nothing else: no path leads out of the folder.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "clients/web/gateway/http/message.h"

namespace sheaf::gateway {

// Thread-safe.
class PageFiles {
 public:
  // Of the folder `dir` and those in it; of "" there are none. INVALID_ARGUMENT where it cannot be
  // read, has no index.html, or holds more than a page should.
  static absl::StatusOr<PageFiles> Read(const std::string& dir, bool has_tls);

  // What a GET or HEAD of `request` is answered with. A path that names no file and has no dot in
  // its last part is one of the page's own (/sectors/energy), and gives index.html.
  Response Answer(const Request& request) const;

  size_t count() const { return files_.size(); }

 private:
  struct File {
    Headers headers;  // of every answer
    std::string etag;
    std::shared_ptr<const std::string> plain;
    std::shared_ptr<const std::string> gzip;  // null where it would hardly be shorter
  };

  const File* Find(std::string_view path) const;
  static File Make(const std::string& path, std::string bytes, bool has_tls);

  std::map<std::string, File, std::less<>> files_;  // by path, "/assets/index-4f2a.js"
};

}  // namespace sheaf::gateway
