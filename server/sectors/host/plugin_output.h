// What a plugin prints, as lines of the server's log: bounded in length and number, so that a
// plugin that floods fills no disk and hides no line of another.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace sheaf::sectors {

// Not thread-safe.
class PluginOutput {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;

  static constexpr size_t kLineMaxBytes = 1000;
  static constexpr int kLinesAtOnce = 100;
  static constexpr int kLinesPerSecond = 20;

  explicit PluginOutput(std::string sector) : sector_(std::move(sector)) {}

  // Reads what `fd` holds now, at most 64 KiB. False at its end.
  bool ReadFrom(int fd, TimePoint now);
  void Take(std::string_view bytes, TimePoint now);
  // True where lines are being left out: the plugin may wait before more is read.
  bool IsFlooded() const { return left_out_ > 0; }
  // The plugin has ended: writes what it left unfinished, and how many lines were left out.
  void End();

 private:
  void TakeLinePart(std::string_view part);
  void FinishLine(TimePoint now);
  void Refill(TimePoint now);
  void TellLeftOut();

  const std::string sector_;
  std::string line_;  // one byte more than is printed, to know that it was cut
  double allowance_ = kLinesAtOnce;
  TimePoint refilled_{};
  int64_t left_out_ = 0;
};

}  // namespace sheaf::sectors
