#include "clients/web/gateway/flags.h"

#include <chrono>
#include <limits>

namespace sheaf::gateway {
namespace {

constexpr char kLimits[] = "What one client may take";

template <typename Number>
void Add(CLI::App* app, const std::string& name, Number* value, const std::string& text,
         Number least = 1) {
  app->add_option(name, *value, text)
      ->check(CLI::Range(least, std::numeric_limits<Number>::max()))
      ->group(kLimits)
      ->capture_default_str();
}

CLI::Option* AddMillis(CLI::App* app, const std::string& name, std::chrono::milliseconds* value,
                       const std::string& text, int least = 1) {
  return app
      ->add_option_function<int>(
          name, [value](int millis) { *value = std::chrono::milliseconds(millis); }, text)
      ->check(CLI::Range(least, std::numeric_limits<int>::max()))
      ->default_str(std::to_string(value->count()));
}

void AddServer(CLI::App* app, Flags* flags) {
  app->add_option("--server", flags->server, "HOST:PORT of sheafd")->capture_default_str();
  app->add_option("--server_ca", flags->server_ca,
                  "PEM file of who signs sheafd's certificate. Empty: no encryption, which is "
                  "allowed to this machine only");
  app->add_option("--server_stream_connections", flags->server_stream_connections,
                  "Connections to sheafd for streams; each carries as many as its "
                  "--streams_per_connection_max")
      ->check(CLI::Range(1, 64))
      ->capture_default_str();
  app->add_option("--call_max_millis", flags->call_max_millis,
                  "How long a call may take that is not a stream")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
}

void AddIdentity(CLI::App* app, Flags* flags) {
  CLI::Option* const certificate =
      app->add_option("--tls_certificate", flags->tls_certificate,
                      "PEM file of the gateway's certificate, with those between it and its "
                      "authority; read again at SIGHUP. Empty: no encryption");
  CLI::Option* const key =
      app->add_option("--tls_key", flags->tls_key, "PEM file of the certificate's key")
          ->needs(certificate);
  certificate->needs(key);
  app->add_option("--host", flags->hosts,
                  "A name that browsers call the gateway by, with a port or, for any, without; may "
                  "be given again. On the loopback this machine's own names are taken besides");
  app->add_option("--origin", flags->origins,
                  "Where a page of elsewhere comes from that may call, as http://localhost:5173; "
                  "may be given again. The gateway's own page always may");
  app->add_flag(
      "--credential_required", flags->credential_required,
      "Passes on no call that shows no credential. Always so beyond the loopback; give it "
      "on the loopback where a proxy before the gateway is reached by others");
}

void AddLimits(CLI::App* app, Flags* flags) {
  ConnectionLimits* const connection = &flags->connection;
  AdmissionLimits* const admission = &flags->admission;
  Add(app, "--header_max_bytes", &connection->request.header_max_bytes,
      "Size of a request's first line and headers", uint32_t{1} << 10);
  Add(app, "--body_max_bytes", &connection->request.body_max_bytes,
      "Size of a request's body, also once it is no longer compressed", uint64_t{1} << 10);
  Add(app, "--connections_max", &admission->connections_max, "Connections at the same time");
  Add(app, "--connections_per_address_max", &admission->connections_per_address_max,
      "Connections at the same time from one address");
  Add(app, "--address_requests_per_second", &admission->requests_per_second,
      "Requests a second that one address may make for long; 0: as many as it likes", 0.0);
  Add(app, "--address_requests_burst", &admission->requests_burst,
      "Requests that one address may make at once");
  AddMillis(app, "--header_max_millis", &connection->header_max,
            "How long TLS, and then a request's headers, may take to come")
      ->group(kLimits);
  AddMillis(app, "--body_max_millis", &connection->body_max, "How long its body may take to come")
      ->group(kLimits);
  AddMillis(app, "--idle_max_millis", &connection->idle_max,
            "How long a connection may be without a request")
      ->group(kLimits);
  AddMillis(app, "--write_max_millis", &connection->write_max,
            "How long a client may take to read the next 64 KiB")
      ->group(kLimits);
}

void AddCache(CLI::App* app, AnswerCacheOptions* cache) {
  AddMillis(app, "--answer_cache_max_millis", &cache->age_max,
            "How long an answer of a call without side effects is given to who asks the same with "
            "the same credential; 0: not at all",
            0);
  app->add_option("--answer_cache_max_bytes", cache->bytes_max,
                  "Memory for answers that are kept so")
      ->capture_default_str();
}

}  // namespace

void AddFlags(CLI::App* app, Flags* flags) {
  app->add_option(
         "--listen", flags->listen,
         "HOST:PORT; port 0 picks a free one. Beyond the loopback only with TLS and --host")
      ->capture_default_str();
  app->add_option("--page_dir", flags->page_dir, "Folder of the built page. Empty: calls only");
  app->add_option("--threads", flags->threads,
                  "Threads that serve connections; 0: as many as cores")
      ->check(CLI::Range(0, 256))
      ->capture_default_str();
  app->add_flag("--log_requests", flags->log_requests,
                "Log each call: its name in the contract and how long it took, and nothing of what "
                "was sent or by whom");
  app->add_option("--drain_max_millis", flags->drain_max_millis,
                  "How long calls may go on after SIGTERM")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  AddServer(app, flags);
  AddIdentity(app, flags);
  AddCache(app, &flags->cache);
  AddLimits(app, flags);
}

}  // namespace sheaf::gateway
