// Keeps a number of unary calls in flight, on one thread, and measures how they go.
#pragma once

#include <grpcpp/grpcpp.h>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace sheaf::bench {

using SteadyClock = std::chrono::steady_clock;

struct Measured {
  int64_t calls = 0;
  double seconds = 0;
  double p50_ms = 0, p99_ms = 0;
  std::string first_error;  // "" where every call went well

  double per_second() const { return seconds > 0 ? static_cast<double>(calls) / seconds : 0; }
};

// One call under way.
class Call {
 public:
  virtual ~Call() = default;
  grpc::ClientContext context;
  grpc::Status status;
  SteadyClock::time_point started = SteadyClock::now();
};

template <typename Response>
class CallFor : public Call {
 public:
  using Reader = grpc::ClientAsyncResponseReader<Response>;
  // `begin` starts the call on `context`.
  explicit CallFor(const std::function<std::unique_ptr<Reader>(grpc::ClientContext*)>& begin)
      : reader_(begin(&context)) {
    reader_->Finish(&response, &status, static_cast<Call*>(this));
  }
  Response response;

 private:
  std::unique_ptr<Reader> reader_;
};

// Begins call `number` (from 0); its tag is the Call.
using Begin = std::function<std::unique_ptr<Call>(int64_t number, grpc::CompletionQueue* queue)>;

// The value below which `part` of `values` are; sorts them.
double Percentile(std::vector<double>* values, double part);

// Keeps `in_flight` calls going for `warm_up` and then `time`, of which it measures those that end.
Measured KeepInFlight(int in_flight, std::chrono::duration<double> warm_up,
                      std::chrono::duration<double> time, const Begin& begin);

// Channels of their own connections.
std::vector<std::shared_ptr<grpc::Channel>> OpenChannels(const std::string& target, int count);

}  // namespace sheaf::bench
