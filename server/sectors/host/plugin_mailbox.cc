#include "server/sectors/host/plugin_mailbox.h"

#include <sys/eventfd.h>

#include <cstdint>
#include <cstdlib>
#include <utility>

namespace sheaf::sectors {

PluginMailbox::PluginMailbox() : event_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  if (event_.get() < 0) std::abort();  // out of descriptors before the first plugin
}

void PluginMailbox::Put(std::function<void()> task) {
  const std::lock_guard lock(mutex_);
  if (closed_) return;
  tasks_.push_back(std::move(task));
  eventfd_write(event_.get(), 1);
}

std::vector<std::function<void()>> PluginMailbox::TakeAll() {
  const std::lock_guard lock(mutex_);
  eventfd_t ignored;
  eventfd_read(event_.get(), &ignored);
  return std::exchange(tasks_, {});
}

void PluginMailbox::Close() {
  std::vector<std::function<void()>> dropped;  // outside the lock: what goes with them may call Put
  const std::lock_guard lock(mutex_);
  closed_ = true;
  dropped.swap(tasks_);
}

}  // namespace sheaf::sectors
