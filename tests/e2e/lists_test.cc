// Lists at two clocks: pages while others write, filters against a naive one, and what is refused.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <thread>

#include "sheaf/v1/member_state_service.grpc.pb.h"
#include "sheaf/v1/observation_service.grpc.pb.h"
#include "sheaf/v1/plan_service.grpc.pb.h"
#include "sheaf/v1/update_service.grpc.pb.h"
#include "tests/e2e/listing.h"
#include "tests/e2e/real_server.h"

namespace sheaf::e2e {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

using Plans = v1::PlanService::Stub;
using Updates = v1::UpdateService::Stub;

constexpr int kWideLines = 400;
const char* const kWords[] = {"completed", "in_progress", "not_started", "postponed"};

std::string Code(int number) { return "W-" + std::to_string(1000 + number); }

// The last day that a partial date can mean, as text that sorts: good enough for comparing.
std::string LastDay(const std::string& date) {
  if (date.empty() || date.size() == 10) return date;
  return date + (date.size() == 4 ? "-12-99" : "-99");
}
std::string FirstDay(const std::string& date) {
  return date + (date.size() == 4 ? "-01-01" : date.size() == 7 ? "-01" : "");
}

// One server with everything imported, and a plan "wide" of no sector with random lines.
class Reading : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    server_ = new RealServer;
    server_->ImportEverything();
    plans_ = v1::PlanService::NewStub(server_->Channel()).release();
    updates_ = v1::UpdateService::NewStub(server_->Channel()).release();
    observations_ = v1::ObservationService::NewStub(server_->Channel()).release();
    member_states_ = v1::MemberStateService::NewStub(server_->Channel()).release();
    before_wide_ = server_->Status().revision();
    ImportWide();
    ReportOnWide();
  }
  static void TearDownTestSuite() {
    delete plans_;
    delete updates_;
    delete observations_;
    delete member_states_;
    delete server_;
  }

  static std::string Pick(const std::vector<std::string>& words, std::mt19937& random) {
    return words[random() % words.size()];
  }

  static v1::Line WideLine(int number, std::mt19937& random) {
    v1::Line line;
    line.set_name("plans/wide/lines/" + Code(number));
    line.set_title("Line " + Code(number));
    line.set_level(Pick({"area", "action"}, random));
    if (number > 0 && random() % 2 == 0) {
      line.set_parent_code(Code(static_cast<int>(random() % static_cast<unsigned>(number))));
    }
    if (random() % 3 == 0) line.set_lead_body(Pick({"HAPUA", "ACE"}, random));
    if (random() % 2 == 0) line.add_tags("grid");
    if (random() % 3 == 0) line.add_tags("rural");
    if (random() % 2 == 0) line.set_planned_start(Pick({"2016", "2018-07", "2021-02-03"}, random));
    if (random() % 2 == 0) line.set_planned_end(Pick({"2021-06", "2023", "2025-12-31"}, random));
    if (random() % 4 == 0) line.add_member_states(Pick({"VNM", "LAO"}, random));
    return line;
  }

  static void ImportWide() {
    std::mt19937 random(11);
    grpc::ClientContext context;
    v1::ImportPlanResponse response;
    const auto writer = plans_->ImportPlan(&context, &response);
    v1::ImportPlanRequest request;
    request.mutable_plan()->set_name("plans/wide");
    request.mutable_plan()->set_title("Wide");
    for (int i = 0; i < kWideLines; ++i) *request.add_lines() = WideLine(i, random);
    writer->Write(request);
    writer->WritesDone();
    const grpc::Status status = writer->Finish();
    ASSERT_TRUE(status.ok()) << status.error_message();
  }

  static v1::PushUpdateResponse Push(const std::string& line, const std::string& word,
                                     const std::string& date, const std::string& note = "") {
    v1::PushUpdateRequest request;
    request.set_parent(line);
    request.mutable_update()->set_reported_status(word);
    request.mutable_update()->set_effective_date(date);
    request.mutable_update()->set_note(note);
    return Call(*updates_, &Updates::PushUpdate, request);
  }

  // Two updates on two lines of three, on days of their own.
  static void ReportOnWide() {
    std::mt19937 random(12);
    for (int i = 0; i < kWideLines; ++i) {
      if (i % 3 == 0) continue;
      const std::string line = "plans/wide/lines/" + Code(i);
      Push(line, kWords[random() % 4], "2019");
      Push(line, kWords[random() % 4], "2022-0" + std::to_string(1 + i % 9));
    }
  }

  static v1::ListLinesRequest LinesOf(const std::string& parent) {
    v1::ListLinesRequest request;
    request.set_parent(parent);
    return request;
  }
  static v1::ListUpdatesRequest UpdatesOf(const std::string& parent) {
    v1::ListUpdatesRequest request;
    request.set_parent(parent);
    request.set_page_size(1000);
    return request;
  }
  static v1::ListLinesResponse Lines(v1::ListLinesRequest request) {
    return ListAll(*plans_, &Plans::ListLines, std::move(request));
  }

  static RealServer* server_;
  static Plans* plans_;
  static Updates* updates_;
  static v1::ObservationService::Stub* observations_;
  static v1::MemberStateService::Stub* member_states_;
  static int64_t before_wide_;
};

RealServer* Reading::server_ = nullptr;
Plans* Reading::plans_ = nullptr;
Updates* Reading::updates_ = nullptr;
v1::ObservationService::Stub* Reading::observations_ = nullptr;
v1::MemberStateService::Stub* Reading::member_states_ = nullptr;
int64_t Reading::before_wide_ = 0;

// A client that pushes updates of the plan "wide" for as long as it lives.
class Writer {
 public:
  // `name` tells its updates from those of others.
  Writer(RealServer* server, std::string name)
      : name_(std::move(name)),
        updates_(v1::UpdateService::NewStub(server->Channel())),
        thread_([this] { Run(); }) {}
  ~Writer() {
    stop_ = true;
    thread_.join();
  }
  int pushed() const { return pushed_; }

 private:
  void Run() {
    for (int i = 0; !stop_; ++i) {
      v1::PushUpdateRequest request;
      request.set_parent("plans/wide/lines/" + Code(i * 7 % kWideLines));
      request.mutable_update()->set_reported_status("in_progress");
      request.mutable_update()->set_effective_date("2023");
      request.mutable_update()->set_note(name_ + " wrote " + std::to_string(i));
      grpc::ClientContext context;
      v1::PushUpdateResponse response;
      if (updates_->PushUpdate(&context, request, &response).ok()) ++pushed_;
    }
  }

  const std::string name_;
  const std::unique_ptr<Updates> updates_;
  std::atomic<bool> stop_ = false;
  std::atomic<int> pushed_ = 0;
  std::thread thread_;
};

TEST_F(Reading, PagesGiveEachRecordOnceAsOfTheFirstPageWhileAnotherClientWrites) {
  const auto before = ListAll(*updates_, &Updates::ListUpdates, UpdatesOf("plans/wide"));
  auto request = UpdatesOf("plans/wide");
  request.mutable_as_of()->set_revision(before.clocks().revision());
  Writer writer(server_, "the first");
  for (const char* parent : {"plans/wide", "plans/-"}) {
    request.set_parent(parent);
    request.set_page_size(1000);
    const auto expected = ListAll(*updates_, &Updates::ListUpdates, request);
    request.set_page_size(13);
    const int pushed = writer.pushed();
    // Each page waits for the other client to have written more.
    const auto paged = ListAll(*updates_, &Updates::ListUpdates, request, [&](int page) {
      while (page <= 20 && writer.pushed() < pushed + page) std::this_thread::yield();
    });
    EXPECT_EQ(NamesOf(paged.updates()), NamesOf(expected.updates())) << parent;
    EXPECT_GE(writer.pushed(), pushed + 20);
  }
}

TEST_F(Reading, PagesOfNowStayAtTheFirstPagesRevision) {
  Writer writer(server_, "the second");
  while (writer.pushed() == 0) std::this_thread::yield();
  auto request = UpdatesOf("plans/wide");
  request.set_page_size(50);
  request.mutable_filter()->add_reported_statuses("in_progress");
  const int pushed = writer.pushed();
  const auto paged = ListAll(*updates_, &Updates::ListUpdates, request, [&](int page) {
    while (writer.pushed() < pushed + page) std::this_thread::yield();
  });
  request.set_page_size(1000);
  request.mutable_as_of()->set_revision(paged.clocks().revision());
  const auto expected = ListAll(*updates_, &Updates::ListUpdates, request);
  EXPECT_EQ(NamesOf(paged.updates()), NamesOf(expected.updates()));
  EXPECT_LT(paged.clocks().revision(), server_->Status().revision());
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

TEST_F(Reading, FilteredLinesAreThoseOfANaiveFilter) {
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

TEST_F(Reading, TheStateOfAFilterIsThatOfTheEffectiveDate) {
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

TEST_F(Reading, PlansAreListedBySectorAndChange) {
  v1::ListPlansRequest request;
  request.mutable_filter()->set_changed_since_revision(before_wide_);
  EXPECT_THAT(NamesOf(ListAll(*plans_, &Plans::ListPlans, request).plans()),
              ::testing::ElementsAre("plans/wide"));
  request.mutable_filter()->clear_changed_since_revision();
  request.mutable_filter()->add_sectors("energy");
  EXPECT_THAT(NamesOf(ListAll(*plans_, &Plans::ListPlans, request).plans()),
              ::testing::ElementsAre("plans/energy"));
}

TEST_F(Reading, FilteredUpdatesAreThoseOfANaiveFilter) {
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

TEST_F(Reading, AFactOfALaterDayIsNotSeenAndAPlannedOneIs) {
  const std::string line = "plans/energy/lines/EN-APG-001";
  const std::string later = Push(line, "completed", "2199").update().name();
  const std::string planned = Push(line, "planned", "2199").update().name();
  auto request = UpdatesOf(line);
  const auto listed = NamesOf(ListAll(*updates_, &Updates::ListUpdates, request).updates());
  EXPECT_THAT(listed, AllOf(Contains(planned), Not(Contains(later))));
  request.mutable_as_of()->set_effective_date("2199-12-31");
  EXPECT_THAT(NamesOf(ListAll(*updates_, &Updates::ListUpdates, request).updates()),
              AllOf(Contains(planned), Contains(later)));

  v1::GetUpdateRequest get;
  get.set_name(later);
  EXPECT_EQ(Call(*updates_, &Updates::GetUpdate, get).name(), later);
  get.mutable_as_of()->set_effective_date("2199-12-30");
  const grpc::Status status = StatusOf(*updates_, &Updates::GetUpdate, get);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_THAT(status.error_message(), AllOf(HasSubstr("2199"), HasSubstr("2199-12-30")));
  get.set_name(planned);
  EXPECT_EQ(Call(*updates_, &Updates::GetUpdate, get).name(), planned);
}

TEST_F(Reading, AnActualOfALaterPeriodIsNotSeenAndAForecastIs) {
  v1::ListFiguresRequest request;
  request.set_parent("sectors/energy/kpis/EN-K-02");
  request.mutable_as_of()->set_effective_date("2022-06-30");
  const auto list =
      ListAll(*observations_, &v1::ObservationService::Stub::ListObservations, request);
  bool forecast = false, of_2021 = false;
  for (const v1::Observation& observation : list.observations()) {
    forecast |= observation.kind() == v1::FORECAST && observation.period() >= "2025";
    of_2021 |= observation.period() == "2021";
    EXPECT_TRUE(observation.kind() == v1::FORECAST || observation.period() < "2022")
        << observation.ShortDebugString();
  }
  EXPECT_TRUE(forecast);
  EXPECT_TRUE(of_2021);
  request.mutable_filter()->add_kinds(v1::FORECAST);
  const auto forecasts =
      ListAll(*observations_, &v1::ObservationService::Stub::ListObservations, request);
  for (const v1::Observation& observation : forecasts.observations()) {
    EXPECT_EQ(observation.kind(), v1::FORECAST);
  }
}

TEST_F(Reading, MembersAreThoseOfTheDay) {
  v1::ListMemberStatesRequest request;
  request.set_members_only(true);
  request.mutable_as_of()->set_effective_date("2025-10-25");
  const auto list = [&] {
    return Call(*member_states_, &v1::MemberStateService::Stub::ListMemberStates, request)
        .member_states_size();
  };
  EXPECT_EQ(list(), 10);
  request.mutable_as_of()->set_effective_date("2025-10-26");
  EXPECT_EQ(list(), 11);
  request.set_members_only(false);
  request.mutable_as_of()->set_effective_date("1967-01-01");
  EXPECT_EQ(list(), 11);
}

TEST_F(Reading, AFilterThatNothingCanFitIsRefusedWithWhatIsPossible) {
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

TEST_F(Reading, ATokenIsGoodForItsOwnListingOnlyAndGarbageIsRefused) {
  auto request = LinesOf("plans/wide");
  request.set_page_size(10);
  const std::string token = Call(*plans_, &Plans::ListLines, request).next_page_token();
  ASSERT_FALSE(token.empty());
  request.set_page_token(token);
  const v1::ListLinesRequest good = request;
  const auto refused = [](const v1::ListLinesRequest& other) {
    const grpc::Status status = StatusOf(*plans_, &Plans::ListLines, other);
    EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT) << other.ShortDebugString();
    EXPECT_THAT(status.error_message(), HasSubstr("page_token"));
  };
  request.set_parent("plans/energy");
  refused(request);
  request = good;
  request.mutable_filter()->add_tags("grid");
  refused(request);
  request = good;
  request.mutable_as_of()->set_revision(before_wide_ + 2);
  refused(request);
  request = good;
  std::mt19937 random(3);
  for (int round = 0; round < 200; ++round) {
    std::string bytes(random() % 100, 'A');
    for (char& byte : bytes) byte = "ABCDEFabcdef0123456789-_="[random() % 25];
    request.set_page_token(bytes + "x");
    refused(request);
  }
  request = good;
  request.set_page_size(20);
  EXPECT_EQ(Call(*plans_, &Plans::ListLines, request).lines_size(), 20) << "the size may change";
}

}  // namespace
}  // namespace sheaf::e2e
