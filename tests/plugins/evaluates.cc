// A plugin that starts as it should, and does with an evaluation what the format says: the way to
// make it crash, hang or lie when a test wants it to.
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "plugins/sdk/layout.h"
#include "plugins/sdk/sector.h"
#include "tests/plugins/fixture_manifest.h"

extern char** environ;

namespace {

using sheaf::plugin::Answer;
using sheaf::plugin::Dataset;
using Behaviour = std::function<absl::Status(const Dataset&, Answer*)>;

void AddFinding(Answer* answer, const std::string& rule, const std::string& text) {
  sheaf::v1::Finding& finding = answer->findings.emplace_back();
  finding.set_rule(rule);
  finding.set_text(text);
}

sheaf::plugin::v1::KpiValue Lines(const std::string& kpi, const Dataset& data) {
  sheaf::plugin::v1::KpiValue value;
  value.set_kpi(kpi);
  value.set_period("2024");
  value.set_value(static_cast<double>(data.lines().size()));
  return value;
}

absl::Status Highlights(const Dataset& data, Answer* answer) {
  answer->kpi_values.push_back(Lines("K-1", data));
  AddFinding(answer, "fixture-v1", "All is well.");
  sheaf::v1::Section section = sheaf::layout::MakeSection("highlights", "Highlights", "");
  for (const auto& line : data.lines()) sheaf::layout::AddParagraph(&section, line.title);
  answer->sections.push_back(std::move(section));
  return absl::OkStatus();
}

// What it got from the server: open descriptors, environment, folder, limits.
absl::Status Belongings(const Dataset&, Answer* answer) {
  std::vector<std::string> targets;
  for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
    std::error_code gone;
    const auto target = std::filesystem::read_symlink(entry.path(), gone);
    if (!gone) AddFinding(answer, "descriptor-v1", target.string());
  }
  for (char** variable = environ; *variable != nullptr; ++variable) {
    AddFinding(answer, "environment-v1", *variable);
  }
  AddFinding(answer, "folder-v1", std::filesystem::current_path().string());
  rlimit core{};
  getrlimit(RLIMIT_CORE, &core);
  AddFinding(answer, "core-limit-v1", std::to_string(core.rlim_max));
  AddFinding(answer, "is-leader-v1", getsid(0) == getpid() ? "true" : "false");
  return absl::OkStatus();
}

absl::Status Hang(const Dataset&, Answer*) {
  std::printf("hanging\n");
  std::fflush(stdout);
  while (true) pause();
}

absl::Status Flood(const Dataset&, Answer*) {
  for (int i = 0; i < 20'000; ++i) std::printf("flood %d \x1b[31m\n", i);
  std::fflush(stdout);
  return absl::OkStatus();
}

// Touches what it takes, page by page, until there is no more.
absl::Status TakeMemory(const Dataset&, Answer*) {
  std::vector<std::vector<char>> taken;
  while (true) taken.emplace_back(16 << 20, 'x');
}

absl::Status LongAnswer(const Dataset&, Answer* answer) {
  for (int i = 0; i < 64; ++i) AddFinding(answer, "long-v1", std::string(1 << 20, 'x'));
  return absl::OkStatus();
}

absl::Status LongMessage(const Dataset&, Answer* answer) {
  AddFinding(answer, "long-v1", std::string(32 << 20, 'x'));
  return absl::OkStatus();
}

absl::Status FindingOfAnotherSector(const Dataset&, Answer* answer) {
  AddFinding(answer, "lie-v1", "The others are late.");
  answer->findings.back().set_sector("transport");
  return absl::OkStatus();
}

absl::Status SectionOfAnotherSector(const Dataset&, Answer* answer) {
  answer->sections.push_back(sheaf::layout::MakeSection("lie", "Transport", "transport"));
  return absl::OkStatus();
}

absl::Status ValueItMayNotCompute(const Dataset& data, Answer* answer) {
  answer->kpi_values.push_back(Lines("K-2", data));
  return absl::OkStatus();
}

absl::Status RaggedTable(const Dataset&, Answer* answer) {
  sheaf::v1::Section section = sheaf::layout::MakeSection("ragged", "Ragged", "");
  sheaf::v1::Table* table = sheaf::layout::AddTable(&section, "Ragged");
  table->add_columns()->set_id("only");
  table->add_rows();
  answer->sections.push_back(std::move(section));
  return absl::OkStatus();
}

const std::map<std::string, Behaviour>& Behaviours() {
  static const auto* const behaviours = new std::map<std::string, Behaviour>{
      {"highlights", Highlights},
      {"belongings", Belongings},
      {"crash", [](const Dataset&, Answer*) -> absl::Status { std::_Exit(3); }},
      {"hang", Hang},
      {"fail", [](const Dataset&, Answer*) { return absl::NotFoundError("No line is a treaty."); }},
      {"throw",
       [](const Dataset&, Answer*) -> absl::Status { throw std::runtime_error("Thrown."); }},
      {"flood", Flood},
      {"take-memory", TakeMemory},
      {"long-answer", LongAnswer},
      {"long-message", LongMessage},
      {"finding-of-another", FindingOfAnotherSector},
      {"section-of-another", SectionOfAnotherSector},
      {"value-it-may-not", ValueItMayNotCompute},
      {"ragged-table", RaggedTable},
  };
  return *behaviours;
}

class Fixture : public sheaf::plugin::Sector {
 public:
  absl::Status Evaluate(const Dataset& data, std::string_view format, Answer* answer) override {
    return Behaviours().at(std::string(format))(data, answer);
  }
};

}  // namespace

int main(int argc, char** argv) {
  Fixture fixture;
  return sheaf::plugin::Run(fixture, FixtureManifest(SectorOf(argv[0])), "1.2.3", argc, argv);
}
