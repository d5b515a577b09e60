// Clients that mean harm, or are broken: what they do costs them their own calls and connections,
// while another client's pushes and reads go on, the server's memory stays bounded, and what they
// took is given back.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include "sheaf/v1/sector_service.grpc.pb.h"
#include "sheaf/v1/update_service.grpc.pb.h"
#include "tests/e2e/follower.h"
#include "tests/e2e/raw_connection.h"
#include "tests/e2e/real_server.h"

namespace sheaf::e2e {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kWatch[] = "/sheaf.v1.WatchService/Watch";
constexpr char kGetStatus[] = "/sheaf.v1.SectorService/GetStatus";
constexpr char kReflection[] = "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo";
constexpr int64_t kMemoryMaxKilobytes = int64_t{1} << 20;

// A line of /proc/PID/status, as a number.
int64_t StatusOf(const RealServer& server, const std::string& name) {
  std::ifstream file("/proc/" + std::to_string(server.pid()) + "/status");
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with(name + ":")) return std::stoll(line.substr(name.size() + 1));
  }
  ADD_FAILURE() << "no " << name << " of the server; has it ended?\n" << server.Log();
  return 0;
}

size_t OpenFiles(const RealServer& server) {
  const std::filesystem::directory_iterator files("/proc/" + std::to_string(server.pid()) + "/fd");
  return static_cast<size_t>(std::distance(begin(files), end(files)));
}

// Pushes `count` updates of plans/p, the first of which is number `first`.
grpc::Status Push(const std::shared_ptr<grpc::Channel>& channel, int first, int count = 1,
                  size_t note_bytes = 100) {
  v1::BatchPushUpdatesRequest batch;
  batch.set_parent("plans/p");
  for (int i = first; i < first + count; ++i) {
    v1::LineUpdate* item = batch.add_updates();
    item->set_line_code("L");
    item->mutable_update()->set_reported_status("in_progress");
    item->mutable_update()->set_note(std::to_string(i) + std::string(note_bytes, '.'));
  }
  grpc::ClientContext context;
  v1::BatchPushUpdatesResponse answer;
  return v1::UpdateService::NewStub(channel)->BatchPushUpdates(&context, batch, &answer);
}

int CountUpdates(const std::shared_ptr<grpc::Channel>& channel) {
  const auto stub = v1::UpdateService::NewStub(channel);
  v1::ListUpdatesRequest request;
  request.set_parent("plans/p");
  request.set_page_size(1000);
  int count = 0;
  do {
    grpc::ClientContext context;
    v1::ListUpdatesResponse page;
    const grpc::Status status = stub->ListUpdates(&context, request, &page);
    EXPECT_TRUE(status.ok()) << status.error_message();
    count += page.updates_size();
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return count;
}

// A client library that waits for no answer looks at its connection every five seconds.
const std::vector<std::string> kQuickKeepalive = {"--keepalive_interval_seconds=1",
                                                  "--keepalive_answer_max_seconds=6"};

// A server, and somebody who works with it from the first to the last.
class Abuse : public ::testing::Test {
 protected:
  void Start(std::vector<std::string> flags, std::vector<std::string> wrapper = {}) {
    server_ =
        std::make_unique<RealServer>(Plugins::kWithout, std::move(flags), "", std::move(wrapper));
    const std::string file =
        server_->WriteFile("plan.csv", "line_code,parent_code,level,title\nL,,action,Line\n");
    server_->Done({"plan", "import", file, "--plan", "p"});
    neighbour_ = server_->Channel();
    ExpectOthersWork();
    files_before_ = OpenFiles(*server_);
  }

  void TearDown() override {
    ExpectNothingIsLeft();
    neighbour_.reset();
    EXPECT_EQ(server_->Stop(), 0) << server_->Log();
  }

  // The neighbour, on the connection that it has, and somebody who comes anew.
  void ExpectOthersWork() {
    for (const auto& channel : {neighbour_, NewChannel()}) {
      for (int i = 0; i < 10; ++i) {
        const grpc::Status status = Push(channel, pushed_);
        ASSERT_TRUE(status.ok()) << status.error_message() << server_->Log();
        ++pushed_;
      }
      EXPECT_EQ(CountUpdates(channel), pushed_);
    }
    EXPECT_LT(StatusOf(*server_, "VmRSS"), kMemoryMaxKilobytes);
  }

  // Once the abusers are gone.
  void ExpectNothingIsLeft() {
    ExpectOthersWork();
    // The neighbour's connection is among those before.
    while (OpenFiles(*server_) > files_before_) {
    }
  }

  std::shared_ptr<grpc::Channel> NewChannel() const {
    grpc::ChannelArguments arguments;
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    auto channel = grpc::CreateCustomChannel(server_->address(), grpc::InsecureChannelCredentials(),
                                             arguments);
    // Where nobody is let in, it tries again.
    EXPECT_TRUE(
        channel->WaitForConnected(std::chrono::system_clock::now() + std::chrono::minutes(1)));
    return channel;
  }

  RawConnection Connect() const { return RawConnection(server_->address()); }

  std::unique_ptr<RealServer> server_;
  std::shared_ptr<grpc::Channel> neighbour_;
  int pushed_ = 0;
  size_t files_before_ = 0;
};

TEST_F(Abuse, WhoCallsTooOftenIsToldWhenToComeBack) {
  Start({"--caller_calls_per_second=1", "--caller_calls_burst=100"});
  const auto stub = v1::SectorService::NewStub(NewChannel());
  int admitted = 0, refused = 0;
  grpc::Status last;
  for (int i = 0; i < 2'000; ++i) {
    grpc::ClientContext context;
    context.AddMetadata("sheaf-user", "floods");
    v1::ServerStatus answer;
    last = stub->GetStatus(&context, v1::GetStatusRequest(), &answer);
    admitted += last.ok();
    refused += last.error_code() == grpc::StatusCode::RESOURCE_EXHAUSTED;
  }
  EXPECT_GE(admitted, 100);
  EXPECT_EQ(admitted + refused, 2'000);
  EXPECT_GT(refused, 1'000);
  EXPECT_EQ(ToldBy(last).reason, "RATE_LIMITED");
  EXPECT_THAT(last.error_message(), HasSubstr("try again in"));
  EXPECT_THAT(last.error_details(), HasSubstr("google.rpc.RetryInfo"));
  EXPECT_THAT(server_->Log(), Not(HasSubstr("more calls than"))) << "a line each would be a flood";
}

TEST_F(Abuse, ConnectionsThatStallAreEnded) {
  Start({"--connection_handshake_max_seconds=1", kQuickKeepalive[0], kQuickKeepalive[1]});
  const std::string call = FrameOf(Frame::kHeaders, kEndHeaders, 1, HeadersOf(kWatch));
  const std::string beginnings[] = {
      "", Preface().substr(0, 10), Preface().substr(0, 30), Preface() + "\1",
      Preface() + call.substr(0, 40), Preface() + call,
      // A message of a gigabyte, of which a little comes.
      Preface() + call + FrameOf(Frame::kData, 0, 1, std::string("\0\x40\0\0\0some", 9))};
  std::vector<RawConnection> stalled;
  for (int i = 0; i < 140; ++i) {
    stalled.push_back(Connect());
    EXPECT_TRUE(stalled.back().Send(beginnings[i % std::size(beginnings)]));
  }
  ExpectOthersWork();
  for (RawConnection& connection : stalled) connection.ReadToEnd();
  ExpectNothingIsLeft();
}

TEST_F(Abuse, WhoNeverReadsIsEnded) {
  Start(kQuickKeepalive);
  std::vector<RawConnection> watchers;
  for (int i = 0; i < 20; ++i) {
    watchers.push_back(Connect());
    // A window of two gigabytes for every stream, and for all of them.
    watchers.back().Send(Preface() +
                         FrameOf(Frame::kSettings, 0, 0, std::string("\0\4\x7f\xff\xff\xff", 6)) +
                         FrameOf(static_cast<Frame>(8), 0, 0, std::string("\x7f\xf0\0\0", 4)));
    for (uint32_t stream = 1; stream < 40; stream += 2) {
      watchers.back().Send(FrameOf(Frame::kHeaders, kEndHeaders, stream, HeadersOf(kWatch)) +
                           FrameOf(Frame::kData, kEndStream, stream, MessageOf("")));
    }
  }
  for (; pushed_ < 5'000; pushed_ += 50) {
    const grpc::Status status = Push(neighbour_, pushed_, 50, 1'900);
    ASSERT_TRUE(status.ok()) << status.error_message();
  }
  ExpectOthersWork();
  // Nothing of this is read by anybody, and yet they go.
  while (OpenFiles(*server_) > files_before_) {
  }
}

TEST_F(Abuse, GarbageEndsItsOwnConnection) {
  Start({});
  std::mt19937 random(1);
  for (int i = 0; i < 200; ++i) {
    std::string garbage(20'000, '\0');
    for (char& byte : garbage) byte = static_cast<char>(random());
    RawConnection connection = Connect();
    // Some of it looks like frames.
    const auto type = static_cast<Frame>(i % 10);
    connection.Send(Preface() +
                    (i % 2 == 0 ? garbage : FrameOf(type, 4, 1, garbage.substr(0, 5000))) +
                    garbage);
    connection.ReadToEnd();
  }
  ExpectOthersWork();
  EXPECT_LT(std::ranges::count(server_->Log(), '\n'), 40);
}

TEST_F(Abuse, AHeaderThatIsTooLongIsRefusedAndNamed) {
  Start({"--header_max_bytes=10000"});
  RawConnection connection = Connect();
  connection.Greet();
  connection.Send(FrameOf(Frame::kHeaders, kEndHeaders | kEndStream, 1,
                          HeadersOf(kGetStatus, {{"long", std::string(12'000, 'x')}})));
  EXPECT_TRUE(connection.ReadUntil("received initial metadata size exceeds limit"));
  ExpectOthersWork();
}

TEST_F(Abuse, AMessageThatIsTooLongIsRefusedAndNamed) {
  Start({"--message_max_bytes=1048576"});
  for (int i = 0; i < 100; ++i) {
    const grpc::Status status = Push(NewChannel(), 0, 1, 2 << 20);
    EXPECT_EQ(status.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
    EXPECT_THAT(status.error_message(), HasSubstr("Received message larger than max"));
  }
  ExpectOthersWork();
}

TEST_F(Abuse, HalfMessagesOfManyStreamsAreBoundedTogether) {
  Start({"--rpc_memory_max_bytes=67108864"});
  std::vector<RawConnection> connections;
  for (int i = 0; i < 10; ++i) {
    connections.push_back(Connect());
    connections.back().Send(Preface());
    for (uint32_t stream = 1; stream < 40; stream += 2) {
      connections.back().Send(FrameOf(Frame::kHeaders, kEndHeaders, stream,
                                      HeadersOf("/sheaf.v1.UpdateService/BatchPushUpdates")) +
                              FrameOf(Frame::kData, 0, stream, std::string("\0\3\0\0\0", 5)));
      for (int part = 0; part < 100; ++part) {
        if (!connections.back().Send(FrameOf(Frame::kData, 0, stream, std::string(16'000, 'x')),
                                     /*patience_millis=*/50)) {
          break;
        }
      }
    }
  }
  ExpectOthersWork();
}

TEST_F(Abuse, PingsThatComeTooOftenEndTheConnection) {
  Start({});
  RawConnection connection = Connect();
  connection.Greet();
  for (int i = 0; i < 100'000 && connection.Send(FrameOf(Frame::kPing, 0, 0, "12345678")); ++i) {
  }
  EXPECT_THAT(connection.ReadToEnd(), HasSubstr("too_many_pings"));
}

TEST_F(Abuse, AFloodOfSettingsIsTakenNoFasterThanItsAnswersAreRead) {
  Start({});
  std::string settings;
  for (int i = 0; i < 1000; ++i) settings += FrameOf(Frame::kSettings, 0, 0);
  RawConnection connection = Connect();
  connection.Send(Preface());
  int rounds = 0;
  while (rounds < 10'000 && connection.Send(settings, /*patience_millis=*/1000)) ++rounds;
  EXPECT_LT(rounds, 10'000);
  ExpectOthersWork();
}

TEST_F(Abuse, TenThousandStreamsOfALibraryWaitForTheirTurn) {
  Start({"--streams_per_connection_max=100"});
  const auto channel = NewChannel();
  {
    std::vector<std::unique_ptr<Follower>> watchers;
    for (int i = 0; i < 10'000; ++i) {
      watchers.push_back(std::make_unique<Follower>(channel, v1::WatchRequest()));
    }
    ExpectOthersWork();
  }
}

TEST_F(Abuse, OneStreamTooManyEndsTheConnection) {
  Start({"--streams_per_connection_max=100"});
  RawConnection connection = Connect();
  connection.Greet();
  std::string calls;
  for (uint32_t i = 0; i < 101; ++i) {
    calls += FrameOf(Frame::kHeaders, kEndHeaders, 2 * i + 1, HeadersOf(kWatch));
  }
  connection.Send(calls);
  connection.ReadToEnd();
}

// gRPC holds a client to no setting that the client has not acknowledged.
TEST_F(Abuse, TenThousandStreamsOfWhoKeepsNoRulesEndTheConnection) {
  Start({});
  RawConnection connection = Connect();
  connection.Send(Preface());
  for (uint32_t i = 0; i < 10'000; ++i) {
    connection.Send(FrameOf(Frame::kHeaders, kEndHeaders, 2 * i + 1, HeadersOf(kWatch)));
  }
  ExpectOthersWork();
  connection.ReadToEnd();
  ExpectNothingIsLeft();
}

TEST_F(Abuse, StreamsWithoutEndAreCutOffBeforeMemoryIs) {
  Start({});
  RawConnection connection = Connect();
  connection.Send(Preface());
  uint32_t sent = 0;
  while (sent < 1'000'000 &&
         connection.Send(FrameOf(Frame::kHeaders, kEndHeaders, 2 * sent + 1, HeadersOf(kWatch)))) {
    ++sent;
  }
  EXPECT_LT(sent, 1'000'000u);
  ExpectOthersWork();
  EXPECT_THAT(server_->Log(), HasSubstr("--streams_per_connection_max"));
}

TEST_F(Abuse, StreamsThatAreResetAtOnceStopNobody) {
  Start({});
  RawConnection connection = Connect();
  connection.Send(Preface());
  const std::string cancel(std::string("\0\0\0\x08", 4));
  for (uint32_t i = 0; i < 20'000; ++i) {
    const uint32_t stream = 2 * i + 1;
    if (!connection.Send(FrameOf(Frame::kHeaders, kEndHeaders, stream, HeadersOf(kGetStatus)) +
                             FrameOf(Frame::kResetStream, 0, stream, cancel),
                         1000)) {
      break;
    }
  }
  ExpectOthersWork();
}

TEST_F(Abuse, AHeaderThatNeverEndsStopsNobody) {
  Start({});
  RawConnection connection = Connect();
  connection.Send(Preface());
  // A value of a gigabyte.
  std::string header = HeaderOf("x", "").substr(0, 3) + "\x7f\x81\xff\xff\xff\x03";
  connection.Send(FrameOf(Frame::kHeaders, 0, 1, header));
  for (int i = 0; i < 500; ++i) {
    connection.Send(FrameOf(Frame::kContinuation, 0, 1, std::string(16'000, 'x')), 100);
  }
  ExpectOthersWork();
}

TEST_F(Abuse, ReflectionTakesABoundedNumberOfThreads) {
  Start({});
  const int64_t before = StatusOf(*server_, "Threads");
  RawConnection connection = Connect();
  connection.Send(Preface());
  for (uint32_t i = 0; i < 500; ++i) {
    connection.Send(FrameOf(Frame::kHeaders, kEndHeaders, 2 * i + 1, HeadersOf(kReflection)));
  }
  ExpectOthersWork();
  EXPECT_LT(StatusOf(*server_, "Threads"), before + 40);
}

TEST_F(Abuse, ConnectionsBeyondTheLimitOfTheirAddressAreClosed) {
  Start({"--connections_per_address_max=50"});
  std::vector<RawConnection> connections;
  for (int i = 0; i < 1000; ++i) connections.push_back(Connect());
  ExpectOthersWork();
  EXPECT_LT(OpenFiles(*server_), 100u);
  EXPECT_THAT(server_->Log(), HasSubstr("--connections_per_address_max"));
  EXPECT_THAT(server_->Log(), Not(HasSubstr("127.0.0.9"))) << "an address may be a person's";
}

TEST_F(Abuse, ConnectionsBeyondTheDescriptorsOfTheProcessAreClosed) {
  Start({}, {"/bin/bash", "-c", "ulimit -n 200; exec \"$0\" \"$@\""});
  EXPECT_THAT(server_->Log(), HasSubstr("only 100 of the 2000 connections"));
  {
    std::vector<RawConnection> connections;
    for (int i = 0; i < 1000; ++i) connections.push_back(Connect());
    EXPECT_TRUE(Push(neighbour_, pushed_++).ok()) << "who is in goes on";
    EXPECT_THAT(server_->Log(), HasSubstr("--connections_max"));
  }
  ExpectNothingIsLeft();
}

}  // namespace
}  // namespace sheaf::e2e
