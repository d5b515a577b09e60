#include "clients/web/gateway/connect/error_json.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "clients/web/gateway/connect/failure.h"
#include "clients/web/gateway/connect/transcoding.h"
#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"

namespace sheaf::gateway {
namespace {

// How many bytes follow a first one; -1 for what is none.
int FollowersOf(unsigned char first) {
  if (first < 0x80) return 0;
  if (first >> 5 == 0x06) return 1;
  if (first >> 4 == 0x0e) return 2;
  return first >> 3 == 0x1e ? 3 : -1;
}

bool IsUtf8(std::string_view text) {
  constexpr std::array<uint32_t, 4> kLeast = {0, 0x80, 0x800, 0x10000};
  for (size_t i = 0; i < text.size(); ++i) {
    const auto first = static_cast<unsigned char>(text[i]);
    const int followers = FollowersOf(first);
    if (followers < 0 || text.size() - i <= static_cast<size_t>(followers)) return false;
    uint32_t point = followers == 0 ? first : first & (0x3f >> followers);
    for (int n = 0; n < followers; ++n) {
      const auto next = static_cast<unsigned char>(text[++i]);
      if (next >> 6 != 2) return false;
      point = point << 6 | (next & 0x3f);
    }
    const bool is_surrogate = point >= 0xd800 && point <= 0xdfff;
    if (point < kLeast[followers] || point > 0x10ffff || is_surrogate) return false;
  }
  return true;
}

std::string Unpadded(std::string base64) {
  while (!base64.empty() && base64.back() == '=') base64.pop_back();
  return base64;
}

std::string DetailJson(const google::protobuf::Any& detail) {
  const std::string type = detail.type_url().substr(detail.type_url().rfind('/') + 1);
  std::string json = absl::StrCat("{\"type\":", JsonString(type), ",\"value\":\"",
                                  Unpadded(absl::Base64Escape(detail.value())), "\"");
  const auto debug = ToJson(type, detail.value());
  if (debug.ok()) absl::StrAppend(&json, ",\"debug\":", *debug);
  return json + "}";
}

std::string MetadataJson(const Metadata& metadata) {
  Metadata sorted = metadata;
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& one, const auto& other) { return one.first < other.first; });
  std::string json = "{";
  for (size_t i = 0; i < sorted.size(); ++i) {
    const auto& [name, value] = sorted[i];
    const bool is_more = i > 0 && sorted[i - 1].first == name;
    if (is_more) {
      json.pop_back();  // the array goes on
      absl::StrAppend(&json, ",", JsonString(value), "]");
    } else {
      absl::StrAppend(&json, i == 0 ? "" : ",", JsonString(name), ":[", JsonString(value), "]");
    }
  }
  return json + "}";
}

}  // namespace

std::string JsonString(std::string_view text) {
  google::protobuf::Value value;
  // What somebody sent may be quoted in it, and JSON is UTF-8.
  value.set_string_value(IsUtf8(text) ? std::string(text)
                                      : absl::CHexEscape({text.data(), text.size()}));
  std::string json;
  if (!google::protobuf::util::MessageToJsonString(value, &json).ok()) return "\"\"";
  return json;
}

std::string ErrorJson(const google::rpc::Status& failure) {
  std::string json = absl::StrCat("{\"code\":\"", std::string(CodeName(failure.code())), "\"");
  if (!failure.message().empty()) {
    absl::StrAppend(&json, ",\"message\":", JsonString(failure.message()));
  }
  if (failure.details_size() > 0) {
    absl::StrAppend(&json, ",\"details\":[");
    for (int i = 0; i < failure.details_size(); ++i) {
      absl::StrAppend(&json, i == 0 ? "" : ",", DetailJson(failure.details(i)));
    }
    absl::StrAppend(&json, "]");
  }
  return json + "}";
}

std::string EndOfStreamJson(const google::rpc::Status& failure, const Metadata& trailing) {
  std::string json = "{";
  if (failure.code() != 0) absl::StrAppend(&json, "\"error\":", ErrorJson(failure));
  if (!trailing.empty()) {
    absl::StrAppend(&json, json.size() > 1 ? "," : "", "\"metadata\":", MetadataJson(trailing));
  }
  return json + "}";
}

}  // namespace sheaf::gateway
