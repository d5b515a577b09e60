#include "server/sectors/host/plugin_process.h"

#include <fcntl.h>
#include <linux/close_range.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>
#include <cstring>
#include <fstream>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "server/sectors/host/sanitized_build.h"

namespace sheaf::sectors {
namespace {

// Standard streams, the socket, its connection, epoll, a library at a time: some twenty.
constexpr rlim_t kOpenFilesMax = 64;
// Of all processes of the server's user, and not of root's: a thread bomb ends here before the
// supervisor looks.
constexpr rlim_t kThreadsMax = 4096;

// Everything that the child needs, made before the fork.
struct ChildPlan {
  const char* path;
  const char* working_dir;
  char* const* arguments;
  char* const* environment;
  pid_t parent;
  int input;
  int output;
  int failure;  // where it writes a ChildFailure, if it comes to that
  rlim_t memory_max_bytes;
  const PluginSandbox* sandbox;
};

enum ChildStep {
  kDetach,
  kStreams,
  kDescriptors,
  kEndWithServer,
  kPrivileges,
  kLimits,
  kCapabilities,
  kFiles,
  kCalls,
  kRun
};
constexpr std::array<const char*, 10> kStepNames = {"leave the server's session",
                                                    "take its output streams",
                                                    "close inherited descriptors",
                                                    "tie its life to the server's",
                                                    "give up privileges",
                                                    "set its limits",
                                                    "its capabilities could not be dropped",
                                                    "Landlock could not be switched on",
                                                    "seccomp could not be switched on",
                                                    "run (is it built for this system?)"};

bool IsOfSandbox(ChildStep step) {
  return step == kCapabilities || step == kFiles || step == kCalls;
}

struct ChildFailure {
  ChildStep step;
  int error;
};

// From here to RunChild: between fork and exec, in a copy of one thread of many, where locks may be
// held for ever. Only async-signal-safe calls; nothing allocates, logs or throws.

[[noreturn]] void Fail(const ChildPlan& plan, ChildStep step) {
  const ChildFailure failure{step, errno};
  // Where even this fails, the exit status is all there is to tell.
  if (write(plan.failure, &failure, sizeof(failure)) < 0) _exit(126);
  _exit(127);
}

void Require(bool done, const ChildPlan& plan, ChildStep step) {
  if (!done) Fail(plan, step);
}

void Detach(const ChildPlan& plan) {
  Require(setsid() >= 0, plan, kDetach);
  // A program inherits ignored and blocked signals, and the server blocks SIGTERM.
  for (int number = 1; number < NSIG; ++number) signal(number, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  Require(sigprocmask(SIG_SETMASK, &none, nullptr) == 0, plan, kDetach);
}

void TakeStreams(const ChildPlan& plan) {
  Require(dup2(plan.input, STDIN_FILENO) >= 0, plan, kStreams);
  Require(dup2(plan.output, STDOUT_FILENO) >= 0, plan, kStreams);
  Require(dup2(plan.output, STDERR_FILENO) >= 0, plan, kStreams);
}

// Marked, so that they close when the program is run: until then the failure pipe is needed.
void CloseDescriptors(const ChildPlan& plan) {
  const long closed = syscall(SYS_close_range, STDERR_FILENO + 1, UINT_MAX, CLOSE_RANGE_CLOEXEC);
  Require(closed == 0, plan, kDescriptors);
}

void EndWithServer(const ChildPlan& plan) {
  Require(prctl(PR_SET_PDEATHSIG, SIGKILL) == 0, plan, kEndWithServer);
  // The server may have ended before the line above; then nobody would tell us.
  Require(getppid() == plan.parent, plan, kEndWithServer);
}

bool Limit(int resource, rlim_t most) {
  const rlimit limit{most, most};
  return setrlimit(static_cast<__rlimit_resource>(resource), &limit) == 0;
}

// RLIMIT_DATA counts what is private and can be written: heap, thread stacks, written file pages.
// It is closer to memory really held than RLIMIT_AS, which libraries and reserved ranges fill.
// Sanitizers reserve terabytes of shadow memory, so a sanitized build sets none.
void SetLimits(const ChildPlan& plan) {
  Require(Limit(RLIMIT_CORE, 0), plan, kLimits);
  Require(Limit(RLIMIT_NOFILE, kOpenFilesMax), plan, kLimits);
  Require(Limit(RLIMIT_NPROC, kThreadsMax), plan, kLimits);
  Require(kSanitizedBuild || Limit(RLIMIT_DATA, plan.memory_max_bytes), plan, kLimits);
  umask(S_IRWXG | S_IRWXO);
  Require(chdir(plan.working_dir) == 0, plan, kLimits);
}

// Takes away what the program does not need. Nothing but exec follows: the walls let no more
// through.
void Confine(const ChildPlan& plan) {
  Require(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0, plan, kPrivileges);
  SetLimits(plan);
  if (plan.sandbox == nullptr) return;
  Require(plan.sandbox->DropCapabilities(), plan, kCapabilities);
  Require(plan.sandbox->CloseFiles(), plan, kFiles);
  Require(plan.sandbox->CloseCalls(), plan, kCalls);
}

[[noreturn]] void RunChild(const ChildPlan& plan) {
  Detach(plan);
  TakeStreams(plan);
  CloseDescriptors(plan);
  EndWithServer(plan);
  Confine(plan);
  execve(plan.path, plan.arguments, plan.environment);
  Fail(plan, kRun);
}

// Back in the server.

absl::Status SystemError(const char* what) {
  return absl::UnavailableError(
      absl::StrCat("could not be started: ", what, ": ", std::strerror(errno)));
}

struct Pipe {
  OwnedFd read;
  OwnedFd write;
};

absl::StatusOr<Pipe> MakePipe() {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return SystemError("no pipe");
  return Pipe{OwnedFd(ends[0]), OwnedFd(ends[1])};
}

// Forks with every signal blocked: no handler of the server may run in the child.
pid_t ForkQuietly(const ChildPlan& plan) {
  sigset_t all;
  sigset_t before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  const pid_t pid = fork();
  if (pid == 0) RunChild(plan);
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  return pid;
}

// Waits until the program runs, when the pipe closes, or has failed to.
absl::Status AwaitRun(int failure_fd) {
  ChildFailure failure;
  ssize_t got;
  do {
    got = read(failure_fd, &failure, sizeof(failure));
  } while (got < 0 && errno == EINTR);
  if (got != sizeof(failure)) return absl::OkStatus();
  if (IsOfSandbox(failure.step)) {
    return SandboxMissing(
        absl::StrCat(kStepNames[failure.step], ": ", std::strerror(failure.error)));
  }
  return absl::UnavailableError(absl::StrCat("could not be started: it could not ",
                                             kStepNames[failure.step], ": ",
                                             std::strerror(failure.error)));
}

std::string HowItEnded(const siginfo_t& info) {
  if (info.si_code == CLD_EXITED) return absl::StrCat("ended with exit status ", info.si_status);
  return absl::StrCat("ended by signal ", info.si_status);
}

void WaitFor(pid_t pid, int options, siginfo_t* info) {
  while (waitid(P_PID, static_cast<id_t>(pid), info, options) != 0 && errno == EINTR) continue;
}

// glibc 2.36 has a wrapper; the call itself is older.
int OpenPidFd(pid_t pid) { return static_cast<int>(syscall(SYS_pidfd_open, pid, 0)); }

absl::StatusOr<pid_t> Fork(const PluginLaunch& launch, int input, int output) {
  std::string path = launch.path;
  std::string socket = "SHEAF_PLUGIN_SOCKET=" + launch.socket_path;
  std::string search = "PATH=/usr/local/bin:/usr/bin:/bin";
  char* const arguments[] = {path.data(), nullptr};
  char* const environment[] = {socket.data(), search.data(), nullptr};
  absl::StatusOr<Pipe> failure = MakePipe();
  if (!failure.ok()) return failure.status();
  const ChildPlan plan{.path = path.c_str(),
                       .working_dir = launch.working_dir.c_str(),
                       .arguments = arguments,
                       .environment = environment,
                       .parent = getpid(),
                       .input = input,
                       .output = output,
                       .failure = failure->write.get(),
                       .memory_max_bytes = static_cast<rlim_t>(launch.memory_max_bytes),
                       .sandbox = launch.sandbox};
  const pid_t pid = ForkQuietly(plan);
  if (pid < 0) return SystemError("no process");
  failure->write.Close();
  if (absl::Status runs = AwaitRun(failure->read.get()); !runs.ok()) {
    siginfo_t info{};
    WaitFor(pid, WEXITED, &info);
    return runs;
  }
  return pid;
}

}  // namespace

absl::StatusOr<std::unique_ptr<PluginProcess>> PluginProcess::Start(const PluginLaunch& launch) {
  OwnedFd input(open("/dev/null", O_RDONLY | O_CLOEXEC));
  if (input.get() < 0) return SystemError("no /dev/null");
  absl::StatusOr<Pipe> output = MakePipe();
  if (!output.ok()) return output.status();
  fcntl(output->read.get(), F_SETFL, O_NONBLOCK);
  const absl::StatusOr<pid_t> pid = Fork(launch, input.get(), output->write.get());
  if (!pid.ok()) return pid.status();
  OwnedFd end_fd(OpenPidFd(*pid));
  // From here on the destructor sees to the process.
  std::unique_ptr<PluginProcess> process(
      new PluginProcess(*pid, std::move(end_fd), std::move(output->read)));
  if (process->end_fd() < 0) return SystemError("no pidfd");
  return process;
}

PluginProcess::PluginProcess(pid_t pid, OwnedFd end_fd, OwnedFd output)
    : pid_(pid), end_fd_(std::move(end_fd)), output_(std::move(output)) {}

PluginProcess::~PluginProcess() {
  if (reaped_) return;
  Kill();
  Reap();
}

PluginUse PluginProcess::Use() const {
  std::ifstream file(absl::StrCat("/proc/", pid_, "/stat"));
  std::string line;
  std::getline(file, line);
  // The name, which may hold anything, stands in brackets; the fields after it begin with the 3rd.
  const size_t name_end = line.rfind(')');
  if (name_end == std::string::npos) return {};
  const std::vector<std::string> fields = absl::StrSplit(line.substr(name_end + 2), ' ');
  constexpr size_t kThreads = 20 - 3, kPages = 24 - 3;
  PluginUse use;
  int64_t pages = 0;
  if (fields.size() <= kPages || !absl::SimpleAtoi(fields[kThreads], &use.threads) ||
      !absl::SimpleAtoi(fields[kPages], &pages)) {
    return {};
  }
  use.memory_bytes = pages * sysconf(_SC_PAGESIZE);
  return use;
}

void PluginProcess::Terminate() { kill(pid_, SIGTERM); }

// It leads a group of its own, which the pid names for as long as it is not reaped.
void PluginProcess::Kill() { kill(-pid_, SIGKILL); }

std::string PluginProcess::Reap() {
  siginfo_t info{};
  WaitFor(pid_, WEXITED | WNOWAIT, &info);
  Kill();
  WaitFor(pid_, WEXITED, &info);
  reaped_ = true;
  return HowItEnded(info);
}

}  // namespace sheaf::sectors
