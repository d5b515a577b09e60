#include "server/watchers/hub.h"

#include <spdlog/spdlog.h>

#include <atomic>
#include <utility>

#include "absl/strings/str_cat.h"
#include "server/base/status.h"
#include "server/watchers/message.h"

namespace sheaf::watchers {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

// How often it looks for watchers that are due a progress mark, or too slow.
constexpr milliseconds kTick{50};

absl::Status ResumeAfter(absl::StatusCode code, std::string_view reason, std::string_view text,
                         ledger::Revision revision) {
  const std::string number = absl::StrCat(revision);
  return WithMetadata(
      Refusal(code, reason,
              absl::StrCat(std::string(text), "; watch again after revision ", number)),
      "resume_after", number);
}

absl::Status TooMany(size_t limit) {
  return Refusal(
      absl::StatusCode::kResourceExhausted, "TOO_MANY_WATCHERS",
      absl::StrCat("there are ", limit, " watchers, as many as are served at once; try later"));
}

}  // namespace

struct Hub::Watcher {
  Watcher(std::shared_ptr<Outlet> to, Watch what, Position from)
      : outlet(std::move(to)),
        filter(std::move(what.filter)),
        progress_interval(what.progress_interval),
        next(from),
        sent(from.complete_through()) {}

  bool idle() const { return !sending && !reading; }
  // A message that says how far all has been sent: the first time that nothing is left, and then
  // as often as was asked for.
  bool IsMarkDue(bool is_current, TimePoint now) const {
    return (is_current && !told_current) || now - last_send >= progress_interval;
  }

  const std::shared_ptr<Outlet> outlet;
  const Filter filter;
  const milliseconds progress_interval;
  Position next;
  ledger::Revision sending_through = 0;  // of the message being sent
  ledger::Revision sent;                 // all up to it has left
  TimePoint last_send = steady_clock::now();
  bool sending = false;
  bool reading = false;
  bool told_current = false;
  std::atomic<bool> ended = false;  // the reader asks too
};

Hub::Hub(Feed* feed, const ledger::Ledger* ledger, const HubOptions& options)
    : feed_(feed),
      ledger_(ledger),
      options_(options),
      recent_(options.recent_max_bytes),
      past_(ledger, &feed->sectors(), options.past_max_bytes),
      thread_([this] { Run(); }) {}

Hub::~Hub() {
  EndAll();
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  thread_.join();
  feed_->Close();
}

void Hub::Add(std::shared_ptr<Outlet> outlet, Watch watch) {
  Post([this, outlet = std::move(outlet), watch = std::move(watch)] { Begin(outlet, watch); });
}

void Hub::Sent(const Outlet* outlet) {
  Post([this, outlet] {
    const auto found = watchers_.find(outlet);
    if (found == watchers_.end()) return;
    const SharedWatcher watcher = found->second;
    watcher->sending = false;
    watcher->sent = watcher->sending_through;
    Serve(watcher);
  });
}

void Hub::Left(const Outlet* outlet, absl::Status why) {
  Post([this, outlet, why = std::move(why)] {
    const auto found = watchers_.find(outlet);
    if (found == watchers_.end()) return;
    const SharedWatcher watcher = found->second;
    EndWatcher(watcher, why);
  });
}

void Hub::EndAll() {
  Post([this] { EndEvery(); });
}

void Hub::Post(std::function<void()> task) {
  {
    const std::lock_guard lock(mutex_);
    tasks_.push_back(std::move(task));
  }
  wake_.notify_one();
}

void Hub::Wake() {
  {
    const std::lock_guard lock(mutex_);
    if (news_) return;
    news_ = true;
  }
  wake_.notify_one();
}

void Hub::Run() {
  while (RunTasks()) {
    const TimePoint now = steady_clock::now();
    if (now < next_tick_) continue;
    next_tick_ = now + kTick;
    OnTick(now);
  }
}

// Waits for something to do and does it. False where the hub is to stop and nothing is left.
bool Hub::RunTasks() {
  std::vector<std::function<void()>> tasks;
  bool news = false;
  bool stopping = false;
  {
    std::unique_lock lock(mutex_);
    const auto called = [this] { return news_ || stopping_ || !tasks_.empty(); };
    if (watchers_.empty() && endings_.empty()) {
      wake_.wait(lock, called);
    } else {
      wake_.wait_until(lock, next_tick_, called);
    }
    tasks.swap(tasks_);
    news = std::exchange(news_, false);
    stopping = stopping_;
  }
  if (news) TakeNews();
  for (const auto& task : tasks) task();
  if (news) {
    for (const auto& [outlet, watcher] : watchers_) {
      if (watcher->idle()) Serve(watcher);
    }
  }
  return !stopping || !tasks.empty();
}

void Hub::Begin(const std::shared_ptr<Outlet>& outlet, Watch watch) {
  if (draining_ || watchers_.size() >= options_.max_watchers) {
    const ledger::Revision after = watch.after_revision.value_or(ledger_->Head());
    return outlet->End(draining_ ? ResumeAfter(absl::StatusCode::kUnavailable, kServerEnding,
                                               "the server is ending", after)
                                 : TooMany(options_.max_watchers));
  }
  if (watchers_.empty()) feed_->Open([this] { Wake(); });
  TakeNews();
  const Position from = Position::After(watch.after_revision.value_or(head_));
  const auto watcher = std::make_shared<Watcher>(outlet, std::move(watch), from);
  watchers_.emplace(outlet.get(), watcher);
  Serve(watcher);
}

void Hub::TakeNews() {
  head_ = ledger_->Head();
  for (const ledger::Commit& commit : feed_->Take(head_)) {
    const auto parts = PartsOf(commit, 0, true, feed_->sectors());
    // Who wants it reads it from the ledger, and is told there what is wrong.
    if (!parts.ok()) continue;
    for (const SharedPart& part : *parts) recent_.Add(part);
  }
}

void Hub::Serve(const SharedWatcher& watcher) {
  Message message(watcher->filter, watcher->next);
  for (const Part* part = recent_.Find(message.next()); part != nullptr && message.Take(*part);) {
    part = recent_.Find(message.next());
  }
  watcher->next = message.next();
  if (message.has_changes()) return Send(*watcher, message);
  const bool is_current = watcher->next.revision > head_;
  if (watcher->IsMarkDue(is_current, steady_clock::now())) return Send(*watcher, message);
  if (!is_current) ReadFor(watcher);
}

void Hub::ReadFor(const SharedWatcher& watcher) {
  watcher->reading = true;
  reader_.Run([this, watcher, head = head_] {
    if (watcher->ended) return;
    Message message(watcher->filter, watcher->next);
    const absl::Status status = past_.Fill(head, &message);
    Post([this, watcher, status, message = std::move(message)] {
      TakeRead(watcher, status, message);
    });
  });
}

void Hub::TakeRead(const SharedWatcher& watcher, const absl::Status& status,
                   const Message& message) {
  if (watcher->ended) return;
  watcher->reading = false;
  if (!status.ok()) return EndWatcher(watcher, status);
  watcher->next = message.next();
  if (message.has_changes()) return Send(*watcher, message);
  Serve(watcher);
}

void Hub::Send(Watcher& watcher, const Message& message) {
  watcher.next = message.next();
  watcher.sending_through = message.next().complete_through();
  watcher.sending = true;
  watcher.last_send = steady_clock::now();
  if (message.next().revision > head_) watcher.told_current = true;
  watcher.outlet->Send(message.Bytes());
}

void Hub::OnTick(TimePoint now) {
  std::vector<SharedWatcher> slow;
  for (const auto& [outlet, watcher] : watchers_) {
    if (watcher->sending && now - watcher->last_send > options_.send_max) slow.push_back(watcher);
    if (watcher->idle()) Serve(watcher);
  }
  for (const SharedWatcher& watcher : slow) {
    spdlog::warn("a watcher did not take a message within {} ms and is ended",
                 options_.send_max.count());
    EndWatcher(watcher, ResumeAfter(absl::StatusCode::kAborted, "WATCHER_TOO_SLOW",
                                    absl::StrCat("a message was not read within ",
                                                 options_.send_max.count(), " ms"),
                                    watcher->sent));
  }
  std::erase_if(endings_, [now](const Ending& ending) {
    const auto outlet = ending.outlet.lock();
    if (outlet != nullptr && now >= ending.deadline) outlet->Drop();
    return outlet == nullptr || now >= ending.deadline;
  });
}

void Hub::EndWatcher(const SharedWatcher& watcher, const absl::Status& status) {
  watcher->ended = true;
  watchers_.erase(watcher->outlet.get());
  endings_.push_back({watcher->outlet, steady_clock::now() + options_.end_max});
  watcher->outlet->End(status);
  if (!watchers_.empty()) return;
  feed_->Close();
  recent_.Clear();
}

void Hub::EndEvery() {
  draining_ = true;
  while (!watchers_.empty()) {
    const SharedWatcher watcher = watchers_.begin()->second;
    EndWatcher(watcher, ResumeAfter(absl::StatusCode::kUnavailable, kServerEnding,
                                    "the server is ending", watcher->sent));
  }
}

}  // namespace sheaf::watchers
