#include "clients/cli/progress.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

namespace sheaf::cli {
namespace {

using std::chrono::duration;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr milliseconds kQuiet(700);  // nobody minds so long a wait
constexpr milliseconds kRedraw(100);
constexpr seconds kLine(10);
constexpr size_t kBarMax = 40;
constexpr size_t kBarMin = 10;

// "5 s", "3 min 20 s", "2 h 5 min".
std::string Words(int64_t left) {
  constexpr int64_t kMinute = 60;
  constexpr int64_t kHour = 60 * kMinute;
  if (left < kMinute) return std::to_string(left) + " s";
  if (left < kHour) {
    return std::to_string(left / kMinute) + " min " + std::to_string(left % kMinute) + " s";
  }
  return std::to_string(left / kHour) + " h " + std::to_string(left % kHour / kMinute) + " min";
}

// "41000 of 100000, 12300/s, 5 s left".
std::string Counts(size_t done, size_t total, double elapsed) {
  std::string text = std::to_string(done) + " of " + std::to_string(total);
  const double rate = elapsed > 0 ? static_cast<double>(done) / elapsed : 0;
  if (rate <= 0) return text;
  const double left = static_cast<double>(total - done) / rate;
  // A rate of less than one a second would read as none.
  text += rate < 1 ? ", " + std::to_string(static_cast<int64_t>(rate * 60)) + "/min"
                   : ", " + std::to_string(static_cast<int64_t>(rate)) + "/s";
  return text + ", " + Words(static_cast<int64_t>(left) + 1) + " left";
}

std::string Percent(size_t done, size_t total) {
  const std::string number = std::to_string(done * 100 / total);
  return std::string(3 - std::min<size_t>(3, number.size()), ' ') + number + "%";
}

}  // namespace

Progress::Progress(std::ostream& out, std::string what, size_t width, Clock clock)
    : out_(out),
      what_(std::move(what)),
      width_(width),
      clock_(std::move(clock)),
      began_(clock_()),
      next_(began_ + (width_ > 0 ? milliseconds(kQuiet) : milliseconds(kLine))) {}

Progress::~Progress() { Clear(); }

void Progress::Show(size_t done, size_t total) {
  const auto now = clock_();
  if (now < next_ || total == 0) return;
  next_ = now + (width_ > 0 ? kRedraw : milliseconds(kLine));
  const std::string counts = Counts(done, total, duration<double>(now - began_).count());
  const std::string percent = Percent(done, total);
  if (width_ == 0) {
    out_ << what_ << ":" << percent << ", " << counts << std::endl;
    return;
  }
  // One column stays free: a terminal breaks after its last one.
  const size_t taken = what_.size() + percent.size() + counts.size() + 7;
  const size_t bar = std::min(kBarMax, width_ - std::min(width_, taken));
  std::string line = what_ + " ";
  if (bar >= kBarMin) {
    const size_t full = bar * done / total;
    line += "[" + std::string(full, '#') + std::string(bar - full, ' ') + "] ";
  }
  line += percent + "  " + counts;
  Clear();
  out_ << line.substr(0, width_ - 1) << std::flush;
  is_drawn_ = true;
}

void Progress::Clear() {
  if (is_drawn_) out_ << "\r\x1b[K" << std::flush;
  is_drawn_ = false;
}

size_t ErrorWidth() {
  winsize size{};
  if (isatty(STDERR_FILENO) == 0 || ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0) return 0;
  return size.ws_col;
}

}  // namespace sheaf::cli
