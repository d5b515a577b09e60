// Many clients at once, checked against what a single one would have seen.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <map>
#include <random>
#include <thread>

#include "server/base/manual_clock.h"
#include "server/base/status.h"
#include "server/base/temporary_folder.h"
#include "server/ledger/decide.h"
#include "server/ledger/ledger.h"
#include "server/ledger/ledger_fixture.h"
#include "server/store/memory_store.h"
#include "server/store/rocks_store.h"

namespace sheaf::ledger {
namespace {

constexpr int kClients = 4;
constexpr int kRequestsEach = 150;
constexpr int kRecords = 6;

enum class Engine { kMemory, kRocks };

class Concurrency : public ::testing::TestWithParam<Engine> {
 protected:
  Concurrency() { EXPECT_TRUE(ledger_->AddObserver(&listener_).ok()); }
  ~Concurrency() override { ledger_ = nullptr; }

  std::unique_ptr<store::Store> NewStore() const {
    if (GetParam() == Engine::kMemory) return store::MakeMemoryStore();
    return store::OpenRocksStore(folder_.path()).value();
  }

  absl::StatusOr<Receipt> Commit(Request request) {
    std::promise<absl::StatusOr<Receipt>> answer;
    ledger_->Commit(std::move(request),
                    [&](absl::StatusOr<Receipt> receipt) { answer.set_value(std::move(receipt)); });
    return answer.get_future().get();
  }

  static void OnEveryClient(const std::function<void(int)>& work) {
    std::vector<std::thread> clients;
    for (int i = 0; i < kClients; ++i) clients.emplace_back(work, i);
    for (std::thread& client : clients) client.join();
  }

  const TemporaryFolder folder_;
  ManualClock clock_{1};
  Listener listener_;
  std::unique_ptr<Ledger> ledger_ = Ledger::Open(NewStore(), &clock_, {}).value();
};

std::string Name(size_t index) { return "plans/p" + std::to_string(index); }

// A request of one to three writes of any mode, to records that all clients fight over.
Request RandomRequest(std::mt19937& random, int client, int number) {
  Request request{"client-" + std::to_string(client), std::to_string(number), "", {}, false};
  const size_t first = random() % kRecords;
  const size_t count = 1 + random() % 3;
  for (size_t i = 0; i < count; ++i) {
    request.writes.push_back({Name((first + i) % kRecords), static_cast<WriteMode>(random() % 5),
                              std::to_string(random() % 4), "reason", std::nullopt});
  }
  return request;
}

struct Sent {
  Request request;
  absl::StatusOr<Receipt> answer;
};

using Model = std::map<std::string, Record>;

// What the model says `request` comes to: the changed versions, or the refusal.
absl::StatusOr<std::vector<Record>> Apply(const Request& request, const Model& model,
                                          Revision revision) {
  std::vector<Record> changed;
  for (const Write& write : request.writes) {
    const auto found = model.find(write.resource);
    const Record* latest = found == model.end() ? nullptr : &found->second;
    SHEAF_ASSIGN_OR_RETURN(const Decision decision, Decide(write, latest));
    if (decision.outcome == Outcome::kUnchanged) continue;
    Record record;
    record.resource = write.resource;
    record.revision = revision;
    record.verb = decision.verb;
    const bool keeps = decision.verb == Verb::kWithdraw || decision.verb == Verb::kVanish;
    record.payload = keeps ? latest->payload : write.payload;
    changed.push_back(record);
  }
  return changed;
}

// Requests that changed something, in the order of their revisions, must have come to what the
// model says. Returns how many there were.
Revision CheckAgainstModel(const std::map<Revision, const Sent*>& by_revision, Model& model) {
  Revision expected = 0;
  for (const auto& [revision, sent] : by_revision) {
    EXPECT_EQ(revision, ++expected) << "a gap";
    const auto changed = Apply(sent->request, model, revision);
    EXPECT_TRUE(changed.ok()) << changed.status();
    if (!changed.ok()) break;
    EXPECT_FALSE(changed->empty());
    for (const Record& record : *changed) model[record.resource] = record;
  }
  return expected;
}

TEST_P(Concurrency, ComesToWhatOneClientAfterTheOtherWouldHave) {
  std::vector<std::vector<Sent>> sent(kClients);
  OnEveryClient([&](int client) {
    std::mt19937 random(client + 1);
    for (int i = 0; i < kRequestsEach; ++i) {
      Request request = RandomRequest(random, client, i);
      absl::StatusOr<Receipt> answer = Commit(request);
      sent[client].push_back({std::move(request), std::move(answer)});
    }
  });

  std::map<Revision, const Sent*> by_revision;
  for (const auto& of_client : sent) {
    for (const Sent& one : of_client) {
      if (!one.answer.ok()) {
        EXPECT_THAT(ReasonOf(one.answer.status()),
                    ::testing::AnyOf("RECORD_EXISTS", "RECORD_NOT_FOUND"));
        continue;
      }
      const auto& results = one.answer->results;
      if (std::any_of(results.begin(), results.end(),
                      [](const auto& result) { return result.outcome != Outcome::kUnchanged; })) {
        EXPECT_TRUE(by_revision.emplace(one.answer->revision, &one).second) << "given twice";
      }
    }
  }
  Model model;
  EXPECT_EQ(CheckAgainstModel(by_revision, model), ledger_->Head());
  for (const auto& [name, expected] : model) {
    const Record found = ledger_->Get(name, ledger_->Head()).value();
    EXPECT_EQ(found.payload, expected.payload) << name;
    EXPECT_EQ(found.verb, expected.verb) << name;
    EXPECT_EQ(found.revision, expected.revision) << name;
  }
  EXPECT_TRUE(ledger_->VerifyChain().ok());
  EXPECT_EQ(listener_.commits.size(), static_cast<size_t>(ledger_->Head()));
}

// Read, add one, write with the etag, again where somebody was faster: no addition is lost.
TEST_P(Concurrency, LosesNoUpdateThatIsMadeWithItsEtag) {
  constexpr int kAdditions = 40;
  ASSERT_TRUE(Commit({"", "", "", {{Name(0), WriteMode::kPut, "0", "", 0}}, false}).ok());
  OnEveryClient([&](int) {
    for (int done = 0; done < kAdditions;) {
      const Record record = ledger_->Get(Name(0), ledger_->Head()).value();
      Write write{Name(0), WriteMode::kReplace, std::to_string(std::stoi(record.payload) + 1), "",
                  record.revision};
      const auto receipt = Commit({"", "", "", {write}, false});
      done += receipt.ok();
      ASSERT_TRUE(receipt.ok() || ReasonOf(receipt.status()) == "ETAG_MISMATCH");
    }
  });
  EXPECT_EQ(ledger_->Get(Name(0), ledger_->Head())->payload, std::to_string(kClients * kAdditions));
}

TEST_P(Concurrency, AnswersARequestThatAllClientsSendOnce) {
  for (int round = 0; round < 20; ++round) {
    std::vector<Revision> revisions(kClients);
    OnEveryClient([&](int client) {
      const Write write{Name(round), WriteMode::kCreate, "x", "", std::nullopt};
      revisions[client] =
          Commit({"ministry", std::to_string(round), "digest", {write}, false})->revision;
    });
    EXPECT_EQ(revisions, std::vector<Revision>(kClients, round + 1));
  }
}

// While others write, a reader sees each revision whole, and the same each time.
TEST_P(Concurrency, ShowsReadersTheSameAsOfTheSameRevision) {
  std::atomic<bool> stop = false;
  std::thread reader([&] {
    while (!stop) {
      const Revision as_of = ledger_->Head();
      const auto first = ledger_->List({"plans/", 2, "", 100}, as_of);
      const auto second = ledger_->List({"plans/", 2, "", 100}, as_of);
      ASSERT_TRUE(first.ok() && second.ok());
      ASSERT_EQ(first->size(), second->size());
      for (size_t i = 0; i < first->size(); ++i) {
        ASSERT_LE((*first)[i].revision, as_of);
        ASSERT_EQ((*first)[i].revision, (*second)[i].revision);
        // Every request writes the same to all records.
        ASSERT_EQ((*first)[i].payload, (*first)[0].payload);
      }
    }
  });
  OnEveryClient([&](int client) {
    for (int i = 0; i < 50; ++i) {
      Request request{"", "", "", {}, false};
      for (int record = 0; record < kRecords; ++record) {
        request.writes.push_back({Name(record), WriteMode::kPut,
                                  std::to_string(client) + "-" + std::to_string(i), "",
                                  std::nullopt});
      }
      ASSERT_TRUE(Commit(std::move(request)).ok());
    }
  });
  EXPECT_TRUE(ledger_->VerifyChain().ok());
  stop = true;
  reader.join();
}

INSTANTIATE_TEST_SUITE_P(Engines, Concurrency, ::testing::Values(Engine::kMemory, Engine::kRocks),
                         [](const auto& info) {
                           return info.param == Engine::kMemory ? "Memory" : "Rocks";
                         });

}  // namespace
}  // namespace sheaf::ledger
