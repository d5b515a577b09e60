// Kills sheafd in the middle of writes, again and again, and checks what it still knows.
//
//   robustness [--cycles N] [--seed N] [--tls]     see README.md
#include <CLI/CLI.hpp>
#include <algorithm>
#include <atomic>
#include <chrono>
#include <deque>
#include <iostream>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/robustness/history_check.h"
#include "tests/robustness/random_request.h"
#include "tests/robustness/server_process.h"
#include "tests/robustness/traffic.h"

namespace sheaf::robustness {
namespace {

constexpr int kUsers = 4;
// A ledger lives this many cycles; then the next seed begins with an empty one.
constexpr int kCyclesOfSeed = 30;
constexpr std::chrono::milliseconds kLongestTraffic{600};
// The first says most.
constexpr size_t kMostTold = 5;

const char* const kPlaces[] = {"api.taken",       "api.checked",        "commit.taken",
                               "commit.staged",   "store.before_write", "store.after_write",
                               "commit.written",  "commit.observed",    "commit.published",
                               "commit.answered", "api.before_answer",  "snapshot.writing",
                               "snapshot.written"};

// How a cycle ends.
struct End {
  std::string failpoint;  // "" where it is killed from outside
  std::chrono::milliseconds after{0};
  bool in_order = false;  // SIGTERM
  bool power_cut = false;
};

End RandomEnd(Random& random) {
  End end;
  const int choice = Below(random, 100);
  if (choice < 55) {
    end.failpoint =
        absl::StrCat(kPlaces[Below(random, std::size(kPlaces))], "=kill@", 1 + Below(random, 80));
    end.after = kLongestTraffic;
  } else {
    end.after = std::chrono::milliseconds(5 + Below(random, 250));
    end.in_order = choice >= 92;
  }
  end.power_cut = !end.in_order && ServerProcess::CanCutPower() && OneIn(random, 2);
  return end;
}

std::string Describe(const End& end) {
  return absl::StrCat(
      end.in_order ? "SIGTERM" : "kill -9", " ",
      end.failpoint.empty() ? absl::StrCat("after ", end.after.count(), " ms") : end.failpoint,
      end.power_cut ? ", power cut" : "");
}

// A ledger from its beginning through its cycles.
class Life {
 public:
  Life(uint64_t seed, bool over_tls) : random_(seed), server_(over_tls) {
    for (int i = 0; i < kUsers; ++i) {
      users_.push_back(std::make_unique<User>(absl::StrCat("k", i), &ground_));
    }
  }

  // False where something is wrong; it has been said.
  bool Run(int cycles) {
    Begin();
    for (int cycle = 1; cycle <= cycles && complaints_.empty(); ++cycle) {
      const End end = RandomEnd(random_);
      std::cout << "  cycle " << cycle << ": " << Describe(end) << std::flush;
      Cycle(end);
      std::cout << "; " << check_.head() << " revisions" << std::endl;
    }
    if (complaints_.empty()) return true;
    const size_t told = std::min(complaints_.size(), kMostTold);
    for (size_t i = 0; i < told; ++i) std::cout << "WRONG: " << complaints_[i] << "\n";
    if (told < complaints_.size()) std::cout << complaints_.size() - told << " more\n";
    server_.Keep();
    std::cout << "the folder of this server is kept: " << server_.folder() << std::endl;
    return false;
  }

 private:
  void Begin();
  void Cycle(const End& end);
  void Write(const End& end);
  void EndServer(const End& end);
  void StartAgain();
  void Collect(const std::vector<std::string>& complaints) {
    complaints_.insert(complaints_.end(), complaints.begin(), complaints.end());
  }

  Random random_;
  ServerProcess server_;
  CommonGround ground_;
  std::vector<std::unique_ptr<User>> users_;
  HistoryCheck check_;
  std::vector<std::string> complaints_;
};

// Killed while it makes its store, then started with its plugins, which bring the manifests.
void Life::Begin() {
  if (OneIn(random_, 2) && server_.Start("start.creating=kill@1", false)) {
    complaints_.push_back("the server did not come by start.creating");
  }
  if (!server_.runs() && !server_.Start("", true)) {
    complaints_.push_back("the server did not start on an empty folder");
    return;
  }
  // The figures that are sent are of a sector, which comes with its plugin.
  if (!server_.HasSector("energy")) complaints_.push_back("the energy plugin did not start");
  if (server_.Stop() != 0) complaints_.push_back("the server did not end in order");
}

void Life::Write(const End& end) {
  std::atomic<bool> stop = false;
  std::vector<std::thread> threads;
  std::vector<Random> randoms;
  for (int i = 0; i < kUsers; ++i) randoms.emplace_back(random_());
  std::atomic<int> writing = kUsers;
  for (int i = 0; i < kUsers; ++i) {
    threads.emplace_back([&, i] {
      users_[i]->Write(server_.Channel(), randoms[i], stop);
      --writing;
    });
  }
  const auto deadline = std::chrono::steady_clock::now() + end.after;
  while (writing == kUsers && std::chrono::steady_clock::now() < deadline) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  const bool lost_early = writing < kUsers;
  const bool by_failpoint = server_.EndedByFailpoint();
  EndServer(end);
  stop = true;
  for (std::thread& thread : threads) thread.join();
  for (const auto& user : users_) Collect(user->complaints());
  if (lost_early && !by_failpoint && complaints_.empty()) {
    complaints_.push_back("the server was lost before anybody ended it; see its log");
  }
}

void Life::EndServer(const End& end) {
  if (end.in_order) {
    const int code = server_.Stop();
    if (code != 0) complaints_.push_back(absl::StrCat("SIGTERM: exit code ", code));
    return;
  }
  const int code = server_.Kill();
  if (code != 128 + 9) complaints_.push_back(absl::StrCat("the server ended with code ", code));
  if (end.power_cut) server_.CutPower(random_());
}

// Now and then it is killed in the middle of starting, too.
void Life::StartAgain() {
  if (OneIn(random_, 3)) {
    const e2e::Ended checked = server_.Check();
    if (checked.exit_code != 0) complaints_.push_back("sheafd --check: " + checked.err);
  }
  if (OneIn(random_, 4) && check_.head() > 0) {
    const int times = 1 + Below(random_, static_cast<int>(check_.head()) * 2);
    if (server_.Start(absl::StrCat("start.replaying=kill@", times), false)) server_.Kill();
  }
  if (!server_.Start("", false)) complaints_.push_back("the server does not start again");
}

void Life::Cycle(const End& end) {
  if (!server_.Start(end.failpoint, false)) {
    complaints_.push_back("the server does not start");
    return;
  }
  Write(end);
  StartAgain();
  if (!server_.runs()) return;
  std::vector<std::deque<Operation>*> operations;
  for (const auto& user : users_) operations.push_back(&user->operations());
  check_.Restarted(server_.Channel(), operations, random_);
  Collect(check_.complaints());
  for (const auto& [name, versions] : check_.model().records()) {
    if (name.rfind("sectors/energy/kpis/", 0) == 0) ground_.AddName(name);
  }
  if (server_.Kill() != 128 + 9) complaints_.push_back("the server ended by itself");
}

int Main(int argc, char** argv) {
  int cycles = kCyclesOfSeed;
  uint64_t seed =
      static_cast<uint64_t>(std::chrono::system_clock::now().time_since_epoch().count()) %
      1'000'000;
  CLI::App app("Kills sheafd in the middle of writes and checks what it still knows.");
  app.add_option("--cycles", cycles, "How often it is killed")->capture_default_str()->take_last();
  app.add_option("--seed", seed, "Repeats a run's choices; another run has another seed");
  bool over_tls = false;
  app.add_flag("--tls", over_tls, "Clients and server talk over TLS");
  CLI11_PARSE(app, argc, argv);
  for (int done = 0; done < cycles; done += kCyclesOfSeed, ++seed) {
    const int now = std::min(kCyclesOfSeed, cycles - done);
    std::cout << "seed " << seed << ", " << now << " cycles" << std::endl;
    if (!Life(seed, over_tls).Run(now)) {
      std::cout << "to repeat: robustness --seed " << seed << " --cycles " << now
                << (over_tls ? " --tls" : "") << std::endl;
      return 1;
    }
  }
  std::cout << cycles << " cycles, nothing lost, nothing twice, nothing changed" << std::endl;
  return 0;
}

}  // namespace
}  // namespace sheaf::robustness

int main(int argc, char** argv) { return sheaf::robustness::Main(argc, argv); }
