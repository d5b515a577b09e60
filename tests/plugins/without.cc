// without CALL PROGRAM [ARGUMENT...]: runs a program on a machine that has not the system call
// CALL, as far as the program can tell.
#include <seccomp.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

int main(int argc, char** argv) {
  if (argc < 3) return std::fprintf(stderr, "usage: without CALL PROGRAM [ARGUMENT...]\n"), 2;
  const scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
  const int call = seccomp_syscall_resolve_name(argv[1]);
  if (call == __NR_SCMP_ERROR || seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), call, 0) != 0 ||
      seccomp_load(filter) != 0) {
    return std::fprintf(stderr, "without: cannot take %s away\n", argv[1]), 2;
  }
  execv(argv[2], argv + 2);
  std::perror(argv[2]);
  return 2;
}
