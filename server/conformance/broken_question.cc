#include "server/conformance/broken_question.h"

#include <grpcpp/grpcpp.h>
#include <poll.h>

#include <chrono>
#include <filesystem>
#include <memory>
#include <thread>

#include "server/base/status.h"
#include "server/sectors/host/plugin_folder.h"
#include "server/sectors/host/plugin_process.h"
#include "sheaf/plugin/v1/plugin.grpc.pb.h"

namespace sheaf::conformance {
namespace {

using plugin::v1::EvaluateRequest;
using plugin::v1::EvaluateResponse;
using Stub = plugin::v1::SectorPlugin::Stub;

constexpr std::chrono::seconds kPatience{30};
constexpr int64_t kMemory = int64_t{1} << 30;
// More than the buffers on the way hold: by then the plugin has begun to read.
constexpr int kTextsSent = 64;
constexpr size_t kTextBytes = size_t{64} << 10;
// How long an end may take to show.
constexpr std::chrono::seconds kEndPatience{1};

absl::Status Wrong(const std::string& text) { return absl::FailedPreconditionError(text); }

EvaluateRequest HeaderOf(const std::string& format) {
  EvaluateRequest part;
  part.mutable_header()->mutable_clocks()->set_effective_date("2024-12-31");
  part.mutable_header()->set_format(format);
  return part;
}

EvaluateRequest Text(const std::string& text) {
  EvaluateRequest part;
  part.mutable_dictionary()->add_texts(text);
  return part;
}

// The answer of the plugin to a sector without records, as bytes.
absl::StatusOr<std::string> Ask(Stub& stub, const std::string& format) {
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + kPatience);
  const auto stream = stub.Evaluate(&context);
  EvaluateRequest members;
  members.mutable_members()->add_member_states()->set_name("memberStates/SGP");
  stream->Write(HeaderOf(format));
  stream->Write(Text(""));
  stream->Write(members);
  stream->WritesDone();
  std::string bytes;
  EvaluateResponse part;
  while (stream->Read(&part)) bytes += part.SerializeAsString();
  const grpc::Status status = stream->Finish();
  if (!status.ok()) return Wrong("answered with an error: " + status.error_message());
  return bytes;
}

void BreakOff(Stub& stub, const std::string& format) {
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + kPatience);
  const auto stream = stub.Evaluate(&context);
  bool taken = stream->Write(HeaderOf(format)) && stream->Write(Text(""));
  const EvaluateRequest long_text = Text(std::string(kTextBytes, 'x'));
  for (int i = 0; taken && i < kTextsSent; ++i) taken = stream->Write(long_text);
  context.TryCancel();
  EvaluateResponse part;
  while (stream->Read(&part)) continue;  // gRPC wants all to be read before the end
  stream->Finish();                      // cancelled, whatever the plugin says
}

bool AwaitSocket(const std::string& path) {
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  while (!sectors::IsSocket(path)) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return true;
}

bool Ends(const sectors::PluginProcess& process) {
  pollfd end{process.end_fd(), POLLIN, 0};
  const std::chrono::milliseconds patience = kEndPatience;
  return poll(&end, 1, static_cast<int>(patience.count())) > 0;
}

}  // namespace

absl::Status BreakAQuestionOff(const std::string& program, const std::string& format,
                               const std::string& folder) {
  const std::string home = std::filesystem::path(program).parent_path();
  SHEAF_ASSIGN_OR_RETURN(const std::string place, sectors::MakeSocketPlace(folder, "broken"));
  const std::string socket = sectors::SocketIn(place);
  SHEAF_ASSIGN_OR_RETURN(const auto sandbox, sectors::PluginSandbox::Make(home, place));
  SHEAF_ASSIGN_OR_RETURN(const auto process,
                         sectors::PluginProcess::Start({.path = program,
                                                        .working_dir = home,
                                                        .socket_path = socket,
                                                        .memory_max_bytes = kMemory,
                                                        .sandbox = &sandbox}));
  if (!AwaitSocket(socket)) return Wrong("did not listen on its socket");
  const auto channel = grpc::CreateChannel("unix:" + socket, grpc::InsecureChannelCredentials());
  // The socket is there a moment before it is listened on.
  if (!channel->WaitForConnected(std::chrono::system_clock::now() + kPatience)) {
    return Wrong("did not listen on its socket");
  }
  const auto stub = plugin::v1::SectorPlugin::NewStub(channel);
  SHEAF_ASSIGN_OR_RETURN(const std::string before, Ask(*stub, format));
  BreakOff(*stub, format);
  const absl::StatusOr<std::string> after = Ask(*stub, format);
  if (Ends(*process)) return Wrong("ended when a question was broken off");
  SHEAF_RETURN_IF_ERROR(after.status());
  if (*after != before) {
    return Wrong(
        "answered otherwise after a question that was broken off: it must leave nothing behind");
  }
  return absl::OkStatus();
}

}  // namespace sheaf::conformance
