// Streams through the real gateway: watches, a thousand of them, and what ends them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "tests/e2e/gateway.h"

namespace sheaf::e2e {
namespace {

using std::chrono::steady_clock;
using ::testing::AllOf;
using ::testing::HasSubstr;

constexpr int kWatchers = 1000;
constexpr int kReads = 500;
constexpr char kWatch[] = "WatchService/Watch";
constexpr char kFromTheBeginning[] = R"({"afterRevision":"0"})";

void ImportPlan(const RealServer& server, const std::string& title) {
  const std::string file = server.WriteFile(
      "energy.csv", "line_code,parent_code,level,title\nL,,action," + title + "\n");
  server.Done({"plan", "import", file, "--plan", "energy"});
}

// Of a process, in MiB.
long ResidentMib(pid_t pid) {
  std::ifstream status("/proc/" + std::to_string(pid) + "/status");
  for (std::string word; status >> word;) {
    long kib = 0;
    if (word == "VmRSS:" && status >> kib) return kib / 1024;
  }
  return 0;
}

double Millis(steady_clock::duration time) {
  return std::chrono::duration<double, std::milli>(time).count();
}

TEST(GatewayStream, TellsThePastAndThenWhatComes) {
  RealServer server(Plugins::kWithout);
  ImportPlan(server, "One");
  Gateway gateway(server);
  RawConnection watch = gateway.Stream(kWatch, kFromTheBeginning);
  EXPECT_TRUE(watch.ReadUntil("\"One\""));
  ImportPlan(server, "Two");
  EXPECT_TRUE(watch.ReadUntil("\"Two\""));
}

TEST(GatewayStream, EndsWithWhatIsWrong) {
  RealServer server(Plugins::kWithout);
  Gateway gateway(server);
  RawConnection watch = gateway.Stream(kWatch, R"({"afterRevision":"1000000"})");
  const HttpAnswer answer = ParseAnswer(watch.ReadToEnd());
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.Header("content-type"), "application/connect+json");
  EXPECT_THAT(MessagesOf(answer.body).back(), AllOf(HasSubstr(R"({"error":{"code":"out_of_range")"),
                                                    HasSubstr(R"("type":"google.rpc.ErrorInfo")")));
}

TEST(GatewayStream, WhoIsToldOfAChangeReadsTheStateAfterIt) {
  RealServer server(Plugins::kWithout);
  ImportPlan(server, "0");
  Gateway gateway(server, {"--answer_cache_max_millis", "3600000"});
  RawConnection watch = gateway.Stream(kWatch, "{}");
  const std::string lines = R"({"parent":"plans/energy"})";
  ASSERT_TRUE(watch.ReadUntil("completeThrough"));
  for (int i = 1; i <= 5; ++i) {
    const std::string title = "\"title\":\"Title " + std::to_string(i) + "\"";
    gateway.Get("PlanService/ListLines", lines);
    ImportPlan(server, "Title " + std::to_string(i));
    ASSERT_TRUE(watch.ReadUntil(title));
    EXPECT_THAT(gateway.Get("PlanService/ListLines", lines).body, HasSubstr(title));
  }
}

TEST(GatewayStream, OfWhoGoesAwayIsCancelledAtTheServer) {
  RealServer server(Plugins::kWithout, {"--streams_per_connection_max", "1"});
  ImportPlan(server, "One");
  Gateway gateway(server, {"--server_stream_connections", "1"});
  // There is room for one: each gets it once the one before has gone.
  for (int i = 0; i < 5; ++i) {
    RawConnection watch = gateway.Stream(kWatch, kFromTheBeginning);
    EXPECT_TRUE(watch.ReadUntil("\"One\"")) << i;
  }
}

TEST(GatewayStream, IsToldThatTheGatewayEnds) {
  RealServer server(Plugins::kWithout);
  ImportPlan(server, "One");
  Gateway gateway(server);
  RawConnection watch = gateway.Stream(kWatch, kFromTheBeginning);
  ASSERT_TRUE(watch.ReadUntil("\"One\""));
  RawConnection idle(gateway.address());
  EXPECT_EQ(gateway.Stop(), 0);
  const std::string rest = watch.ReadToEnd();
  EXPECT_THAT(rest, AllOf(HasSubstr(R"("code":"unavailable")"), HasSubstr("GATEWAY_ENDING")));
  EXPECT_EQ(idle.ReadToEnd(), "");
}

TEST(GatewayStream, IsToldThatTheServerEndsAndWhereToResume) {
  RealServer server(Plugins::kWithout);
  ImportPlan(server, "One");
  Gateway gateway(server);
  RawConnection watch = gateway.Stream(kWatch, kFromTheBeginning);
  ASSERT_TRUE(watch.ReadUntil("\"One\""));
  server.Stop();
  EXPECT_THAT(watch.ReadToEnd(),
              AllOf(HasSubstr(R"("code":"unavailable")"), HasSubstr("SERVER_ENDING")));
}

TEST(GatewayStream, AThousandAreHeldWhileOthersAreAnswered) {
  RealServer server(Plugins::kWithout);
  ImportPlan(server, "One");
  Gateway gateway(server, {"--address_requests_per_second", "0", "--answer_cache_max_millis", "0"});
  const long before = ResidentMib(gateway.pid());
  std::vector<RawConnection> watches;
  for (int i = 0; i < kWatchers; ++i) watches.push_back(gateway.Stream(kWatch, kFromTheBeginning));
  for (RawConnection& watch : watches) ASSERT_TRUE(watch.ReadUntil("\"One\""));
  const long after = ResidentMib(gateway.pid());

  std::vector<double> millis;
  for (int i = 0; i < kReads; ++i) {
    const auto start = steady_clock::now();
    ASSERT_EQ(gateway.Call("PlanService/GetPlan", R"({"name":"plans/energy"})").status, 200);
    millis.push_back(Millis(steady_clock::now() - start));
  }
  std::sort(millis.begin(), millis.end());

  const auto start = steady_clock::now();
  ImportPlan(server, "Two");
  for (RawConnection& watch : watches) ASSERT_TRUE(watch.ReadUntil("\"Two\""));
  std::cout << kWatchers << " streams: " << before << " -> " << after << " MiB resident; " << kReads
            << " calls meanwhile: p50 " << millis[kReads / 2] << " ms, p99 "
            << millis[kReads * 99 / 100] << " ms; a change told to all within "
            << Millis(steady_clock::now() - start) << " ms of being made\n";
  EXPECT_LT(after - before, 200) << "more than 200 KiB a stream";
}

}  // namespace
}  // namespace sheaf::e2e
