#include "server/sectors/host/plugin_supervisor.h"

#include <poll.h>
#include <signal.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "server/sectors/host/plugin_folder.h"
#include "spdlog/spdlog.h"

namespace sheaf::sectors {
namespace {

constexpr std::chrono::seconds kPatience{2};

std::chrono::steady_clock::time_point Now() { return std::chrono::steady_clock::now(); }

int MillisecondsUntil(std::chrono::steady_clock::time_point due) {
  using std::chrono::milliseconds;
  constexpr milliseconds kLongest{60'000};
  const auto now = Now();
  if (due <= now) return 0;
  if (due - now > kLongest) return static_cast<int>(kLongest.count());
  return static_cast<int>(std::chrono::ceil<milliseconds>(due - now).count());
}

}  // namespace

PluginSupervisor::PluginSupervisor(PluginHostOptions options, PluginHost::ManifestSink sink,
                                   PluginBoard* board)
    : options_(std::move(options)), sink_(std::move(sink)), board_(board) {
  FindLives();
  if (!lives_.empty()) thread_ = std::thread([this] { Work(); });
}

PluginSupervisor::~PluginSupervisor() { Stop(); }

void PluginSupervisor::Stop() {
  std::call_once(stopped_, [this] {
    mailbox_->Put([this] { stopping_ = true; });
    if (thread_.joinable()) thread_.join();
    mailbox_->Close();
  });
}

void PluginSupervisor::EndStart(std::string_view sector, int start, const std::string& reason) {
  mailbox_->Put([this, sector = std::string(sector), start, reason] {
    for (const auto& life : lives_) {
      if (life->sector() == sector) life->EndStart(start, reason);
    }
  });
}

void PluginSupervisor::FindLives() {
  const absl::StatusOr<std::vector<PluginFile>> files = FindPlugins(options_.plugin_dir);
  if (!files.ok()) {
    spdlog::error("no plugins: {}", std::string(files.status().message()));
    return;
  }
  const absl::Status prepared =
      files->empty() ? absl::OkStatus() : PrepareSocketFolder(options_.socket_dir);
  const PluginLife::Post post = [mailbox = mailbox_](std::function<void()> task) {
    mailbox->Put(std::move(task));
  };
  for (const PluginFile& file : *files) {
    if (!options_.only_sector.empty() && file.sector != options_.only_sector) continue;
    lives_.push_back(std::make_unique<PluginLife>(file, options_, sink_, post, board_));
    if (!prepared.ok()) lives_.back()->Refuse(std::string(prepared.message()));
  }
}

void PluginSupervisor::Work() {
  while (true) {
    for (const auto& task : mailbox_->TakeAll()) task();
    if (stopping_) break;
    TimePoint due = TimePoint::max();
    for (const auto& life : lives_) {
      life->OnTime(Now());
      due = std::min(due, life->Due());
    }
    Poll(due);
  }
  EndAll();
}

void PluginSupervisor::Poll(TimePoint until) {
  std::vector<pollfd> polled{{mailbox_->fd(), POLLIN, 0}};
  for (const auto& life : lives_) {
    polled.push_back({life->end_fd(), POLLIN, 0});
    polled.push_back({life->output_fd(Now()), POLLIN, 0});
  }
  if (poll(polled.data(), polled.size(), MillisecondsUntil(until)) <= 0) return;
  for (size_t i = 0; i < lives_.size(); ++i) {
    if (polled[2 * i + 2].revents != 0) lives_[i]->OnOutput(Now());
    if (polled[2 * i + 1].revents != 0) lives_[i]->OnEnd(Now());
  }
}

bool PluginSupervisor::AllHaveEnded() const {
  return std::all_of(lives_.begin(), lives_.end(),
                     [](const auto& life) { return life->end_fd() < 0; });
}

void PluginSupervisor::EndAll() {
  mailbox_->Close();
  for (const auto& life : lives_) life->Stop();
  const TimePoint deadline = Now() + kPatience;
  while (!AllHaveEnded() && Now() < deadline) Poll(deadline);
  for (const auto& life : lives_) life->Kill();
  while (!AllHaveEnded()) Poll(TimePoint::max());
}

}  // namespace sheaf::sectors
