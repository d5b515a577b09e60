// Filters of lists against a naive one, and those that are refused.
#include <algorithm>
#include <functional>
#include <map>

#include "tests/e2e/lists_fixture.h"

namespace sheaf::e2e {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

using ListFiltersTest = ListsTest;

// The last day that a partial date can mean, as text that sorts: good enough for comparing.
std::string LastDay(const std::string& date) {
  if (date.empty() || date.size() == 10) return date;
  return date + (date.size() == 4 ? "-12-99" : "-99");
}
std::string FirstDay(const std::string& date) {
  return date + (date.size() == 4 ? "-01-01" : date.size() == 7 ? "-01" : "");
}

// The naive filter: everything is read, and looked at with plain comparisons.
struct Naive {
  std::map<std::string, v1::Line> lines;
  std::map<std::string, std::string> sector_of_plan;
  std::map<std::string, std::vector<v1::Update>> updates;
  std::string effective = "2026-06-30";

  static std::string PlanOf(const std::string& line) {
    return line.substr(0, line.find("/lines/"));
  }

  std::string LeadBody(const v1::Line& line) const {
    if (!line.lead_body().empty() || line.parent_code().empty()) return line.lead_body();
    return LeadBody(lines.at(PlanOf(line.name()) + "/lines/" + line.parent_code()));
  }

  // Of lines of the plan "wide", whose updates have days of their own and speak for the region.
  std::string State(const v1::Line& line) const {
    std::string state = "not_reported", day;
    const auto found = updates.find(line.name());
    if (found == updates.end()) return state;
    for (const v1::Update& update : found->second) {
      const std::string last = LastDay(update.effective_date());
      if (last > effective || last < day) continue;
      day = last;
      state = update.reported_status();
    }
    return state;
  }

  template <typename Values>
  static bool Has(const Values& asked, const std::string& value) {
    return asked.empty() || std::find(asked.begin(), asked.end(), value) != asked.end();
  }
  template <typename Values, typename Found>
  static bool HasAny(const Values& asked, const Found& found) {
    return asked.empty() || std::any_of(found.begin(), found.end(), [&](const std::string& value) {
             return Has(asked, value);
           });
  }

  bool FitsTime(const v1::LineFilter& filter, const v1::Line& line) const {
    if (filter.planned_from().empty() && filter.planned_to().empty()) return true;
    const std::string& start =
        line.planned_start().empty() ? line.planned_end() : line.planned_start();
    const std::string& end = line.planned_end().empty() ? line.planned_start() : line.planned_end();
    if (start.empty()) return false;
    return (filter.planned_from().empty() || LastDay(end) >= FirstDay(filter.planned_from())) &&
           (filter.planned_to().empty() || FirstDay(start) <= LastDay(filter.planned_to()));
  }

  bool FitsChange(int64_t since, const v1::Line& line) const {
    if (since == 0 || line.revision() > since) return true;
    const auto found = updates.find(line.name());
    return found != updates.end() &&
           std::any_of(found->second.begin(), found->second.end(),
                       [&](const v1::Update& update) { return update.revision() > since; });
  }

  bool Fits(const v1::LineFilter& filter, const v1::Line& line) const {
    const std::string& sector = sector_of_plan.at(PlanOf(line.name()));
    std::vector<std::string> everybody = {"BRN", "KHM", "IDN", "LAO", "MYS",
                                          "MMR", "PHL", "SGP", "THA", "VNM"};
    if (effective >= "2025-10-26") everybody.push_back("TLS");
    return Has(filter.sectors(), sector.empty() ? "-" : sector) &&
           Has(filter.levels(), line.level()) && HasAny(filter.tags(), line.tags()) &&
           (filter.lead_bodies().empty() || Has(filter.lead_bodies(), LeadBody(line))) &&
           (line.member_states().empty() ? HasAny(filter.member_states(), everybody)
                                         : HasAny(filter.member_states(), line.member_states())) &&
           FitsTime(filter, line) && FitsChange(filter.changed_since_revision(), line) &&
           (filter.states().empty() || Has(filter.states(), State(line)));
  }
};

// A filter of a few fields, with values that are there.
v1::LineFilter RandomFilter(std::mt19937& random, int64_t since, bool with_states) {
  v1::LineFilter filter;
  const auto one_in = [&](unsigned n) { return random() % n == 0; };
  if (one_in(4)) filter.add_sectors(one_in(2) ? "energy" : "-");
  if (one_in(6)) filter.add_sectors("transport");
  if (one_in(3)) filter.add_levels("action");
  if (one_in(6)) filter.add_levels("area");
  if (one_in(4)) filter.add_tags(one_in(2) ? "grid" : "rural");
  if (one_in(5)) filter.add_lead_bodies(one_in(2) ? "HAPUA" : "AMEM");
  if (one_in(5)) filter.add_member_states(one_in(2) ? "VNM" : "TLS");
  if (one_in(4)) filter.set_planned_from(one_in(2) ? "2021-07" : "2024");
  if (one_in(4)) filter.set_planned_to(one_in(2) ? "2024-12" : "2030");
  if (one_in(5)) filter.set_changed_since_revision(since);
  if (with_states) filter.add_states(kWords[random() % 4]);
  if (with_states && one_in(2)) filter.add_states("not_reported");
  return filter;
}

TEST_F(ListFiltersTest, FilteredLinesAreThoseOfANaiveFilter) {
  Naive naive;
  v1::ListPlansRequest all_plans;
  const auto plan_list = ListAll(*plans_, &Plans::ListPlans, all_plans);
  for (const v1::Plan& plan : plan_list.plans()) {
    naive.sector_of_plan[plan.name()] = plan.sector();
  }
  auto everything = LinesOf("plans/-");
  everything.set_page_size(1000);
  const v1::ListLinesResponse lines = Lines(everything);
  for (const v1::Line& line : lines.lines()) naive.lines[line.name()] = line;
  auto every_update = UpdatesOf("plans/-");
  every_update.mutable_as_of()->set_effective_date("2199-12-31");
  const auto said = ListAll(*updates_, &Updates::ListUpdates, every_update);
  for (const v1::Update& update : said.updates()) {
    naive.updates[update.name().substr(0, update.name().find("/updates/"))].push_back(update);
  }
  std::mt19937 random(5);
  size_t found = 0;
  for (int round = 0; round < 150; ++round) {
    const bool with_states = round % 2 == 0;
    naive.effective = round % 4 == 0 ? "2021-12-31" : "2026-06-30";
    auto request = LinesOf(with_states ? "plans/wide" : "plans/-");
    request.set_page_size(static_cast<int>(1 + random() % 60));
    request.mutable_as_of()->set_revision(lines.clocks().revision());
    request.mutable_as_of()->set_effective_date(naive.effective);
    *request.mutable_filter() = RandomFilter(random, before_wide_, with_states);
    if (with_states) request.mutable_filter()->clear_sectors();
    std::vector<std::string> expected;
    for (const v1::Line& line : lines.lines()) {
      const bool asked = !with_states || Naive::PlanOf(line.name()) == "plans/wide";
      if (asked && naive.Fits(request.filter(), line)) expected.push_back(line.name());
    }
    found += expected.size();
    EXPECT_EQ(NamesOf(Lines(request).lines()), expected) << request.ShortDebugString();
  }
  EXPECT_GT(found, 1000u) << "the filters let nothing through: this shows little";
}

TEST_F(ListFiltersTest, TheStateOfAFilterIsThatOfTheEffectiveDate) {
  const std::string line = "plans/wide/lines/" + Code(0);
  Push(line, "in_progress", "2017");
  Push(line, "completed", "2018-06");
  auto request = LinesOf("plans/wide");
  request.set_page_size(1000);
  request.mutable_filter()->add_states("completed");
  request.mutable_as_of()->set_effective_date("2018-06-30");
  EXPECT_THAT(NamesOf(Lines(request).lines()), Contains(line));
  request.mutable_as_of()->set_effective_date("2018-06-29");
  EXPECT_THAT(NamesOf(Lines(request).lines()), Not(Contains(line)));
  request.mutable_filter()->set_states(0, "in_progress");
  EXPECT_THAT(NamesOf(Lines(request).lines()), Contains(line));
}

TEST_F(ListFiltersTest, PlansAreListedBySectorAndChange) {
  v1::ListPlansRequest request;
  request.mutable_filter()->set_changed_since_revision(before_wide_);
  EXPECT_THAT(NamesOf(ListAll(*plans_, &Plans::ListPlans, request).plans()),
              ::testing::ElementsAre("plans/wide"));
  request.mutable_filter()->clear_changed_since_revision();
  request.mutable_filter()->add_sectors("energy");
  EXPECT_THAT(NamesOf(ListAll(*plans_, &Plans::ListPlans, request).plans()),
              ::testing::ElementsAre("plans/energy"));
}

TEST_F(ListFiltersTest, FilteredUpdatesAreThoseOfANaiveFilter) {
  const auto all = ListAll(*updates_, &Updates::ListUpdates, UpdatesOf("plans/-"));
  auto request = UpdatesOf("plans/-");
  *request.mutable_as_of() = v1::AsOf();
  request.mutable_as_of()->set_revision(all.clocks().revision());
  request.mutable_as_of()->set_effective_date(all.clocks().effective_date());
  const auto check = [&](const std::function<bool(const v1::Update&)>& fits) {
    std::vector<std::string> expected;
    for (const v1::Update& update : all.updates()) {
      if (fits(update)) expected.push_back(update.name());
    }
    EXPECT_THAT(expected, Not(IsEmpty()));
    request.set_page_size(17);
    EXPECT_EQ(NamesOf(ListAll(*updates_, &Updates::ListUpdates, request).updates()), expected)
        << request.ShortDebugString();
    request.clear_filter();
  };
  request.mutable_filter()->add_reported_statuses("signed");
  request.mutable_filter()->add_reported_statuses("completed");
  check([](const v1::Update& update) {
    return update.reported_status() == "signed" || update.reported_status() == "completed";
  });
  request.mutable_filter()->add_member_states("-");
  request.mutable_filter()->set_effective_from("2019-06");
  request.mutable_filter()->set_effective_to("2022-04");
  check([](const v1::Update& update) {
    const std::string day = LastDay(update.effective_date());
    return update.member_state().empty() && day >= "2019-06-01" && day <= "2022-04-99";
  });
  request.mutable_filter()->add_sectors("transport");
  request.mutable_filter()->add_member_states("VNM");
  check([](const v1::Update& update) {
    return update.name().starts_with("plans/transport/") && update.member_state() == "VNM";
  });
  request.mutable_filter()->set_changed_since_revision(before_wide_ + 5);
  check([](const v1::Update& update) { return update.revision() > before_wide_ + 5; });
}

TEST_F(ListFiltersTest, AFilterThatNothingCanFitIsRefusedWithWhatIsPossible) {
  const auto refused = [](const v1::LineFilter& filter, const std::string& field,
                          const std::string& said) {
    auto request = LinesOf("plans/energy");
    *request.mutable_filter() = filter;
    const grpc::Status status = StatusOf(*plans_, &Plans::ListLines, request);
    EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT) << filter.ShortDebugString();
    EXPECT_THAT(status.error_message(), AllOf(HasSubstr(field), HasSubstr(said)));
  };
  v1::LineFilter filter;
  filter.add_levels("actoin");
  refused(filter, "filter.levels", "action");
  filter.Clear();
  filter.add_states("complete");
  refused(filter, "filter.states", "completed");
  filter.Clear();
  filter.add_member_states("XYZ");
  refused(filter, "filter.member_states", "XYZ");
  filter.Clear();
  filter.add_sectors("enrgy");
  refused(filter, "filter.sectors", "energy");
  filter.Clear();
  filter.set_planned_from("2020-13");
  refused(filter, "filter.planned_from", "2020-11-24");
  filter.set_planned_from("2021");
  filter.set_planned_to("2020");
  refused(filter, "filter.planned_from", "earlier date first");
  filter.Clear();
  filter.set_changed_since_revision(1'000'000);
  refused(filter, "filter.changed_since_revision", "the newest is");
}

}  // namespace
}  // namespace sheaf::e2e
