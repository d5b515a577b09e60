#include "clients/web/gateway/calls/reply.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "clients/web/gateway/connect/error_json.h"
#include "clients/web/gateway/connect/failure.h"
#include "clients/web/gateway/connect/gzip.h"
#include "clients/web/gateway/connect/transcoding.h"
#include "clients/web/gateway/etag.h"
#include "clients/web/gateway/response_headers.h"

namespace sheaf::gateway {
namespace {

// Answers of calls are of whoever asked, and asked about again before they are used again.
void AddCaching(const Method& method, Headers* headers) {
  headers->emplace_back("Cache-Control",
                        method.HasNoSideEffects() ? "private, no-cache" : "no-store");
  headers->emplace_back("Vary", "Authorization, Sheaf-User, Accept-Encoding");
}

void AddMetadata(const UnaryResult& result, Headers* headers) {
  for (const auto& [name, value] : result.leading) headers->emplace_back(name, value);
  for (const auto& [name, value] : result.trailing) {
    headers->emplace_back(absl::StrCat("trailer-", name), value);
  }
}

}  // namespace

absl::StatusOr<std::string> Encode(const Method& method, Codec codec, std::string message) {
  if (codec == Codec::kProto) return message;
  return ToJson(method.ResponseType(), message);
}

Response FailureResponse(const google::rpc::Status& failure, bool has_tls, int http_status) {
  Response response = TextResponse(http_status != 0 ? http_status : HttpStatusOf(failure.code()),
                                   "application/json", ErrorJson(failure));
  response.headers.emplace_back("Cache-Control", "no-store");
  AddCallHeaders(has_tls, &response.headers);
  return response;
}

Reply RenderReply(const ReplyForm& form, UnaryResult result) {
  const auto fail = [&](const google::rpc::Status& failure) {
    Reply reply{failure.code(), FailureResponse(failure, form.has_tls), ""};
    AddMetadata(result, &reply.response.headers);
    return reply;
  };
  if (!result.status.ok()) return fail(FailureOf(result.status));
  auto body = Encode(form.method, form.codec, std::move(result.message));
  if (!body.ok()) {
    return fail(Failure(grpc::StatusCode::INTERNAL, "ANSWER_NOT_READABLE",
                        "the answer of the server is not of this gateway's contract; are both of "
                        "one version?"));
  }
  Reply reply;
  const bool is_gzip = form.takes_gzip && body->size() >= kCompressMinBytes;
  if (form.method.HasNoSideEffects()) {
    reply.etag = EtagOf(*body);
    if (is_gzip) reply.etag.insert(reply.etag.size() - 1, "-gzip");
  }
  reply.response =
      TextResponse(200, form.codec == Codec::kJson ? "application/json" : "application/proto",
                   is_gzip ? Gzip(*body, kQuick) : *std::move(body));
  if (is_gzip) reply.response.headers.emplace_back("Content-Encoding", "gzip");
  if (!reply.etag.empty()) reply.response.headers.emplace_back("ETag", reply.etag);
  AddCaching(form.method, &reply.response.headers);
  AddMetadata(result, &reply.response.headers);
  AddCallHeaders(form.has_tls, &reply.response.headers);
  return reply;
}

}  // namespace sheaf::gateway
