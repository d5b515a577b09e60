#include "server/api/rpc_log.h"

#include <grpc/support/log.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace sheaf::api {
namespace {

using std::chrono::steady_clock;

constexpr size_t kLineBytesMax = 200;
constexpr int kLinesAMinute = 20;

// How many more lines this minute takes. Thread-safe.
class Allowance {
 public:
  // Whether one more may be written; then `*left_out` is how many were not since the last one.
  bool Take(int64_t* left_out) {
    const std::lock_guard lock(mutex_);
    const auto now = steady_clock::now();
    if (now - since_ >= std::chrono::minutes(1)) {
      since_ = now;
      lines_ = 0;
    }
    if (++lines_ > kLinesAMinute) {
      ++left_out_;
      return false;
    }
    *left_out = std::exchange(left_out_, 0);
    return true;
  }

 private:
  std::mutex mutex_;
  steady_clock::time_point since_;
  int lines_ = 0;
  int64_t left_out_ = 0;
};

// The part of `message` in gRPC's own words: what it quotes, it quotes last.
std::string OwnWords(std::string_view message) {
  for (const std::string_view quoted : {" key=", " value=", "\n"}) {
    message = message.substr(0, message.find(quoted));
  }
  std::string words(message.substr(0, kLineBytesMax));
  std::replace_if(
      words.begin(), words.end(), [](char c) { return !absl::ascii_isprint(c); }, '?');
  return words;
}

std::string_view FileName(std::string_view path) { return path.substr(path.rfind('/') + 1); }

void Log(gpr_log_func_args* said) {
  static Allowance allowance;
  int64_t left_out = 0;
  if (!allowance.Take(&left_out)) return;
  const std::string before =
      left_out == 0 ? "" : absl::StrCat(" (", left_out, " lines before it were left out)");
  spdlog::error("gRPC: {} ({}:{}){}", OwnWords(said->message), FileName(said->file), said->line,
                before);
}

}  // namespace

void LogRpcErrors() {
  // Whatever GRPC_VERBOSITY says: what is below an error quotes headers.
  gpr_set_log_verbosity(GPR_LOG_SEVERITY_ERROR);
  gpr_set_log_function(&Log);
}

}  // namespace sheaf::api
