// Views on other threads while commits go on. Run it under ThreadSanitizer as well.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "server/model/commit_builder.h"
#include "server/model/model.h"
#include "sheaf/v1/update.pb.h"

namespace sheaf::model {
namespace {

using ledger::Revision;

constexpr int kRevisions = 1'000;

// Everything that a view shows, boiled down to a few numbers that differ where anything does.
struct Shown {
  int64_t lines = 0;
  int64_t vanished = 0;
  int64_t updates = 0;
  int64_t text_bytes = 0;
  int64_t observations = 0;
  int64_t targets = 0;
  Revision changed = 0;
  friend bool operator==(const Shown&, const Shown&) = default;
};

Shown Read(const View& view) {
  Shown shown;
  std::vector<UpdateRow> updates;
  for (const PlanRow& plan : view.Plans()) {
    for (const LineRow& line : view.LinesOf(plan)) {
      ++shown.lines;
      shown.vanished += line.vanished;
      shown.text_bytes += static_cast<int64_t>(view.Text(line.title).size());
      view.UpdatesOf(line.id, &updates);
      for (const UpdateRow& update : updates) {
        ++shown.updates;
        shown.text_bytes += static_cast<int64_t>(view.Text(update.status).size());
        shown.text_bytes += static_cast<int64_t>(view.NameOf(plan, line, update).size());
      }
    }
  }
  shown.observations = static_cast<int64_t>(view.ObservationsOf("s", "").size());
  for (const KpiFigureRows& kpi : view.KpiFiguresOf("s")) {
    shown.targets += static_cast<int64_t>(kpi.targets.size());
  }
  shown.changed = view.LastChangeOf("s");
  return shown;
}

// One revision of everything: lines and updates that come, change and go.
void AddRevision(int i, CommitBuilder* next) {
  const std::string n = std::to_string(i);
  const std::string line = "plans/p/lines/L" + std::to_string(i % 50);
  v1::Plan plan;
  plan.set_sector("s");
  plan.set_title(n);
  v1::Line payload;
  payload.set_position(i);
  payload.set_title("title " + n);
  payload.set_parent_code("L" + std::to_string(i % 7));
  v1::Update update;
  update.set_reported_status("status " + n);
  v1::Observation observation;
  observation.set_value(i);
  next->Put("plans/p", plan).Put(line, payload);
  next->Put(line + "/updates/u" + std::to_string(i % 3), update)
      .Put(line + "/updates/n" + n, update);
  next->Put("sectors/s/kpis/K" + std::to_string(i % 5) + "/observations/o" + n, observation);
  next->Put("sectors/s/kpis/K" + n + "/targets/t", v1::Target());
  const std::string old = "plans/p/lines/L" + std::to_string((i + 25) % 50);
  if (next->Latest(old) == nullptr) return;
  if (i % 3 == 0) next->Vanish(old);
  if (i % 3 == 1) next->Withdraw(old + "/updates/n" + std::to_string(i - 25));
}

// Reads views of told revisions until the writer is done, each twice: now and later.
void ReadWhileWriting(const Model& model, const std::atomic<Revision>& head,
                      std::vector<Shown>* seen, std::vector<Revision>* at) {
  Revision revision = 0;
  do {
    revision = head.load();
    at->push_back(revision);
    seen->push_back(Read(model.At(revision)));
  } while (revision < kRevisions);
}

TEST(Concurrency, ViewsAreExactWhileCommitsGoOn) {
  Model model;
  std::atomic<Revision> head = 0;
  constexpr int kReaders = 3;
  std::vector<Shown> seen[kReaders];
  std::vector<Revision> at[kReaders];
  std::vector<std::thread> readers;
  for (int i = 0; i < kReaders; ++i) {
    readers.emplace_back([&, i] { ReadWhileWriting(model, head, &seen[i], &at[i]); });
  }
  CommitBuilder next;
  for (int i = 0; i < kRevisions; ++i) {
    AddRevision(i, &next);
    head = next.CommitTo(&model);
  }
  for (std::thread& reader : readers) reader.join();

  for (int i = 0; i < kReaders; ++i) {
    for (size_t j = 0; j < seen[i].size(); ++j) {
      ASSERT_EQ(seen[i][j], Read(model.At(at[i][j]))) << "at revision " << at[i][j];
    }
  }
  const Shown last = Read(model.At(kRevisions));
  EXPECT_EQ(last.lines, 50);
  EXPECT_GT(last.updates, kRevisions / 2);
  EXPECT_EQ(last.observations, kRevisions);
  EXPECT_EQ(last.changed, kRevisions);
}

}  // namespace
}  // namespace sheaf::model
