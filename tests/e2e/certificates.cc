#include "tests/e2e/certificates.h"

#include <stdexcept>

#include "tests/e2e/process.h"

namespace sheaf::e2e {

void MakeCertificates(const std::string& folder, std::vector<std::string> arguments,
                      const std::map<std::string, std::string>& environment) {
  arguments.insert(arguments.begin(), {SHEAF_CERTIFICATES, folder});
  const Ended made = RunProgram(arguments, environment);
  if (made.exit_code != 0) throw std::runtime_error(made.err);
}

}  // namespace sheaf::e2e
