// A plugin without the SDK that does with the contract what its name says: the way to make it
// start, speak or end other than it should.
#include <google/protobuf/text_format.h>
#include <grpcpp/grpcpp.h>
#include <signal.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <memory>
#include <string>
#include <thread>

#include "sheaf/plugin/v1/plugin.grpc.pb.h"
#include "tests/plugins/fixture_manifest.h"

namespace {

namespace pb = sheaf::plugin::v1;

using Stream = grpc::ServerReaderWriter<pb::EvaluateResponse, pb::EvaluateRequest>;

[[noreturn]] void Hang() {
  while (true) pause();
}

class Speaker : public pb::SectorPlugin::Service {
 public:
  explicit Speaker(std::string name) : name_(std::move(name)) {}

  grpc::Status Handshake(grpc::ServerContext*, const pb::HandshakeRequest*,
                         pb::HandshakeResponse* response) override {
    if (name_ == "silent") Hang();
    if (name_ == "unfit") return grpc::Status(grpc::StatusCode::UNIMPLEMENTED, "What?");
    response->set_protocol_version(name_ == "newer" ? 2 : 1);
    response->set_sector(name_ == "misnamed" ? "energy" : name_);
    response->set_plugin_version("0.0.1");
    return grpc::Status::OK;
  }

  grpc::Status Describe(grpc::ServerContext*, const pb::DescribeRequest*,
                        pb::DescribeResponse* response) override {
    if (name_ == "shy") Hang();
    const std::string sector = name_ == "twofaced" ? "energy" : name_;
    google::protobuf::TextFormat::ParseFromString(FixtureManifest(sector),
                                                  response->mutable_manifest());
    if (name_ == "unruly") response->mutable_manifest()->clear_levels();
    return grpc::Status::OK;
  }

  grpc::Status Evaluate(grpc::ServerContext*, Stream* stream) override {
    if (name_ == "deaf") Hang();
    if (name_ == "abrupt") std::_Exit(0);
    AnswerAtLength(stream);
    pb::EvaluateRequest part;
    while (name_ == "hasty" && stream->Read(&part)) continue;
    return grpc::Status::OK;
  }

 private:
  // More than any buffer on the way holds, before the first part is read, if one is at all.
  static void AnswerAtLength(Stream* stream) {
    pb::EvaluateResponse part;
    part.mutable_finding()->set_rule("early-v1");
    part.mutable_finding()->set_text(std::string(1 << 20, 'x'));
    for (int i = 0; i < 8; ++i) stream->Write(part);
  }

  const std::string name_;
};

}  // namespace

int main(int, char** argv) {
  const std::string name = SectorOf(argv[0]);
  if (name == "broken") return 7;
  if (name == "mute") Hang();
  if (name == "stubborn") signal(SIGTERM, SIG_IGN);
  // A child that would hold on to the socket, the output and the folder.
  if (name == "parent" && fork() == 0) Hang();
  Speaker speaker(name);
  grpc::ServerBuilder builder;
  builder.AddListeningPort("unix:" + std::string(std::getenv("SHEAF_PLUGIN_SOCKET")),
                           grpc::InsecureServerCredentials());
  builder.RegisterService(&speaker);
  const std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  server->Wait();
}
