// Answers of calls without side effects, for a moment: pages that show the same thing ask the
// server once. An answer is for who asks with the same message and the same credential, whose
// digests are its key; a credential that has been revoked is therefore honoured for as long as an
// answer is kept and no longer.
//
// An answer is not given any more once something is known to have changed: after a write through
// this gateway, and after a stream has told of something new. Who is told of a change and then asks
// gets the state after the change.
#pragma once

#include <array>
#include <chrono>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "clients/web/gateway/calls/asking.h"

namespace sheaf::gateway {

struct AnswerCacheOptions {
  // 0: nothing is kept.
  std::chrono::milliseconds age_max{1000};
  size_t bytes_max = 64 << 20;
};

// Thread-safe.
class AnswerCache {
 public:
  using Clock = std::chrono::steady_clock;

  explicit AnswerCache(const AnswerCacheOptions& options) : options_(options) {}

  bool IsOn() const { return options_.age_max.count() > 0; }

  // What is the same for calls that may share an answer.
  static std::string KeyOf(std::string_view path, std::string_view message, Codec codec,
                           bool takes_gzip, const Credentials& credentials);

  // The answer, where it is there; else null.
  std::shared_ptr<const Reply> Get(const std::string& key, Clock::time_point now) const;

  struct Found {
    // The answer, where it is there.
    std::shared_ptr<const Reply> reply = {};
    // Else the call to wait for.
    std::shared_ptr<Asking> asking = {};
    // Whether it is for the caller to begin it, and to have Keep called with its answer.
    bool is_new = false;
  };
  Found Find(const std::string& key, Clock::time_point now);
  // What was found by nobody is not kept: failures, and answers to a call that began before a
  // change.
  void Keep(const std::string& key, const std::shared_ptr<Asking>& asking,
            const std::shared_ptr<const Reply>& reply, Clock::time_point now);

  // A write was answered.
  void Changed();
  // A stream sent `message`. One that was seen before, as when a change is told to many, tells
  // nothing new.
  void Heard(std::string_view message);

  // Lets go of what is too old to be given.
  void DropOld(Clock::time_point now);
  size_t bytes() const;

 private:
  struct Entry {
    std::shared_ptr<const Reply> reply;  // null while it is asked for
    std::shared_ptr<Asking> asking;      // null once it is answered
    uint64_t state = 0;                  // when it was asked
    Clock::time_point kept_at;
    std::list<std::string>::iterator place;  // in kept_, once it is answered
  };
  using Entries = std::unordered_map<std::string, Entry>;

  bool IsGood(const Entry& entry, Clock::time_point now) const;
  void Remove(Entries::iterator entry);
  void RemoveOldest();

  const AnswerCacheOptions options_;
  mutable std::mutex mutex_;
  Entries entries_;
  std::list<std::string> kept_;  // keys, the one that was kept first at the front
  size_t bytes_ = 0;
  uint64_t state_ = 0;              // counts the changes that are known of
  std::array<size_t, 64> heard_{};  // digests of the last messages
  size_t next_heard_ = 0;
};

}  // namespace sheaf::gateway
