#include "server/sectors/host/plugin_output.h"

#include <unistd.h>

#include <algorithm>
#include <array>

#include "server/sectors/host/plugin_text.h"
#include "spdlog/spdlog.h"

namespace sheaf::sectors {

bool PluginOutput::ReadFrom(int fd, TimePoint now) {
  std::array<char, size_t{64} * 1024> buffer;
  const ssize_t got = read(fd, buffer.data(), buffer.size());
  if (got > 0) Take(std::string_view(buffer.data(), static_cast<size_t>(got)), now);
  return got != 0;
}

void PluginOutput::Take(std::string_view bytes, TimePoint now) {
  while (!bytes.empty()) {
    const size_t end = bytes.find('\n');
    TakeLinePart(bytes.substr(0, end));
    if (end == std::string_view::npos) return;
    FinishLine(now);
    bytes.remove_prefix(end + 1);
  }
}

void PluginOutput::End() {
  TellLeftOut();
  if (!line_.empty()) {
    spdlog::info("plugin {} printed: {}", sector_, PrintableText(line_, kLineMaxBytes));
  }
  line_.clear();
}

void PluginOutput::TakeLinePart(std::string_view part) {
  const size_t room = kLineMaxBytes + 1 - std::min(line_.size(), kLineMaxBytes + 1);
  line_ += part.substr(0, room);
}

void PluginOutput::FinishLine(TimePoint now) {
  Refill(now);
  if (allowance_ < 1) {
    ++left_out_;
  } else {
    TellLeftOut();
    allowance_ -= 1;
    spdlog::info("plugin {} printed: {}", sector_, PrintableText(line_, kLineMaxBytes));
  }
  line_.clear();
}

void PluginOutput::Refill(TimePoint now) {
  const std::chrono::duration<double> passed = now - refilled_;
  refilled_ = now;
  allowance_ = std::min<double>(kLinesAtOnce, allowance_ + passed.count() * kLinesPerSecond);
}

void PluginOutput::TellLeftOut() {
  if (left_out_ == 0) return;
  spdlog::warn("plugin {} printed {} lines that were left out: more than {} a second", sector_,
               left_out_, kLinesPerSecond);
  left_out_ = 0;
}

}  // namespace sheaf::sectors
