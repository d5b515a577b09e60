// What the load program can do to a server, each measured. An error ends the program with its text.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "tests/bench/in_flight.h"
#include "tests/bench/load_lines.h"

namespace sheaf::bench {

// What was measured, by name; printed as one JSON object.
using Figures = std::map<std::string, double>;

struct Wanted {
  std::string target;
  int64_t lines = 10'000;
  int in_flight = 64;
  int channels = 4;
  double seconds = 3;
  double warm_up = 0.5;
  // Tells the updates of one run from those of another.
  int64_t serial = 0;
  // Updates of each batch of a stream, batches sent ahead of their answers, and streams at a time.
  int batch = 500;
  int window = 8;
  int streams = 1;
  // Updates a second of the watched load.
  int rate = 1000;
  // Of a report: its sector and format, as of which revision (0: now), and effective when (""):
  // today).
  std::string sector, format, effective_date;
  int64_t revision = 0;
};

[[noreturn]] void Fail(const std::string& text);

// Imports the plans with their lines, then pushes three updates a line over streams.
Figures FillServer(const Wanted& wanted);
// Pushes over one stream for a time.
Figures PushBulk(const Wanted& wanted);
// Each keeps calls in flight for a time.
Figures PushUnary(const Wanted& wanted);
Figures GetLines(const Wanted& wanted);
Figures PutKeys(const Wanted& wanted);
// Asks for one report, twice: the second one is unchanged.
Figures GetReport(const Wanted& wanted);
// The newest revision.
Figures GetHead(const Wanted& wanted);
// Pushes at a steady rate, and watches.
Figures WatchPushes(const Wanted& wanted);

}  // namespace sheaf::bench
