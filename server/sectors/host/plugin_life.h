// The life of one plugin: started, introduced, running, ended, started again after a delay.
//
//   waiting -> listening -> introducing -> running -> retiring -> stopped
//      ^________________________|_____________|        any end; or refused, which is for good
//
// A sector has one life that the board shows. While its plugin is replaced there are two: the new
// one is on trial until it runs, and then the old one retires.
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

  // Is told once what becomes of the first start: OK when it runs, FAILED_PRECONDITION with why it
  // does not.
  using Introduced = std::function<void(const PluginLife&, const absl::Status&)>;
  struct Role {
    // Starts of the sector's plugins before it.
    int starts = 0;
    // Another one runs: the board is told of this one once it runs too, and never where it does
    // not.
    bool on_trial = false;
    Introduced introduced = nullptr;
  };

  PluginLife(PluginFile file, const PluginHostOptions& options,
             const PluginHost::ManifestSink& sink, Post post, PluginBoard* board, Role role);

  const std::string& sector() const { return file_.sector; }
  int starts() const { return starts_; }
  // Whether the board shows it.
  bool IsCurrent() const { return is_current_; }
  bool IsOnTrial() const { return role_.on_trial; }
  bool IsRunning() const { return phase_ == Phase::kRunning; }
  // Nothing is left of it, and nothing will come.
  bool IsOver() const { return phase_ == Phase::kStopped && !process_; }

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

  // Ends `plugin` where it is what runs here, for `reason` ("did not finish an evaluation within 30
  // s"); it is started again unless it was replaced.
  void End(const RunningPlugin* plugin, const std::string& reason);
  // Never starts it, for `reason`, a sentence for an operator.
  void Refuse(const std::string& reason);
  // Another life has taken its place: the plugin is ended once nobody evaluates on it.
  void Retire();

  // The server ends. Stop asks the plugin to end too and starts it no more; Kill does not ask.
  void Stop();
  void Kill();

 private:
  enum class Phase { kWaiting, kListening, kIntroducing, kRunning, kRetiring, kRefused, kStopped };

  TimePoint PhaseDue() const;
  void Launch(TimePoint now);
  absl::Status LaunchProcess();
  void AwaitSocket(TimePoint now);
  void Greet(TimePoint now);
  void OnHandshake(int start, const grpc::Status& status,
                   const plugin::v1::HandshakeResponse& response);
  void OnDescribe(int start, const grpc::Status& status,
                  const plugin::v1::DescribeResponse& response);
  std::shared_ptr<RunningPlugin> MakeRunning() const;
  void RefuseManifest(const absl::Status& status);
  void Run(const v1::SectorManifest& manifest);
  void LookAtUse(TimePoint now);
  void EndRetired(TimePoint now);
  void FailTrial(const std::string& why);
  void Introduce(const absl::Status& status);
  void EndFor(const std::string& reason);
  void EndForSilence(const grpc::Status& status, const char* call,
                     std::chrono::milliseconds deadline);
  void WaitToRestart(const std::string& why, TimePoint now);
  void Show(v1::PluginState state, const std::string& message,
            std::shared_ptr<const RunningPlugin> running = nullptr);
  bool IsAt(int start, Phase phase) const { return start == starts_ && phase == phase_; }

  const PluginFile file_;
  const PluginHostOptions& options_;
  const PluginHost::ManifestSink& sink_;
  const Post post_;
  PluginBoard* const board_;
  Role role_;
  bool is_current_;

  Phase phase_ = Phase::kWaiting;
  TimePoint next_start_{};
  TimePoint listen_by_{};
  TimePoint running_since_{};
  TimePoint next_look_{};
  TimePoint kill_at_ = TimePoint::max();  // where it does not end when asked
  int starts_;
  int failures_ = 0;        // in a row
  std::string end_reason_;  // why we ended it; empty where it ended by itself
  std::string socket_place_;
  std::string digest_;
  std::string version_;
  std::shared_ptr<PluginSession> session_;
  std::weak_ptr<const RunningPlugin> running_;
  std::unique_ptr<PluginProcess> process_;
  // Gone with the life: what was posted before asks it whether there is anybody to tell.
  const std::shared_ptr<const bool> alive_ = std::make_shared<const bool>(true);
  PluginOutput output_;
  bool output_is_open_ = false;
  TimePoint read_again_{};
};

}  // namespace sheaf::sectors
