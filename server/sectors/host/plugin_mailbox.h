// Tasks for a thread that sleeps in poll().
#pragma once

#include <functional>
#include <mutex>
#include <vector>

#include "server/sectors/host/plugin_fd.h"

namespace sheaf::sectors {

// Thread-safe. Put never waits for anything, so that threads of gRPC may call it.
class PluginMailbox {
 public:
  PluginMailbox();

  // Dropped once closed.
  void Put(std::function<void()> task);
  // Readable while there are tasks.
  int fd() const { return event_.get(); }
  // All tasks, in the order they were put; none remain.
  std::vector<std::function<void()>> TakeAll();
  void Close();

 private:
  OwnedFd event_;
  std::mutex mutex_;
  bool closed_ = false;
  std::vector<std::function<void()>> tasks_;
};

}  // namespace sheaf::sectors
