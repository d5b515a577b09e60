// The file of profiles: any bytes become profiles, or one error that names a line of the file.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "clients/cli/profile_file.h"
#include "tests/fuzz/expect.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::vector<std::string> known = {"server", "plan", "language"};
  const auto profiles = sheaf::cli::ParseProfiles(text, "config", known);
  if (!profiles.ok()) {
    sheaf::fuzz::Expect(profiles.status().message().substr(0, 7) == "config:", "the line is named");
    return 0;
  }
  for (const auto& [name, profile] : *profiles) {
    for (const auto& [key, value] : profile) {
      sheaf::fuzz::Expect(std::find(known.begin(), known.end(), key) != known.end(),
                          "only known settings");
      sheaf::fuzz::Expect(!value.value.empty() && value.line > 1, "a value, below its profile");
    }
  }
  return 0;
}
