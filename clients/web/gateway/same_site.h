// Whether a request is meant for this gateway and comes from its own page. Another site's page runs
// in the same browser, and may reach a gateway that listens on that machine alone: by its address,
// or by a name of its own that it lets stand for 127.0.0.1.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "clients/web/gateway/http/message.h"

namespace sheaf::gateway {

class SameSite {
 public:
  // `hosts` are the names that the gateway is called by, with a port ("sheaf.example.org:8443") or,
  // whatever the port, without. This machine's own (localhost, 127.*, [::1]) are added where
  // `is_local`. `origins` are those of pages elsewhere that may call: "http://localhost:5173".
  SameSite(std::vector<std::string> hosts, std::vector<std::string> origins, bool is_local);

  // Whether the request is for one of the hosts.
  bool IsForUs(const Request& request) const;
  // Whether a call comes from the gateway's own page, or from no page at all.
  bool IsFromOurPage(const Request& request) const;

 private:
  const std::vector<std::string> hosts_;
  const std::vector<std::string> origins_;
  const bool is_local_;
};

}  // namespace sheaf::gateway
