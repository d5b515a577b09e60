#include "plugins/sdk/sector.h"

#include <google/protobuf/io/tokenizer.h>
#include <google/protobuf/text_format.h>
#include <grpcpp/grpcpp.h>
#include <signal.h>
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "sheaf/plugin/v1/plugin.grpc.pb.h"

#if defined(__SANITIZE_THREAD__)
// ThreadSanitizer's options come from here, because a plugin's environment is empty. gRPC and
// Abseil are not built with it, and what they do looks like races.
extern "C" const char* __tsan_default_options();
extern "C" const char* __tsan_default_options() { return "ignore_noninstrumented_modules=1"; }
#endif

namespace sheaf::plugin {
namespace {

constexpr int kProtocolVersion = 1;
constexpr const char* kSocketVariable = "SHEAF_PLUGIN_SOCKET";

// Prints mistakes of the manifest with line and column, both from 1.
class MistakePrinter : public google::protobuf::io::ErrorCollector {
 public:
  void AddError(int line, google::protobuf::io::ColumnNumber column,
                const std::string& message) override {
    std::fprintf(stderr, "manifest, line %d, column %d: %s\n", line + 1, column + 1,
                 message.c_str());
  }
};

bool Say(const char* text) {
  std::fprintf(stderr, "manifest: %s\n", text);
  return false;
}

// What a program cannot serve without; the core checks the rest when it is told the manifest.
bool IsServable(const sheaf::v1::SectorManifest& manifest) {
  if (manifest.sector().empty()) return Say("'sector' is empty; write the sector's id");
  if (manifest.title().empty()) return Say("'title' is empty; write the sector's name");
  if (manifest.levels().empty()) return Say("no 'levels'; write at least one");
  return true;
}

std::optional<sheaf::v1::SectorManifest> ParseManifest(std::string_view text) {
  sheaf::v1::SectorManifest manifest;
  MistakePrinter printer;
  google::protobuf::TextFormat::Parser parser;
  parser.RecordErrorsTo(&printer);
  if (!parser.ParseFromString(std::string(text), &manifest)) return std::nullopt;
  if (!IsServable(manifest)) return std::nullopt;
  return manifest;
}

// Every error is the sector's own word on its data: the codes that stand for a lost connection are
// not used, because the core ends a program over those.
grpc::Status Failed(const absl::Status& status) {
  return grpc::Status(grpc::StatusCode::INTERNAL, std::string(status.message()));
}

using EvaluateStream = grpc::ServerReaderWriter<v1::EvaluateResponse, v1::EvaluateRequest>;

// How much of a data set has been read: what there is to say of it where memory ends.
struct Size {
  size_t lines = 0;
  size_t updates = 0;
};

absl::Status ReadDataset(EvaluateStream* stream, Dataset* data, Size* size) {
  v1::EvaluateRequest part;
  while (stream->Read(&part)) {
    if (absl::Status added = data->Add(std::move(part)); !added.ok()) return added;
    *size = {data->lines().size(), data->updates().size()};
    part.Clear();
  }
  return absl::OkStatus();
}

// The core limits the memory of a program by RLIMIT_DATA; "" where nothing does.
std::string MemoryLimit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_DATA, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return "";
  return absl::StrCat(", of which it may use ", limit.rlim_cur >> 20, " MiB,");
}

// What helps the one who asked: the formats that take no lines, where the sector has any.
std::string OtherFormats(const sheaf::v1::SectorManifest& manifest) {
  std::vector<std::string> formats;
  for (const sheaf::v1::ReportFormat& format : manifest.report_formats()) {
    if (format.counts_only()) formats.push_back("'" + format.id() + "'");
  }
  if (formats.empty()) return "";
  return absl::StrCat(
      " Made of counts alone, and so there at any size: ", absl::StrJoin(formats, ", "), ".");
}

absl::Status OutOfMemory(const Size& size, const sheaf::v1::SectorManifest& manifest) {
  return absl::ResourceExhaustedError(
      absl::StrCat("it ran out of memory", MemoryLimit(), " after reading ", size.lines,
                   " lines and ", size.updates, " updates.", OtherFormats(manifest)));
}

// Part by part: a section need not wait for the whole document. False where nobody reads any more.
bool WriteAnswer(Answer answer, EvaluateStream* stream) {
  v1::EvaluateResponse part;
  for (v1::KpiValue& value : answer.kpi_values) {
    *part.mutable_kpi_value() = std::move(value);
    if (!stream->Write(part)) return false;
  }
  for (sheaf::v1::Finding& finding : answer.findings) {
    *part.mutable_finding() = std::move(finding);
    if (!stream->Write(part)) return false;
  }
  for (sheaf::v1::Section& section : answer.sections) {
    *part.mutable_section() = std::move(section);
    if (!stream->Write(part)) return false;
  }
  return true;
}

class SectorService : public v1::SectorPlugin::Service {
 public:
  SectorService(Sector& sector, sheaf::v1::SectorManifest manifest, std::string_view version)
      : sector_(sector), manifest_(std::move(manifest)), version_(version) {}

  grpc::Status Handshake(grpc::ServerContext*, const v1::HandshakeRequest*,
                         v1::HandshakeResponse* response) override {
    response->set_protocol_version(kProtocolVersion);
    response->set_sector(manifest_.sector());
    response->set_plugin_version(version_);
    return grpc::Status::OK;
  }

  grpc::Status Describe(grpc::ServerContext*, const v1::DescribeRequest*,
                        v1::DescribeResponse* response) override {
    *response->mutable_manifest() = manifest_;
    return grpc::Status::OK;
  }

  // What is thrown has let go of the data set by the time it is caught: there is memory again to
  // say so with.
  grpc::Status Evaluate(grpc::ServerContext*, EvaluateStream* stream) override {
    Size size;
    try {
      const absl::Status answered = AnswerOn(stream, &size);
      return answered.ok() ? grpc::Status::OK : Failed(answered);
    } catch (const std::bad_alloc&) {
      return Failed(OutOfMemory(size, manifest_));
    } catch (const std::exception& exception) {
      return Failed(absl::InternalError(exception.what()));
    }
  }

 private:
  absl::Status AnswerOn(EvaluateStream* stream, Size* size) {
    Dataset data;
    Answer answer;
    if (absl::Status read = ReadDataset(stream, &data, size); !read.ok()) return read;
    absl::Status computed = sector_.Evaluate(data, data.header().format(), &answer);
    if (computed.ok()) WriteAnswer(std::move(answer), stream);
    return computed;
  }

  Sector& sector_;
  const sheaf::v1::SectorManifest manifest_;
  const std::string version_;
};

// The signals that end a program, waited for rather than handled: gRPC must not be shut down from a
// signal handler. Block them before any thread starts, so that every thread inherits it.
sigset_t BlockEndingSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signals;
}

std::unique_ptr<grpc::Server> Listen(const std::string& socket, grpc::Service* service) {
  grpc::ServerBuilder builder;
  builder.AddListeningPort("unix:" + socket, grpc::InsecureServerCredentials());
  builder.RegisterService(service);
  builder.SetMaxReceiveMessageSize(-1);
  builder.SetMaxSendMessageSize(-1);
  builder.SetSyncServerOption(grpc::ServerBuilder::NUM_CQS, 1);
  return builder.BuildAndStart();
}

int Serve(Sector& sector, sheaf::v1::SectorManifest manifest, std::string_view version) {
  const char* socket = std::getenv(kSocketVariable);
  if (socket == nullptr || *socket == '\0') {
    std::fprintf(stderr,
                 "%s is not set: this program is started by sheafd; --check reads its "
                 "manifest\n",
                 kSocketVariable);
    return 2;
  }
  const sigset_t signals = BlockEndingSignals();
  SectorService service(sector, std::move(manifest), version);
  const std::unique_ptr<grpc::Server> server = Listen(socket, &service);
  if (server == nullptr) {
    std::fprintf(stderr, "cannot listen on the socket '%s'\n", socket);
    return 1;
  }
  int signal = 0;
  sigwait(&signals, &signal);
  server->Shutdown(std::chrono::system_clock::now() + std::chrono::seconds(1));
  return 0;
}

}  // namespace

int Run(Sector& sector, std::string_view manifest, std::string_view version, int argc,
        char** argv) {
  std::optional<sheaf::v1::SectorManifest> parsed = ParseManifest(manifest);
  if (!parsed) return 1;
  if (argc == 1) return Serve(sector, *std::move(parsed), version);
  if (argc == 2 && std::string_view(argv[1]) == "--check") return 0;
  std::fprintf(stderr, "usage: %s [--check]\n", argv[0]);
  return 2;
}

}  // namespace sheaf::plugin
