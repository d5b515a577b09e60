// What a fuzz target demands besides not crashing.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace sheaf::fuzz {

inline void Expect(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

}  // namespace sheaf::fuzz
