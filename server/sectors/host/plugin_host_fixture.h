// What the tests of the plugin host share: a temporary plugin folder that fixture plugins
// (tests/plugins) are installed in, the host that runs them, and the server's log.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/types.h>

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "server/sectors/host/plugin_host.h"
#include "spdlog/sinks/base_sink.h"

namespace sheaf::sectors {

// Far longer than anything takes, sanitizers and a busy machine included.
inline constexpr std::chrono::seconds kPatience{60};

// The server's log, kept line by line. Thread-safe.
class LogKeeper : public spdlog::sinks::base_sink<std::mutex> {
 public:
  std::vector<std::string> LinesWith(const std::string& text);
  // False where no line with `text` came in time.
  bool WaitFor(const std::string& text);

 private:
  void sink_it_(const spdlog::details::log_msg& message) override;
  void flush_() override {}

  std::mutex lines_mutex_;
  std::condition_variable changed_;
  std::vector<std::string> lines_;
};

class PluginHostTest : public ::testing::Test {
 protected:
  // Restarts within milliseconds, and no deadline that a test does not set.
  PluginHostTest();
  ~PluginHostTest() override;

  std::filesystem::path PathOf(const std::string& sector) const;
  // A copy of the fixture `program` as the plugin of `sector`.
  void Install(const std::string& program, const std::string& sector);
  // The same in place of the one that is there, as an installer does it.
  void Replace(const std::string& program, const std::string& sector);
  // A script of the shell in place of it, with this mode.
  void ReplaceByScript(const std::string& script, const std::string& sector, mode_t mode = 0755);
  // Returns once every plugin was tried.
  void StartHost(PluginHost::ManifestSink sink = nullptr);

  v1::Sector SectorOf(const std::string& sector) const;
  // Reloads it and waits for the answer.
  absl::StatusOr<v1::Sector> Reload(const std::string& sector);
  // Until it runs as its start `start` or a later one.
  v1::Sector WaitUntilRunning(const std::string& sector, int start) const;

  // Evaluates a data set of one line, "Power grid".
  absl::StatusOr<Evaluation> Evaluate(const std::string& sector, const std::string& format);
  // Evaluates a data set of `count` parts of 1 MiB: longer than the buffers on the way.
  absl::StatusOr<Evaluation> EvaluateLong(const std::string& sector, int count);
  // What the reader of the report is told where there is no evaluation.
  std::string FailureOf(const std::string& sector, const std::string& format);

  std::filesystem::path folder_;
  PluginHostOptions options_;
  std::shared_ptr<LogKeeper> log_ = std::make_shared<LogKeeper>();
  std::unique_ptr<PluginHost> host_;
};

// The texts of the findings of `rule`.
std::vector<std::string> TextsOf(const Evaluation& evaluation, const std::string& rule);

// Whether this process has children, be they only unreaped.
bool HasChildren();

}  // namespace sheaf::sectors
