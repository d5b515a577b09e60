// The life of one plugin: started, introduced, running, ended, started again after a delay.
//
//   waiting -> listening -> introducing -> running
//      ^________________________|_____________|        any end; or refused, which is for good
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "server/sectors/host/plugin_board.h"
#include "server/sectors/host/plugin_folder.h"
#include "server/sectors/host/plugin_host.h"
#include "server/sectors/host/plugin_output.h"
#include "server/sectors/host/plugin_process.h"

namespace sheaf::sectors {

// Called on the supervisor's thread only. `options`, `sink` and `board` must outlive it.
class PluginLife {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;
  // Takes a task from any thread and runs it on the supervisor's, or drops it once that has ended.
  using Post = std::function<void(std::function<void()>)>;

  PluginLife(PluginFile file, const PluginHostOptions& options,
             const PluginHost::ManifestSink& sink, Post post, PluginBoard* board);

  const std::string& sector() const { return file_.sector; }

  // Does what is due, and when it wants to be called next.
  void OnTime(TimePoint now);
  TimePoint Due() const;

  // What to poll for reading; -1 where there is nothing to.
  int end_fd() const { return process_ ? process_->end_fd() : -1; }
  int output_fd(TimePoint now) const {
    return process_ && output_is_open_ && now >= read_again_ ? process_->output_fd() : -1;
  }
  void OnOutput(TimePoint now);
  void OnEnd(TimePoint now);

  // Ends the plugin and starts it again, for `reason` ("did not finish an evaluation within 30 s");
  // nothing where another start than `start` runs by now.
  void EndStart(int start, const std::string& reason);
  // Never starts it, for `reason`, a sentence for an operator.
  void Refuse(const std::string& reason);

  // The server ends. Stop asks the plugin to end too and starts it no more; Kill does not ask.
  void Stop();
  void Kill();

 private:
  enum class Phase { kWaiting, kListening, kIntroducing, kRunning, kRefused, kStopped };

  TimePoint PhaseDue() const;
  void Launch(TimePoint now);
  absl::Status LaunchProcess();
  void AwaitSocket(TimePoint now);
  void Greet(TimePoint now);
  void OnHandshake(int start, const grpc::Status& status,
                   const plugin::v1::HandshakeResponse& response);
  void OnDescribe(int start, const grpc::Status& status,
                  const plugin::v1::DescribeResponse& response);
  void RefuseManifest(const absl::Status& status);
  void Run(const v1::SectorManifest& manifest);
  void EndFor(const std::string& reason);
  void EndForSilence(const grpc::Status& status, const char* call,
                     std::chrono::milliseconds deadline);
  void WaitToRestart(const std::string& why, TimePoint now);
  void Show(v1::PluginState state, const std::string& message,
            std::shared_ptr<const RunningPlugin> running = nullptr);
  bool IsCurrent(int start, Phase phase) const { return start == starts_ && phase == phase_; }

  const PluginFile file_;
  const PluginHostOptions& options_;
  const PluginHost::ManifestSink& sink_;
  const Post post_;
  PluginBoard* const board_;

  Phase phase_ = Phase::kWaiting;
  TimePoint next_start_{};
  TimePoint listen_by_{};
  TimePoint running_since_{};
  int starts_ = 0;
  int failures_ = 0;        // in a row
  std::string end_reason_;  // why we ended it; empty where it ended by itself
  std::string socket_path_;
  std::string digest_;
  std::string version_;
  std::shared_ptr<PluginSession> session_;
  std::unique_ptr<PluginProcess> process_;
  PluginOutput output_;
  bool output_is_open_ = false;
  TimePoint read_again_{};
};

}  // namespace sheaf::sectors
