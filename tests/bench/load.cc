// sheaf-load: does one thing to one server, measured, and prints what came of it as JSON.
#include <CLI/CLI.hpp>
#include <cstdlib>
#include <iomanip>
#include <iostream>

#include "tests/bench/works.h"

namespace sheaf::bench {

void Fail(const std::string& text) {
  std::cerr << "load: " << text << std::endl;
  std::_Exit(1);  // other threads may be in the middle of calls
}

namespace {

void Print(const Figures& figures) {
  const char* separator = "{";
  for (const auto& [name, value] : figures) {
    std::cout << separator << '"' << name << "\": " << std::setprecision(12) << value;
    separator = ", ";
  }
  std::cout << "}" << std::endl;
}

void AddOptions(CLI::App& app, Wanted* wanted) {
  app.add_option("--target", wanted->target, "HOST:PORT of the server")->required();
  app.add_option("--lines", wanted->lines, "Lines that the server holds")->capture_default_str();
  app.add_option("--in_flight", wanted->in_flight,
                 "Calls in flight; for `bulk`, how many batches in all");
  app.add_option("--channels", wanted->channels, "Connections")->capture_default_str();
  app.add_option("--seconds", wanted->seconds)->capture_default_str();
  app.add_option("--warm_up", wanted->warm_up, "Seconds before")->capture_default_str();
  app.add_option("--serial", wanted->serial, "Another number, other updates and lines");
  app.add_option("--batch", wanted->batch, "Updates of a batch")->capture_default_str();
  app.add_option("--window", wanted->window, "Batches sent ahead of their answers");
  app.add_option("--streams", wanted->streams, "Streams at a time, when filling");
  app.add_option("--rate", wanted->rate, "Pushes a second, when watching");
  app.add_option("--sector", wanted->sector, "Of a report");
  app.add_option("--format", wanted->format, "Of a report");
  app.add_option("--effective", wanted->effective_date, "Of a report: a day");
  app.add_option("--revision", wanted->revision, "Of a report: known at; 0: now");
}

int Main(int argc, char** argv) {
  Wanted wanted;
  CLI::App app("Loads one server and measures it.");
  app.require_subcommand(1);
  Figures (*work)(const Wanted&) = nullptr;
  const auto add = [&](const char* name, const char* what, Figures (*one)(const Wanted&)) {
    CLI::App* command = app.add_subcommand(name, what);
    AddOptions(*command, &wanted);
    command->callback([&work, one] { work = one; });
  };
  add("fill", "Import the plans, and push three updates a line", FillServer);
  add("bulk", "Push batches over one stream", PushBulk);
  add("push", "Push one update a call", PushUnary);
  add("get", "Get lines", GetLines);
  add("put", "Put keys into etcd", PutKeys);
  add("report", "Get a report, and then again", GetReport);
  add("head", "Say which revision is the newest", GetHead);
  add("watch", "Push at a steady rate, and watch", WatchPushes);
  CLI11_PARSE(app, argc, argv);
  Print(work(wanted));
  return 0;
}

}  // namespace
}  // namespace sheaf::bench

int main(int argc, char** argv) { return sheaf::bench::Main(argc, argv); }
