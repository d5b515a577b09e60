// For tests: printed figures in a few words, and what the rules make of them.
#pragma once

#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "server/reports/reconciliation/checks.h"

namespace sheaf::reports {

class ReconciliationFixture : public ::testing::Test {
 protected:
  // Records a figure: its id, then its fields as text. Without `printed` it is not printed.
  void Say(const std::string& id, const std::string& fields) {
    v1::PublishedFigure figure;
    figure.set_source("Review");
    figure.set_source_date("2025");
    figure.set_unit("lines");
    EXPECT_TRUE(google::protobuf::TextFormat::MergeFromString(fields, &figure)) << fields;
    figure.set_name("publishedFigures/" + id);
    if (figure.printed().empty()) figure.set_missing(v1::BLANK);
    figures_.push_back(std::move(figure));
  }
  // `lines` of a subject, and what of 100 of them is completed, in progress and not started; "" is
  // not printed.
  void SayShares(const std::string& subject, const std::string& part_of, const std::string& lines,
                 const std::vector<std::string>& shares) {
    const std::string about =
        "subject: '" + subject + "' part_of: '" + part_of + "' period: '2023' ";
    Say(subject + ".lines", about + "measure: 'lines' printed: '" + lines + "'");
    const char* const measures[] = {"completed", "in_progress", "not_started"};
    for (size_t i = 0; i < shares.size(); ++i) {
      Say(subject + "." + measures[i], about + "measure: '" + measures[i] +
                                           "' share_of: 'lines' one_of_a_split: true unit: '%' " +
                                           "printed: '" + shares[i] + "'");
    }
  }

  // All that the rules have compared; pointers into it hold until the next call.
  const Checks& Run(const LinesOnRecord& lines = [](const std::string&, PartialDate) {
    return std::nullopt;
  }) {
    book_ = std::make_unique<FigureBook>(figures_);
    resolver_ = std::make_unique<Resolver>(book_.get());
    checks_ = CheckAll(*resolver_, lines);
    return checks_;
  }

  // What a rule found, an outcome a check: "agrees", "rounding", "noted", "doubtful", "conflict".
  std::vector<std::string> Outcomes(std::string_view rule) {
    static const char* const words[] = {"agrees", "rounding", "noted", "doubtful", "conflict"};
    std::vector<std::string> outcomes;
    for (const Check& check : Run()) {
      if (check.rule == rule) outcomes.emplace_back(words[static_cast<int>(check.outcome)]);
    }
    return outcomes;
  }
  // The texts of what is worse than within rounding.
  std::vector<std::string> Flagged() {
    std::vector<std::string> texts;
    for (const Check& check : Run()) {
      if (check.outcome > Outcome::kWithinRounding) {
        texts.push_back(std::string(check.rule) + " " + check.title + ". " + check.text);
      }
    }
    return texts;
  }
  // The text of the only check of a rule.
  std::string TextOf(std::string_view rule) {
    std::string text;
    int found = 0;
    for (const Check& check : Run()) {
      if (check.rule != rule) continue;
      text = check.text;
      ++found;
    }
    EXPECT_EQ(found, 1);
    return text;
  }

  std::vector<v1::PublishedFigure> figures_;
  std::unique_ptr<FigureBook> book_;
  std::unique_ptr<Resolver> resolver_;
  Checks checks_;
};

}  // namespace sheaf::reports
