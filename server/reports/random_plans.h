// For tests: random plans and what is said of them. Trees with headings and counted parents, lines
// that share initiatives across plans, lines of some member states only, words of every effect, and
// dates of every precision, some of them ahead.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "server/reports/report_fixture.h"

namespace sheaf::reports {

class RandomPlans : public ReportFixture {
 protected:
  explicit RandomPlans(unsigned seed) : random_(seed) {}

  int Pick(int below) { return std::uniform_int_distribution<int>(0, below - 1)(random_); }
  template <typename Container>
  auto One(const Container& of) {
    return of[static_cast<size_t>(Pick(static_cast<int>(of.size())))];
  }

  void PutRandomPlan(const std::string& id, const std::string& sector, int lines) {
    Put("plans/" + id, PlanOf(sector, "Plan " + id));
    const std::vector<std::string> levels = {"area", "action", "activity"};
    const std::vector<std::string> kinds = {"INSTRUMENT_TYPE_UNSPECIFIED", "BINDING",
                                            "NON_BINDING"};
    for (int i = 0; i < lines; ++i) {
      std::string fields = "level: '" + One(levels) + "' instrument_type: " + One(kinds);
      if (Pick(3) > 0) fields += " parent_code: 'L" + std::to_string(Pick(lines)) + "'";
      if (Pick(6) == 0) fields += " shared_initiative: 'S" + std::to_string(Pick(4)) + "'";
      if (Pick(4) == 0) fields += " member_states: 'KHM' member_states: 'THA'";
      PutLine(id + "/L" + std::to_string(i), fields);
    }
  }

  // Two updates a line, about. `more` are further words.
  void SayRandomThings(const std::string& id, int lines,
                       const std::vector<std::string>& more = {}) {
    std::vector<std::string> words = {"completed",
                                      "substantially_completed",
                                      "partially_completed",
                                      "on_going",
                                      "not_started",
                                      "pending",
                                      "withdrawn",
                                      "no_longer_reported",
                                      "held",
                                      "planned"};
    words.insert(words.end(), more.begin(), more.end());
    const std::vector<std::string> dates = {"", "2019", "2020-06", "2021-01-01", "2024", "2031"};
    const std::vector<std::string> speakers = {"", "", "KHM", "LAO", "THA", "VNM"};
    for (int i = 0; i < lines * 2; ++i) {
      Say(id + "/L" + std::to_string(Pick(lines)), One(words), One(dates), One(speakers));
    }
  }

 private:
  std::mt19937 random_;
};

}  // namespace sheaf::reports
