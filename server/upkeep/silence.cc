#include "server/upkeep/silence.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <future>
#include <set>
#include <string>
#include <utility>

#include "server/base/resource_name.h"
#include "server/base/status.h"
#include "server/sectors/intake.h"
#include "server/sectors/records.h"

namespace sheaf::upkeep {
namespace {

constexpr Micros kDay = Micros{24} * 3600 * 1'000'000;
// One revision each: as many as a client may send at once.
constexpr size_t kAtOnce = 1000;

absl::StatusOr<ledger::Receipt> Commit(ledger::Ledger* ledger, ledger::Request request) {
  std::promise<absl::StatusOr<ledger::Receipt>> committed;
  ledger->Commit(std::move(request), [&](absl::StatusOr<ledger::Receipt> receipt) {
    committed.set_value(std::move(receipt));
  });
  return committed.get_future().get();
}

}  // namespace

Silence::~Silence() {
  {
    const std::lock_guard lock(mutex_);
    ended_ = true;
  }
  ending_.notify_all();
  if (thread_.joinable()) thread_.join();
}

std::vector<std::string> Silence::Waiting(const model::PlanRow& plan, ledger::Revision head,
                                          ledger::Revision cut) const {
  const model::View submitted = model_->At(head);
  const model::View accepted = model_->At(head, model::Level::kAccepted);
  std::vector<std::string> names;
  std::vector<model::UpdateRow> of_line, of_line_accepted;
  for (const model::LineRow& line : submitted.LinesOf(plan)) {
    submitted.UpdatesOf(line.id, &of_line);
    accepted.UpdatesOf(line.id, &of_line_accepted);
    std::set<uint32_t> settled;
    for (const model::UpdateRow& update : of_line_accepted) settled.insert(update.row);
    for (const model::UpdateRow& update : of_line) {
      if (update.revision > cut || settled.contains(update.row)) continue;
      names.push_back(submitted.NameOf(plan, line, update));
    }
  }
  return names;
}

absl::StatusOr<int> Silence::AcceptOf(const model::PlanRow& plan) {
  const ledger::Revision head = ledger_->Head();
  SHEAF_ASSIGN_OR_RETURN(const auto record,
                         ledger_->Get(FormatName(kPlanPattern, {plan.id}), head));
  SHEAF_ASSIGN_OR_RETURN(const v1::Plan message, sectors::PlanOf(record));
  const int days = message.silence_accepts_after_days();
  if (days == 0) return 0;
  SHEAF_ASSIGN_OR_RETURN(const ledger::Revision cut,
                         ledger_->RevisionAt(clock_->Now() - days * kDay));
  const std::vector<std::string> waiting = Waiting(plan, head, cut);
  int accepted = 0;
  for (size_t first = 0; first < waiting.size(); first += kAtOnce) {
    const auto begin = waiting.begin() + static_cast<std::ptrdiff_t>(first);
    const auto end = begin + static_cast<std::ptrdiff_t>(std::min(kAtOnce, waiting.size() - first));
    SHEAF_ASSIGN_OR_RETURN(
        ledger::Request request,
        sectors::AcceptSilence({ledger_, manifests_, kSilenceActor}, {begin, end}));
    if (request.writes.empty()) continue;
    SHEAF_ASSIGN_OR_RETURN(const auto receipt, Commit(ledger_, std::move(request)));
    accepted += static_cast<int>(receipt.results.size());
  }
  return accepted;
}

absl::StatusOr<int> Silence::Accept() {
  int accepted = 0;
  for (const model::PlanRow& plan : model_->At(ledger_->Head()).Plans()) {
    SHEAF_ASSIGN_OR_RETURN(const int of_plan, AcceptOf(plan));
    if (of_plan > 0) {
      spdlog::info("{} updates of plans/{} are accepted by silence", of_plan, plan.id);
    }
    accepted += of_plan;
  }
  return accepted;
}

void Silence::Begin(std::chrono::seconds interval) {
  thread_ = std::thread([this, interval] {
    std::unique_lock lock(mutex_);
    while (!ended_) {
      lock.unlock();
      const auto accepted = Accept();
      if (!accepted.ok()) {
        spdlog::warn("nothing is accepted by silence for now: {}",
                     std::string(accepted.status().message()));
      }
      lock.lock();
      ending_.wait_for(lock, interval, [this] { return ended_; });
    }
  });
}

}  // namespace sheaf::upkeep
