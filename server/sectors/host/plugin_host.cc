#include "server/sectors/host/plugin_host.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "server/base/status.h"
#include "server/sectors/host/plugin_board.h"
#include "server/sectors/host/plugin_evaluation.h"
#include "server/sectors/host/plugin_sandbox.h"
#include "server/sectors/host/plugin_supervisor.h"
#include "spdlog/spdlog.h"

namespace sheaf::sectors {
namespace {

absl::Status NotRunning(std::string_view sector, const v1::Sector& fields) {
  const std::string name(sector);
  if (fields.plugin_state() == v1::PLUGIN_STATE_UNSPECIFIED) {
    return Refusal(absl::StatusCode::kUnavailable, "PLUGIN_UNAVAILABLE",
                   absl::StrCat("The sector ", name, " has no plugin that computes this part."));
  }
  const char* verb = fields.plugin_state() == v1::REFUSED ? " is refused: " : " ";
  return Refusal(absl::StatusCode::kUnavailable, "PLUGIN_UNAVAILABLE",
                 absl::StrCat("The ", name, " plugin, which computes this part, does not run. It",
                              verb, fields.plugin_message(), "."));
}

// How plugins are confined, which the log is told.
v1::PluginSandbox TellSandbox(const PluginHostOptions& options) {
  if (options.plugin_dir.empty()) return v1::PLUGIN_SANDBOX_UNSPECIFIED;
  if (!options.sandbox) {
    spdlog::warn(
        "plugins run without a sandbox (--plugin_sandbox=off): they may read files, open "
        "connections and start programs as the server's user may");
    return v1::SANDBOX_OFF;
  }
  const absl::StatusOr<std::string> walls = DescribeSandbox();
  if (!walls.ok()) {
    spdlog::error("no plugin is started: {}", std::string(walls.status().message()));
    return v1::SANDBOX_UNAVAILABLE;
  }
  spdlog::info("plugins run in a sandbox of {}", *walls);
  return v1::SANDBOX_ON;
}

class Host : public PluginHost {
 public:
  Host(PluginHostOptions options, ManifestSink sink)
      : limits_{options.evaluate_deadline, options.document_max_bytes, options.document_max_parts},
        sandbox_(TellSandbox(options)),
        supervisor_(std::move(options), std::move(sink), &board_) {}

  v1::PluginSandbox Sandbox() const override { return sandbox_; }

  void Reload(const std::string& sector, Reloaded done) override {
    supervisor_.Reload(sector, std::move(done));
  }

  void ReloadAll() override { supervisor_.ReloadAll(); }

  void Stop() override { supervisor_.Stop(); }

  void WaitUntilTried(std::chrono::milliseconds limit) override { board_.WaitUntilTried(limit); }

  std::vector<v1::Sector> Sectors() const override { return board_.All(); }

  std::string DigestOf(std::string_view sector) const override {
    const auto running = board_.Running(sector);
    return running ? running->digest : "";
  }

  absl::StatusOr<Evaluation> Evaluate(std::string_view sector, const Source& source) override {
    const auto running = board_.Running(sector);
    if (!running) return NotRunning(sector, board_.FieldsOf(sector));
    EvaluationOutcome outcome = EvaluateOn(*running, source, limits_);
    if (!outcome.evaluation.ok()) {
      spdlog::warn("plugin {}, evaluation: {}", std::string(sector),
                   std::string(outcome.evaluation.status().message()));
    }
    if (outcome.end_reason) {
      supervisor_.End(running, *outcome.end_reason);
    }
    return std::move(outcome.evaluation);
  }

 private:
  const EvaluationLimits limits_;
  const v1::PluginSandbox sandbox_;
  PluginBoard board_;
  PluginSupervisor supervisor_;
};

}  // namespace

std::unique_ptr<PluginHost> PluginHost::Start(PluginHostOptions options, ManifestSink sink) {
  return std::make_unique<Host>(std::move(options), std::move(sink));
}

}  // namespace sheaf::sectors
