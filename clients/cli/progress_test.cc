#include "clients/cli/progress.h"

#include <sstream>
#include <string>

#include "gtest/gtest.h"

namespace sheaf::cli {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

class ProgressTest : public ::testing::Test {
 protected:
  Progress Of(size_t width) {
    return Progress(out_, "updates", width, [this] { return now_; });
  }
  // What was printed since it was asked last.
  std::string Printed() {
    std::string text = out_.str();
    out_.str("");
    return text;
  }

  std::chrono::steady_clock::time_point now_{};
  std::ostringstream out_;
};

TEST_F(ProgressTest, ATerminalShowsABarWithRateAndTimeLeft) {
  Progress progress = Of(100);
  now_ += seconds(2);
  progress.Show(25000, 100000);
  EXPECT_EQ(
      Printed(),
      "updates [##########                              ]  25%  25000 of 100000, 12500/s, 7 s "
      "left");
  now_ += seconds(2);
  progress.Show(50000, 100000);
  EXPECT_EQ(Printed(),
            "\r\x1b[Kupdates [####################                    ]  50%  50000 of 100000, "
            "12500/s, 5 s left");
}

TEST_F(ProgressTest, TheBarIsTakenAwayAtTheEnd) {
  {
    Progress progress = Of(100);
    now_ += seconds(1);
    progress.Show(1, 2);
    Printed();
  }
  EXPECT_EQ(Printed(), "\r\x1b[K");
}

TEST_F(ProgressTest, ItIsNotDrawnOftenerThanTenTimesASecond) {
  Progress progress = Of(100);
  now_ += seconds(1);
  progress.Show(1, 9);
  Printed();
  now_ += milliseconds(99);
  progress.Show(2, 9);
  EXPECT_EQ(Printed(), "");
  now_ += milliseconds(1);
  progress.Show(3, 9);
  EXPECT_NE(Printed(), "");
}

TEST_F(ProgressTest, WhatEndsSoonShowsNothing) {
  {
    Progress progress = Of(100);
    progress.Show(1, 2);
    now_ += milliseconds(600);
    progress.Show(2, 2);
  }
  EXPECT_EQ(Printed(), "");
}

TEST_F(ProgressTest, ElsewhereALineEveryTenSeconds) {
  Progress progress = Of(0);
  for (int second = 1; second <= 25; ++second) {
    now_ += seconds(1);
    progress.Show(static_cast<size_t>(second), 100);
  }
  EXPECT_EQ(Printed(),
            "updates: 10%, 10 of 100, 1/s, 1 min 31 s left\n"
            "updates: 20%, 20 of 100, 1/s, 1 min 21 s left\n");
}

TEST_F(ProgressTest, ANarrowTerminalGoesWithoutTheBarAndIsNeverOverrun) {
  Progress progress = Of(40);
  now_ += seconds(2);
  progress.Show(25000, 100000);
  EXPECT_EQ(Printed(), "updates  25%  25000 of 100000, 12500/s,");
}

TEST_F(ProgressTest, SlowWorkIsCountedByTheMinuteAndLongWorkInHours) {
  Progress progress = Of(0);
  now_ += seconds(100);
  progress.Show(10, 1000);
  EXPECT_EQ(Printed(), "updates:  1%, 10 of 1000, 6/min, 2 h 45 min left\n");
}

}  // namespace
}  // namespace sheaf::cli
