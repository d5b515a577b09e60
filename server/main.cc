// sheafd: the wiring of the rooms.
#include <malloc.h>
#include <pthread.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <future>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "server/abort_notice.h"
#include "server/api/rpc_server.h"
#include "server/auth/access.h"
#include "server/auth/guard.h"
#include "server/auth/policy.h"
#include "server/base/clock.h"
#include "server/base/executor.h"
#include "server/base/failpoint.h"
#include "server/base/status.h"
#include "server/conformance/conformance.h"
#include "server/flags.h"
#include "server/ledger/ledger.h"
#include "server/model/model.h"
#include "server/publications/publisher.h"
#include "server/publications/signing_key.h"
#include "server/reports/reporter.h"
#include "server/sectors/host/plugin_host.h"
#include "server/sectors/intake.h"
#include "server/sectors/manifests.h"
#include "server/store/rocks_store.h"
#include "server/upkeep/backups.h"
#include "server/upkeep/check.h"
#include "server/upkeep/restore.h"
#include "server/upkeep/silence.h"
#include "server/upkeep/snapshots.h"
#include "server/watchers/feed.h"
#include "server/watchers/hub.h"

namespace sheaf {
namespace {

constexpr std::chrono::seconds kShutdownGrace{5};
// How long the first answer may wait for plugins: a report asked for right after the start is
// whole.
constexpr std::chrono::seconds kPluginPatience{15};
// How late silence may be heard; its time is counted in days.
constexpr std::chrono::seconds kSilenceInterval{60};

// The records, and those that watch them. The observers outlive the ledger.
struct Records {
  Records() = default;
  ~Records() {
    // What is being written reads the ledger's memory.
    if (snapshots != nullptr) snapshots->End();
  }
  Records(const Records&) = delete;
  Records& operator=(const Records&) = delete;

  SystemClock clock;
  model::Model model;
  sectors::Manifests manifests;
  watchers::Feed feed;
  std::unique_ptr<upkeep::Snapshots> snapshots;
  store::LiveStore* store = nullptr;  // the ledger's
  std::unique_ptr<ledger::Ledger> ledger;
};

std::string LedgerFolder(const Flags& flags) {
  return (std::filesystem::path(flags.data_dir) / "ledger").string();
}

std::string SnapshotFile(const Flags& flags) {
  return (std::filesystem::path(flags.data_dir) / "snapshot").string();
}

absl::Status OpenLedger(const Flags& flags, Records* records) {
  const std::string folder = LedgerFolder(flags);
  const AbortNotice notice(folder);
  SHEAF_ASSIGN_OR_RETURN(auto store, store::OpenRocksStore(folder, store::RocksOptions()));
  records->store = store.get();
  auto ledger = ledger::Ledger::Open(std::move(store), &records->clock, ledger::Ledger::Options());
  SHEAF_RETURN_IF_ERROR(WithContext(ledger.status(), "the data folder " + folder));
  records->ledger = *std::move(ledger);
  return absl::OkStatus();
}

double SecondsSince(std::chrono::steady_clock::time_point then) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - then).count();
}

// What is kept in memory: from the snapshot, where there is one that fits, and from what the ledger
// holds after it. The revision of the snapshot, or 0.
absl::StatusOr<ledger::Revision> FillMemory(const Flags& flags, Records* records) {
  const auto start = std::chrono::steady_clock::now();
  records->snapshots = std::make_unique<upkeep::Snapshots>(
      upkeep::SnapshotOptions{SnapshotFile(flags), SHEAF_VERSION, flags.snapshot_min_versions},
      std::vector<Snapshotted*>{records->ledger->Memory(), &records->model, &records->manifests,
                                &records->feed});
  SHEAF_ASSIGN_OR_RETURN(const ledger::Revision after, records->snapshots->Load(*records->ledger));
  const double loading = SecondsSince(start);
  SHEAF_ASSIGN_OR_RETURN(
      const auto replayed,
      records->ledger->AddObservers(
          {&records->model, &records->manifests, &records->feed, records->snapshots.get()}, after));
  // What reading ahead took and gave back is not needed again.
  malloc_trim(0);
  spdlog::info(
      "revision {}: snapshot of revision {} read in {:.2f} s, {} versions of records in {} later "
      "revisions checked and replayed in {:.2f} s",
      records->ledger->Head(), after, loading, replayed.versions, replayed.revisions,
      SecondsSince(start) - loading);
  return after;
}

// Opens the ledger, and fills from it what is kept in memory.
absl::StatusOr<ledger::Revision> OpenRecords(const Flags& flags, Records* records) {
  SHEAF_RETURN_IF_ERROR(OpenLedger(flags, records));
  auto after = FillMemory(flags, records);
  SHEAF_RETURN_IF_ERROR(WithContext(after.status(), "the data folder " + LedgerFolder(flags)));
  return after;
}

// Makes a manifest a record, and waits until it is one.
absl::Status CommitManifest(ledger::Ledger* ledger, v1::SectorManifest manifest) {
  manifest.set_core_version(SHEAF_VERSION);
  sectors::Accepted accepted = sectors::AcceptManifest(manifest);
  accepted.request.actor = "plugin/" + manifest.sector();
  std::promise<absl::Status> committed;
  ledger->Commit(std::move(accepted.request), [&](absl::StatusOr<ledger::Receipt> receipt) {
    committed.set_value(receipt.status());
  });
  return committed.get_future().get();
}

std::unique_ptr<sectors::PluginHost> StartPlugins(const Flags& flags, ledger::Ledger* ledger) {
  sectors::PluginHostOptions options;
  options.plugin_dir = flags.plugin_dir;
  options.socket_dir = std::filesystem::absolute(flags.data_dir) / "sockets";
  options.sandbox = flags.plugin_sandbox == "on";
  options.private_dirs = {flags.data_dir};
  if (!flags.backup_dir.empty()) options.private_dirs.push_back(flags.backup_dir);
  options.core_version = SHEAF_VERSION;
  return sectors::PluginHost::Start(
      std::move(options),
      [ledger](const v1::SectorManifest& manifest) { return CommitManifest(ledger, manifest); });
}

// Tokens lie beside the ledger, not in it: no backup brings one back that was revoked.
absl::StatusOr<std::unique_ptr<auth::Guard>> OpenGuard(const Flags& flags, const Clock* clock) {
  auth::GuardOptions options;
  options.policy_file = flags.policy;
  options.client_ca_file = flags.tls_client_ca;
  options.crl_file = flags.tls_crl;
  options.token_file = (std::filesystem::path(flags.data_dir) / "tokens").string();
  return auth::Guard::Open(std::move(options), clock);
}

// Null where no folder is named for them.
absl::StatusOr<std::unique_ptr<upkeep::Backups>> OpenBackups(const Flags& flags,
                                                             store::LiveStore* store) {
  if (flags.backup_dir.empty()) return std::unique_ptr<upkeep::Backups>();
  return upkeep::Backups::Open(flags.backup_dir, store, SHEAF_VERSION);
}

// Null where no file is named for it: then nothing is published.
absl::StatusOr<std::unique_ptr<const publications::SigningKey>> ReadSigningKey(const Flags& flags) {
  if (flags.signing_key.empty()) return std::unique_ptr<const publications::SigningKey>();
  return publications::SigningKey::Read(flags.signing_key);
}

// Only these are heard; they are taken by sigwait, never by a handler.
sigset_t HeardSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGHUP);
  return signals;
}

// Takes in anew who may do what. Where a file is wrong, what was in force stays so.
void ReloadGuard(auth::Guard* guard) {
  const absl::Status status = guard->Reload();
  if (status.ok()) {
    spdlog::info("reload: policy, authority of clients and revocation lists are taken in anew");
  } else {
    spdlog::error("reload: policy and certificates stay as they were: {}",
                  std::string(status.message()));
  }
}

// Waits until the server is asked to end, and takes plugins and policy in anew as often as it is
// asked to; the signal that ends it.
int AwaitEnd(const sigset_t& heard, sectors::PluginHost* plugins, auth::Guard* guard) {
  int signal = 0;
  while (sigwait(&heard, &signal) != 0 || signal == SIGHUP) {
    if (signal != SIGHUP) continue;
    spdlog::info("reload: {}: every plugin of the folder is taken in anew", strsignal(signal));
    plugins->ReloadAll();
    ReloadGuard(guard);
  }
  return signal;
}

absl::Status Serve(const Flags& flags) {
  SHEAF_RETURN_IF_ERROR(ArmFailpoints(std::getenv("SHEAF_FAILPOINTS")));
  const sigset_t heard = HeardSignals();
  pthread_sigmask(SIG_BLOCK, &heard, nullptr);
  std::signal(SIGPIPE, SIG_IGN);

  SHEAF_ASSIGN_OR_RETURN(auto signing_key, ReadSigningKey(flags));
  Records records;
  SHEAF_RETURN_IF_ERROR(OpenRecords(flags, &records).status());
  records.snapshots->Begin();
  upkeep::Silence silence(records.ledger.get(), &records.model, &records.manifests, &records.clock);
  silence.Begin(kSilenceInterval);
  SHEAF_ASSIGN_OR_RETURN(const auto guard, OpenGuard(flags, &records.clock));
  const auto plugins = StartPlugins(flags, records.ledger.get());
  plugins->WaitUntilTried(kPluginPatience);
  reports::Reporter reporter(
      {&records.model, &records.manifests, plugins.get(), SHEAF_VERSION, records.ledger.get()});
  const publications::Publisher publisher(&reporter, std::move(signing_key));
  SHEAF_ASSIGN_OR_RETURN(const auto backups, OpenBackups(flags, records.store));
  Executor quick(2), slow(2);
  watchers::HubOptions hub_options;
  hub_options.send_max = std::chrono::milliseconds(flags.watch_send_max_millis);
  watchers::Hub hub(&records.feed, records.ledger.get(), hub_options);
  const api::Serving serving{records.ledger.get(),
                             &records.manifests,
                             &records.model,
                             plugins.get(),
                             &reporter,
                             &records.clock,
                             &quick,
                             &slow,
                             SHEAF_VERSION,
                             records.clock.Now(),
                             guard.get(),
                             /*tls=*/false,
                             &hub,
                             backups.get(),
                             records.store,
                             flags.call_limits,
                             &publisher};
  SHEAF_ASSIGN_OR_RETURN(
      const auto server,
      api::RpcServer::Start(
          serving, {flags.listen, flags.tls_cert, flags.tls_key, !flags.tls_client_ca.empty()}));
  std::cout << "listening on " << server->address() << std::endl;

  spdlog::info("ending: {}", strsignal(AwaitEnd(heard, plugins.get(), guard.get())));
  // Who asks a second time does not want to wait: the signal ends the process.
  pthread_sigmask(SIG_UNBLOCK, &heard, nullptr);
  server->Shutdown(kShutdownGrace);
  return absl::OkStatus();
}

// Adds whether a start from the snapshot, where there is one, comes to what the ledger holds.
absl::Status CheckSnapshot(const Flags& flags, upkeep::CheckResult* result) {
  Records records;
  SHEAF_ASSIGN_OR_RETURN(const ledger::Revision after, OpenRecords(flags, &records));
  if (after == 0) return absl::OkStatus();
  upkeep::CheckStart(*records.store, records.ledger->Head(), records.model, records.manifests,
                     result);
  return absl::OkStatus();
}

absl::Status Check(const Flags& flags) {
  const std::string folder = LedgerFolder(flags);
  if (!std::filesystem::exists(folder)) {
    return absl::NotFoundError("the data folder " + flags.data_dir +
                               " holds no records; check --data_dir");
  }
  upkeep::CheckResult result;
  {
    const AbortNotice notice(folder);
    SHEAF_ASSIGN_OR_RETURN(const auto store, store::OpenRocksStore(folder));
    result = upkeep::Check(*store);
  }
  if (result.ok() && std::filesystem::exists(SnapshotFile(flags))) {
    SHEAF_RETURN_IF_ERROR(CheckSnapshot(flags, &result));
  }
  for (const std::string& sentence : result.fits) std::cout << sentence << "\n";
  for (const std::string& sentence : result.misfits) std::cerr << sentence << "\n";
  if (!result.ok()) {
    return absl::DataLossError("what is stored in " + flags.data_dir + " does not fit together");
  }
  std::cout << "everything fits" << std::endl;
  return absl::OkStatus();
}

absl::Status Restore(const Flags& flags) {
  const AbortNotice notice(flags.data_dir);
  SHEAF_ASSIGN_OR_RETURN(const upkeep::Restored restored,
                         upkeep::Restore(flags.backup_dir, flags.restore, LedgerFolder(flags)));
  for (const std::string& sentence : restored.check.fits) std::cout << sentence << "\n";
  std::cout << "restored backup " << restored.backup.id << " of "
            << FormatTime(restored.backup.create_time) << " to " << flags.data_dir
            << ": everything up to revision " << restored.backup.tail.revision << std::endl;
  return absl::OkStatus();
}

// One line a result: what is to be mended, and what is worth a look, stand out.
absl::Status CheckPlugin(const Flags& flags) {
  const auto tell = [](const conformance::Result& result) {
    static const std::map<conformance::Outcome, const char*> kMarks = {
        {conformance::Outcome::kPassed, "ok    "},
        {conformance::Outcome::kAdvice, "advice"},
        {conformance::Outcome::kFailed, "MEND  "}};
    std::cout << kMarks.at(result.outcome) << "  " << result.trial << ": " << result.text
              << std::endl;
  };
  SHEAF_ASSIGN_OR_RETURN(const bool passed,
                         conformance::CheckPlugin(flags.check_plugin, SHEAF_VERSION, tell));
  if (passed) return absl::OkStatus();
  return absl::FailedPreconditionError(flags.check_plugin + " does not keep the contract yet");
}

absl::Status CheckPolicy(const Flags& flags) {
  SHEAF_ASSIGN_OR_RETURN(const auto policy, auth::Policy::Read(flags.check_policy));
  for (const v1::Principal& principal : policy->message().principals()) {
    std::cout << principal.id() << ":";
    if (principal.grants().empty()) std::cout << " nothing";
    for (const v1::Grant& grant : principal.grants()) {
      std::cout << (&grant == &principal.grants(0) ? " " : "; ") << auth::Describe(grant);
    }
    std::cout << "\n";
  }
  std::cout << flags.check_policy << " is a policy" << std::endl;
  return absl::OkStatus();
}

absl::Status Run(const Flags& flags) {
  if (!flags.check_policy.empty()) return CheckPolicy(flags);
  if (!flags.check_plugin.empty()) return CheckPlugin(flags);
  if (flags.check) return Check(flags);
  return flags.restore.empty() ? Serve(flags) : Restore(flags);
}

// Standard output is for what scripts read; the log goes to standard error.
void LogToStandardError() {
  spdlog::set_default_logger(spdlog::stderr_logger_mt("sheafd"));
  spdlog::set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %l %v", spdlog::pattern_time_type::utc);
  spdlog::flush_on(spdlog::level::info);
}

int Main(int argc, char** argv) {
  Flags flags;
  CLI::App app(
      "Keeps the records of sectoral work plans, runs a plugin for each sector, and serves both.");
  app.set_version_flag("--version", SHEAF_VERSION);
  AddFlags(&app, &flags);
  CLI11_PARSE(app, argc, argv);
  LogToStandardError();
  // Between the results, what the plugin prints.
  if (!flags.check_plugin.empty()) spdlog::set_pattern("        %v");

  const absl::Status status = Run(flags);
  if (status.ok()) return 0;
  std::cerr << "sheafd: " << std::string(status.message()) << std::endl;
  return 1;
}

}  // namespace
}  // namespace sheaf

int main(int argc, char** argv) { return sheaf::Main(argc, argv); }
