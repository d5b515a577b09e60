// Lists at two clocks: pages while others write, what is seen on a day, and tokens that are
// refused.
#include <atomic>
#include <thread>

#include "tests/e2e/lists_fixture.h"

namespace sheaf::e2e {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

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

TEST_F(ListsTest, PagesGiveEachRecordOnceAsOfTheFirstPageWhileAnotherClientWrites) {
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

TEST_F(ListsTest, PagesOfNowStayAtTheFirstPagesRevision) {
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

TEST_F(ListsTest, AFactOfALaterDayIsNotSeenAndAPlannedOneIs) {
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

TEST_F(ListsTest, AnActualOfALaterPeriodIsNotSeenAndAForecastIs) {
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

TEST_F(ListsTest, MembersAreThoseOfTheDay) {
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

TEST_F(ListsTest, ATokenIsGoodForItsOwnListingOnlyAndGarbageIsRefused) {
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
