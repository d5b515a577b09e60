// What the real gateway lets in and what it does not: sites, sizes, rates, slow clients, TLS; and
// the page that it serves.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "tests/e2e/certificates.h"
#include "tests/e2e/gateway.h"

namespace sheaf::e2e {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kList[] = "PlanService/ListPlans";
constexpr char kPolicy[] = R"(
principals { id: "local" grants { role: SECRETARIAT sectors: "*" } grants { role: OPERATOR } }
principals { id: "moit-vnm" grants { role: CONTRIBUTOR sectors: "energy" member_states: "VNM" } }
)";

class GatewayDoors : public ::testing::Test {
 protected:
  GatewayDoors() : server_(Plugins::kWithout) {}
  Gateway Start(std::vector<std::string> flags = {}) { return Gateway(server_, std::move(flags)); }
  RealServer server_;
};

TEST_F(GatewayDoors, AreClosedToOtherNamesAndToPagesOfOtherSites) {
  const Gateway gateway = Start({"--host", "sheaf.example.org"});
  EXPECT_EQ(gateway.Call(kList, "{}", {{"Host", "sheaf.example.org"}}).status, 200);
  EXPECT_EQ(gateway.Call(kList, "{}", {{"Host", "rebound.example"}}).status, 421);
  EXPECT_EQ(gateway.Call(kList, "{}", {{"Origin", "http://localhost"}}).status, 200);
  EXPECT_EQ(gateway.Call(kList, "{}", {{"Origin", "http://evil.example"}}).status, 403);
  EXPECT_EQ(gateway.Get(kList, "{}", {{"Sec-Fetch-Site", "cross-site"}}).status, 403);
  const HttpAnswer preflight = gateway.Ask("OPTIONS", "/sheaf.v1.PlanService/ListPlans",
                                           {{"Origin", "http://evil.example"}});
  EXPECT_EQ(preflight.Header("access-control-allow-origin"), "");
}

TEST_F(GatewayDoors, TakeRequestsUpToASize) {
  const Gateway gateway = Start({"--body_max_bytes", "10000", "--header_max_bytes", "4096"});
  const HttpAnswer body = gateway.Call(kList, std::string(10'001, ' '));
  EXPECT_EQ(body.status, 413);
  EXPECT_THAT(body.body, AllOf(HasSubstr("resource_exhausted"), HasSubstr("10000 bytes")));
  EXPECT_EQ(gateway.Ask("GET", "/", {{"X-Long", std::string(5000, 'x')}}).status, 431);
  EXPECT_EQ(gateway.Call(kList, "{}").status, 200);
}

TEST_F(GatewayDoors, TakeSoManyRequestsASecond) {
  const Gateway gateway =
      Start({"--address_requests_per_second", "0.01", "--address_requests_burst", "3"});
  for (int i = 0; i < 3; ++i) EXPECT_EQ(gateway.Call(kList, "{}").status, 200) << i;
  const HttpAnswer refused = gateway.Call(kList, "{}");
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(refused.Header("retry-after"), "100");
  EXPECT_THAT(refused.body, HasSubstr(R"("code":"resource_exhausted")"));
}

TEST_F(GatewayDoors, TakeSoManyConnections) {
  const Gateway gateway = Start({"--connections_per_address_max", "2"});
  const std::string request = RequestBytes("GET", "/healthz", {}, "", /*keeps_connection=*/true);
  std::vector<RawConnection> connections;
  for (int i = 0; i < 2; ++i) {
    connections.emplace_back(gateway.address());
    connections.back().Send(request);
    ASSERT_TRUE(connections.back().ReadUntil("ok\n"));
  }
  RawConnection third(gateway.address());
  EXPECT_EQ(third.ReadToEnd(), "");
  EXPECT_THAT(gateway.Log(),
              AllOf(HasSubstr("refused 1 connections"), Not(HasSubstr("127.0.0.9"))));
  RawConnection from_elsewhere(gateway.address(), "127.0.0.10");
  from_elsewhere.Send(request);
  EXPECT_TRUE(from_elsewhere.ReadUntil("ok\n"));
}

TEST_F(GatewayDoors, CloseBehindWhoDawdles) {
  const Gateway gateway =
      Start({"--header_max_millis", "300", "--body_max_millis", "300", "--idle_max_millis", "300"});
  for (const std::string& begun :
       {std::string(), std::string("GET / HTTP/1.1\r\nHost: loc"),
        std::string("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n{")}) {
    RawConnection connection(gateway.address());
    connection.Send(begun);
    EXPECT_EQ(connection.ReadToEnd(), "") << begun;
  }
}

// 32 MB are more than the sockets of both ends hold.
TEST_F(GatewayDoors, CloseBehindWhoReadsNothing) {
  const std::string folder = server_.folder() + "/page";
  std::filesystem::create_directories(folder);
  std::ofstream(folder + "/index.html") << "page";
  std::ofstream(folder + "/large.bin") << std::string(32 << 20, 'x');
  const Gateway gateway = Start(
      {"--write_max_millis", "300", "--connections_per_address_max", "1", "--page_dir", folder});
  RawConnection dawdles(gateway.address());
  dawdles.Send(RequestBytes("GET", "/large.bin", {}, ""));
  // There is room for one: the next is let in once that one is closed.
  std::string answer;
  while (answer.empty()) {
    RawConnection next(gateway.address());
    next.Send(RequestBytes("GET", "/healthz", {}, ""));
    answer = next.ReadToEnd();
  }
  EXPECT_EQ(ParseAnswer(answer).body, "ok\n");
  EXPECT_LT(dawdles.ReadToEnd().size(), size_t{32} << 20);
}

TEST_F(GatewayDoors, ShowThePage) {
  const std::string folder = server_.folder() + "/page";
  std::filesystem::create_directories(folder + "/assets");
  std::ofstream(folder + "/index.html") << "<!doctype html><title>Sheaf</title>";
  std::ofstream(folder + "/assets/a-1.js") << std::string(5000, ' ');
  const Gateway gateway = Start({"--page_dir", folder});
  const HttpAnswer page = gateway.Ask("GET", "/sectors/energy");
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.body, HasSubstr("<title>Sheaf</title>"));
  EXPECT_THAT(page.Header("content-security-policy"), Not(HasSubstr("unsafe")));
  EXPECT_EQ(gateway.Ask("GET", "/", {{"If-None-Match", page.Header("etag")}}).status, 304);
  const HttpAnswer script = gateway.Ask("GET", "/assets/a-1.js", {{"Accept-Encoding", "gzip"}});
  EXPECT_EQ(script.Header("content-encoding"), "gzip");
  EXPECT_THAT(script.Header("cache-control"), HasSubstr("immutable"));
  const HttpAnswer head = gateway.Ask("HEAD", "/");
  EXPECT_EQ(head.body, "");
  EXPECT_EQ(head.Header("content-length"), std::to_string(page.body.size()));
  EXPECT_EQ(gateway.Ask("GET", "/../log").status, 200) << "the index: no path leads out";
  EXPECT_EQ(gateway.Ask("POST", "/").status, 405);
}

TEST_F(GatewayDoors, PassOnNoHeaderThatGrpcCannotCarry) {
  const Gateway gateway = Start();
  EXPECT_EQ(gateway.Call(kList, "{}", {{"Authorization", "Bearer \xc3\xa9"}}).status, 401);
  EXPECT_EQ(gateway.Call(kList, "{}", {{"Sheaf-User", "a\tb"}}).status, 401);
  EXPECT_EQ(gateway.Call(kList, "{}").status, 200);
}

TEST_F(GatewayDoors, TheLogHoldsNothingOfWhatIsSent) {
  const Gateway gateway = Start({"--log_requests"});
  gateway.Call("PlanService/GetPlan", R"({"name":"plans/secret-7d1c"})",
               {{"Authorization", "Bearer sheaf_SECRET5f0a"}, {"Sheaf-User", "somebody"}});
  gateway.Ask("GET", "/secret-7d1c?x=sheaf_SECRET5f0a");
  gateway.Ask("GARBAGE", "secret-7d1c");
  EXPECT_THAT(gateway.Log(), HasSubstr("call /sheaf.v1.PlanService/GetPlan"));
  for (const char* const personal : {"secret-7d1c", "SECRET5f0a", "somebody", "127.0.0.9"}) {
    EXPECT_THAT(gateway.Log(), Not(HasSubstr(personal)));
  }
}

TEST_F(GatewayDoors, OpenBeyondTheLoopbackWithTlsAndAPolicyOnly) {
  const auto refusal = [&](std::vector<std::string> flags) {
    std::vector<std::string> command = {SHEAF_GATEWAY, "--server", server_.address(), "--listen",
                                        "0.0.0.0:0"};
    command.insert(command.end(), flags.begin(), flags.end());
    const Ended ended = RunProgram(command);
    EXPECT_EQ(ended.exit_code, 1);
    return ended.err;
  };
  MakeCertificates(server_.folder(), {"authority"});
  MakeCertificates(server_.folder(), {"server", "localhost"});
  const std::string certificate = server_.folder() + "/server.pem";
  const std::string key = server_.folder() + "/server.key";
  EXPECT_THAT(refusal({}), HasSubstr("with TLS only"));
  EXPECT_THAT(refusal({"--tls_certificate", certificate, "--tls_key", key}), HasSubstr("--host"));
  EXPECT_THAT(refusal({"--tls_certificate", certificate, "--tls_key", key, "--host", "localhost"}),
              HasSubstr("the server has no policy"));
}

TEST(GatewayTls, ServesWhoShowsACredentialAndTellsNobodyElseAnything) {
  const auto server = RealServer::Secured(Plugins::kWithout, kPolicy);
  const std::string token = server->TokenOf("moit-vnm");
  const std::string ca = server->folder() + "/gateway/ca.pem";
  MakeCertificates(server->folder() + "/gateway", {"authority"});
  MakeCertificates(server->folder() + "/gateway", {"server", "localhost"});
  const Gateway gateway(*server, {"--server_ca", server->ca_file(), "--listen", "localhost:0",
                                  "--host", "localhost", "--credential_required",
                                  "--tls_certificate", server->folder() + "/gateway/server.pem",
                                  "--tls_key", server->folder() + "/gateway/server.key"});
  const auto call = [&](const std::vector<std::string>& more) {
    std::vector<std::string> command = {"/usr/bin/env",
                                        "curl",
                                        "-sS",
                                        "-i",
                                        "--cacert",
                                        ca,
                                        "-H",
                                        "Content-Type: application/json",
                                        "-d",
                                        "{}",
                                        gateway.url() + "/sheaf.v1.AccessService/WhoAmI"};
    command.insert(command.begin() + 2, more.begin(), more.end());
    return RunProgram(command).out;
  };
  const std::string known = call({"-H", "Authorization: Bearer " + token});
  EXPECT_THAT(known,
              AllOf(HasSubstr(R"("actor":"moit-vnm")"), HasSubstr("Strict-Transport-Security")));
  // The policy has a principal for who calls from the server's machine, as the gateway does.
  EXPECT_THAT(call({}), AllOf(HasSubstr("401 Unauthorized"), HasSubstr("NO_CREDENTIAL")));
  EXPECT_THAT(call({"-H", "Authorization: Bearer wrong"}), HasSubstr("BAD_CREDENTIAL"));
  EXPECT_EQ(call({"--tls-max", "1.1"}), "");
}

TEST(GatewayTls, TakesACertificateInAnew) {
  const RealServer server(Plugins::kWithout);
  const std::string folder = server.folder() + "/gateway";
  MakeCertificates(folder, {"authority"});
  MakeCertificates(folder, {"server", "localhost"});
  const Gateway gateway(
      server, {"--tls_certificate", folder + "/server.pem", "--tls_key", folder + "/server.key"});
  const auto is_trusted = [&] {
    return RunProgram({"/usr/bin/env", "curl", "-sS", "--cacert", folder + "/ca.pem",
                       gateway.url() + "/healthz"})
               .exit_code == 0;
  };
  EXPECT_FALSE(is_trusted()) << "the certificate is not for 127.0.0.1";
  MakeCertificates(folder, {"server", "127.0.0.1"});
  gateway.Signal(SIGHUP);
  while (gateway.Log().find("reload: the certificate is taken in anew") == std::string::npos) {
  }
  EXPECT_TRUE(is_trusted());
}

}  // namespace
}  // namespace sheaf::e2e
