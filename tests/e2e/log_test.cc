// What the server's log does not hold: what people wrote, who they are, and what proves it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "sheaf/v1/update_service.grpc.pb.h"
#include "tests/e2e/raw_connection.h"
#include "tests/e2e/real_server.h"

namespace sheaf::e2e {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kNarrative[] = "Narrative-of-a-ministry-7d1c";
constexpr char kUser[] = "somebody.at.a.ministry";
constexpr char kToken[] = "sheaf_SECRET5f0a";

grpc::Status Push(const RealServer& server, const std::string& line, size_t note_bytes) {
  v1::BatchPushUpdatesRequest batch;
  batch.set_parent("plans/p");
  v1::LineUpdate* item = batch.add_updates();
  item->set_line_code(line);
  item->mutable_update()->set_reported_status("in_progress");
  item->mutable_update()->set_note(kNarrative + std::string(note_bytes, '.'));
  grpc::ClientContext context;
  context.AddMetadata("sheaf-user", kUser);
  context.AddMetadata("authorization", std::string("Bearer ") + kToken);
  v1::BatchPushUpdatesResponse answer;
  return v1::UpdateService::NewStub(server.Channel())->BatchPushUpdates(&context, batch, &answer);
}

void ExpectNothingOfAnybody(const std::string& log) {
  for (const char* personal : {kNarrative, kUser, kToken, "127.0.0.9"}) {
    EXPECT_THAT(log, Not(HasSubstr(personal)));
  }
}

TEST(Log, HoldsNothingOfWhatClientsSendWhetherItIsTakenOrRefused) {
  // gRPC would log headers, were it asked to.
  RealServer server(Plugins::kWithout, {"--message_max_bytes=100000", "--header_max_bytes=4096"},
                    "", {"/usr/bin/env", "GRPC_VERBOSITY=DEBUG", "GRPC_TRACE=http"});
  server.Done({"plan", "import",
               server.WriteFile("plan.csv", "line_code,parent_code,level,title\nL,,action,Line\n"),
               "--plan", "p"});
  EXPECT_TRUE(Push(server, "L", 1).ok());
  EXPECT_FALSE(Push(server, "no such line", 1).ok());
  EXPECT_FALSE(Push(server, "L", 50'000).ok()) << "a note that is too long";
  EXPECT_FALSE(Push(server, "L", 200'000).ok()) << "a message that is too long";
  // Headers that cannot be read, or are too long, with all of it in them.
  const std::string bearer = std::string("Bearer ") + kToken;
  for (const auto& [name, value] :
       std::vector<std::pair<std::string, std::string>>{{"te", kToken},
                                                        {"grpc-timeout", kUser},
                                                        {"content-type", kNarrative},
                                                        {"long", std::string(8'000, 'x')}}) {
    RawConnection connection(server.address());
    connection.Greet();
    connection.Send(
        FrameOf(Frame::kHeaders, kEndHeaders | kEndStream, 1,
                HeadersOf("/sheaf.v1.SectorService/GetStatus",
                          {{"sheaf-user", kUser}, {"authorization", bearer}, {name, value}})));
    connection.Send(std::string(100, 'x'));  // no frame
    connection.ReadToEnd();
  }
  EXPECT_EQ(server.Stop(), 0);
  EXPECT_THAT(server.Log(), HasSubstr("gRPC: Error parsing metadata"));
  ExpectNothingOfAnybody(server.Log());
}

}  // namespace
}  // namespace sheaf::e2e
