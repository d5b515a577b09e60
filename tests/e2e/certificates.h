// Certificates of an authority that is made for a test, by deploy/certificates.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace sheaf::e2e {

// deploy/certificates FOLDER ARGUMENTS..., with `environment` added to this process's own. Throws
// where it fails.
void MakeCertificates(const std::string& folder, std::vector<std::string> arguments,
                      const std::map<std::string, std::string>& environment = {});

}  // namespace sheaf::e2e
