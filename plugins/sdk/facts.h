// What a data set says as of its effective date, read by the sector's vocabulary: the questions
// that every sector's report formats ask.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plugins/sdk/dataset.h"
#include "plugins/sdk/vocabulary.h"

namespace sheaf::plugin {

// A cheap value; must outlive neither the data set nor the vocabulary.
class Facts {
 public:
  Facts(const Dataset* data, const Vocabulary* words) : data_(data), words_(words) {}

  const Dataset& data() const { return *data_; }
  const Vocabulary& words() const { return *words_; }
  const LineView& Line(int row) const { return data_->lines()[row]; }

  // Updates of the line that are facts or events, oldest first: expectations are left out. The core
  // has left out what is dated after the effective date.
  std::vector<UpdateView> Of(int row) const;
  // The last of them about `member_state` ("" for the region).
  std::optional<UpdateView> LastOf(int row, std::string_view member_state) const;
  std::string_view StageOf(const UpdateView& update) const {
    return words_->StageOf(update.status);
  }
  // True where the word stands at one of `stages`.
  bool IsAt(const UpdateView& update, const std::vector<std::string_view>& stages) const;

  // Lines that reports total: counted, still in the plan and not left out of the denominator.
  bool InDenominator(const LineView& line) const;

  // Who takes part in the line: its own list, or the members on `date`; an unstated date asks for
  // those on the effective date. Empty where the members are not on record.
  std::vector<std::string_view> Participants(const LineView& line,
                                             std::string_view date = "") const;

  // True for a date that is over on the effective date, a partial one when its last day is. An
  // unstated date is over.
  bool HasPassed(std::string_view date) const;

  // Whole months between the last days that two dates can mean; nothing where one of them is not
  // stated, or `to` comes first.
  static std::optional<int> MonthsBetween(std::string_view from, std::string_view to);
  // The same up to the effective date.
  std::optional<int> AgeInMonths(std::string_view date) const;
  // True where that day is more than `months` back, as rule stale-v1 counts.
  bool IsOlderThan(std::string_view date, int months) const;

  // The line at the top of the tree above `row`; `row` itself at the top.
  int TopOf(int row) const;
  // The same across plans: a child plan's lines stand under the line that the plan spells out.
  int RootOf(int row) const;
  // The line above `row`, across plans; -1 where there is none.
  int Above(int row) const;
  // The line's own lead body, or that of the nearest line above that has one; "" where none has.
  std::string_view LeadBodyOf(int row) const;

  // "Adopted 2019-11", "Adopted, date not stated".
  std::string Say(const UpdateView& update) const;
  static bool HasTag(const LineView& line, std::string_view tag);
  // "AFAS tenth air transport package (TR-A-006)".
  static std::string Label(const LineView& line);

 private:
  const Dataset* data_;
  const Vocabulary* words_;
};

}  // namespace sheaf::plugin
