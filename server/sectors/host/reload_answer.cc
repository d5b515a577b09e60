#include "server/sectors/host/reload_answer.h"

#include "server/base/status.h"

namespace sheaf::sectors {

ReloadAnswer::~ReloadAnswer() {
  Give(
      Refusal(absl::StatusCode::kUnavailable, kServerEnding,
              "the server is ending and the plugin was not replaced; a server that starts takes in "
              "every plugin as it is then"));
}

}  // namespace sheaf::sectors
