#include "server/sectors/host/plugin_life.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "absl/strings/str_cat.h"
#include "server/base/status.h"
#include "server/sectors/host/plugin_sandbox.h"
#include "server/sectors/host/plugin_text.h"
#include "server/sectors/host/sandbox_files.h"
#include "server/sectors/host/sanitized_build.h"
#include "server/sectors/manifests.h"
#include "server/sectors/wording.h"
#include "spdlog/spdlog.h"

namespace sheaf::sectors {
namespace {

using std::chrono::milliseconds;

constexpr int kProtocolVersion = 1;
// How often a starting plugin's socket is looked for.
constexpr milliseconds kSocketLook{5};
// A plugin that floods waits this long for us to read on, so the flood costs the server little.
constexpr milliseconds kFloodPause{20};
// What is read of a plugin's last words.
constexpr int kLastReadsMax = 16;
constexpr size_t kErrorMaxBytes = 300;
// How often it is looked at what a plugin holds. Threads are made faster than anything else that
// hurts others: some thousand between two looks.
constexpr milliseconds kLook{100};
// Libraries are resident and not counted by RLIMIT_DATA.
constexpr int64_t kLibraryBytes = int64_t{256} << 20;
// A plugin needs one; the disk has room for many.
constexpr size_t kSocketsMax = 16;
// How long a plugin that was asked to end may take.
constexpr milliseconds kEndPatience{2'000};

PluginSession::Deadline In(milliseconds delay) { return std::chrono::system_clock::now() + delay; }

milliseconds RestartDelay(const PluginHostOptions& options, int failures) {
  milliseconds delay = options.restart_delay_min;
  for (int i = 1; i < failures && delay < options.restart_delay_max; ++i) delay *= 2;
  return std::min(delay, options.restart_delay_max);
}

// Empty where the plugin introduced itself as it should.
std::string WrongIntroduction(const plugin::v1::HandshakeResponse& response,
                              const std::string& sector, const std::string& core_version) {
  if (response.protocol_version() != kProtocolVersion) {
    return absl::StrCat("it speaks version ", response.protocol_version(),
                        " of the plugin protocol, and this server (", core_version,
                        ") speaks version ", kProtocolVersion,
                        ": install a plugin made for this server");
  }
  if (response.sector() != sector) {
    return absl::StrCat("it says that it is the plugin of sector ", Quoted(response.sector()),
                        ", but its executable is named '", sector, "': rename the executable");
  }
  return "";
}

}  // namespace

PluginLife::PluginLife(PluginFile file, const PluginHostOptions& options,
                       const PluginHost::ManifestSink& sink, Post post, PluginBoard* board,
                       Role role)
    : file_(std::move(file)),
      options_(options),
      sink_(sink),
      post_(std::move(post)),
      board_(board),
      role_(std::move(role)),
      is_current_(!role_.on_trial),
      starts_(role_.starts),
      output_(file_.sector) {
  Show(v1::STARTING, "is about to be started");
}

void PluginLife::OnTime(TimePoint now) {
  if (phase_ == Phase::kWaiting && now >= next_start_) Launch(now);
  if (phase_ == Phase::kListening) AwaitSocket(now);
  if (phase_ == Phase::kRunning && now >= running_since_ + options_.steady_after) failures_ = 0;
  if (phase_ == Phase::kRetiring && running_.expired() && end_reason_.empty()) EndRetired(now);
  if (process_ && now >= kill_at_) Kill();
  if (process_ && now >= next_look_) LookAtUse(now);
}

PluginLife::TimePoint PluginLife::Due() const {
  const bool pauses = read_again_ > std::chrono::steady_clock::now();
  const TimePoint due = process_ ? std::min(PhaseDue(), next_look_) : PhaseDue();
  return pauses ? std::min(due, read_again_) : due;
}

PluginLife::TimePoint PluginLife::PhaseDue() const {
  if (phase_ == Phase::kWaiting) return next_start_;
  if (phase_ == Phase::kListening) return std::chrono::steady_clock::now() + kSocketLook;
  if (phase_ == Phase::kRunning && failures_ > 0) return running_since_ + options_.steady_after;
  return TimePoint::max();
}

void PluginLife::Launch(TimePoint now) {
  ++starts_;
  end_reason_.clear();
  const absl::Status launched = LaunchProcess();
  if (!launched.ok()) RemoveSocketPlace(socket_place_);
  if (absl::IsPermissionDenied(launched) || absl::IsInvalidArgument(launched) ||
      absl::IsFailedPrecondition(launched)) {
    --starts_;
    return Refuse(std::string(launched.message()));
  }
  if (!launched.ok()) return WaitToRestart(std::string(launched.message()), now);
  phase_ = Phase::kListening;
  next_look_ = now + kLook;
  listen_by_ = now + options_.handshake_deadline;
  Show(v1::STARTING, "is being started");
}

// The path is looked at, then run: whoever could swap the file in between is root or our own user.
absl::Status PluginLife::LaunchProcess() {
  SHEAF_RETURN_IF_ERROR(CheckTrusted(file_.path));
  SHEAF_ASSIGN_OR_RETURN(digest_, DigestOfFile(file_.path));
  SHEAF_ASSIGN_OR_RETURN(socket_place_, MakeSocketPlace(options_.socket_dir, file_.sector));
  const std::string folder = std::filesystem::path(file_.path).parent_path();
  std::optional<PluginSandbox> sandbox;
  if (options_.sandbox) {
    SHEAF_RETURN_IF_ERROR(CheckOutOfReach(options_.private_dirs, folder));
    SHEAF_ASSIGN_OR_RETURN(sandbox, PluginSandbox::Make(folder, socket_place_));
  }
  SHEAF_ASSIGN_OR_RETURN(process_,
                         PluginProcess::Start({.path = file_.path,
                                               .working_dir = folder,
                                               .socket_path = SocketIn(socket_place_),
                                               .memory_max_bytes = options_.memory_max_bytes,
                                               .sandbox = sandbox ? &*sandbox : nullptr}));
  output_is_open_ = true;
  return absl::OkStatus();
}

void PluginLife::AwaitSocket(TimePoint now) {
  if (IsSocket(SocketIn(socket_place_))) return Greet(now);
  if (now < listen_by_) return;
  EndFor(absl::StrCat("did not listen on its socket within ",
                      DurationText(options_.handshake_deadline)));
}

void PluginLife::Greet(TimePoint now) {
  phase_ = Phase::kIntroducing;
  session_ = std::make_shared<PluginSession>(SocketIn(socket_place_), options_.document_max_bytes);
  session_->Handshake(
      options_.core_version, In(std::chrono::ceil<milliseconds>(listen_by_ - now)),
      [this, alive = std::weak_ptr(alive_), start = starts_, post = post_](
          const grpc::Status& status, const plugin::v1::HandshakeResponse& response) {
        post([this, alive, start, status, response] {
          if (!alive.expired()) OnHandshake(start, status, response);
        });
      });
}

void PluginLife::OnHandshake(int start, const grpc::Status& status,
                             const plugin::v1::HandshakeResponse& response) {
  if (!IsAt(start, Phase::kIntroducing)) return;
  if (!status.ok()) return EndForSilence(status, "handshake", options_.handshake_deadline);
  const std::string wrong = WrongIntroduction(response, file_.sector, options_.core_version);
  if (!wrong.empty()) return Refuse(wrong);
  version_ = response.plugin_version();
  session_->Describe(
      In(options_.describe_deadline),
      [this, alive = std::weak_ptr(alive_), start, post = post_](
          const grpc::Status& described, const plugin::v1::DescribeResponse& description) {
        post([this, alive, start, described, description] {
          if (!alive.expired()) OnDescribe(start, described, description);
        });
      });
}

void PluginLife::OnDescribe(int start, const grpc::Status& status,
                            const plugin::v1::DescribeResponse& response) {
  if (!IsAt(start, Phase::kIntroducing)) return;
  if (!status.ok())
    return EndForSilence(status, "request for its manifest", options_.describe_deadline);
  if (!response.has_manifest()) return Refuse("what it sent as its manifest is none");
  v1::SectorManifest manifest = response.manifest();
  manifest.set_plugin_version(version_);
  manifest.set_plugin_digest(digest_);
  if (manifest.sector() != file_.sector) {
    return Refuse(absl::StrCat("its manifest is of sector ", Quoted(manifest.sector()), ", not '",
                               file_.sector, "'"));
  }
  absl::Status fits = CheckManifest(manifest);
  if (fits.ok() && sink_) fits = sink_(manifest);
  if (!fits.ok()) return RefuseManifest(fits);
  Run(manifest);
}

void PluginLife::RefuseManifest(const absl::Status& status) {
  for (const Problem& problem : ProblemsOf(status)) {
    spdlog::error("plugin {}: its manifest: {}: {}", file_.sector, problem.field, problem.text);
  }
  Refuse("its manifest was refused: " + std::string(status.message()));
}

// Whoever lets go of it last wakes the supervisor, which may wait for that.
std::shared_ptr<RunningPlugin> PluginLife::MakeRunning() const {
  return std::shared_ptr<RunningPlugin>(new RunningPlugin, [post = post_](RunningPlugin* plugin) {
    delete plugin;
    post([] {});
  });
}

void PluginLife::Run(const v1::SectorManifest& manifest) {
  const std::shared_ptr<RunningPlugin> running = MakeRunning();
  running_ = running;
  running->session = session_;
  running->manifest = manifest;
  running->version = version_;
  running->digest = digest_;
  phase_ = Phase::kRunning;
  running_since_ = std::chrono::steady_clock::now();
  role_.on_trial = false;
  is_current_ = true;
  Show(v1::RUNNING, "", running);
  Introduce(absl::OkStatus());
}

void PluginLife::OnOutput(TimePoint now) {
  output_is_open_ = output_.ReadFrom(process_->output_fd(), now);
  if (output_.IsFlooded()) read_again_ = now + kFloodPause;
}

void PluginLife::OnEnd(TimePoint now) {
  for (int i = 0; i < kLastReadsMax && output_.ReadFrom(process_->output_fd(), now); ++i) continue;
  output_.End();
  const std::string how = process_->Reap();
  process_.reset();
  session_.reset();
  RemoveSocketPlace(socket_place_);
  if (phase_ == Phase::kRefused || phase_ == Phase::kStopped) return;
  const std::string why = end_reason_.empty() ? how : end_reason_ + " and was ended";
  if (phase_ == Phase::kRetiring) {
    phase_ = Phase::kStopped;
    spdlog::warn("plugin {}, which was replaced, {} before its evaluations were done", file_.sector,
                 why);
    return;
  }
  if (phase_ == Phase::kRunning && now >= running_since_ + options_.steady_after) failures_ = 0;
  WaitToRestart(why, now);
}

void PluginLife::WaitToRestart(const std::string& why, TimePoint now) {
  if (role_.on_trial) return FailTrial("it " + why);
  ++failures_;
  const milliseconds delay = RestartDelay(options_, failures_);
  phase_ = Phase::kWaiting;
  next_start_ = now + delay;
  Show(v1::WAITING, absl::StrCat(why, "; starting again in ", DurationText(delay), " (",
                                 OrdinalText(starts_ + 1), " start)"));
}

void PluginLife::End(const RunningPlugin* plugin, const std::string& reason) {
  const bool runs = phase_ == Phase::kRunning || phase_ == Phase::kRetiring;
  if (runs && running_.lock().get() == plugin) EndFor(reason);
}

// What the limits of a process do not count, or do not hold root to.
void PluginLife::LookAtUse(TimePoint now) {
  next_look_ = now + kLook;
  const PluginUse use = process_->Use();
  if (use.threads > options_.threads_max) {
    return EndFor(absl::StrCat("had ", use.threads, " threads, more than the ",
                               options_.threads_max, " that a plugin may have,"));
  }
  if (CountIn(socket_place_) > kSocketsMax) {
    return EndFor(absl::StrCat("made more than the ", kSocketsMax, " sockets that a plugin may,"));
  }
  const int64_t most = options_.memory_max_bytes + kLibraryBytes;
  if (kSanitizedBuild || use.memory_bytes <= most) return;
  EndFor(absl::StrCat("held ", use.memory_bytes >> 20, " MiB of memory, more than the ",
                      options_.memory_max_bytes >> 20, " MiB, and ", kLibraryBytes >> 20,
                      " MiB for libraries, that a plugin may hold,"));
}

void PluginLife::Retire() {
  is_current_ = false;
  if (phase_ == Phase::kRunning) {
    phase_ = Phase::kRetiring;
    session_.reset();  // those who evaluate hold it
    return;
  }
  phase_ = Phase::kStopped;
  Kill();
}

void PluginLife::EndRetired(TimePoint now) {
  spdlog::info("plugin {}, version {}, was replaced and has nothing left to do: it is ended",
               file_.sector, version_);
  Stop();
  kill_at_ = now + kEndPatience;
}

void PluginLife::FailTrial(const std::string& why) {
  phase_ = Phase::kStopped;
  Kill();
  Introduce(absl::FailedPreconditionError(why));
}

void PluginLife::Introduce(const absl::Status& status) {
  if (const Introduced introduced = std::exchange(role_.introduced, nullptr))
    introduced(*this, status);
}

// The end itself is noticed as any other. The first reason stays: who evaluates notices an end,
// too, and knows less of it.
void PluginLife::EndFor(const std::string& reason) {
  if (end_reason_.empty()) end_reason_ = reason;
  Kill();
}

void PluginLife::EndForSilence(const grpc::Status& status, const char* call,
                               milliseconds deadline) {
  if (status.error_code() == grpc::StatusCode::DEADLINE_EXCEEDED) {
    return EndFor(absl::StrCat("did not answer the ", call, " within ", DurationText(deadline)));
  }
  // A lost connection is how the end of the process looks from here; the process says more.
  if (status.error_code() == grpc::StatusCode::UNAVAILABLE) return EndFor("");
  EndFor(absl::StrCat("answered the ", call, " with the error ",
                      Quoted(PrintableText(status.error_message(), kErrorMaxBytes))));
}

void PluginLife::Refuse(const std::string& reason) {
  if (role_.on_trial) return FailTrial("it is refused: " + reason);
  phase_ = Phase::kRefused;
  Kill();
  Show(v1::REFUSED, reason);
}

void PluginLife::Stop() {
  phase_ = Phase::kStopped;
  if (process_) process_->Terminate();
}

void PluginLife::Kill() {
  if (process_) process_->Kill();
}

void PluginLife::Show(v1::PluginState state, const std::string& message,
                      std::shared_ptr<const RunningPlugin> running) {
  if (!is_current_) return;
  v1::Sector fields;
  fields.set_name("sectors/" + file_.sector);
  fields.set_plugin_state(state);
  fields.set_plugin_message(message);
  fields.set_plugin_version(version_);
  fields.set_plugin_digest(digest_);
  fields.set_plugin_starts(starts_);
  if (process_ && state != v1::REFUSED) fields.set_plugin_pid(process_->pid());
  if (state == v1::RUNNING) {
    fields.set_title(running->manifest.title());
    fields.set_owner_body(running->manifest.owner_body());
    spdlog::info("plugin {} runs: version {}, process {}", file_.sector, version_, process_->pid());
  } else if (state == v1::WAITING) {
    spdlog::warn("plugin {} {}", file_.sector, message);
  } else if (state == v1::REFUSED) {
    spdlog::error("plugin {} is refused: {}", file_.sector, message);
  }
  board_->Post(file_.sector, std::move(fields), std::move(running));
  if (state == v1::WAITING || state == v1::REFUSED) {
    Introduce(absl::FailedPreconditionError(
        absl::StrCat("it ", state == v1::REFUSED ? "is refused: " : "", message)));
  }
}

}  // namespace sheaf::sectors
