#include "clients/web/gateway/upstream/metadata.h"

#include <array>
#include <string_view>
#include <vector>

#include "absl/strings/escaping.h"

namespace sheaf::gateway {
namespace {

// HTTP/2's and gRPC's; what HTTP/1.1 needs of them the gateway says itself.
constexpr std::array<std::string_view, 6> kNotTheServers = {
    "content-type", "content-length", "date", "user-agent", "accept-encoding", "trailer"};

bool IsTheServers(std::string_view name) {
  if (name.starts_with("grpc-") || name.starts_with(":") || name.starts_with("connect-")) {
    return false;
  }
  for (const std::string_view other : kNotTheServers) {
    if (name == other) return false;
  }
  return true;
}

std::string Unpadded(std::string base64) {
  while (!base64.empty() && base64.back() == '=') base64.pop_back();
  return base64;
}

}  // namespace

Metadata ReadMetadata(const std::multimap<grpc::string_ref, grpc::string_ref>& metadata) {
  Metadata read;
  for (const auto& [key, bytes] : metadata) {
    const std::string name(key.data(), key.size());
    if (!IsTheServers(name)) continue;
    const std::string value(bytes.data(), bytes.size());
    const bool is_binary = std::string_view(name).ends_with("-bin");
    read.emplace_back(name, is_binary ? Unpadded(absl::Base64Escape(value)) : value);
  }
  return read;
}

std::string BytesOf(const grpc::ByteBuffer& buffer) {
  std::vector<grpc::Slice> slices;
  std::string bytes;
  if (!buffer.Dump(&slices).ok()) return bytes;
  bytes.reserve(buffer.Length());
  for (const grpc::Slice& slice : slices) {
    bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  }
  return bytes;
}

grpc::ByteBuffer BufferOf(const std::string& bytes) {
  const grpc::Slice slice(bytes);
  return {&slice, 1};
}

}  // namespace sheaf::gateway
