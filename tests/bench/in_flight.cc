#include "tests/bench/in_flight.h"

#include <grpc/compression.h>

#include <algorithm>

namespace sheaf::bench {
namespace {

using Milliseconds = std::chrono::duration<double, std::milli>;

// Where each channel shares no connection with another, messages may be as large as ours are, and
// none is compressed: clients on the server's machine take no such answers (clients/cpp/channel.h).
grpc::ChannelArguments OwnConnection(int number) {
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  arguments.SetInt("sheaf.bench.channel", number);
  arguments.SetMaxReceiveMessageSize(-1);
  arguments.SetInt(GRPC_COMPRESSION_CHANNEL_ENABLED_ALGORITHMS_BITSET, 1 << GRPC_COMPRESS_NONE);
  return arguments;
}

}  // namespace

double Percentile(std::vector<double>* values, double part) {
  if (values->empty()) return 0;
  std::sort(values->begin(), values->end());
  const auto rank = static_cast<size_t>(part * static_cast<double>(values->size() - 1));
  return (*values)[rank];
}

Measured KeepInFlight(int in_flight, std::chrono::duration<double> warm_up,
                      std::chrono::duration<double> time, const Begin& begin) {
  Measured measured;
  std::vector<double> latencies;
  grpc::CompletionQueue queue;
  int64_t number = 0;
  int open = 0;
  const auto start = [&] {
    (void)begin(number++, &queue).release();  // comes back as the tag
    ++open;
  };
  const auto from = SteadyClock::now() + warm_up;
  const auto until = from + time;
  for (int i = 0; i < in_flight; ++i) start();
  void* tag = nullptr;
  bool ok = false;
  while (open > 0 && queue.Next(&tag, &ok)) {
    const std::unique_ptr<Call> call(static_cast<Call*>(tag));
    const auto now = SteadyClock::now();
    --open;
    if (!call->status.ok()) {
      if (measured.first_error.empty()) measured.first_error = call->status.error_message();
      continue;  // a slot that failed once is not filled again
    }
    if (now >= from && now < until) latencies.push_back(Milliseconds(now - call->started).count());
    if (now < until) start();
  }
  queue.Shutdown();
  while (queue.Next(&tag, &ok)) {
  }
  measured.calls = static_cast<int64_t>(latencies.size());
  measured.seconds = time.count();
  measured.p50_ms = Percentile(&latencies, 0.5);
  measured.p99_ms = Percentile(&latencies, 0.99);
  return measured;
}

std::vector<std::shared_ptr<grpc::Channel>> OpenChannels(const std::string& target, int count) {
  std::vector<std::shared_ptr<grpc::Channel>> channels;
  for (int i = 0; i < count; ++i) {
    channels.push_back(
        grpc::CreateCustomChannel(target, grpc::InsecureChannelCredentials(), OwnConnection(i)));
  }
  return channels;
}

}  // namespace sheaf::bench
