// Unary calls, many in flight: pushes, gets, and etcd's puts.
#include <random>

#include "absl/strings/str_cat.h"
#include "sheaf/v1/plan_service.grpc.pb.h"
#include "sheaf/v1/update_service.grpc.pb.h"
#include "tests/bench/etcd_kv.grpc.pb.h"
#include "tests/bench/works.h"

namespace sheaf::bench {
namespace {

Figures FiguresOf(const Measured& measured) {
  if (!measured.first_error.empty()) Fail("a call failed: " + measured.first_error);
  return {{"per_second", measured.per_second()},
          {"calls", static_cast<double>(measured.calls)},
          {"p50_ms", measured.p50_ms},
          {"p99_ms", measured.p99_ms}};
}

template <typename Service>
std::vector<std::unique_ptr<typename Service::Stub>> Stubs(const Wanted& wanted) {
  std::vector<std::unique_ptr<typename Service::Stub>> stubs;
  for (const auto& channel : OpenChannels(wanted.target, wanted.channels)) {
    stubs.push_back(Service::NewStub(channel));
  }
  return stubs;
}

// Lines at random, the same ones in every run.
class AnyLine {
 public:
  explicit AnyLine(const Wanted& wanted)
      : random_(static_cast<uint64_t>(wanted.serial) + 1), any_(0, wanted.lines - 1) {}
  int64_t Next() { return any_(random_); }

 private:
  std::mt19937_64 random_;
  std::uniform_int_distribution<int64_t> any_;
};

Figures Measure(const Wanted& wanted, const Begin& begin) {
  return FiguresOf(KeepInFlight(wanted.in_flight, std::chrono::duration<double>(wanted.warm_up),
                                std::chrono::duration<double>(wanted.seconds), begin));
}

}  // namespace

Figures PushUnary(const Wanted& wanted) {
  const auto stubs = Stubs<v1::UpdateService>(wanted);
  const LoadLines lines(wanted.lines);
  AnyLine any(wanted);
  return Measure(wanted, [&](int64_t number, grpc::CompletionQueue* queue) {
    const int64_t line = any.Next();
    v1::PushUpdateRequest request;
    request.set_parent(lines.NameOf(line));
    *request.mutable_update() = LoadUpdate(line, wanted.serial + number);
    return std::make_unique<CallFor<v1::PushUpdateResponse>>([&](grpc::ClientContext* context) {
      return stubs[number % stubs.size()]->AsyncPushUpdate(context, request, queue);
    });
  });
}

Figures GetLines(const Wanted& wanted) {
  const auto stubs = Stubs<v1::PlanService>(wanted);
  const LoadLines lines(wanted.lines);
  AnyLine any(wanted);
  return Measure(wanted, [&](int64_t number, grpc::CompletionQueue* queue) {
    v1::GetLineRequest request;
    request.set_name(lines.NameOf(any.Next()));
    return std::make_unique<CallFor<v1::Line>>([&](grpc::ClientContext* context) {
      return stubs[number % stubs.size()]->AsyncGetLine(context, request, queue);
    });
  });
}

Figures PutKeys(const Wanted& wanted) {
  const auto stubs = Stubs<etcdserverpb::KV>(wanted);
  const LoadLines lines(wanted.lines);
  AnyLine any(wanted);
  return Measure(wanted, [&](int64_t number, grpc::CompletionQueue* queue) {
    const int64_t line = any.Next();
    etcdserverpb::PutRequest request;
    request.set_key(absl::StrCat(lines.NameOf(line), "/updates/", wanted.serial + number));
    request.set_value(LoadUpdate(line, wanted.serial + number).SerializeAsString());
    return std::make_unique<CallFor<etcdserverpb::PutResponse>>([&](grpc::ClientContext* context) {
      return stubs[number % stubs.size()]->AsyncPut(context, request, queue);
    });
  });
}

}  // namespace sheaf::bench
