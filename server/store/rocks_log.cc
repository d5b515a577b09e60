#include "server/store/rocks_log.h"

#include <cstdarg>
#include <cstdio>
#include <filesystem>
#include <mutex>
#include <system_error>

#include "server/base/clock.h"

namespace sheaf::store {
namespace {

constexpr uintmax_t kLargest = 4 << 20;

class RocksLog : public rocksdb::Logger {
 public:
  RocksLog(const std::string& path, const char* mode)
      : Logger(rocksdb::InfoLogLevel::WARN_LEVEL), file_(std::fopen(path.c_str(), mode)) {}
  ~RocksLog() override {
    if (file_ != nullptr) std::fclose(file_);
  }

  using Logger::Logv;
  void Logv(const char* format, va_list arguments) override {
    if (file_ == nullptr) return;
    std::lock_guard lock(mutex_);
    std::fprintf(file_, "%s ", FormatTime(SystemClock().Now()).c_str());
    std::vfprintf(file_, format, arguments);
    std::fputc('\n', file_);
    std::fflush(file_);
  }

 private:
  std::mutex mutex_;
  std::FILE* const file_;
};

}  // namespace

std::shared_ptr<rocksdb::Logger> OpenRocksLog(const std::string& folder) {
  const std::string path = folder + "/LOG";
  std::error_code missing;
  const uintmax_t size = std::filesystem::file_size(path, missing);
  const bool start_over = missing || size > kLargest;
  return std::make_shared<RocksLog>(path, start_over ? "w" : "a");
}

}  // namespace sheaf::store
