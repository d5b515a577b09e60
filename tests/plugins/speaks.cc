// A plugin without the SDK that does with the contract what its name says: the way to make it
// start, speak or end other than it should.
#include <google/protobuf/text_format.h>
#include <grpcpp/grpcpp.h>
#include <signal.h>
#include <unistd.h>

#include <cerrno>
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
  Speaker() : name_(SectorOf(program_invocation_name)) {}

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
    if (name_ == "curt") std::_Exit(8);
    const std::string sector = name_ == "twofaced" ? "energy" : name_;
    google::protobuf::TextFormat::ParseFromString(FixtureManifest(sector),
                                                  response->mutable_manifest());
    if (name_ == "unruly") response->mutable_manifest()->clear_levels();
    if (name_ == "doubling")
      *response->mutable_manifest()->add_kpis() = response->manifest().kpis(0);
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

// Bytes that are no message, however they are read.
const grpc::ByteBuffer& Garbage() {
  static const grpc::Slice slice(std::string(100, '\xff'));
  static const grpc::ByteBuffer bytes(&slice, 1);
  return bytes;
}

class GarbledStream : public grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer> {
 public:
  GarbledStream() { StartWrite(&Garbage()); }
  void OnWriteDone(bool) override { Finish(grpc::Status::OK); }
  void OnDone() override { delete this; }
};

class GarbledSpeaker : public pb::SectorPlugin::WithRawCallbackMethod_Evaluate<Speaker> {
  grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>* Evaluate(
      grpc::CallbackServerContext*) override {
    return new GarbledStream;
  }
};

class MumblingSpeaker : public pb::SectorPlugin::WithRawCallbackMethod_Describe<Speaker> {
  grpc::ServerUnaryReactor* Describe(grpc::CallbackServerContext* context, const grpc::ByteBuffer*,
                                     grpc::ByteBuffer* response) override {
    *response = Garbage();
    grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
    reactor->Finish(grpc::Status::OK);
    return reactor;
  }
};

std::unique_ptr<grpc::Service> MakeSpeaker(const std::string& name) {
  if (name == "garbled") return std::make_unique<GarbledSpeaker>();
  if (name == "mumbling") return std::make_unique<MumblingSpeaker>();
  return std::make_unique<Speaker>();
}

}  // namespace

int main(int, char** argv) {
  const std::string name = SectorOf(argv[0]);
  if (name == "broken") return 7;
  if (name == "mute") Hang();
  if (name == "stubborn") signal(SIGTERM, SIG_IGN);
  // A child that would hold on to the socket, the output and the folder.
  if (name == "parent" && fork() == 0) Hang();
  const std::unique_ptr<grpc::Service> speaker = MakeSpeaker(name);
  grpc::ServerBuilder builder;
  builder.AddListeningPort("unix:" + std::string(std::getenv("SHEAF_PLUGIN_SOCKET")),
                           grpc::InsecureServerCredentials());
  builder.RegisterService(speaker.get());
  const std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  server->Wait();
}
