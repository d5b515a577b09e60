#include "server/reports/search.h"

#include <gmock/gmock.h>

#include "server/reports/report_fixture.h"

namespace sheaf::reports {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// What is found in records of a few plans, as "kind name".
class SearchTest : public ReportFixture {
 protected:
  SearchTest() {
    v1::SectorManifest manifest = EnergyManifest();
    *manifest.add_kpis() = FromText<v1::KpiDefinition>("code: 'EN-K-01' title: 'Energy intensity'");
    PutManifest(manifest);
    Put("plans/trade", PlanOf("", "Trade"));
    asked_.effective = Day("2024-06-30");
    asked_.takes_sector = [](std::string_view) { return true; };
    asked_.takes_kind = [](v1::SearchKind) { return true; };
    asked_.sees_unpublished = [](std::string_view, std::string_view) { return true; };
  }

  void Decide(const std::string& code, const std::string& body, const std::string& meeting,
              const std::string& date, const std::string& member_state = "") {
    v1::Update update;
    update.set_reported_status("on_going");
    update.set_effective_date(date);
    update.set_member_state(member_state);
    update.mutable_decision()->set_body(body);
    update.mutable_decision()->set_meeting(meeting);
    Put(LineName(code) + "/updates/d" + std::to_string(decisions_++), update);
  }

  SearchResults Find(const std::string& query, size_t skip = 0, size_t take = 100,
                     const std::string& language = "") {
    asked_.query = query;
    const ledger::Revision head = Commit();
    return Search(model_.At(head).In(language),
                  model_.At(head, model::Level::kPublished).In(language), manifests_, asked_, skip,
                  take);
  }

  std::vector<std::string> Names(const std::string& query, size_t skip = 0, size_t take = 100) {
    std::vector<std::string> names;
    for (const v1::SearchHit& hit : Find(query, skip, take).hits) names.push_back(hit.resource());
    return names;
  }

  SearchAsked asked_;
  int decisions_ = 0;
};

TEST_F(SearchTest, EveryWordIsTheBeginningOfOne) {
  PutLine("A-1", "title: 'ASEAN Power Grid' level: 'action'");
  PutLine("A-2", "title: 'Gas pipeline' level: 'action'");
  EXPECT_THAT(Names("pow GRI"), ElementsAre("plans/energy/lines/A-1"));
  EXPECT_THAT(Names("power pipeline"), IsEmpty()) << "not of one record";
  EXPECT_THAT(Names("ower"), IsEmpty()) << "not the beginning of a word";
  EXPECT_THAT(Names("a-2 gas"), ElementsAre("plans/energy/lines/A-2")) << "code and title";
}

TEST_F(SearchTest, TheBestComeFirst) {
  PutLine("X-1", "title: 'Of power trade' level: 'action'");
  PutLine("X-2", "title: 'Power grid' level: 'action'");
  PutLine("POWER", "title: 'Of something else' level: 'action'");
  PutLine("trade/T-1", "title: 'Power in trade' level: 'action'");
  EXPECT_THAT(Names("power"), ElementsAre("plans/energy/lines/POWER", "plans/energy/lines/X-2",
                                          "plans/trade/lines/T-1", "plans/energy/lines/X-1"));
}

TEST_F(SearchTest, TitlesOfEveryLanguageAreSearchedAndGivenInTheOneThatIsAsked) {
  PutLine("A", "level: 'action' title: 'Power grid' titles { key: 'vi' value: 'Lưới điện' }");
  EXPECT_THAT(Names("luoi dien"), ElementsAre("plans/energy/lines/A"));
  EXPECT_EQ(Find("luoi").hits[0].title(), "Power grid");
  EXPECT_EQ(Find("luoi", 0, 1, "vi").hits[0].title(), "Lưới điện");
  EXPECT_EQ(Find("luoi").hits[0].context(), "APAEC");
}

TEST_F(SearchTest, KpisAreFoundByCodeAndTitle) {
  const SearchResults found = Find("en-k-01");
  ASSERT_EQ(found.hits.size(), 1U);
  EXPECT_EQ(found.hits[0].kind(), v1::KPI_HIT);
  EXPECT_EQ(found.hits[0].resource(), "sectors/energy/kpis/EN-K-01");
  EXPECT_EQ(found.hits[0].title(), "Energy intensity");
  EXPECT_EQ(found.hits[0].context(), "Energy");
  EXPECT_THAT(Names("intens"), ElementsAre("sectors/energy/kpis/EN-K-01"));
}

TEST_F(SearchTest, DecisionsAreFoundByBodyAndMeetingOnTheDayThatIsAsked) {
  PutLine("A");
  Decide("A", "AMEM", "AMEM-38", "2020-11");
  Decide("A", "AMEM", "AMEM-43", "2025-10");
  const SearchResults found = Find("amem-38");
  ASSERT_EQ(found.hits.size(), 1U);
  EXPECT_EQ(found.hits[0].kind(), v1::DECISION_HIT);
  EXPECT_EQ(found.hits[0].resource(), "plans/energy/lines/A/updates/d0");
  EXPECT_EQ(found.hits[0].title(), "AMEM-38");
  EXPECT_EQ(found.hits[0].context(), "Title of A");
  EXPECT_EQ(found.hits[0].date(), "2020-11");
  EXPECT_EQ(Find("amem").total, 1) << "the other one is of a later day";
  asked_.effective = Day("2025-12-31");
  EXPECT_EQ(Find("amem").total, 2);
}

TEST_F(SearchTest, WhatIsNotPublishedIsFoundByThoseWhoSeeIt) {
  PutLine("A");
  Decide("A", "AMEM", "AMEM-38", "2020");
  Decide("A", "AMEM", "AMEM-38", "2021", "KHM");
  asked_.sees_unpublished = [](std::string_view, std::string_view) { return false; };
  EXPECT_THAT(Names("amem"), IsEmpty());
  asked_.sees_unpublished = [](std::string_view, std::string_view state) { return state == "KHM"; };
  EXPECT_THAT(Names("amem"), ElementsAre("plans/energy/lines/A/updates/d1"));
}

TEST_F(SearchTest, OnlySectorsAndKindsThatAreTaken) {
  PutLine("A", "level: 'action' title: 'Energy of the grid'");
  PutLine("trade/T", "level: 'action' title: 'Energy trade'");
  asked_.takes_sector = [](std::string_view sector) { return sector.empty(); };
  EXPECT_THAT(Names("energy"), ElementsAre("plans/trade/lines/T"));
  asked_.takes_sector = [](std::string_view) { return true; };
  asked_.takes_kind = [](v1::SearchKind kind) { return kind == v1::KPI_HIT; };
  EXPECT_THAT(Names("energy"), ElementsAre("sectors/energy/kpis/EN-K-01"));
}

TEST_F(SearchTest, PagesAreTheWholeAndManyAreCountedUpToAThousand) {
  for (int i = 0; i < 1500; ++i) PutLine("L" + std::to_string(1000 + i), "title: 'Grid'");
  const SearchResults first = Find("grid", 0, 100);
  EXPECT_EQ(first.total, 1000);
  EXPECT_EQ(first.hits[0].resource(), "plans/energy/lines/L1000");
  std::vector<std::string> paged;
  for (size_t skip = 0; skip < 1000; skip += 100) {
    for (std::string& name : Names("grid", skip, 100)) paged.push_back(std::move(name));
  }
  EXPECT_EQ(paged, Names("grid", 0, 1000));
  EXPECT_EQ(paged.back(), "plans/energy/lines/L1999");
}

TEST_F(SearchTest, TheTitlesAreThoseOfTheRevision) {
  PutLine("A", "level: 'action' title: 'Coal'");
  const ledger::Revision then = Commit();
  PutLine("A", "level: 'action' title: 'Clean coal'");
  EXPECT_EQ(Find("clean").total, 1);
  asked_.query = "clean";
  EXPECT_EQ(Search(model_.At(then), model_.At(then), manifests_, asked_, 0, 10).total, 0);
}

TEST(SearchWords, AreLettersOrDigits) {
  EXPECT_TRUE(HasWords("1"));
  EXPECT_TRUE(HasWords("Đ"));
  EXPECT_FALSE(HasWords(" -- "));
}

}  // namespace
}  // namespace sheaf::reports
