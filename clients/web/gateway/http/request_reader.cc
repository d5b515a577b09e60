#include "clients/web/gateway/http/request_reader.h"

#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include "absl/strings/str_cat.h"

namespace sheaf::gateway {
namespace {

namespace http = boost::beast::http;

template <typename Text>
std::string String(const Text& text) {
  return {text.data(), text.size()};
}

}  // namespace

struct RequestReader::Parser {
  http::request_parser<http::string_body> http;
  RequestLimits limits;
  boost::system::error_code error;
  bool has_begun = false;
};

RequestReader::RequestReader(const RequestLimits& limits) : parser_(std::make_unique<Parser>()) {
  parser_->limits = limits;
  parser_->http.eager(true);
  parser_->http.header_limit(limits.header_max_bytes);
  parser_->http.body_limit(limits.body_max_bytes);
}

RequestReader::~RequestReader() = default;

RequestReader::Progress RequestReader::Read(std::string* inbox) {
  if (!inbox->empty()) parser_->has_begun = true;
  while (!inbox->empty() && !parser_->http.is_done()) {
    const size_t used =
        parser_->http.put(boost::asio::buffer(inbox->data(), inbox->size()), parser_->error);
    inbox->erase(0, used);
    if (parser_->error == http::error::need_more) {
      parser_->error = {};
      // The parser keeps in mind how much of an unfinished header it has looked at.
      if (used == 0) break;
    }
    if (parser_->error) return Progress::kIsRefused;
  }
  return parser_->http.is_done() ? Progress::kIsComplete : Progress::kNeedsMore;
}

bool RequestReader::HasBegun() const { return parser_->has_begun; }

bool RequestReader::HasHeaders() const { return parser_->http.is_header_done(); }

bool RequestReader::WaitsToGoOn() const {
  return HasHeaders() && !parser_->http.is_done() &&
         EqualsIgnoringCase(String(parser_->http.get()[http::field::expect]), "100-continue");
}

Request RequestReader::Take() {
  auto message = parser_->http.release();
  Request request;
  request.method = String(message.method_string());
  request.target = String(message.target());
  request.keep_alive = message.keep_alive();
  for (const auto& field : message) {
    request.headers.emplace_back(String(field.name_string()), String(field.value()));
  }
  request.body = std::move(message.body());
  return request;
}

RequestReader::Refused RequestReader::Refusal() const {
  const RequestLimits& limits = parser_->limits;
  if (parser_->error == http::error::header_limit) {
    return {431, absl::StrCat("the headers are longer than the ", limits.header_max_bytes,
                              " bytes that may come")};
  }
  if (parser_->error == http::error::body_limit) {
    return {413, absl::StrCat("the request is longer than the ", limits.body_max_bytes,
                              " bytes that may come; send it in parts")};
  }
  if (parser_->error == http::error::bad_version) return {505, "HTTP/1.1 is spoken here"};
  return {400, "the request is not HTTP as this server reads it"};
}

}  // namespace sheaf::gateway
