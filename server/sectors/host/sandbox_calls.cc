#include "server/sectors/host/sandbox_calls.h"

#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <initializer_list>
#include <memory>

#include "absl/strings/str_cat.h"
#include "server/base/status.h"
#include "server/sectors/host/plugin_fd.h"
#include "server/sectors/host/sanitized_build.h"

namespace sheaf::sectors {
namespace {

using Names = std::initializer_list<const char*>;

// By what they are for. Names that this machine's kernel does not have are passed over.
constexpr Names kReading = {"read",       "readv",    "pread64",    "preadv",     "lseek",
                            "close",      "fstat",    "newfstatat", "stat",       "lstat",
                            "statx",      "access",   "faccessat",  "faccessat2", "readlink",
                            "readlinkat", "getdents", "getdents64", "getcwd",     "chdir",
                            "fadvise64",  "fstatfs",  "statfs",     "umask"};
constexpr Names kPrinting = {"write", "writev", "dup", "dup2", "dup3", "pipe", "pipe2"};
constexpr Names kMemory = {"brk",     "mprotect", "munmap",    "mremap",
                           "madvise", "mincore",  "membarrier"};
constexpr Names kThreads = {"futex",
                            "futex_waitv",
                            "set_robust_list",
                            "get_robust_list",
                            "rseq",
                            "set_tid_address",
                            "arch_prctl",
                            "exit",
                            "exit_group",
                            "gettid",
                            "getpid",
                            "getppid",
                            "sched_yield",
                            "sched_getaffinity",
                            "sched_getparam",
                            "sched_getscheduler",
                            "getcpu",
                            "sched_get_priority_max",
                            "sched_get_priority_min",
                            "getpriority",
                            "wait4",
                            "waitid"};
constexpr Names kSignals = {"rt_sigaction",  "rt_sigprocmask",  "rt_sigreturn", "rt_sigtimedwait",
                            "rt_sigsuspend", "rt_sigpending",   "sigaltstack",  "pause",
                            "signalfd4",     "restart_syscall", "alarm",        "setitimer",
                            "getitimer"};
constexpr Names kTime = {"clock_gettime",   "clock_getres",   "clock_nanosleep", "nanosleep",
                         "gettimeofday",    "time",           "times",           "timerfd_create",
                         "timerfd_settime", "timerfd_gettime"};
constexpr Names kWhoIAm = {"getuid",    "geteuid",   "getgid",    "getegid",   "getgroups",
                           "getresuid", "getresgid", "getpgrp",   "getpgid",   "getsid",
                           "uname",     "sysinfo",   "getrusage", "getrandom", "getrlimit"};
constexpr Names kWaiting = {"poll",         "ppoll",         "select",    "pselect6",
                            "epoll_create", "epoll_create1", "epoll_ctl", "epoll_wait",
                            "epoll_pwait",  "epoll_pwait2",  "eventfd",   "eventfd2"};
constexpr Names kServing = {"bind",        "listen",     "accept",     "accept4",  "getsockname",
                            "getpeername", "getsockopt", "setsockopt", "shutdown", "recvfrom",
                            "recvmsg",     "sendto",     "sendmsg",    "unlink",   "unlinkat"};
// The plugin itself is run after the filter holds; a script runs its interpreter. Since no process
// can be made, whatever is run takes the plugin's own place, and its walls.
constexpr Names kRunning = {"execve"};

// Landlock keeps signals within the walls where it is new enough.
constexpr Names kSignalling = {"kill", "tkill", "tgkill"};

// What Landlock does not see and other files of the same user would suffer from; what makes memory
// that RLIMIT_DATA does not count; what reaches into other processes or the kernel. The filter
// would refuse them anyhow: here they get the answer that a person expects.
// clang-format off
constexpr Names kForbidden = {
    "connect", "fork", "vfork", "execveat", "process_vm_readv", "process_vm_writev", "pidfd_open",
    "pidfd_getfd", "pidfd_send_signal", "mount", "umount2", "pivot_root", "chroot", "unshare",
    "setns", "keyctl", "add_key", "request_key", "bpf", "perf_event_open", "io_uring_setup",
    "io_uring_enter", "io_uring_register", "userfaultfd", "memfd_create", "memfd_secret",
    "shmget", "shmat", "mq_open", "chmod", "fchmod", "fchmodat", "chown", "fchown", "lchown",
    "fchownat", "truncate", "utimensat", "setxattr", "setpriority", "setrlimit",
    "sched_setaffinity", "sched_setscheduler", "inotify_init1", "rt_sigqueueinfo",
    "rt_tgsigqueueinfo",
};
// clang-format on

class Filter {
 public:
  Filter() : context_(seccomp_init(kDefault), &seccomp_release) {}

  // After the first failure nothing is done.
  void Allow(Names names) {
    for (const char* name : names) Add(SCMP_ACT_ALLOW, name, {});
  }
  void AllowWhere(const char* name, std::initializer_list<scmp_arg_cmp> conditions) {
    Add(SCMP_ACT_ALLOW, name, conditions);
  }
  void Forbid(Names names) {
    for (const char* name : names) Add(SCMP_ACT_ERRNO(EPERM), name, {});
  }
  void ForbidWhere(const char* name, scmp_arg_cmp condition) {
    Add(SCMP_ACT_ERRNO(EPERM), name, {condition});
  }

  absl::StatusOr<std::vector<sock_filter>> Export() {
    if (context_ == nullptr) return Failure(ENOMEM);
    // A tree rather than a list: a call costs the same wherever its name stands.
    Note(seccomp_attr_set(context_.get(), SCMP_FLTATR_CTL_OPTIMIZE, 2));
    const OwnedFd file(memfd_create("filter", MFD_CLOEXEC));
    if (file.get() < 0) return Failure(errno);
    Note(seccomp_export_bpf(context_.get(), file.get()));
    if (error_ != 0) return Failure(error_);
    return Read(file.get());
  }

 private:
  // Sanitizers make calls of their own in a process that is ending; there only what is forbidden by
  // name is.
  static constexpr uint32_t kDefault = kSanitizedBuild ? SCMP_ACT_ALLOW : SCMP_ACT_ERRNO(ENOSYS);

  void Add(uint32_t action, const char* name, std::initializer_list<scmp_arg_cmp> conditions) {
    const int number = seccomp_syscall_resolve_name(name);
    if (context_ == nullptr || number == __NR_SCMP_ERROR || action == kDefault) return;
    Note(seccomp_rule_add_array(context_.get(), action, number,
                                static_cast<unsigned>(conditions.size()), conditions.begin()));
  }

  void Note(int result) {
    if (result < 0 && error_ == 0) error_ = -result;
  }

  static absl::Status Failure(int error) {
    return absl::FailedPreconditionError(
        absl::StrCat("seccomp, which keeps calls of the system from plugins: no filter: ",
                     std::strerror(error)));
  }

  static absl::StatusOr<std::vector<sock_filter>> Read(int fd) {
    const off_t bytes = lseek(fd, 0, SEEK_END);
    std::vector<sock_filter> instructions(static_cast<size_t>(bytes) / sizeof(sock_filter));
    if (pread(fd, instructions.data(), static_cast<size_t>(bytes), 0) != bytes) return Failure(EIO);
    return instructions;
  }

  const std::unique_ptr<void, decltype(&seccomp_release)> context_;
  int error_ = 0;
};

// Argument `number`, of which the bits of `mask` are `bits`.
scmp_arg_cmp Bits(unsigned number, uint64_t mask, uint64_t bits) {
  return {number, SCMP_CMP_MASKED_EQ, mask, bits};
}

scmp_arg_cmp Is(unsigned number, uint64_t value) { return {number, SCMP_CMP_EQ, value, 0}; }

// Landlock decides on opening; but what an older one does not see is a file that is emptied by
// being opened for reading.
void AllowOpening(Filter* filter, const char* name, unsigned flags) {
  filter->AllowWhere(name, {Bits(flags, O_TRUNC, 0)});
  filter->AllowWhere(name, {Bits(flags, O_ACCMODE, O_WRONLY)});
  filter->AllowWhere(name, {Bits(flags, O_ACCMODE, O_RDWR)});
}

// RLIMIT_DATA counts neither memory that could be shared nor stacks that grow by themselves.
void AllowMapping(Filter* filter) {
  filter->AllowWhere("mmap", {Bits(3, MAP_ANONYMOUS | MAP_GROWSDOWN, 0)});
  filter->AllowWhere("mmap", {Bits(3, MAP_SHARED | MAP_GROWSDOWN, 0)});
  filter->ForbidWhere("mmap", Bits(3, MAP_ANONYMOUS | MAP_SHARED, MAP_ANONYMOUS | MAP_SHARED));
}

// Threads, and no processes or hold on any; a sanitizer traces itself with one when it ends.
// clone3 keeps its flags in memory, where a filter cannot see them: it is refused as unknown, and
// the C library uses clone.
void AllowThreadsOnly(Filter* filter) {
  if (kSanitizedBuild) return filter->ForbidWhere("clone", Bits(0, CLONE_VM, 0));
  filter->AllowWhere("clone", {Bits(0, CLONE_THREAD, CLONE_THREAD)});
  filter->ForbidWhere("clone", Bits(0, CLONE_THREAD, 0));
  filter->Forbid({"ptrace"});
}

// Streams of the machine itself only: with datagrams any socket could be written to without
// connecting.
void AllowSockets(Filter* filter) {
  constexpr uint64_t kTypeBits = 0xf;
  for (const char* name : {"socket", "socketpair"}) {
    filter->AllowWhere(name, {Is(0, AF_UNIX), Bits(1, kTypeBits, SOCK_STREAM)});
    filter->ForbidWhere(name, {0, SCMP_CMP_NE, AF_UNIX, 0});
  }
  filter->ForbidWhere("socket", Bits(1, kTypeBits, SOCK_DGRAM));
  filter->ForbidWhere("socketpair", Bits(1, kTypeBits, SOCK_DGRAM));
}

// Of calls that do many things, those that programs need.
void AllowPieces(Filter* filter) {
  for (const uint64_t command : {F_DUPFD, F_DUPFD_CLOEXEC, F_GETFD, F_SETFD, F_GETFL, F_SETFL}) {
    filter->AllowWhere("fcntl", {Is(1, command)});
  }
  for (const uint64_t request : {TCGETS, FIONREAD, FIONBIO, FIOCLEX, TIOCGWINSZ}) {
    filter->AllowWhere("ioctl", {Is(1, request)});
  }
  constexpr uint64_t kNameMemory = 0x53564d41;  // PR_SET_VMA
  for (const uint64_t option : {uint64_t{PR_SET_NAME}, uint64_t{PR_GET_NAME}, kNameMemory}) {
    filter->AllowWhere("prctl", {Is(0, option)});
  }
  // Limits may be read, and set by nobody: root could raise its own.
  filter->AllowWhere("prlimit64", {Is(0, 0), Is(2, 0)});
}

}  // namespace

absl::StatusOr<std::vector<sock_filter>> MakeCallWall(bool may_signal) {
  Filter filter;
  for (const Names& names : {kReading, kPrinting, kMemory, kThreads, kSignals, kTime, kWhoIAm,
                             kWaiting, kServing, kRunning}) {
    filter.Allow(names);
  }
  AllowOpening(&filter, "open", 1);
  AllowOpening(&filter, "openat", 2);
  AllowMapping(&filter);
  AllowThreadsOnly(&filter);
  AllowSockets(&filter);
  AllowPieces(&filter);
  if (may_signal) filter.Allow(kSignalling);
  if (!may_signal) filter.Forbid(kSignalling);
  filter.Forbid(kForbidden);
  return filter.Export();
}

}  // namespace sheaf::sectors
