// Searching the real data: what is found, in which order, page by page, and what is refused.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <regex>
#include <string>
#include <vector>

#include "sheaf/v1/plan_service.grpc.pb.h"
#include "sheaf/v1/search_service.grpc.pb.h"
#include "sheaf/v1/update_service.grpc.pb.h"
#include "tests/e2e/listing.h"
#include "tests/e2e/real_server.h"

namespace sheaf::e2e {
namespace {

using ::testing::AllOf;
using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class Search : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    server_ = new RealServer;
    server_->ImportEverything();
    searches_ = v1::SearchService::NewStub(server_->Channel()).release();
  }
  static void TearDownTestSuite() {
    delete searches_;
    delete server_;
  }

  static v1::SearchRequest For(const std::string& query) {
    v1::SearchRequest request;
    request.set_query(query);
    request.set_page_size(100);
    return request;
  }
  static v1::SearchResponse Find(const v1::SearchRequest& request) {
    return Call(*searches_, &v1::SearchService::Stub::Search, request);
  }
  static v1::SearchResponse FindAll(const v1::SearchRequest& request) {
    return ListAll(*searches_, &v1::SearchService::Stub::Search, request);
  }
  static grpc::Status Refused(const v1::SearchRequest& request) {
    return StatusOf(*searches_, &v1::SearchService::Stub::Search, request);
  }
  static std::vector<std::string> Resources(const v1::SearchResponse& found) {
    std::vector<std::string> resources;
    for (const v1::SearchHit& hit : found.hits()) resources.push_back(hit.resource());
    return resources;
  }

  inline static RealServer* server_ = nullptr;
  inline static v1::SearchService::Stub* searches_ = nullptr;
};

TEST_F(Search, ALineIsFoundByItsCodeFirst) {
  const v1::SearchResponse found = Find(For("en-apg-001"));
  ASSERT_GE(found.hits_size(), 1);
  EXPECT_EQ(found.hits(0).resource(), "plans/energy/lines/EN-APG-001");
  EXPECT_EQ(found.hits(0).kind(), v1::LINE_HIT);
  EXPECT_EQ(found.hits(0).sector(), "energy");
  EXPECT_FALSE(found.hits(0).title().empty());
  EXPECT_FALSE(found.hits(0).context().empty());
  EXPECT_GT(found.clocks().revision(), 0);
}

TEST_F(Search, EveryHitHasTheWordsAndEveryLineThatHasThemIsHit) {
  auto request = For("power");
  request.add_kinds(v1::LINE_HIT);
  const v1::SearchResponse found = FindAll(request);
  v1::ListLinesRequest all;
  all.set_parent("plans/-");
  all.set_page_size(1000);
  const auto plans = v1::PlanService::NewStub(server_->Channel());
  int having = 0;
  const std::regex word("\\bpower", std::regex::icase);
  const auto has = [&](const std::string& text) { return std::regex_search(text, word); };
  const auto lines = ListAll(*plans, &v1::PlanService::Stub::ListLines, all);
  for (const v1::Line& line : lines.lines()) having += has(line.title()) ? 1 : 0;
  EXPECT_GT(having, 0);
  EXPECT_EQ(found.hits_size(), having);
  EXPECT_EQ(found.total(), having);
  for (const v1::SearchHit& hit : found.hits()) EXPECT_TRUE(has(hit.title())) << hit.title();
}

TEST_F(Search, ADecisionIsFoundByItsMeeting) {
  auto request = For("AMEM-38");
  request.add_kinds(v1::DECISION_HIT);
  const v1::SearchResponse found = Find(request);
  ASSERT_GE(found.hits_size(), 1);
  const auto updates = v1::UpdateService::NewStub(server_->Channel());
  for (const v1::SearchHit& hit : found.hits()) {
    v1::GetUpdateRequest get;
    get.set_name(hit.resource());
    const v1::Update update = Call(*updates, &v1::UpdateService::Stub::GetUpdate, get);
    EXPECT_EQ(update.decision().meeting(), "AMEM-38");
    EXPECT_EQ(hit.title(), "AMEM-38");
    EXPECT_EQ(hit.date(), update.effective_date());
  }
}

TEST_F(Search, AKpiIsFoundByWordsOfItsTitle) {
  auto request = For("energy intensity");
  request.add_kinds(v1::KPI_HIT);
  request.add_sectors("energy");
  EXPECT_THAT(Resources(Find(request)), AllOf(Each(StartsWith("sectors/energy/kpis/")),
                                              ::testing::SizeIs(::testing::Ge(1U))));
}

TEST_F(Search, PagesAreTheWholeAsOfTheFirstOne) {
  auto request = For("asean");
  const v1::SearchResponse whole = FindAll(request);
  ASSERT_GT(whole.hits_size(), 20);
  request.set_page_size(7);
  EXPECT_EQ(Resources(FindAll(request)), Resources(whole));
  request.set_page_size(0);
  EXPECT_EQ(Find(request).hits_size(), 20) << "where no number is asked for";
}

TEST_F(Search, OfThePastIsFoundWhatThereWasThen) {
  auto request = For("power grid");
  ASSERT_GT(Find(request).total(), 0);
  request.mutable_as_of()->set_revision(0);
  EXPECT_EQ(Find(request).total(), 0);
}

TEST_F(Search, WhatCannotBeSearchedForIsRefused) {
  EXPECT_THAT(Refused(For(" -- ")).error_message(), HasSubstr("no letter or digit"));
  EXPECT_EQ(Refused(For("")).error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_THAT(Refused(For(std::string(201, 'a'))).error_message(), HasSubstr("at most 200"));
  auto request = For("grid");
  request.add_sectors("enrgy");
  EXPECT_THAT(Refused(request).error_message(), AllOf(HasSubstr("sectors"), HasSubstr("energy")));
  request = For("grid");
  request.add_kinds(v1::SEARCH_KIND_UNSPECIFIED);
  EXPECT_THAT(Refused(request).error_message(), HasSubstr("LINE_HIT"));
  request = For("grid");
  request.set_page_token("made-up");
  EXPECT_THAT(Refused(request).error_message(), HasSubstr("page_token"));
}

TEST_F(Search, TheCommandPrintsWhatIsFound) {
  const std::string table = server_->Done({"search", "power", "grid"});
  EXPECT_THAT(table, HasSubstr("plans/energy/lines/EN-APG"));
  const std::string csv =
      server_->Done({"search", "AMEM-38", "--kind", "decision", "--most", "3", "-o", "csv"});
  EXPECT_THAT(csv, StartsWith("kind,name,title,where,date,sector"));
  EXPECT_THAT(csv, HasSubstr("AMEM-38"));
  EXPECT_EQ(server_->Sheaf({"search", "..."}).exit_code, 1);
}

}  // namespace
}  // namespace sheaf::e2e
