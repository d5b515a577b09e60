// RocksDB ends the process by an assertion where some bits of a table's directory are other than
// they were written: it looks at them before it verifies their sum. Whoever started the server is
// then told what that means.
#pragma once

#include <csignal>
#include <string>

namespace sheaf {

// While it lives, a process that is aborted says on standard error that `folder` is damaged and
// what to do, and exits with 1. One at a time in a process.
class AbortNotice {
 public:
  explicit AbortNotice(const std::string& folder);
  ~AbortNotice();
  AbortNotice(const AbortNotice&) = delete;
  AbortNotice& operator=(const AbortNotice&) = delete;

 private:
  struct sigaction before_ = {};
};

}  // namespace sheaf
