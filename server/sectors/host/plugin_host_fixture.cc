#include "server/sectors/host/plugin_host_fixture.h"

#include <sys/stat.h>
#include <sys/wait.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <future>
#include <thread>
#include <utility>

#include "server/base/status.h"
#include "spdlog/spdlog.h"

namespace sheaf::sectors {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

// One line, "Power grid", and the dictionary it needs.
std::vector<plugin::v1::EvaluateRequest> OneLine(const std::string& format) {
  std::vector<plugin::v1::EvaluateRequest> parts(3);
  parts[0].mutable_header()->set_format(format);
  parts[1].mutable_dictionary()->add_texts("");
  plugin::v1::LineColumns& lines = *parts[2].mutable_lines();
  lines.add_name("plans/p/lines/A");
  lines.add_title("Power grid");
  lines.add_parent_row(-1);
  lines.add_instrument_type(v1::INSTRUMENT_TYPE_UNSPECIFIED);
  for (auto* column :
       {lines.mutable_level(), lines.mutable_lead_body(), lines.mutable_planned_start(),
        lines.mutable_planned_end(), lines.mutable_member_states(),
        lines.mutable_shared_initiative(), lines.mutable_tags(), lines.mutable_status_word()}) {
    column->Add(0);
  }
  lines.add_counted(true);
  lines.add_state(v1::COMPLETED);
  lines.add_headline(v1::HEADLINE_COMPLETED);
  lines.add_vanished(false);
  return parts;
}

}  // namespace

std::vector<std::string> LogKeeper::LinesWith(const std::string& text) {
  const std::lock_guard lock(lines_mutex_);
  std::vector<std::string> found;
  for (const std::string& line : lines_) {
    if (line.find(text) != std::string::npos) found.push_back(line);
  }
  return found;
}

bool LogKeeper::WaitFor(const std::string& text) {
  std::unique_lock lock(lines_mutex_);
  return changed_.wait_for(lock, kPatience, [&] {
    return std::any_of(lines_.begin(), lines_.end(), [&](const std::string& line) {
      return line.find(text) != std::string::npos;
    });
  });
}

void LogKeeper::sink_it_(const spdlog::details::log_msg& message) {
  {
    const std::lock_guard lock(lines_mutex_);
    lines_.emplace_back(message.payload.data(), message.payload.size());
  }
  changed_.notify_all();
}

PluginHostTest::PluginHostTest() {
  std::string name = fs::canonical(fs::temp_directory_path()) / "plugin_host.XXXXXX";
  EXPECT_NE(mkdtemp(name.data()), nullptr);
  folder_ = name;
  fs::create_directory(folder_ / "plugins");
  chmod((folder_ / "plugins").c_str(), 0755);
  options_.plugin_dir = folder_ / "plugins";
  options_.socket_dir = folder_ / "sockets";
  options_.core_version = "0.1.0";
  options_.restart_delay_min = 10ms;
  options_.restart_delay_max = 40ms;
  options_.handshake_deadline = kPatience;
  options_.describe_deadline = kPatience;
  options_.evaluate_deadline = kPatience;
  spdlog::set_default_logger(std::make_shared<spdlog::logger>("test", log_));
}

PluginHostTest::~PluginHostTest() {
  host_.reset();
  fs::remove_all(folder_);
}

fs::path PluginHostTest::PathOf(const std::string& sector) const {
  return folder_ / "plugins" / sector;
}

void PluginHostTest::Install(const std::string& program, const std::string& sector) {
  fs::copy_file(fs::path(FIXTURE_DIR) / program, PathOf(sector));
  chmod(PathOf(sector).c_str(), 0755);
}

void PluginHostTest::Replace(const std::string& program, const std::string& sector) {
  const fs::path beside = folder_ / "next";
  fs::copy_file(fs::path(FIXTURE_DIR) / program, beside);
  chmod(beside.c_str(), 0755);
  fs::rename(beside, PathOf(sector));
}

void PluginHostTest::ReplaceByScript(const std::string& script, const std::string& sector,
                                     mode_t mode) {
  const fs::path beside = folder_ / "next";
  std::ofstream(beside) << "#!/bin/sh\n" << script << "\n";
  chmod(beside.c_str(), mode);
  fs::rename(beside, PathOf(sector));
}

void PluginHostTest::StartHost(PluginHost::ManifestSink sink) {
  host_ = PluginHost::Start(options_, std::move(sink));
  host_->WaitUntilTried(kPatience);
}

v1::Sector PluginHostTest::SectorOf(const std::string& sector) const {
  for (const v1::Sector& fields : host_->Sectors()) {
    if (fields.name() == "sectors/" + sector) return fields;
  }
  ADD_FAILURE() << "no sector " << sector;
  return {};
}

absl::StatusOr<v1::Sector> PluginHostTest::Reload(const std::string& sector) {
  std::promise<absl::StatusOr<v1::Sector>> answered;
  host_->Reload(sector,
                [&](const absl::StatusOr<v1::Sector>& answer) { answered.set_value(answer); });
  return answered.get_future().get();
}

v1::Sector PluginHostTest::WaitUntilRunning(const std::string& sector, int start) const {
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  v1::Sector fields = SectorOf(sector);
  while (std::chrono::steady_clock::now() < deadline &&
         (fields.plugin_state() != v1::RUNNING || fields.plugin_starts() < start)) {
    std::this_thread::sleep_for(1ms);
    fields = SectorOf(sector);
  }
  EXPECT_EQ(fields.plugin_state(), v1::RUNNING) << fields.plugin_message();
  EXPECT_GE(fields.plugin_starts(), start);
  return fields;
}

absl::StatusOr<Evaluation> PluginHostTest::Evaluate(const std::string& sector,
                                                    const std::string& format) {
  return host_->Evaluate(sector, [parts = OneLine(format), next = size_t{0}](auto* part) mutable {
    if (next == parts.size()) return false;
    *part = parts[next++];
    return true;
  });
}

absl::StatusOr<Evaluation> PluginHostTest::EvaluateLong(const std::string& sector, int count) {
  return host_->Evaluate(sector, [count](plugin::v1::EvaluateRequest* part) mutable {
    part->mutable_dictionary()->add_texts(std::string(1 << 20, 'x'));
    return count-- > 0;
  });
}

std::string PluginHostTest::FailureOf(const std::string& sector, const std::string& format) {
  const absl::StatusOr<Evaluation> evaluation = Evaluate(sector, format);
  // Ended, or answered that it cannot.
  const bool ended = absl::IsUnavailable(evaluation.status());
  EXPECT_TRUE(ended || absl::IsFailedPrecondition(evaluation.status())) << evaluation.status();
  EXPECT_EQ(ReasonOf(evaluation.status()), ended ? "PLUGIN_UNAVAILABLE" : "PLUGIN_CANNOT_COMPUTE");
  return std::string(evaluation.status().message());
}

std::vector<std::string> TextsOf(const Evaluation& evaluation, const std::string& rule) {
  std::vector<std::string> texts;
  for (const v1::Finding& finding : evaluation.findings) {
    if (finding.rule() == rule) texts.push_back(finding.text());
  }
  return texts;
}

bool HasChildren() { return waitpid(-1, nullptr, WNOHANG) >= 0 || errno != ECHILD; }

}  // namespace sheaf::sectors
