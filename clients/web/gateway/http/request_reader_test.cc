#include "clients/web/gateway/http/request_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sheaf::gateway {
namespace {

using Progress = RequestReader::Progress;
using ::testing::HasSubstr;

constexpr char kPost[] =
    "POST /sheaf.v1.PlanService/GetPlan?a=b HTTP/1.1\r\nHost: localhost\r\n"
    "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";

int StatusOf(std::string bytes, const RequestLimits& limits = {}) {
  RequestReader reader(limits);
  const auto progress = reader.Read(&bytes);
  return progress == Progress::kIsRefused ? reader.Refusal().status : 0;
}

TEST(RequestReader, ReadsARequestAndLeavesTheNext) {
  std::string inbox = std::string(kPost) + "GET /";
  RequestReader reader({});
  ASSERT_EQ(reader.Read(&inbox), Progress::kIsComplete);
  const Request request = reader.Take();
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.Path(), "/sheaf.v1.PlanService/GetPlan");
  EXPECT_EQ(request.Query(), "a=b");
  EXPECT_EQ(request.Header("content-TYPE"), "application/json");
  EXPECT_EQ(request.body, "{}");
  EXPECT_TRUE(request.keep_alive);
  EXPECT_EQ(inbox, "GET /");
}

TEST(RequestReader, ReadsByteAfterByte) {
  RequestReader reader({});
  std::string inbox;
  auto progress = Progress::kNeedsMore;
  for (const char byte : std::string(kPost)) {
    ASSERT_EQ(progress, Progress::kNeedsMore);
    inbox.push_back(byte);
    progress = reader.Read(&inbox);
  }
  EXPECT_EQ(progress, Progress::kIsComplete);
  EXPECT_EQ(reader.Take().body, "{}");
}

TEST(RequestReader, ReadsABodyInChunks) {
  std::string inbox =
      "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: "
      "chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n";
  RequestReader reader({});
  ASSERT_EQ(reader.Read(&inbox), Progress::kIsComplete);
  EXPECT_EQ(reader.Take().body, "abcde");
}

TEST(RequestReader, TellsThatTheClientWaitsToGoOn) {
  std::string inbox =
      "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n";
  RequestReader reader({});
  ASSERT_EQ(reader.Read(&inbox), Progress::kNeedsMore);
  EXPECT_TRUE(reader.WaitsToGoOn());
}

TEST(RequestReader, OldClientsDoNotKeepTheConnection) {
  std::string inbox = "GET / HTTP/1.0\r\n\r\n";
  RequestReader reader({});
  ASSERT_EQ(reader.Read(&inbox), Progress::kIsComplete);
  EXPECT_FALSE(reader.Take().keep_alive);
}

TEST(RequestReader, RefusesWhatIsTooLong) {
  const RequestLimits limits{1024, 10};
  EXPECT_EQ(StatusOf("GET / HTTP/1.1\r\nX: " + std::string(2000, 'x') + "\r\n\r\n", limits), 431);
  EXPECT_EQ(StatusOf("GET / HTTP/1.1\r\nX: " + std::string(2000, 'x'), limits), 431);
  EXPECT_EQ(StatusOf("POST / HTTP/1.1\r\nContent-Length: 11\r\n\r\n", limits), 413);
  EXPECT_EQ(
      StatusOf("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nb\r\n01234567890\r\n", limits),
      413);
}

TEST(RequestReader, RefusesWhatIsNoHttp) {
  EXPECT_EQ(StatusOf("\x16\x03\x01\x02\x01\x01\x01 hello\r\n\r\n"), 400);
  EXPECT_EQ(StatusOf("GET / HTTP/2.0\r\n\r\n"), 505);
  // What another server in between might read otherwise.
  EXPECT_EQ(StatusOf("POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n"),
            400);
  EXPECT_EQ(StatusOf("POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n"), 400);
}

TEST(RequestReader, SaysHowMuchMayCome) {
  RequestReader reader({1024, 10});
  std::string inbox = "POST / HTTP/1.1\r\nContent-Length: 11\r\n\r\n";
  ASSERT_EQ(reader.Read(&inbox), Progress::kIsRefused);
  EXPECT_THAT(reader.Refusal().sentence, HasSubstr("10 bytes"));
}

TEST(Accepts, TakesAListWithWeights) {
  EXPECT_TRUE(Accepts("gzip, deflate, br", "gzip"));
  EXPECT_TRUE(Accepts("br;q=1.0, GZIP;q=0.5", "gzip"));
  EXPECT_FALSE(Accepts("gzip;q=0, br", "gzip"));
  EXPECT_FALSE(Accepts("", "gzip"));
  EXPECT_FALSE(Accepts("x-gzip", "gzip"));
}

TEST(FormatHead, EndsWithAnEmptyLine) {
  const Response response = TextResponse(404, "text/plain", "none");
  EXPECT_EQ(FormatHead(response, false, false),
            "HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\nContent-Length: 4\r\n"
            "Connection: close\r\n\r\n");
}

}  // namespace
}  // namespace sheaf::gateway
