#include "server/sectors/host/plugin_evaluation.h"

#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "server/base/status.h"
#include "server/sectors/host/plugin_answer.h"
#include "server/sectors/host/plugin_text.h"

namespace sheaf::sectors {
namespace {

constexpr size_t kErrorMaxBytes = 500;

std::string Sentence(const RunningPlugin& plugin, const std::string& what) {
  std::string sentence = absl::StrCat("The ", plugin.manifest.sector(), " plugin ", what);
  if (!sentence.ends_with('.')) sentence += '.';  // a plugin's own words may bring theirs
  return sentence;
}

// It ended, or has to be ended.
EvaluationOutcome Failed(const RunningPlugin& plugin, const std::string& what,
                         std::string end_reason) {
  return {Refusal(absl::StatusCode::kUnavailable, "PLUGIN_UNAVAILABLE",
                  Sentence(plugin, absl::StrCat(what, "; it is being started again"))),
          std::move(end_reason)};
}

// It has answered, and runs on.
EvaluationOutcome CannotCompute(const RunningPlugin& plugin, const std::string& what) {
  return {Refusal(absl::StatusCode::kFailedPrecondition, "PLUGIN_CANNOT_COMPUTE",
                  Sentence(plugin, what)),
          std::nullopt};
}

std::string SizeText(int64_t bytes) {
  constexpr int64_t kMiB = 1 << 20;
  if (bytes % kMiB == 0) return absl::StrCat(bytes / kMiB, " MiB");
  return absl::StrCat(bytes, " bytes");
}

// The two directions run at once: a plugin that answers before it has read everything would else
// wait for us to read while we wait for it to. A reading thread of its own, because the data set's
// source is called on the caller's.
class Exchange {
 public:
  Exchange(const RunningPlugin& plugin, const EvaluationLimits& limits)
      : plugin_(plugin),
        limits_(limits),
        answer_(plugin.manifest, limits.document_max_bytes, limits.document_max_parts) {
    context_.set_deadline(std::chrono::system_clock::now() + limits.deadline);
    stream_ = plugin.session->Evaluate(&context_);
  }

  EvaluationOutcome Run(const PluginHost::Source& source) {
    std::thread reader([this] { Read(); });
    Write(source);
    reader.join();
    return Outcome(stream_->Finish());
  }

 private:
  // Ends early where the stream is broken: the plugin died, is late, or has answered already.
  void Write(const PluginHost::Source& source) {
    plugin::v1::EvaluateRequest part;
    while (source(&part)) {
      if (!stream_->Write(part)) return;
      part.Clear();
    }
    stream_->WritesDone();
  }

  void Read() {
    grpc::ByteBuffer message;
    while (stream_->Read(&message)) {
      grpc::Slice bytes;
      if (!message.DumpToSingleSlice(&bytes).ok()) return context_.TryCancel();
      taken_ = answer_.Take({reinterpret_cast<const char*>(bytes.begin()), bytes.size()});
      if (!taken_.ok()) return context_.TryCancel();
      message.Clear();
    }
  }

  EvaluationOutcome Outcome(const grpc::Status& status) {
    if (absl::IsInvalidArgument(taken_)) {
      return CannotCompute(plugin_,
                           absl::StrCat("computed this part, but what it computed was refused: ",
                                        std::string(taken_.message())));
    }
    if (absl::IsResourceExhausted(taken_)) return TooLong();
    switch (status.error_code()) {
      case grpc::StatusCode::OK:
        return Computed();
      case grpc::StatusCode::DEADLINE_EXCEEDED:
        return Late();
      case grpc::StatusCode::RESOURCE_EXHAUSTED:  // one message of more than all may have
        return TooLong();
      case grpc::StatusCode::UNAVAILABLE:
      case grpc::StatusCode::CANCELLED:
        return Failed(plugin_, "ended while it computed this part", "");
      default:
        return CannotCompute(plugin_,
                             absl::StrCat("could not compute this part: ",
                                          PrintableText(status.error_message(), kErrorMaxBytes)));
    }
  }

  EvaluationOutcome Computed() {
    Evaluation evaluation = answer_.Release();
    evaluation.plugin_version = plugin_.version;
    evaluation.plugin_digest = plugin_.digest;
    return {std::move(evaluation), std::nullopt};
  }

  EvaluationOutcome Late() {
    const std::string limit = DurationText(limits_.deadline);
    return Failed(plugin_, absl::StrCat("did not finish this part within ", limit),
                  absl::StrCat("did not finish an evaluation within ", limit));
  }

  EvaluationOutcome TooLong() {
    const std::string limit = SizeText(limits_.document_max_bytes);
    return Failed(
        plugin_,
        absl::StrCat("gave an answer longer than the limit of ", limit, " (document_max_bytes)"),
        absl::StrCat("gave an answer longer than the limit of ", limit));
  }

  const RunningPlugin& plugin_;
  const EvaluationLimits limits_;
  grpc::ClientContext context_;
  std::unique_ptr<PluginSession::Stream> stream_;
  PluginAnswer answer_;
  absl::Status taken_;  // by the reading thread; the other reads it after joining
};

}  // namespace

EvaluationOutcome EvaluateOn(const RunningPlugin& plugin, const PluginHost::Source& source,
                             const EvaluationLimits& limits) {
  return Exchange(plugin, limits).Run(source);
}

}  // namespace sheaf::sectors
