#include "server/api/reload_call.h"

#include <memory>
#include <string>

#include "server/api/error_table.h"

namespace sheaf::api {

void ReloadCall::Start(const std::string& sector) {
  const auto self = shared_from_this();
  serving_.open_calls->Add(self);
  serving_.plugins->Reload(
      sector, [self](const absl::StatusOr<v1::Sector>& reloaded) { self->OnReloaded(reloaded); });
}

// On the host's own thread, where nothing may wait. Once it is finished the server may be gone: the
// host outlives it.
void ReloadCall::OnReloaded(const absl::StatusOr<v1::Sector>& reloaded) {
  const std::lock_guard lock(mutex_);
  if (finished_) return;
  serving_.quick->Run([self = shared_from_this(), reloaded] { self->Finish(reloaded); });
}

void ReloadCall::OnServerEnding() {
  Finish(ServerEnding(
      "the server is ending; when it starts again, it takes in every plugin as it is then"));
}

void ReloadCall::Finish(const absl::StatusOr<v1::Sector>& sector) {
  {
    const std::lock_guard lock(mutex_);
    if (finished_) return;
    finished_ = true;
  }
  if (sector.ok()) {
    *response_ = *sector;
    complete_(response_);
  }
  reactor_->Finish(ToRpc(sector.status()));
  serving_.open_calls->Remove(this);
}

}  // namespace sheaf::api
