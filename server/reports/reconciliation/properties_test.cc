// Tables that add up, rounded as documents round them, are never flagged; and one figure altered
// by more than rounding always is.
#include <gmock/gmock.h>

#include <cmath>
#include <random>

#include "proto/values/number.h"
#include "server/reports/reconciliation/reconciliation_fixture.h"

namespace sheaf::reports {
namespace {

using ::testing::IsEmpty;
using ::testing::Not;

class ReconciliationProperties : public ReconciliationFixture {
 protected:
  int Below(int most) { return static_cast<int>(random_() % static_cast<unsigned>(most)); }

  static std::string Percent(int64_t part, int64_t whole, int decimals) {
    return FormatFixed(100.0 * static_cast<double>(part) / static_cast<double>(whole), decimals);
  }

  // Numbers of lines by class.
  using Classes = std::array<int64_t, 3>;
  static int64_t Sum(const Classes& classes) { return classes[0] + classes[1] + classes[2]; }

  void SayClasses(const std::string& subject, const std::string& part_of, const Classes& classes) {
    const int64_t all = Sum(classes);
    std::vector<std::string> shares;
    for (const int64_t lines : classes) {
      shares.push_back(Below(8) == 0 ? "" : Percent(lines, all, 0));
    }
    SayShares(subject, part_of, std::to_string(all), shares);
  }

  // A whole with parts, and groups among them: lines, and shares of them.
  void SayTree() {
    Classes all{};
    for (int part = 0; part < 2 + Below(5); ++part) {
      const std::string name = "P" + std::to_string(part);
      Classes of_part{};
      for (int below = 0; below < Below(4); ++below) {
        const Classes classes = {Below(300), Below(300), 1 + Below(50)};
        for (size_t i = 0; i < 3; ++i) of_part[i] += classes[i];
        SayClasses(name + "-" + std::to_string(below), name, classes);
      }
      if (Sum(of_part) == 0) of_part = {Below(300), 1 + Below(300), Below(50)};
      for (size_t i = 0; i < 3; ++i) all[i] += of_part[i];
      SayClasses(name, "all", of_part);
    }
    SayClasses("all", "", all);
  }

  // Money by year and by part, in USD and in rounded millions.
  void SayMoney() {
    int64_t total = 0;
    for (int year = 2016; year < 2024; ++year) {
      const int64_t dollars = Below(100'000'000);
      total += dollars;
      const bool printed = Below(5) > 0;
      Say("y" + std::to_string(year),
          "subject: 'all' measure: 'money' unit: 'USD million' extent: ANNUAL period: '" +
              std::to_string(year) + "' printed: '" +
              (printed ? FormatFixed(static_cast<double>(dollars) / 1e6, 1) : "") + "'");
    }
    int64_t left = total;
    for (int part = 0; part < 4; ++part) {
      const int64_t dollars = part == 3 ? left : left / (2 + Below(3));
      left -= dollars;
      const std::string about = "subject: 'P" + std::to_string(part) +
                                "' part_of: 'all' measure: 'money' period: '2016-2023' ";
      Say("m" + std::to_string(part),
          about + "unit: 'USD' printed: '" + std::to_string(dollars) + "'");
      Say("s" + std::to_string(part),
          about + "unit: '%' share_of: 'money' printed: '" + Percent(dollars, total, 1) + "'");
    }
    Say("total",
        "subject: 'all' measure: 'money' unit: 'USD million' period: '2016-2023' printed: '" +
            FormatFixed(static_cast<double>(total) / 1e6, 1) + "'");
  }

  std::mt19937 random_{20251117};
};

TEST_F(ReconciliationProperties, WhatAddsUpIsNeverFlagged) {
  for (int round = 0; round < 300; ++round) {
    figures_.clear();
    SayTree();
    SayMoney();
    ASSERT_THAT(Flagged(), IsEmpty()) << "round " << round;
  }
}

// A whole number of lines that is one off, somewhere where all parts are printed.
TEST_F(ReconciliationProperties, ANumberOfLinesThatIsOneOffIsFlagged) {
  for (int round = 0; round < 200; ++round) {
    figures_.clear();
    SayTree();
    std::vector<v1::PublishedFigure*> counts;
    for (auto& figure : figures_) {
      if (figure.measure() == "lines") counts.push_back(&figure);
    }
    v1::PublishedFigure& altered = *counts[random_() % counts.size()];
    altered.set_printed(std::to_string(std::stoll(altered.printed()) + 1));
    ASSERT_THAT(Flagged(), Not(IsEmpty())) << altered.name() << ", round " << round;
  }
}

// A share that is further off than all rounding of its split together.
TEST_F(ReconciliationProperties, AShareThatRoundingDoesNotExplainIsFlagged) {
  for (int round = 0; round < 200; ++round) {
    figures_.clear();
    const Classes classes = {1 + Below(300), 1 + Below(300), 1 + Below(300)};
    std::vector<std::string> shares;
    for (const int64_t lines : classes) shares.push_back(Percent(lines, Sum(classes), 0));
    SayShares("A", "", std::to_string(Sum(classes)), shares);
    v1::PublishedFigure& altered = figures_[1 + random_() % 3];
    const int64_t off = 3 + Below(20);
    altered.set_printed(std::to_string(std::stoll(altered.printed()) + off));
    ASSERT_THAT(Flagged(), Not(IsEmpty())) << altered.name() << ", round " << round;
  }
}

TEST_F(ReconciliationProperties, MoneyThatRoundingDoesNotExplainIsFlagged) {
  for (int round = 0; round < 200; ++round) {
    figures_.clear();
    SayMoney();
    for (auto& figure : figures_) {
      if (figure.name() != "publishedFigures/total") continue;
      const double total = ParseNumber(figure.printed()).value();
      figure.set_printed(FormatFixed(total + 0.2 + Below(50), 1));
    }
    ASSERT_THAT(Flagged(), Not(IsEmpty())) << "round " << round;
  }
}

}  // namespace
}  // namespace sheaf::reports
