// Loading plans, and pushing in bulk.
#include <atomic>
#include <functional>
#include <thread>
#include <vector>

#include "sheaf/v1/plan_service.grpc.pb.h"
#include "sheaf/v1/update_service.grpc.pb.h"
#include "tests/bench/works.h"

namespace sheaf::bench {
namespace {

constexpr int64_t kUpdatesOfALine = 3;
constexpr int64_t kLinesOfAMessage = 1000;

void Check(const grpc::Status& status, const char* doing) {
  if (!status.ok()) Fail(std::string(doing) + ": " + status.error_message());
}

double Since(SteadyClock::time_point start) {
  return std::chrono::duration<double>(SteadyClock::now() - start).count();
}

void ImportPlan(const std::shared_ptr<grpc::Channel>& channel, const LoadLines& lines,
                int64_t plan) {
  const auto stub = v1::PlanService::NewStub(channel);
  grpc::ClientContext context;
  v1::ImportPlanResponse response;
  const auto stream = stub->ImportPlan(&context, &response);
  const int64_t first = plan * lines.in_plan();
  for (int64_t from = 0; from < lines.in_plan(); from += kLinesOfAMessage) {
    v1::ImportPlanRequest message;
    if (from == 0) {
      message.mutable_plan()->set_name(lines.PlanName(plan));
      message.mutable_plan()->set_title("Transport plan of the load");
      message.mutable_plan()->set_sector("transport");
    }
    for (int64_t i = from; i < std::min(from + kLinesOfAMessage, lines.in_plan()); ++i) {
      *message.add_lines() = lines.Line(first + i);
    }
    if (!stream->Write(message)) break;
  }
  stream->WritesDone();
  Check(stream->Finish(), "importing a plan");
}

// Batch `number` of a walk over all lines, round after round, plan after plan.
class Batches {
 public:
  Batches(const LoadLines& lines, int size, int64_t serial)
      : lines_(lines), size_(size), serial_(serial) {}

  int64_t in_plan() const { return (lines_.in_plan() + size_ - 1) / size_; }
  int64_t of_a_round() const { return kPlans * in_plan(); }

  v1::BatchPushUpdatesRequest Make(int64_t number) const {
    const int64_t plan = number % of_a_round() / in_plan();
    const int64_t from = number % in_plan() * size_;
    v1::BatchPushUpdatesRequest batch;
    batch.set_parent(lines_.PlanName(plan));
    for (int64_t i = from; i < std::min(from + size_, lines_.in_plan()); ++i) {
      const int64_t line = plan * lines_.in_plan() + i;
      v1::LineUpdate* added = batch.add_updates();
      added->set_line_code(lines_.CodeOf(line));
      *added->mutable_update() = LoadUpdate(line, serial_ + number / of_a_round());
    }
    return batch;
  }

 private:
  const LoadLines& lines_;
  const int64_t size_;
  const int64_t serial_;
};

using Stream = grpc::ClientReaderWriter<v1::BatchPushUpdatesRequest, v1::BatchPushUpdatesResponse>;

struct Pushed {
  int64_t batches = 0, updates = 0;
};

// Pushes what `next` gives until it gives an empty batch, `window` batches ahead of the answers.
Pushed PushOver(const std::shared_ptr<grpc::Channel>& channel, int window,
                const std::function<v1::BatchPushUpdatesRequest()>& next) {
  const auto stub = v1::UpdateService::NewStub(channel);
  grpc::ClientContext context;
  const std::unique_ptr<Stream> stream = stub->StreamUpdates(&context);
  Pushed pushed;
  std::atomic<int64_t> answered = 0;
  // Reads on a thread of its own: otherwise the answers would wait for batches being made.
  std::thread reader([&] {
    v1::BatchPushUpdatesResponse answer;
    while (stream->Read(&answer)) {
      pushed.updates += answer.pushed();
      ++answered;
      answered.notify_one();
    }
    answered = INT64_MAX;
    answered.notify_one();
  });
  for (v1::BatchPushUpdatesRequest batch = next(); batch.updates_size() > 0; batch = next()) {
    for (int64_t now = answered; pushed.batches - now >= window; now = answered) {
      answered.wait(now);
    }
    if (!stream->Write(batch)) break;
    ++pushed.batches;
  }
  stream->WritesDone();
  reader.join();
  Check(stream->Finish(), "pushing in bulk");
  return pushed;
}

}  // namespace

Figures FillServer(const Wanted& wanted) {
  const LoadLines lines(wanted.lines);
  const auto channels = OpenChannels(wanted.target, wanted.streams);
  const auto start = SteadyClock::now();
  for (int64_t plan = 0; plan < kPlans; ++plan) ImportPlan(channels[0], lines, plan);
  const double importing = Since(start);
  const Batches batches(lines, wanted.batch, 0);
  const int64_t total = kUpdatesOfALine * batches.of_a_round();
  std::atomic<int64_t> next = 0;
  std::vector<std::thread> threads;
  for (const auto& channel : channels) {
    threads.emplace_back([&, channel] {
      PushOver(channel, wanted.window, [&] {
        const int64_t number = next++;
        return number < total ? batches.Make(number) : v1::BatchPushUpdatesRequest();
      });
    });
  }
  for (std::thread& thread : threads) thread.join();
  const double all = Since(start);
  return {{"import_seconds", importing},
          {"seconds", all},
          {"updates_per_second",
           static_cast<double>(kUpdatesOfALine * lines.count()) / (all - importing)}};
}

Figures PushBulk(const Wanted& wanted) {
  const LoadLines lines(wanted.lines);
  const Batches batches(lines, wanted.batch, wanted.serial);
  // Made before the clock runs: what is measured is the server, not the making of the load.
  std::vector<v1::BatchPushUpdatesRequest> made;
  const int64_t first = wanted.serial % batches.of_a_round();
  for (int64_t i = 0; i < wanted.in_flight; ++i) made.push_back(batches.Make(first + i));
  size_t next = 0;
  const auto channel = OpenChannels(wanted.target, 1).front();
  const auto start = SteadyClock::now();
  const Pushed pushed = PushOver(channel, wanted.window, [&] {
    return next < made.size() ? std::move(made[next++]) : v1::BatchPushUpdatesRequest();
  });
  const double seconds = Since(start);
  // A batch is one revision: a version for each update, and the entry of the chain.
  const auto keys = static_cast<double>(pushed.updates + pushed.batches);
  return {{"seconds", seconds},
          {"updates", static_cast<double>(pushed.updates)},
          {"keys_per_second", keys / seconds}};
}

}  // namespace sheaf::bench
