#include "server/limit_flags.h"

#include <chrono>
#include <cstdint>
#include <limits>
#include <string>

namespace sheaf {
namespace {

constexpr char kGroup[] = "What one client may take";

template <typename Number>
void Add(CLI::App* app, const std::string& name, Number* value, const std::string& text,
         Number least = 1) {
  app->add_option(name, *value, text)
      ->check(CLI::Range(least, std::numeric_limits<Number>::max()))
      ->group(kGroup)
      ->capture_default_str();
}

void AddSeconds(CLI::App* app, const std::string& name, std::chrono::seconds* value,
                const std::string& text, int least = 1) {
  app->add_option_function<int>(
         name, [value](int seconds) { *value = std::chrono::seconds(seconds); }, text)
      ->check(CLI::Range(least, std::numeric_limits<int>::max() / 1000))
      ->group(kGroup)
      ->default_str(std::to_string(value->count()));
}

void AddSizes(CLI::App* app, api::CallLimits* limits) {
  Add(app, "--message_max_bytes", &limits->message_max_bytes, "Size of a message that comes in",
      1 << 10);
  Add(app, "--header_max_bytes", &limits->header_max_bytes, "Size of the headers of a call",
      1 << 10);
  Add(app, "--rpc_memory_max_bytes", &limits->rpc_memory_max_bytes,
      "Memory for what has come in by half, of all connections together", int64_t{16} << 20);
}

void AddCounts(CLI::App* app, api::CallLimits* limits) {
  Add(app, "--streams_per_connection_max", &limits->streams_per_connection_max,
      "Calls at the same time on one connection");
  Add(app, "--connections_max", &limits->connections_max, "Connections at the same time");
  Add(app, "--connections_per_address_max", &limits->connections_per_address_max,
      "Connections at the same time from one address");
}

void AddTimes(CLI::App* app, api::CallLimits* limits) {
  AddSeconds(app, "--connection_handshake_max_seconds", &limits->connection_handshake_max,
             "How long a new connection may take to begin");
  AddSeconds(app, "--connection_idle_max_seconds", &limits->connection_idle_max,
             "How long a connection may be without a call; 0: for ever", 0);
  AddSeconds(app, "--connection_age_max_seconds", &limits->connection_age_max,
             "After how long a connection takes no further call; 0: never", 0);
  AddSeconds(app, "--connection_age_grace_seconds", &limits->connection_age_grace,
             "How long its calls may go on after that; 0: for ever", 0);
}

void AddPings(CLI::App* app, api::CallLimits* limits) {
  AddSeconds(app, "--keepalive_interval_seconds", &limits->keepalive_interval,
             "After what silence a client is asked whether it is there; 0: never", 0);
  AddSeconds(app, "--keepalive_answer_max_seconds", &limits->keepalive_answer_max,
             "How long it may take to answer that");
  AddSeconds(app, "--ping_interval_min_seconds", &limits->ping_interval_min,
             "How often a client may ping");
  Add(app, "--ping_strikes_max", &limits->ping_strikes_max,
      "Pings that may come too early before the connection is ended");
}

void AddRate(CLI::App* app, auth::RateLimit* rate) {
  Add(app, "--caller_calls_per_second", &rate->calls_per_second,
      "Calls a second that one caller may make for long; 0: as many as it likes", 0.0);
  Add(app, "--caller_calls_burst", &rate->burst, "Calls that one caller may make at once");
}

}  // namespace

void AddLimitFlags(CLI::App* app, api::CallLimits* limits) {
  AddSizes(app, limits);
  AddCounts(app, limits);
  AddTimes(app, limits);
  AddPings(app, limits);
  AddRate(app, &limits->rate);
}

}  // namespace sheaf
