#include "clients/cpp/connection.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sheaf::client {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

// A server at the other end of a real connection, that drops the first calls.
class Dropping final : public v1::UpdateService::Service, public v1::AccessService::Service {
 public:
  Dropping() {
    int port = 0;
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
    builder.RegisterService(static_cast<v1::UpdateService::Service*>(this));
    builder.RegisterService(static_cast<v1::AccessService::Service*>(this));
    server_ = builder.BuildAndStart();
    target = "127.0.0.1:" + std::to_string(port);
  }

  grpc::Status PushUpdate(grpc::ServerContext*, const v1::PushUpdateRequest* request,
                          v1::PushUpdateResponse*) override {
    request_ids.push_back(request->request_id());
    return Answer();
  }
  grpc::Status CreateToken(grpc::ServerContext*, const v1::CreateTokenRequest*,
                           v1::CreateTokenResponse*) override {
    ++tokens;
    return Answer();
  }

  std::string target;
  int drops = 0;
  int tokens = 0;
  std::vector<std::string> request_ids;

 private:
  grpc::Status Answer() {
    return drops-- > 0 ? grpc::Status(grpc::StatusCode::UNAVAILABLE, "Socket closed")
                       : grpc::Status::OK;
  }
  std::unique_ptr<grpc::Server> server_;
};

std::unique_ptr<Connection> ConnectionTo(const Dropping& server) {
  ConnectionOptions options = {.target = server.target};
  options.retry.sleep = [](std::chrono::milliseconds) {};
  return *Connection::Open(options);
}

TEST(ConnectionTest, KnowsThisMachine) {
  for (const char* target : {"127.0.0.1:7433", "127.8.0.1:1", "localhost:7433", "[::1]:7433",
                             "localhost", "::1", "unix:/run/sheaf.sock"}) {
    EXPECT_TRUE(IsThisMachine(target)) << target;
  }
  for (const char* target : {"192.0.2.1:7433", "sheaf.example.org:443", "[2001:db8::1]:7433",
                             "0.0.0.0:7433", "127.example.org:1", ""}) {
    EXPECT_FALSE(IsThisMachine(target)) << target;
  }
}

TEST(ConnectionTest, RefusesAnotherMachineWithoutEncryption) {
  const auto connection = Connection::Open({.target = "sheaf.example.org:7433"});
  EXPECT_EQ(connection.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_NE(connection.status().message().find("another machine"), absl::string_view::npos);
}

TEST(ConnectionTest, NamesTheCaller) {
  const auto connection = Connection::Open({});
  ASSERT_TRUE(connection.ok());
  EXPECT_FALSE((*connection)->options().user.empty());
}

TEST(ConnectionTest, AServerThatIsNotThereIsUnreachable) {
  // Port 1 of the loopback: nothing that a user starts can listen there.
  const auto connection = Connection::Open({.target = "127.0.0.1:1"});
  ASSERT_TRUE(connection.ok());
  const auto status = (*connection)
                          ->Call((*connection)->sectors(), &v1::SectorService::Stub::GetStatus,
                                 v1::GetStatusRequest());
  EXPECT_TRUE(IsUnreachable(status.status())) << status.status();
}

TEST(ConnectionTest, AWriteThatTheLineBrokeIsSentAgainAsTheSameRequest) {
  Dropping server;
  server.drops = 2;
  const auto connection = ConnectionTo(server);
  EXPECT_TRUE(connection
                  ->Call(connection->updates(), &v1::UpdateService::Stub::PushUpdate,
                         v1::PushUpdateRequest())
                  .ok());
  ASSERT_THAT(server.request_ids, SizeIs(3));
  EXPECT_EQ(server.request_ids[0].size(), 32u);
  EXPECT_EQ(server.request_ids[0], server.request_ids[2]);
  v1::PushUpdateRequest named;
  named.set_request_id("mine");
  server.request_ids.clear();
  EXPECT_TRUE(
      connection->Call(connection->updates(), &v1::UpdateService::Stub::PushUpdate, named).ok());
  EXPECT_THAT(server.request_ids, ElementsAre("mine"));
}

TEST(ConnectionTest, AWriteThatCannotBeToldFromItsRepetitionIsSentOnce) {
  Dropping server;
  server.drops = 1;
  const auto connection = ConnectionTo(server);
  const auto token = connection->Call(connection->access(), &v1::AccessService::Stub::CreateToken,
                                      v1::CreateTokenRequest());
  EXPECT_TRUE(IsUnreachable(token.status()));
  EXPECT_EQ(server.tokens, 1);
}

}  // namespace
}  // namespace sheaf::client
