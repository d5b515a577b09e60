#include "tests/plugins/attempts.h"

#include <fcntl.h>
#include <linux/perf_event.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <functional>

namespace {

namespace fs = std::filesystem;

fs::path Socket() { return std::getenv("SHEAF_PLUGIN_SOCKET"); }

// Not in its own folder, as whoever writes somewhere else would.
const char* const kElsewhere = "/tmp/sheaf-attempt";
const char* const kSharedMemory = "/dev/shm/sheaf-attempt";

// A call's result, as most are: -1 is a failure. A descriptor that came of it is closed.
using Attempt = std::function<long()>;

long Open(const std::string& path, int flags) {
  return open(path.c_str(), flags | O_CLOEXEC, 0600);
}

// Closes what a call has opened.
long Closed(long fd) {
  if (fd >= 0) close(static_cast<int>(fd));
  return fd;
}

long OnAddress(int (*call)(int, const sockaddr*, socklen_t), const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, path.c_str(), sizeof(address.sun_path) - 1);
  const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const long result = call(fd, reinterpret_cast<const sockaddr*>(&address), sizeof(address));
  const int error = errno;
  close(fd);
  errno = error;
  return result;
}

long ForkAndReap(pid_t child) {
  if (child == 0) _exit(0);
  if (child > 0) waitpid(child, nullptr, 0);
  return child;
}

long Spawn() {
  char program[] = "/bin/true";
  char* const arguments[] = {program, nullptr};
  pid_t child = -1;
  errno = posix_spawn(&child, program, nullptr, nullptr, arguments, nullptr);
  if (errno != 0) return -1;
  return ForkAndReap(child);
}

long Map(int flags) {
  void* const memory = mmap(nullptr, 1 << 16, PROT_READ | PROT_WRITE, flags | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return -1;
  munmap(memory, 1 << 16);
  return 0;
}

long ReadParent() {
  char byte;
  iovec here{&byte, 1};
  iovec there{reinterpret_cast<void*>(0x400000), 1};
  return process_vm_readv(getppid(), &here, 1, &there, 1, 0);
}

long RaiseMemoryLimit() {
  const rlimit limit{RLIM_INFINITY, RLIM_INFINITY};
  return setrlimit(RLIMIT_DATA, &limit);
}

long SetParentOwner() {
  int ends[2];
  if (pipe(ends) != 0) return -1;
  const long result = fcntl(ends[0], F_SETOWN, getppid());
  const int error = errno;
  close(ends[0]);
  close(ends[1]);
  errno = error;
  return result;
}

struct Named {
  const char* name;
  Attempt attempt;
};

std::vector<Named> OnFiles() {
  const std::string file = LedgerFile();
  const std::string folder = fs::path(file).parent_path();
  const std::string parent = "/proc/" + std::to_string(getppid());
  return {
      {"read the ledger", [=] { return Closed(Open(file, O_RDONLY)); }},
      {"list the ledger", [=] { return Closed(Open(folder, O_RDONLY | O_DIRECTORY)); }},
      {"write the ledger", [=] { return Closed(Open(file, O_WRONLY)); }},
      {"empty the ledger by opening", [=] { return Closed(Open(file, O_RDONLY | O_TRUNC)); }},
      {"empty the ledger", [=] { return truncate(file.c_str(), 0); }},
      {"change the ledger's mode", [=] { return chmod(file.c_str(), 0666); }},
      {"give the ledger away", [=] { return chown(file.c_str(), 1, 1); }},
      {"mark the ledger", [=] { return setxattr(file.c_str(), "user.a", "b", 1, 0); }},
      {"rename the ledger", [=] { return rename(file.c_str(), (file + "~").c_str()); }},
      {"link the ledger", [=] { return link(file.c_str(), kElsewhere); }},
      {"remove the ledger", [=] { return unlink(file.c_str()); }},
      {"read the users", [] { return Closed(Open("/etc/passwd", O_RDONLY)); }},
      {"list the root folder", [] { return Closed(Open("/", O_RDONLY | O_DIRECTORY)); }},
      {"read the server's environment",
       [=] { return Closed(Open(parent + "/environ", O_RDONLY)); }},
      {"open the server's memory", [=] { return Closed(Open(parent + "/mem", O_RDWR)); }},
      {"make a file", [] { return Closed(Open(kElsewhere, O_CREAT | O_WRONLY)); }},
      {"make a file of its own", [] { return Closed(Open("made", O_CREAT | O_WRONLY)); }},
      {"make a folder", [] { return mkdir("made-folder", 0700); }},
      {"make a link", [] { return symlink("/etc", "made-link"); }},
      {"write shared memory", [] { return Closed(Open(kSharedMemory, O_CREAT | O_RDWR)); }},
  };
}

std::vector<Named> OnSockets() {
  const std::string others = Socket().parent_path().parent_path() / "other.1";
  return {
      {"open a TCP socket", [] { return Closed(socket(AF_INET, SOCK_STREAM, 0)); }},
      {"open a UDP socket", [] { return Closed(socket(AF_INET6, SOCK_DGRAM, 0)); }},
      {"open a netlink socket", [] { return Closed(socket(AF_NETLINK, SOCK_RAW, 0)); }},
      {"open a datagram socket", [] { return Closed(socket(AF_UNIX, SOCK_DGRAM, 0)); }},
      {"connect to its own socket", [] { return OnAddress(connect, Socket()); }},
      {"connect to another plugin", [=] { return OnAddress(connect, others + "/sock"); }},
      {"listen in another's place", [=] { return OnAddress(bind, others + "/attempt"); }},
      {"listen elsewhere", [] { return OnAddress(bind, kElsewhere); }},
  };
}

std::vector<Named> OnProcesses() {
  return {
      {"fork", [] { return ForkAndReap(fork()); }},
      {"fork by clone",
       [] { return ForkAndReap(static_cast<pid_t>(syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0))); }},
      {"run a program beside", Spawn},
      {"signal the server", [] { return kill(getppid(), 0); }},
      {"signal a thread of the server",
       [] { return syscall(SYS_tgkill, getppid(), getppid(), 0); }},
      {"have the server signalled", SetParentOwner},
      {"trace the server", [] { return ptrace(PTRACE_SEIZE, getppid(), nullptr, nullptr); }},
      {"read the server's memory", ReadParent},
      {"hold the server", [] { return Closed(syscall(SYS_pidfd_open, getppid(), 0)); }},
      {"slow the server down",
       [] { return setpriority(PRIO_PROCESS, static_cast<id_t>(getppid()), 1); }},
      {"outlive the server", [] { return prctl(PR_SET_PDEATHSIG, 0); }},
  };
}

std::vector<Named> OnKernel() {
  return {
      {"mount", [] { return mount("none", "/tmp", "tmpfs", MS_REMOUNT, nullptr); }},
      {"have a namespace", [] { return unshare(CLONE_FS); }},
      {"use keys", [] { return syscall(SYS_keyctl, 0, -3, 0, 0, 0); }},
      {"load a program into the kernel", [] { return syscall(SYS_bpf, 0, nullptr, 0); }},
      {"count events", [] { return syscall(SYS_perf_event_open, nullptr, 0, 0, -1, 0); }},
      {"use a ring", [] { return syscall(SYS_io_uring_setup, 1, nullptr); }},
      {"handle page faults", [] { return Closed(syscall(SYS_userfaultfd, 0)); }},
  };
}

std::vector<Named> OnMemory() {
  return {
      {"have a file in memory", [] { return Closed(memfd_create("attempt", 0)); }},
      {"have a shared segment", [] { return static_cast<long>(shmget(IPC_PRIVATE, 4096, 0)); }},
      {"have shared memory", [] { return Map(MAP_SHARED); }},
      {"have a growing stack", [] { return Map(MAP_PRIVATE | MAP_GROWSDOWN); }},
      {"raise its limit of memory", RaiseMemoryLimit},
      // The last, since it could do less after it.
      {"be somebody else", [] { return setuid(12345); }},
  };
}

}  // namespace

std::string LedgerFile() {
  return Socket().parent_path().parent_path().parent_path() / "ledger" / "CURRENT";
}

std::vector<std::string> AttemptAll() {
  std::vector<std::string> results;
  for (const auto& attempts : {OnFiles(), OnSockets(), OnProcesses(), OnKernel(), OnMemory()}) {
    for (const Named& named : attempts) {
      const bool failed = named.attempt() < 0;
      results.push_back(std::string(named.name) + ": " +
                        (failed ? std::strerror(errno) : "succeeded"));
    }
    // Where it succeeded in making something, that stays nobody's to find.
    unlink(kElsewhere);
    unlink(kSharedMemory);
  }
  return results;
}
