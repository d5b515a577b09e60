// HTTP requests and answers, as the gateway's parts hand them to each other.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sheaf::gateway {

using Headers = std::vector<std::pair<std::string, std::string>>;

struct Request {
  std::string method = {};
  // As it came: "/sheaf.v1.PlanService/GetPlan?connect=v1".
  std::string target = {};
  Headers headers = {};
  std::string body = {};
  // The address that it came from, without a port.
  std::string origin_address = {};
  bool keep_alive = false;

  // The value of the first header of that name, whatever its case; "" where there is none.
  std::string_view Header(std::string_view name) const;
  std::string_view Path() const;
  // What follows the question mark.
  std::string_view Query() const;
};

struct Response {
  int status = 200;
  Headers headers = {};
  // Null: none. Shared, so that an answer that is kept is not copied.
  std::shared_ptr<const std::string> body = {};
};

// An answer with that body.
Response TextResponse(int status, std::string_view content_type, std::string body);

// "Not Found"; "" for a status that has no usual phrase.
std::string_view ReasonPhrase(int status);

// The first line and the headers, up to the empty line; with Content-Length, except where
// `is_stream`, whose body comes in chunks.
std::string FormatHead(const Response& response, bool is_stream, bool keep_alive);

// A piece of a body that comes in chunks: what goes before it and, after it, "\r\n".
std::string FormatChunkHead(size_t bytes);
inline constexpr std::string_view kChunkEnd = "\r\n";
inline constexpr std::string_view kLastChunk = "0\r\n\r\n";

bool EqualsIgnoringCase(std::string_view one, std::string_view other);

// Whether a list such as Accept-Encoding's names `coding` and does not refuse it with q=0.
bool Accepts(std::string_view list, std::string_view coding);

}  // namespace sheaf::gateway
