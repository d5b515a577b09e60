// Imports of one plan wait for each other. Which lines vanish is worked out from the plan as it
// stands, and must still be right when the import is committed: two at once would leave a plan that
// nobody imported. Imports of different plans do not wait.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <string>

namespace sheaf::api {

// Thread-safe.
class ImportQueue {
 public:
  // Calls `start` as soon as nobody is in who is importing `plan`: at once, or from the Leave of
  // the one before. It must not block. Every Enter needs its Leave.
  void Enter(const std::string& plan, std::function<void()> start);
  void Leave(const std::string& plan);

 private:
  std::mutex mutex_;
  // The plans that are being imported, with those who wait.
  std::map<std::string, std::deque<std::function<void()>>> waiting_;
};

}  // namespace sheaf::api
