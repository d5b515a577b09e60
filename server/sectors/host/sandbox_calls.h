// The wall between a plugin and the kernel: a seccomp filter that lets through the calls that a
// program needs to load, compute, and serve a socket that it was given a place for, and no other.
#pragma once

#include <linux/filter.h>

#include <vector>

#include "absl/status/statusor.h"

namespace sheaf::sectors {

// The filter as the kernel takes it. What it forbids fails, so that a program can say so and go on:
// with EPERM where the call is one of those that plugins are known to try (a connection, a
// process), otherwise with ENOSYS, as if the kernel were too old. Nothing in it rests on the
// version of Landlock except signals: with `may_signal` false they are forbidden altogether.
// FAILED_PRECONDITION where it cannot be made.
absl::StatusOr<std::vector<sock_filter>> MakeCallWall(bool may_signal);

}  // namespace sheaf::sectors
