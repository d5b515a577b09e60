#include "server/abort_notice.h"

#include <unistd.h>

namespace sheaf {
namespace {

// A handler may neither allocate nor lock: the sentence is ready before it is needed.
std::string* notice = nullptr;

extern "C" void TellAndExit(int) {
  if (notice != nullptr) {
    const ssize_t written = write(STDERR_FILENO, notice->data(), notice->size());
    static_cast<void>(written);
  }
  _exit(1);
}

}  // namespace

AbortNotice::AbortNotice(const std::string& folder) {
  notice =
      new std::string("sheafd: what is stored in " + folder +
                      " is damaged: a table cannot be read, and the line above is what RocksDB "
                      "says of it; restore the data folder from a backup\n");
  struct sigaction action = {};
  action.sa_handler = TellAndExit;
  sigemptyset(&action.sa_mask);
  sigaction(SIGABRT, &action, &before_);
}

AbortNotice::~AbortNotice() {
  sigaction(SIGABRT, &before_, nullptr);
  delete notice;
  notice = nullptr;
}

}  // namespace sheaf
