// sheaf-gateway: the wiring of its parts.
#include <grpc/support/log.h>
#include <pthread.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/resource.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstring>
#include <iostream>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "clients/cpp/connection.h"
#include "clients/web/gateway/calls/stream_calls.h"
#include "clients/web/gateway/calls/unary_calls.h"
#include "clients/web/gateway/flags.h"
#include "clients/web/gateway/http/listener.h"
#include "clients/web/gateway/http/worker.h"
#include "clients/web/gateway/page_files.h"
#include "clients/web/gateway/router.h"
#include "clients/web/gateway/same_site.h"
#include "clients/web/gateway/server_guard.h"
#include "google/protobuf/stubs/logging.h"

namespace sheaf::gateway {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds kLookInterval(20);
// Connections that were cut off are over at once; the rest is for a machine that is busy.
constexpr milliseconds kCutOffPatience(5000);

// Taken by sigwait, never by a handler.
sigset_t HeardSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGHUP);
  return signals;
}

// A connection is a descriptor.
void AllowAllDescriptors() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

bool IsLocal(const Flags& flags) {
  return !flags.credential_required && client::IsThisMachine(flags.listen);
}

absl::Status CheckAddress(const Flags& flags) {
  if (client::IsThisMachine(flags.listen)) return absl::OkStatus();
  if (flags.tls_certificate.empty()) {
    return absl::InvalidArgumentError(absl::StrCat(
        "the gateway listens beyond this machine (", flags.listen,
        ") with TLS only: give --tls_certificate and --tls_key, or listen on 127.0.0.1"));
  }
  if (flags.hosts.empty()) {
    return absl::InvalidArgumentError(
        "beyond this machine the gateway has to know what it is called: give --host NAME");
  }
  return absl::OkStatus();
}

std::vector<std::unique_ptr<Worker>> StartWorkers(int threads) {
  const size_t cores = std::max(1u, std::thread::hardware_concurrency());
  std::vector<std::unique_ptr<Worker>> workers(threads > 0 ? threads : cores);
  for (auto& worker : workers) worker = std::make_unique<Worker>();
  return workers;
}

absl::Status UseTls(const Flags& flags, Listener* listener) {
  if (flags.tls_certificate.empty()) return absl::OkStatus();
  auto context = ReadTlsContext(flags.tls_certificate, flags.tls_key);
  if (!context.ok()) return context.status();
  listener->UseTls(*std::move(context));
  return absl::OkStatus();
}

void Reload(const Flags& flags, Listener* listener) {
  const absl::Status status = UseTls(flags, listener);
  if (status.ok()) {
    spdlog::info("reload: the certificate is taken in anew");
  } else {
    spdlog::error("reload: the certificate stays as it was: {}", std::string(status.message()));
  }
}

// Waits until the gateway is asked to end, and meanwhile has answers forgotten that are no longer
// given; the signal that ends it.
int AwaitEnd(const sigset_t& heard, const Flags& flags, Listener* listener, AnswerCache* cache) {
  while (true) {
    const timespec second{1, 0};
    const int signal = sigtimedwait(&heard, nullptr, &second);
    if (signal == SIGINT || signal == SIGTERM) return signal;
    if (signal == SIGHUP) Reload(flags, listener);
    cache->DropOld(steady_clock::now());
  }
}

bool WaitUntilNobodyIsIn(const Admissions& admissions, milliseconds patience) {
  const auto deadline = steady_clock::now() + patience;
  while (admissions.connections() > 0 && steady_clock::now() < deadline) {
    std::this_thread::sleep_for(kLookInterval);
  }
  return admissions.connections() == 0;
}

void Drain(const Flags& flags, std::vector<std::unique_ptr<Worker>>* workers, Listener* listener,
           const Admissions& admissions) {
  listener->Close();
  for (const auto& worker : *workers) worker->End();
  if (WaitUntilNobodyIsIn(admissions, milliseconds(flags.drain_max_millis))) return;
  spdlog::warn("{} connections are cut off: their calls took too long", admissions.connections());
  for (const auto& worker : *workers) worker->CloseAll();
  WaitUntilNobodyIsIn(admissions, kCutOffPatience);
}

absl::Status Serve(const Flags& flags) {
  const sigset_t heard = HeardSignals();
  pthread_sigmask(SIG_BLOCK, &heard, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  AllowAllDescriptors();
  if (const absl::Status status = CheckAddress(flags); !status.ok()) return status;
  const bool has_tls = !flags.tls_certificate.empty();
  const bool is_local = IsLocal(flags);

  const auto page = PageFiles::Read(flags.page_dir, has_tls);
  if (!page.ok()) return page.status();
  Admissions admissions(flags.admission);
  // Answers are posted to the workers, so they outlive every call.
  auto workers = StartWorkers(flags.threads);
  const auto upstream =
      Upstream::Open({flags.server, flags.server_ca, flags.server_stream_connections});
  if (!upstream.ok()) return upstream.status();
  const ServerGuard guard(upstream->get(), is_local);
  if (absl::IsFailedPrecondition(guard.Check())) return guard.Check();
  AnswerCache cache(flags.cache);
  const CallOptions options{has_tls, flags.connection.request.body_max_bytes,
                            milliseconds(flags.call_max_millis)};
  UnaryCalls unary(upstream->get(), &cache, options);
  StreamCalls streams(upstream->get(), &cache, options);
  const SameSite same_site(flags.hosts, flags.origins, client::IsThisMachine(flags.listen));
  Router router({upstream->get(), &admissions, &same_site, &*page, &guard, &unary, &streams,
                 has_tls, flags.log_requests});
  const auto listener =
      Listener::Listen(flags.listen, {&workers, &admissions, &flags.connection, &router});
  if (!listener.ok()) return listener.status();
  if (const absl::Status status = UseTls(flags, listener->get()); !status.ok()) return status;
  (*listener)->Open();
  spdlog::info("serving {} files of the page; calls go to {}", page->count(), flags.server);
  std::cout << "listening on " << (has_tls ? "https://" : "http://") << (*listener)->address()
            << std::endl;

  spdlog::info("ending: {}", strsignal(AwaitEnd(heard, flags, listener->get(), &cache)));
  // Who asks a second time does not want to wait: the signal ends the process.
  pthread_sigmask(SIG_UNBLOCK, &heard, nullptr);
  Drain(flags, &workers, listener->get(), admissions);
  return absl::OkStatus();
}

// Where a library found something wrong, and not its words: they may quote what somebody sent.
void LogWhereLibrariesErred() {
  gpr_set_log_verbosity(GPR_LOG_SEVERITY_ERROR);
  gpr_set_log_function([](gpr_log_func_args* said) {
    spdlog::error("gRPC: an error at {}:{}", said->file, said->line);
  });
  // What is wrong with a message is answered to who sent it, and would be a line for each.
  google::protobuf::SetLogHandler(nullptr);
}

// Standard output is for what scripts read; the log goes to standard error.
void LogToStandardError() {
  spdlog::set_default_logger(spdlog::stderr_logger_mt("sheaf-gateway"));
  spdlog::set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %l %v", spdlog::pattern_time_type::utc);
  spdlog::flush_on(spdlog::level::info);
}

int Main(int argc, char** argv) {
  Flags flags;
  CLI::App app("Serves the dashboard's page, and passes its calls on to sheafd.");
  app.set_version_flag("--version", SHEAF_VERSION);
  AddFlags(&app, &flags);
  CLI11_PARSE(app, argc, argv);
  LogToStandardError();
  LogWhereLibrariesErred();

  const absl::Status status = Serve(flags);
  if (status.ok()) return 0;
  std::cerr << "sheaf-gateway: " << std::string(status.message()) << std::endl;
  return 1;
}

}  // namespace
}  // namespace sheaf::gateway

int main(int argc, char** argv) { return sheaf::gateway::Main(argc, argv); }
