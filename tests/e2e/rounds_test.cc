// Reporting rounds as people work with them: the secretariat asks, ministries see what is theirs,
// fill it in and push it, and closed rounds stay as they were.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "sheaf/v1/round_service.grpc.pb.h"
#include "tests/e2e/real_server.h"

namespace sheaf::e2e {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kPolicy = R"(
principals { id: "local" grants { role: SECRETARIAT sectors: "*" }
             grants { role: CONTRIBUTOR sectors: "*" member_states: "*" } }
principals { id: "vnm" grants { role: CONTRIBUTOR sectors: "transport" member_states: "VNM" } }
principals { id: "tha" grants { role: CONTRIBUTOR sectors: "transport" member_states: "THA" } }
principals { id: "desk" grants { role: SECRETARIAT sectors: "transport" } }
principals { id: "reader" grants { role: READER sectors: "transport" } }
)";

class Rounds : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    const std::string policy = testing::TempDir() + "sheaf-rounds-policy";
    std::ofstream(policy) << kPolicy;
    server_ =
        std::make_unique<RealServer>(Plugins::kWith, std::vector<std::string>{"--policy", policy});
    server_->ImportEverything();
  }
  static void TearDownTestSuite() { server_.reset(); }

  // The same as `who`, with a token of its own.
  static std::vector<std::string> As(const std::string& who, std::vector<std::string> arguments) {
    const std::string file = server_->WriteFile(who + ".token", server_->TokenOf(who));
    chmod(file.c_str(), 0600);
    arguments.insert(arguments.end(), {"--token-file", file});
    return arguments;
  }
  static std::string Done(const std::string& who, std::vector<std::string> arguments) {
    return server_->Done(As(who, std::move(arguments)));
  }

  // A round that asks VNM, THA and the bodies of transport, from today on.
  static void OpenRound(const std::string& id, const std::string& deadline,
                        const std::vector<std::string>& further = {}) {
    std::vector<std::string> arguments = {
        "round",          "open",    id,           "--title",   "Round " + id,
        "--period",       "2026",    "--sector",   "transport", "--bodies",
        "--member-state", "VNM,THA", "--deadline", deadline};
    arguments.insert(arguments.end(), further.begin(), further.end());
    Done("desk", arguments);
  }

  static std::unique_ptr<RealServer> server_;
};

std::unique_ptr<RealServer> Rounds::server_;

// Names and speakers of what `who` is shown of a round, in pages of `page_size`; `between` is
// called after the first page.
std::vector<std::string> Pages(
    const RealServer& server, const std::string& secret, const std::string& round, int page_size,
    const std::function<void()>& between = [] {}) {
  const auto stub = v1::RoundService::NewStub(server.Channel());
  v1::ListDueItemsRequest request;
  request.set_parent("rounds/" + round);
  request.set_page_size(page_size);
  std::vector<std::string> items;
  for (bool first = true; first || !request.page_token().empty(); first = false) {
    grpc::ClientContext context;
    context.AddMetadata("authorization", "Bearer " + secret);
    v1::ListDueItemsResponse page;
    const grpc::Status status = stub->ListDueItems(&context, request, &page);
    EXPECT_TRUE(status.ok()) << status.error_message();
    EXPECT_LE(page.items_size(), page_size);
    for (const v1::DueItem& item : page.items()) {
      items.push_back(item.line() + " " + item.member_state());
    }
    request.set_page_token(page.next_page_token());
    if (first) between();
  }
  return items;
}

size_t CountOf(const std::string& text, const std::string& part) {
  size_t count = 0;
  for (size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

TEST_F(Rounds, AMinistrySeesWhatIsItsOwnAndNothingOfOthers) {
  OpenRound("seen", "2199-12-31");
  const std::string vnm = Done("vnm", {"due", "seen", "-o", "csv"});
  EXPECT_GT(CountOf(vnm, ",VNM,"), 10u);
  EXPECT_THAT(vnm, Not(HasSubstr(",THA,")));
  const std::string all = Done("desk", {"due", "seen", "-o", "csv"});
  EXPECT_EQ(CountOf(all, ",VNM,"), CountOf(vnm, ",VNM,"));
  EXPECT_EQ(Done("desk", {"due", "-o", "csv", "--sector", "transport", "--member-state", "VNM",
                          "--state", "due,overdue,sent_back", "seen"}),
            vnm);
  EXPECT_GT(CountOf(all, ",THA,"), 10u);
  EXPECT_GT(CountOf(all, "\n"), CountOf(all, ",VNM,") + CountOf(all, ",THA,") + 1)
      << "and the sectoral bodies";
  EXPECT_THAT(
      Done("vnm", {"round", "show", "seen"}),
      AllOf(HasSubstr("Round seen"), HasSubstr(std::to_string(CountOf(vnm, "\n") - 1) + " due"),
            Not(HasSubstr(std::to_string(CountOf(all, "\n") - 1)))))
      << "nor how many others have";
  const Ended of_tha = server_->Sheaf(As("vnm", {"due", "seen", "--member-state", "THA"}));
  EXPECT_EQ(of_tha.exit_code, 1);
  EXPECT_THAT(of_tha.err, HasSubstr("vnm may not"));
  EXPECT_EQ(server_->Sheaf(As("reader", {"due", "seen"})).exit_code, 1)
      << "who reads what is published sees nothing of what is not";
}

TEST_F(Rounds, AFormIsFilledInAndPushed) {
  OpenRound("form", "2199-12-31");
  const std::vector<std::string> ask = {"due", "form", "--plan", "transport", "-o", "csv"};
  std::string form = Done("vnm", ask);
  const std::string blank = ",VNM,,,2026,";
  const size_t rows = CountOf(form, blank);
  // What was imported today names no period, and answers too.
  const std::vector<std::string> answered = {"due", "form", "--state", "answered", "-o", "csv"};
  const size_t answers_before = CountOf(Done("vnm", answered), ",VNM,");
  ASSERT_GT(rows, 1u) << form;
  form.replace(form.find(blank), blank.size(), ",VNM,on_going,2024-05,2026,");
  const std::string file = server_->WriteFile("form.csv", form);
  const Ended pushed = server_->Sheaf(As("vnm", {"push", file, "--plan", "transport"}));
  EXPECT_EQ(pushed.exit_code, 0) << pushed.err;
  EXPECT_THAT(pushed.out, HasSubstr("1 updates pushed"));
  EXPECT_THAT(pushed.err, HasSubstr(std::to_string(rows - 1) + " rows without an answer"));
  EXPECT_EQ(CountOf(Done("vnm", ask), blank), rows - 1);
  EXPECT_EQ(CountOf(Done("vnm", answered), ",VNM,"), answers_before + 1);
  const Ended empty = server_->Sheaf(As(
      "vnm", {"push", server_->WriteFile("empty.csv", Done("vnm", ask)), "--plan", "transport"}));
  EXPECT_EQ(empty.exit_code, 1);
  EXPECT_THAT(empty.err, HasSubstr("found nothing in any row"));
}

TEST_F(Rounds, WhatIsReturnedIsSentBackWithTheReasonUntilItIsAnsweredAgain) {
  OpenRound("back", "2199-12-31");
  const auto push = [&](const std::string& date) {
    const std::string file = server_->WriteFile(
        "back.csv",
        "line_code,member_state,reported_status,effective_date,reporting_period\n"
        "TR-A-002,VNM,on_going," +
            date + ",2026\n");
    Done("vnm", {"push", file, "--plan", "transport"});
  };
  const auto due = [&](const std::string& who) {
    return Done(who, {"due", "back", "--state", "sent_back", "-o", "csv"});
  };
  push("2021-03");
  const std::string answered =
      Done("vnm", {"due", "back", "--state", "answered", "--member-state", "VNM", "-o", "csv"});
  const size_t name = answered.find("plans/transport/lines/TR-A-002/updates/");
  ASSERT_NE(name, std::string::npos) << answered;
  const std::string update = answered.substr(name, answered.find_first_of(",\n", name) - name);
  Done("desk", {"review", "return", update, "--reason", "2021 is before the plan"});
  EXPECT_THAT(due("vnm"), AllOf(HasSubstr("2021 is before the plan"), HasSubstr(update)));
  EXPECT_THAT(due("tha"), Not(HasSubstr("before the plan")));
  EXPECT_THAT(Done("desk", {"report", "--sector", "transport", "--format", "reporting-rounds"}),
              HasSubstr("2021 is before the plan"));
  push("2025-03");
  EXPECT_THAT(due("vnm"), Not(HasSubstr("before the plan"))) << "another answer has come";
}

TEST_F(Rounds, TheReportIsForThoseWhoMayReadWhatIsNotPublished) {
  const std::vector<std::string> report = {"report", "--sector", "transport", "--format",
                                           "reporting-rounds"};
  EXPECT_EQ(server_->Sheaf(As("reader", report)).exit_code, 1);
  EXPECT_EQ(server_->Sheaf(As("vnm", report)).exit_code, 1);
  std::vector<std::string> published = report;
  published.insert(published.end(), {"--counts", "published"});
  EXPECT_EQ(server_->Sheaf(As("vnm", published)).exit_code, 1) << "it counts what is submitted";
  EXPECT_EQ(server_->Sheaf(As("desk", published)).exit_code, 0);
}

TEST_F(Rounds, PagesAreOneStateWhileOthersAnswer) {
  OpenRound("paged", "2199-12-31");
  const std::string secret = server_->TokenOf("vnm");
  const std::vector<std::string> whole = Pages(*server_, secret, "paged", 1000);
  ASSERT_GT(whole.size(), 30u);
  const auto answer = [] {
    const std::string file = server_->WriteFile(
        "paged.csv",
        "line_code,member_state,reported_status,effective_date,reporting_period\n"
        "TR-A-013,VNM,on_going,2022-03,2026\n");
    Done("vnm", {"push", file, "--plan", "transport"});
  };
  EXPECT_EQ(Pages(*server_, secret, "paged", 7, answer), whole);
  EXPECT_EQ(Pages(*server_, secret, "paged", 7).size(), whole.size() - 1);
}

TEST_F(Rounds, WhatComesAfterTheDeadlineIsLateAndTheRestOverdue) {
  OpenRound("past", "2020-12-31", {"--opens", "2020-01-01"});
  const std::string due = Done("desk", {"due", "past", "-o", "csv"});
  EXPECT_THAT(due, AllOf(HasSubstr(",overdue,"), Not(HasSubstr(",due,"))));
  const std::string late = Done("desk", {"due", "past", "--state", "answered_late"});
  EXPECT_THAT(late, HasSubstr("answered late")) << "what was imported today has no period";
  EXPECT_THAT(Done("desk", {"due", "past", "--effective", "2020-12-31", "-o", "csv"}),
              AllOf(HasSubstr(",due,"), Not(HasSubstr(",overdue,"))));
}

TEST_F(Rounds, AClosedRoundStaysAsItWasWhateverComesLater) {
  OpenRound("frozen", "2199-12-31");
  const std::vector<std::string> ask = {"due", "frozen", "-o", "json"};
  Done("desk", {"round", "close", "frozen"});
  const std::string then = Done("desk", ask);
  const std::string update = server_->WriteFile(
      "later.csv",
      "line_code,member_state,reported_status,effective_date\nTR-L-003,VNM,on_going,2024-06\n");
  Done("vnm", {"push", update, "--plan", "transport"});
  EXPECT_EQ(Done("desk", ask), then);
  EXPECT_THAT(Done("desk", {"round", "list"}), Not(HasSubstr("frozen")));
  EXPECT_THAT(Done("desk", {"round", "list", "--all"}), HasSubstr("frozen"));
  const Ended change = server_->Sheaf(As("desk", {"round", "change", "frozen", "--title", "x"}));
  EXPECT_EQ(change.exit_code, 1);
  EXPECT_THAT(change.err, HasSubstr("its figures stay as they were"));
  EXPECT_THAT(
      Done("desk", {"report", "--sector", "transport", "--format", "reporting-rounds"}),
      AllOf(HasSubstr("Round frozen"), HasSubstr("whatever came later"), HasSubstr("due-v1")));
}

TEST_F(Rounds, WhatIsWrongWithARoundIsToldAtOnce) {
  const Ended wrong = server_->Sheaf({"round", "open", "wrong", "--title", "x", "--period",
                                      "2026-13", "--sector", "transprt", "--member-state", "XXX",
                                      "--opens", "2026-02-01", "--deadline", "2026-01-31"});
  EXPECT_EQ(wrong.exit_code, 1);
  EXPECT_THAT(wrong.err, HasSubstr("and 3 more problems"));
  const Ended elsewhere =
      server_->Sheaf(As("desk", {"round", "open", "e", "--title", "x", "--period", "2026",
                                 "--sector", "transport,energy", "--deadline", "2199-01-31"}));
  EXPECT_EQ(elsewhere.exit_code, 1) << "not its sector";
  EXPECT_THAT(elsewhere.err, HasSubstr("desk may not manage reporting rounds of sectors/energy"));
}

TEST_F(Rounds, AllOpenRoundsAreShownToWhoHasAPartInThem) {
  OpenRound("one", "2199-12-31", {"--note", "Milestones, please."});
  OpenRound("two", "2199-12-30");
  const std::string due = Done("vnm", {"due"});
  EXPECT_THAT(due, AllOf(HasSubstr("rounds/one Round one: about 2026, due 2199-12-31"),
                         HasSubstr("Milestones, please."), HasSubstr("rounds/two Round two")));
}

}  // namespace
}  // namespace sheaf::e2e
