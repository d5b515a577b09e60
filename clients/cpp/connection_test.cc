#include "clients/cpp/connection.h"

#include "gtest/gtest.h"

namespace sheaf::client {
namespace {

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

}  // namespace
}  // namespace sheaf::client
