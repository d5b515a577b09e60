#include "server/api/connection_gate.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "server/base/status.h"

namespace sheaf::api {
namespace {

using sectors::OwnedFd;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

// Who comes in is greeted with a byte, and stays until it is sent away.
class Host {
 public:
  void TakeIn(int socket) {
    ASSERT_EQ(write(socket, "!", 1), 1);
    const std::lock_guard lock(mutex_);
    guests_.emplace_back(socket);
  }
  void SendOneAway() {
    const std::lock_guard lock(mutex_);
    guests_.pop_back();
  }

 private:
  std::mutex mutex_;
  std::vector<OwnedFd> guests_;
};

class ConnectionGateTest : public ::testing::Test {
 protected:
  void Open(int connections_max, int per_address_max) {
    CallLimits limits;
    limits.connections_max = connections_max;
    limits.connections_per_address_max = per_address_max;
    gate_ = ConnectionGate::Listen("127.0.0.1:0", limits).value();
    gate_->Open([this](int socket) { host_.TakeIn(socket); },
                [this] {
                  const std::lock_guard lock(mutex_);
                  return unwelcome_;
                });
  }

  // A connection from `from`.
  OwnedFd Connect(const char* from = "127.0.0.1") const {
    OwnedFd fd(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = inet_addr(from);
    EXPECT_EQ(bind(fd.get(), reinterpret_cast<sockaddr*>(&address), sizeof(address)), 0);
    address.sin_addr.s_addr = inet_addr("127.0.0.1");
    const std::string& port = gate_->address();
    address.sin_port = htons(static_cast<uint16_t>(std::stoi(port.substr(port.rfind(':') + 1))));
    EXPECT_EQ(connect(fd.get(), reinterpret_cast<sockaddr*>(&address), sizeof(address)), 0);
    return fd;
  }

  static bool IsLetIn(const OwnedFd& fd) {
    char byte = 0;
    return read(fd.get(), &byte, 1) == 1;
  }

  // "ipv4:ADDRESS:PORT" of this end.
  static std::string NameOf(const OwnedFd& fd) {
    sockaddr_in address{};
    socklen_t size = sizeof(address);
    getsockname(fd.get(), reinterpret_cast<sockaddr*>(&address), &size);
    return std::string("ipv4:") + inet_ntoa(address.sin_addr) + ":" +
           std::to_string(ntohs(address.sin_port));
  }
  void MakeUnwelcome(const OwnedFd& fd) {
    const std::lock_guard lock(mutex_);
    unwelcome_ = {NameOf(fd)};
  }

  Host host_;
  std::mutex mutex_;
  std::vector<std::string> unwelcome_;
  std::unique_ptr<ConnectionGate> gate_;
};

TEST_F(ConnectionGateTest, NamesTheHostAsGivenAndThePortThatWasPicked) {
  Open(1, 1);
  EXPECT_THAT(gate_->address(), StartsWith("127.0.0.1:"));
  EXPECT_THAT(gate_->address(), Not(HasSubstr(":0")));
}

TEST_F(ConnectionGateTest, LetsInAsManyAsTheLimitAndClosesTheOthers) {
  Open(/*connections_max=*/3, /*per_address_max=*/100);
  std::vector<OwnedFd> in;
  for (int i = 0; i < 3; ++i) {
    in.push_back(Connect());
    EXPECT_TRUE(IsLetIn(in.back()));
  }
  for (int i = 0; i < 100; ++i) EXPECT_FALSE(IsLetIn(Connect()));
}

TEST_F(ConnectionGateTest, LetsInForWhoeverLeft) {
  Open(2, 100);
  const OwnedFd stays = Connect();
  const OwnedFd leaves = Connect();
  EXPECT_TRUE(IsLetIn(stays) && IsLetIn(leaves));
  EXPECT_FALSE(IsLetIn(Connect()));
  host_.SendOneAway();
  // Who has left is looked up now and then only.
  OwnedFd comes = Connect();
  while (!IsLetIn(comes)) comes = Connect();
  EXPECT_FALSE(IsLetIn(Connect()));
}

TEST_F(ConnectionGateTest, CountsEachAddressByItself) {
  Open(100, /*per_address_max=*/2);
  std::vector<OwnedFd> floods;
  for (int i = 0; i < 50; ++i) floods.push_back(Connect("127.0.0.9"));
  int in = 0;
  for (const OwnedFd& fd : floods) in += IsLetIn(fd);
  EXPECT_EQ(in, 2);
  const OwnedFd other = Connect("127.0.0.1");
  EXPECT_TRUE(IsLetIn(other));
}

TEST_F(ConnectionGateTest, CutsOffTheUnwelcomeAndNobodyElse) {
  Open(10, 10);
  const OwnedFd stays = Connect();
  const OwnedFd goes = Connect();
  EXPECT_TRUE(IsLetIn(stays) && IsLetIn(goes));
  MakeUnwelcome(goes);
  EXPECT_FALSE(IsLetIn(goes)) << "waits for a greeting, and meets the end";
  char byte = 0;
  EXPECT_EQ(recv(stays.get(), &byte, 1, MSG_DONTWAIT), -1) << "is open, with nothing to read";
  EXPECT_EQ(errno, EAGAIN);
}

TEST_F(ConnectionGateTest, NoLongerListensOnceItIsClosed) {
  Open(10, 10);
  const std::string address = gate_->address();
  const OwnedFd in = Connect();
  EXPECT_TRUE(IsLetIn(in));
  gate_->Close();
  EXPECT_TRUE(ConnectionGate::Listen(address, CallLimits()).ok()) << "the address is free again";
}

TEST(ConnectionGate, SaysWhyItCannotListen) {
  const auto first = ConnectionGate::Listen("127.0.0.1:0", CallLimits()).value();
  const auto taken = ConnectionGate::Listen(first->address(), CallLimits());
  EXPECT_EQ(taken.status().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(ReasonOf(taken.status()), "ADDRESS_NOT_AVAILABLE");
  EXPECT_THAT(std::string(taken.status().message()),
              HasSubstr("cannot listen on " + first->address()));
  EXPECT_THAT(std::string(taken.status().message()), HasSubstr("Address already in use"));
  EXPECT_FALSE(ConnectionGate::Listen("127.0.0.1", CallLimits()).ok());
  EXPECT_FALSE(ConnectionGate::Listen("no.such.host.invalid:0", CallLimits()).ok());
}

TEST(ConnectionGate, ListensOnAddressesOfBothKinds) {
  EXPECT_TRUE(ConnectionGate::Listen("localhost:0", CallLimits()).ok());
  const auto six = ConnectionGate::Listen("[::1]:0", CallLimits());
  if (!six.ok()) GTEST_SKIP() << "this machine has no IPv6: " << six.status();
  EXPECT_THAT((*six)->address(), StartsWith("[::1]:"));
}

}  // namespace
}  // namespace sheaf::api
