#include "clients/web/gateway/same_site.h"

#include <algorithm>
#include <utility>

#include "clients/cpp/connection.h"

namespace sheaf::gateway {
namespace {

// "localhost" of "localhost:7434", "[::1]" of "[::1]:7434".
std::string_view WithoutPort(std::string_view host) {
  const size_t bracket = host.rfind(']');
  const size_t colon = host.rfind(':');
  const bool has_port =
      colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket);
  return has_port ? host.substr(0, colon) : host;
}

// "sheaf.example.org:8443" of "https://sheaf.example.org:8443".
std::string_view HostOfOrigin(std::string_view origin) {
  const size_t slashes = origin.find("://");
  return slashes == std::string_view::npos ? std::string_view() : origin.substr(slashes + 3);
}

}  // namespace

SameSite::SameSite(std::vector<std::string> hosts, std::vector<std::string> origins, bool is_local)
    : hosts_(std::move(hosts)), origins_(std::move(origins)), is_local_(is_local) {}

bool SameSite::IsForUs(const Request& request) const {
  const std::string_view host = request.Header("host");
  const std::string_view name = WithoutPort(host);
  const auto is_it = [&](const std::string& ours) {
    return EqualsIgnoringCase(ours, host) || EqualsIgnoringCase(ours, name);
  };
  if (name.empty()) return false;
  if (std::any_of(hosts_.begin(), hosts_.end(), is_it)) return true;
  return is_local_ && client::IsThisMachine(std::string(name));
}

bool SameSite::IsFromOurPage(const Request& request) const {
  const std::string_view origin = request.Header("origin");
  if (std::find(origins_.begin(), origins_.end(), origin) != origins_.end()) return true;
  if (!origin.empty()) return EqualsIgnoringCase(HostOfOrigin(origin), request.Header("host"));
  // A browser says so where it sends no Origin, as with GET. A link that is followed is no call of
  // a page.
  const std::string_view site = request.Header("sec-fetch-site");
  return site.empty() || site == "same-origin" || site == "none" ||
         request.Header("sec-fetch-mode") == "navigate";
}

}  // namespace sheaf::gateway
