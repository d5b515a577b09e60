#include "clients/web/gateway/response_headers.h"

namespace sheaf::gateway {
namespace {

// img-src: charts and pages make pictures themselves, to be saved. worker-src: a script of ours.
constexpr char kPagePolicy[] =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
constexpr char kCallPolicy[] = "default-src 'none'; frame-ancestors 'none'; sandbox";

void AddCommon(bool has_tls, Headers* headers) {
  headers->emplace_back("X-Content-Type-Options", "nosniff");
  headers->emplace_back("Referrer-Policy", "no-referrer");
  headers->emplace_back("Cross-Origin-Resource-Policy", "same-origin");
  // A year; without TLS browsers pass it over.
  if (has_tls) headers->emplace_back("Strict-Transport-Security", "max-age=31536000");
}

}  // namespace

void AddPageHeaders(bool has_tls, Headers* headers) {
  AddCommon(has_tls, headers);
  headers->emplace_back("Content-Security-Policy", kPagePolicy);
  headers->emplace_back("Cross-Origin-Opener-Policy", "same-origin");
  headers->emplace_back("Permissions-Policy",
                        "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
}

void AddCallHeaders(bool has_tls, Headers* headers) {
  AddCommon(has_tls, headers);
  headers->emplace_back("Content-Security-Policy", kCallPolicy);
}

}  // namespace sheaf::gateway
