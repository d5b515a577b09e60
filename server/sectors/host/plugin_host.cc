#include "server/sectors/host/plugin_host.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "server/base/status.h"
#include "server/sectors/host/plugin_board.h"
#include "server/sectors/host/plugin_evaluation.h"
#include "server/sectors/host/plugin_supervisor.h"

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

class Host : public PluginHost {
 public:
  Host(PluginHostOptions options, ManifestSink sink)
      : limits_{options.evaluate_deadline, options.document_max_bytes},
        supervisor_(std::move(options), std::move(sink), &board_) {}

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
    if (outcome.end_reason) {
      supervisor_.EndStart(sector, running->start, *outcome.end_reason);
    }
    return std::move(outcome.evaluation);
  }

 private:
  const EvaluationLimits limits_;
  PluginBoard board_;
  PluginSupervisor supervisor_;
};

}  // namespace

std::unique_ptr<PluginHost> PluginHost::Start(PluginHostOptions options, ManifestSink sink) {
  return std::make_unique<Host>(std::move(options), std::move(sink));
}

}  // namespace sheaf::sectors
