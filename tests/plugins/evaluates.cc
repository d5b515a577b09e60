// A plugin that starts as it should, and does with an evaluation what the format says: the way to
// make it crash, hang or lie when a test wants it to.
#include <pthread.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "plugins/sdk/layout.h"
#include "plugins/sdk/sector.h"
#include "tests/plugins/attempts.h"
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

absl::Status CouldNot(const std::string& what) {
  return absl::PermissionDeniedError("It could not " + what + ": " + std::strerror(errno) + ".");
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
  constexpr int kMost = 1024;
  for (int fd = 0; fd < kMost; ++fd) {
    std::error_code closed;
    const auto target =
        std::filesystem::read_symlink("/proc/self/fd/" + std::to_string(fd), closed);
    if (!closed) AddFinding(answer, "descriptor-v1", target.string());
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

// Memory that no limit of a process counts.
absl::Status TakeSharedMemory(const Dataset&, Answer*) {
  constexpr size_t kPiece = size_t{16} << 20, kMost = size_t{1} << 30;
  for (size_t taken = 0; taken < kMost; taken += kPiece) {
    void* piece = mmap(nullptr, kPiece, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (piece == MAP_FAILED) return CouldNot("take shared memory");
    std::memset(piece, 1, kPiece);
  }
  while (true) pause();
}

void* Sleep(void*) {
  while (true) pause();
}

// Small ones, so that no limit on memory stops them soon.
absl::Status TakeThreads(const Dataset&, Answer*) {
  pthread_attr_t small;
  pthread_attr_init(&small);
  pthread_attr_setstacksize(&small, PTHREAD_STACK_MIN);
  pthread_t thread;
  for (int i = 0; i < 1000; ++i) pthread_create(&thread, &small, Sleep, nullptr);
  while (true) pause();
}

// Files on the server's disk, each of them.
absl::Status TakeSockets(const Dataset&, Answer*) {
  const std::string own = std::getenv("SHEAF_PLUGIN_SOCKET");
  for (int i = 0; i < 100; ++i) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, (own + std::to_string(i)).c_str(), sizeof(address.sun_path) - 1);
    const int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    if (bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0) {
      return CouldNot("make a socket");
    }
    close(fd);
  }
  while (true) pause();
}

absl::Status Fork(const Dataset&, Answer*) {
  const pid_t child = fork();
  if (child < 0) return CouldNot("start a process");
  if (child == 0) _exit(0);
  waitpid(child, nullptr, 0);
  return absl::OkStatus();
}

absl::Status OpenConnection(const Dataset&, Answer*) {
  const int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0) return CouldNot("open a network connection");
  close(fd);
  return absl::OkStatus();
}

absl::Status ReadLedger(const Dataset&, Answer* answer) {
  std::ifstream file(LedgerFile());
  if (!file) return CouldNot("read the ledger");
  std::string line;
  std::getline(file, line);
  AddFinding(answer, "ledger-v1", line);
  return absl::OkStatus();
}

absl::Status TryEverything(const Dataset&, Answer* answer) {
  for (const std::string& result : AttemptAll()) AddFinding(answer, "attempt-v1", result);
  return absl::OkStatus();
}

absl::Status AnswerLate(const Dataset& data, Answer* answer) {
  std::this_thread::sleep_for(std::chrono::seconds(2));
  return Highlights(data, answer);
}

// Long enough that it can be replaced meanwhile, which `go` in its folder ends.
absl::Status AnswerSlowly(const Dataset& data, Answer* answer) {
  std::printf("slow\n");
  std::fflush(stdout);
  while (access("go", F_OK) != 0) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  return Highlights(data, answer);
}

absl::Status MillionRows(const Dataset&, Answer* answer) {
  sheaf::v1::Section section = sheaf::layout::MakeSection("rows", "Rows", "");
  sheaf::v1::Table* table = sheaf::layout::AddTable(&section, "Rows");
  table->add_columns()->set_id("only");
  for (int i = 0; i < 1'000'000; ++i) table->add_rows()->add_cells();
  answer->sections.push_back(std::move(section));
  return absl::OkStatus();
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
      {"take-shared-memory", TakeSharedMemory},
      {"take-threads", TakeThreads},
      {"take-sockets", TakeSockets},
      {"fork", Fork},
      {"open-connection", OpenConnection},
      {"read-ledger", ReadLedger},
      {"try-everything", TryEverything},
      {"late", AnswerLate},
      {"slow", AnswerSlowly},
      {"million-rows", MillionRows},
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

std::vector<std::string> Formats() {
  std::vector<std::string> formats;
  for (const auto& [format, behaviour] : Behaviours()) {
    if (format != "highlights") formats.push_back(format);
  }
  return formats;
}

}  // namespace

int main(int argc, char** argv) {
  Fixture fixture;
  return sheaf::plugin::Run(fixture, FixtureManifest(SectorOf(argv[0]), Formats()), FIXTURE_VERSION,
                            argc, argv);
}
