#include "server/api/rpc_log.h"

#include <gmock/gmock.h>
#include <grpc/support/log.h>
#include <gtest/gtest.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <memory>
#include <sstream>
#include <string>

namespace sheaf::api {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(RpcLog, TellsErrorsWithoutWhatAClientSentAndNotWithoutEnd) {
  std::ostringstream lines;
  const auto before = spdlog::default_logger();
  spdlog::set_default_logger(std::make_shared<spdlog::logger>(
      "test", std::make_shared<spdlog::sinks::ostream_sink_mt>(lines)));
  LogRpcErrors();
  gpr_log(GPR_ERROR, "Error parsing metadata: error=invalid value key=te value=SECRET");
  gpr_log(GPR_ERROR, "Two lines\ninfo forged by a client, \x1b[31m");
  gpr_log(GPR_INFO, "not an error");
  for (int i = 0; i < 10'000; ++i) gpr_log(GPR_ERROR, "again");
  spdlog::set_default_logger(before);

  const std::string log = lines.str();
  EXPECT_THAT(log, HasSubstr("gRPC: Error parsing metadata: error=invalid value (rpc_log_test.cc"));
  EXPECT_THAT(log, Not(HasSubstr("SECRET")));
  EXPECT_THAT(log, HasSubstr("Two lines ("));
  EXPECT_THAT(log, Not(HasSubstr("forged")));
  EXPECT_THAT(log, Not(HasSubstr("not an error")));
  EXPECT_EQ(std::count(log.begin(), log.end(), '\n'), 20);
}

}  // namespace
}  // namespace sheaf::api
