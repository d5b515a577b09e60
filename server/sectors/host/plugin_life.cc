#include "server/sectors/host/plugin_life.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "absl/strings/str_cat.h"
#include "server/base/status.h"
#include "server/sectors/host/plugin_text.h"
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
                       const PluginHost::ManifestSink& sink, Post post, PluginBoard* board)
    : file_(std::move(file)),
      options_(options),
      sink_(sink),
      post_(std::move(post)),
      board_(board),
      output_(file_.sector) {
  Show(v1::STARTING, "is about to be started");
}

void PluginLife::OnTime(TimePoint now) {
  if (phase_ == Phase::kWaiting && now >= next_start_) Launch(now);
  if (phase_ == Phase::kListening) AwaitSocket(now);
  if (phase_ == Phase::kRunning && now >= running_since_ + options_.steady_after) failures_ = 0;
}

PluginLife::TimePoint PluginLife::Due() const {
  const bool pauses = read_again_ > std::chrono::steady_clock::now();
  return pauses ? std::min(PhaseDue(), read_again_) : PhaseDue();
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
  if (absl::IsPermissionDenied(launched) || absl::IsInvalidArgument(launched)) {
    --starts_;
    return Refuse(std::string(launched.message()));
  }
  if (!launched.ok()) return WaitToRestart(std::string(launched.message()), now);
  phase_ = Phase::kListening;
  listen_by_ = now + options_.handshake_deadline;
  Show(v1::STARTING, "is being started");
}

// The path is looked at, then run: whoever could swap the file in between is root or our own user.
absl::Status PluginLife::LaunchProcess() {
  SHEAF_RETURN_IF_ERROR(CheckTrusted(file_.path));
  SHEAF_ASSIGN_OR_RETURN(digest_, DigestOfFile(file_.path));
  SHEAF_ASSIGN_OR_RETURN(socket_path_, SocketPath(options_.socket_dir, file_.sector));
  unlink(socket_path_.c_str());
  SHEAF_ASSIGN_OR_RETURN(
      process_,
      PluginProcess::Start({.path = file_.path,
                            .working_dir = std::filesystem::path(file_.path).parent_path(),
                            .socket_path = socket_path_,
                            .memory_max_bytes = options_.memory_max_bytes}));
  output_is_open_ = true;
  return absl::OkStatus();
}

void PluginLife::AwaitSocket(TimePoint now) {
  if (IsSocket(socket_path_)) return Greet(now);
  if (now < listen_by_) return;
  EndFor(absl::StrCat("did not listen on its socket within ",
                      DurationText(options_.handshake_deadline)));
}

void PluginLife::Greet(TimePoint now) {
  phase_ = Phase::kIntroducing;
  session_ = std::make_shared<PluginSession>(socket_path_, options_.document_max_bytes);
  session_->Handshake(
      options_.core_version, In(std::chrono::ceil<milliseconds>(listen_by_ - now)),
      [this, start = starts_, post = post_](const grpc::Status& status,
                                            const plugin::v1::HandshakeResponse& response) {
        post([this, start, status, response] { OnHandshake(start, status, response); });
      });
}

void PluginLife::OnHandshake(int start, const grpc::Status& status,
                             const plugin::v1::HandshakeResponse& response) {
  if (!IsCurrent(start, Phase::kIntroducing)) return;
  if (!status.ok()) return EndForSilence(status, "handshake", options_.handshake_deadline);
  const std::string wrong = WrongIntroduction(response, file_.sector, options_.core_version);
  if (!wrong.empty()) return Refuse(wrong);
  version_ = response.plugin_version();
  session_->Describe(
      In(options_.describe_deadline),
      [this, start, post = post_](const grpc::Status& described,
                                  const plugin::v1::DescribeResponse& description) {
        post([this, start, described, description] { OnDescribe(start, described, description); });
      });
}

void PluginLife::OnDescribe(int start, const grpc::Status& status,
                            const plugin::v1::DescribeResponse& response) {
  if (!IsCurrent(start, Phase::kIntroducing)) return;
  if (!status.ok())
    return EndForSilence(status, "request for its manifest", options_.describe_deadline);
  const v1::SectorManifest& manifest = response.manifest();
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

void PluginLife::Run(const v1::SectorManifest& manifest) {
  auto running = std::make_shared<RunningPlugin>();
  running->start = starts_;
  running->session = session_;
  running->manifest = manifest;
  running->version = version_;
  running->digest = digest_;
  phase_ = Phase::kRunning;
  running_since_ = std::chrono::steady_clock::now();
  Show(v1::RUNNING, "", std::move(running));
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
  unlink(socket_path_.c_str());
  if (phase_ == Phase::kRefused || phase_ == Phase::kStopped) return;
  if (phase_ == Phase::kRunning && now >= running_since_ + options_.steady_after) failures_ = 0;
  WaitToRestart(end_reason_.empty() ? how : end_reason_ + " and was ended", now);
}

void PluginLife::WaitToRestart(const std::string& why, TimePoint now) {
  ++failures_;
  const milliseconds delay = RestartDelay(options_, failures_);
  phase_ = Phase::kWaiting;
  next_start_ = now + delay;
  Show(v1::WAITING, absl::StrCat(why, "; starting again in ", DurationText(delay), " (",
                                 OrdinalText(starts_ + 1), " start)"));
}

void PluginLife::EndStart(int start, const std::string& reason) {
  if (IsCurrent(start, Phase::kRunning)) EndFor(reason);
}

// The end itself is noticed as any other.
void PluginLife::EndFor(const std::string& reason) {
  end_reason_ = reason;
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
}

}  // namespace sheaf::sectors
