#include "server/base/failpoint.h"

#ifdef SHEAF_FAILPOINTS

#include <signal.h>
#include <unistd.h>

#include <charconv>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "server/base/status.h"

namespace sheaf {
namespace failpoint {

bool any_armed = false;

namespace {

// How many more times each armed place is passed. Never destroyed: threads may reach one at exit.
struct Armed {
  std::mutex mutex;
  std::map<std::string, int, std::less<>> left;
};

Armed& TheArmed() {
  static Armed* const armed = new Armed;
  return *armed;
}

absl::Status Arm(const std::string& one) {
  const std::vector<std::string> halves = absl::StrSplit(one, absl::MaxSplits("=kill@", 1));
  int times = 0;
  if (halves.size() == 2) {
    const char* const end = halves[1].data() + halves[1].size();
    if (std::from_chars(halves[1].data(), end, times).ptr != end) times = 0;
  }
  if (times < 1) {
    return absl::InvalidArgumentError(
        absl::StrCat("SHEAF_FAILPOINTS: cannot read '", one, "'; write it like place=kill@17"));
  }
  TheArmed().left[halves[0]] = times;
  any_armed = true;
  return absl::OkStatus();
}

}  // namespace

void Reach(std::string_view place) {
  Armed& armed = TheArmed();
  const std::lock_guard lock(armed.mutex);
  const auto found = armed.left.find(place);
  if (found == armed.left.end() || --found->second > 0) return;
  const std::string last_words = absl::StrCat("failpoint ", found->first, " ends the process\n");
  if (write(STDERR_FILENO, last_words.data(), last_words.size()) > 0) fsync(STDERR_FILENO);
  kill(getpid(), SIGKILL);
  pause();  // the lock stays held, so that no other thread passes the place meanwhile
}

}  // namespace failpoint

absl::Status ArmFailpoints(const char* specification) {
  if (specification == nullptr) return absl::OkStatus();
  for (const auto& one : absl::StrSplit(specification, ',', absl::SkipEmpty())) {
    SHEAF_RETURN_IF_ERROR(failpoint::Arm(std::string(one)));
  }
  return absl::OkStatus();
}

}  // namespace sheaf

#else

namespace sheaf {

absl::Status ArmFailpoints(const char* specification) {
  if (specification == nullptr || *specification == '\0') return absl::OkStatus();
  return absl::FailedPreconditionError(
      "SHEAF_FAILPOINTS is set, and this build of sheafd has none; unset it, or build with the "
      "CMake "
      "option SHEAF_FAILPOINTS");
}

}  // namespace sheaf

#endif
