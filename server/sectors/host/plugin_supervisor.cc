#include "server/sectors/host/plugin_supervisor.h"

#include <poll.h>
#include <signal.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "absl/strings/str_cat.h"
#include "server/base/status.h"
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

// What a reload that brought nothing in is answered, and what goes on.
std::string NotTakenIn(const PluginLife& life, const v1::Sector& shown,
                       const absl::Status& introduced) {
  const std::string why(introduced.message());
  if (!life.IsOnTrial()) return absl::StrCat("the ", life.sector(), " plugin does not run: ", why);
  return absl::StrCat("the new ", life.sector(), " plugin was not taken in, and version ",
                      shown.plugin_version(), " goes on: ", why);
}

}  // namespace

PluginSupervisor::PluginSupervisor(PluginHostOptions options, PluginHost::ManifestSink sink,
                                   PluginBoard* board)
    : options_(std::move(options)), sink_(std::move(sink)), board_(board) {
  FindLives();
  if (!options_.plugin_dir.empty()) thread_ = std::thread([this] { Work(); });
}

PluginSupervisor::~PluginSupervisor() { Stop(); }

void PluginSupervisor::Stop() {
  std::call_once(stopped_, [this] {
    mailbox_->Put([this] { stopping_ = true; });
    if (thread_.joinable()) thread_.join();
    mailbox_->Close();
  });
}

void PluginSupervisor::End(std::shared_ptr<const RunningPlugin> plugin, const std::string& reason) {
  mailbox_->Put([this, plugin = std::move(plugin), reason] {
    for (const auto& life : lives_) life->End(plugin.get(), reason);
  });
}

void PluginSupervisor::Reload(const std::string& sector, PluginHost::Reloaded done) {
  auto answer = std::make_shared<ReloadAnswer>(std::move(done));
  if (options_.plugin_dir.empty()) {
    return answer->Give(Refusal(absl::StatusCode::kNotFound, "NO_PLUGIN",
                                "this server was started without a plugin folder; --plugin_dir "
                                "names one"));
  }
  mailbox_->Put([this, sector, answer = std::move(answer)] { ReloadNow(sector, answer); });
}

void PluginSupervisor::ReloadAll() {
  mailbox_->Put([this] { ReloadAllNow(); });
}

void PluginSupervisor::FindLives() {
  const absl::StatusOr<std::vector<PluginFile>> files = FindPlugins(options_.plugin_dir);
  if (!options_.plugin_dir.empty()) sockets_prepared_ = PrepareSocketFolder(options_.socket_dir);
  if (!files.ok()) {
    spdlog::error("no plugins: {}", std::string(files.status().message()));
    return;
  }
  for (const PluginFile& file : *files) {
    const bool wanted = options_.only_sector.empty() || file.sector == options_.only_sector;
    if (wanted) AddLife(file, {});
  }
}

void PluginSupervisor::AddLife(const PluginFile& file, PluginLife::Role role) {
  const PluginLife::Post post = [mailbox = mailbox_](std::function<void()> task) {
    mailbox->Put(std::move(task));
  };
  lives_.push_back(
      std::make_unique<PluginLife>(file, options_, sink_, post, board_, std::move(role)));
  if (!sockets_prepared_.ok()) lives_.back()->Refuse(std::string(sockets_prepared_.message()));
}

PluginLife* PluginSupervisor::CurrentOf(std::string_view sector) const {
  for (const auto& life : lives_) {
    if (life->IsCurrent() && life->sector() == sector) return life.get();
  }
  return nullptr;
}

void PluginSupervisor::ReloadNow(const std::string& sector, const Answer& answer) {
  const absl::StatusOr<std::vector<PluginFile>> files = FindPlugins(options_.plugin_dir);
  if (!files.ok()) return answer->Give(files.status());
  for (const PluginFile& file : *files) {
    if (file.sector == sector) return ReloadFile(file, answer);
  }
  const PluginLife* current = CurrentOf(sector);
  answer->Give(Refusal(
      absl::StatusCode::kNotFound, "NO_PLUGIN",
      absl::StrCat("the plugin folder '", options_.plugin_dir, "' holds no executable '", sector,
                   "'",
                   current != nullptr && current->IsRunning()
                       ? ": the plugin that runs goes on until it or the server ends"
                       : ": put it there, owned and writable by nobody but the server's user "
                         "or root, and reload again")));
}

// Where one runs, the new one is tried beside it; where none does, there is nothing to keep.
void PluginSupervisor::ReloadFile(const PluginFile& file, const Answer& answer) {
  for (const auto& life : lives_) {
    if (life->sector() == file.sector && life->IsOnTrial() && !life->IsOver()) {
      return answer->Give(Refusal(absl::StatusCode::kAborted, "RELOAD_UNDER_WAY",
                                  absl::StrCat("the ", file.sector,
                                               " plugin is being replaced already; wait for that, "
                                               "and reload again where it is still needed")));
    }
  }
  PluginLife* const current = CurrentOf(file.sector);
  const bool on_trial = current != nullptr && current->IsRunning();
  const int starts = current != nullptr ? current->starts() : 0;
  if (current != nullptr && !on_trial) current->Retire();
  AddLife(file, {starts, on_trial,
                 [this, answer](const PluginLife& life, const absl::Status& introduced) {
                   Settle(life, introduced, answer);
                 }});
}

void PluginSupervisor::Settle(const PluginLife& life, const absl::Status& introduced,
                              const Answer& answer) {
  const std::string& sector = life.sector();
  if (!introduced.ok()) {
    const std::string why = NotTakenIn(life, board_->FieldsOf(sector), introduced);
    spdlog::error("reload: {}", why);
    return answer->Give(Refusal(absl::StatusCode::kFailedPrecondition, "PLUGIN_NOT_TAKEN_IN", why));
  }
  for (const auto& other : lives_) {
    if (other.get() != &life && other->IsCurrent() && other->sector() == sector) other->Retire();
  }
  answer->Give(board_->FieldsOf(sector));
}

void PluginSupervisor::ReloadAllNow() {
  const absl::StatusOr<std::vector<PluginFile>> files = FindPlugins(options_.plugin_dir);
  if (!files.ok()) {
    spdlog::error("reload: {}; all plugins go on", std::string(files.status().message()));
    return;
  }
  for (const auto& life : lives_) {
    const bool is_there = std::any_of(files->begin(), files->end(), [&](const PluginFile& file) {
      return file.sector == life->sector();
    });
    if (is_there || !life->IsCurrent()) continue;
    spdlog::warn(
        "reload: the executable of plugin {} is no longer in the plugin folder; the one "
        "that runs goes on until it or the server ends",
        life->sector());
  }
  for (const PluginFile& file : *files) {
    ReloadFile(file, std::make_shared<ReloadAnswer>([](const auto&) {}));
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
    std::erase_if(lives_, [](const auto& life) { return life->IsOver(); });
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
  lives_.clear();
}

}  // namespace sheaf::sectors
