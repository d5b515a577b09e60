// How soon a watcher sees what was committed.
#include <google/protobuf/util/time_util.h>

#include <atomic>
#include <thread>

#include "sheaf/v1/sector_service.grpc.pb.h"
#include "sheaf/v1/update_service.grpc.pb.h"
#include "sheaf/v1/watch_service.grpc.pb.h"
#include "tests/bench/works.h"

namespace sheaf::bench {
namespace {

using google::protobuf::util::TimeUtil;

double NowMicros() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration<double, std::micro>(now).count();
}

// Reads until the stream ends; the delay of every change behind its commit time. The clock is the
// machine's, which is sheafd's too. The commit time is taken before the disk is written to: the
// sync is within the delay.
class Watcher {
 public:
  explicit Watcher(const std::string& target)
      : stub_(v1::WatchService::NewStub(OpenChannels(target, 1).front())) {
    stream_ = stub_->Watch(&context_, v1::WatchRequest());
    thread_ = std::thread([this] { Read(); });
  }

  std::vector<double> Stop() {
    context_.TryCancel();
    thread_.join();
    return std::move(delays_);
  }
  const grpc::Status& status() const { return status_; }

 private:
  void Read() {
    v1::WatchResponse response;
    while (stream_->Read(&response)) {
      const double now = NowMicros();
      for (const v1::Change& change : response.changes()) {
        const auto committed =
            static_cast<double>(TimeUtil::TimestampToMicroseconds(change.commit_time()));
        delays_.push_back((now - committed) / 1000);
      }
    }
    status_ = stream_->Finish();
  }

  std::unique_ptr<v1::WatchService::Stub> stub_;
  grpc::ClientContext context_;
  std::unique_ptr<grpc::ClientReader<v1::WatchResponse>> stream_;
  std::vector<double> delays_;
  grpc::Status status_;
  std::thread thread_;
};

// Begins a push whenever one is due, whether or not those before have ended.
int64_t PushAtRate(const Wanted& wanted) {
  const auto stub = v1::UpdateService::NewStub(OpenChannels(wanted.target, 1).front());
  const LoadLines lines(wanted.lines);
  grpc::CompletionQueue queue;
  std::thread reaper([&] {
    void* tag = nullptr;
    bool ok = false;
    while (queue.Next(&tag, &ok)) delete static_cast<Call*>(tag);
  });
  const auto start = SteadyClock::now();
  const auto total = static_cast<int64_t>(wanted.seconds * wanted.rate);
  for (int64_t i = 0; i < total; ++i) {
    std::this_thread::sleep_until(start + std::chrono::microseconds(1'000'000 * i / wanted.rate));
    const int64_t line = i * 7919 % wanted.lines;
    v1::PushUpdateRequest request;
    request.set_parent(lines.NameOf(line));
    *request.mutable_update() = LoadUpdate(line, wanted.serial + i);
    new CallFor<v1::PushUpdateResponse>([&](grpc::ClientContext* context) {
      return stub->AsyncPushUpdate(context, request, &queue);
    });
  }
  std::this_thread::sleep_for(std::chrono::milliseconds(300));  // for the last of them
  queue.Shutdown();
  reaper.join();
  return total;
}

}  // namespace

Figures WatchPushes(const Wanted& wanted) {
  Watcher watcher(wanted.target);
  std::this_thread::sleep_for(std::chrono::milliseconds(200));  // until it watches
  const int64_t pushed = PushAtRate(wanted);
  std::vector<double> delays = watcher.Stop();
  if (delays.empty()) Fail("nothing was seen: " + watcher.status().error_message());
  return {{"pushed", static_cast<double>(pushed)},
          {"seen", static_cast<double>(delays.size())},
          {"p50_ms", Percentile(&delays, 0.5)},
          {"p99_ms", Percentile(&delays, 0.99)}};
}

}  // namespace sheaf::bench
