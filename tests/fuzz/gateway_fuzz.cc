// What the gateway reads of what browsers send: HTTP, calls, envelopes, queries, gzip, JSON.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "clients/web/gateway/connect/call_request.h"
#include "clients/web/gateway/connect/envelope.h"
#include "clients/web/gateway/connect/error_json.h"
#include "clients/web/gateway/connect/failure.h"
#include "clients/web/gateway/connect/get_query.h"
#include "clients/web/gateway/connect/gzip.h"
#include "clients/web/gateway/connect/transcoding.h"
#include "clients/web/gateway/http/request_reader.h"
#include "tests/fuzz/expect.h"

namespace sheaf::gateway {
namespace {

constexpr size_t kMessageMaxBytes = 64 << 10;
constexpr char kGetReport[] = "/sheaf.v1.ReportService/GetReport";
constexpr RequestLimits kLimits{8 << 10, kMessageMaxBytes};

void ReadCall(const Request& request) {
  Method method = Method::Find(request.Path());
  if (!method.IsKnown()) method = Method::Find(kGetReport);
  const CallReader reader(kMessageMaxBytes);
  for (const bool is_stream : {false, true}) {
    CallRequest call;
    const auto refused =
        is_stream ? reader.ReadStreaming(request, &call) : reader.ReadUnary(request, &call);
    if (refused) {
      fuzz::Expect(!refused->status.ok(), "what is refused has a reason");
      ErrorJson(FailureOf(refused->status, "WRONG_REQUEST"));
    } else if (call.codec == Codec::kJson && ToBinaryForm(method, &call).ok()) {
      fuzz::Expect(ToJson(method.RequestType(), call.message).ok(),
                   "JSON that is taken is a message");
    }
  }
}

// As HTTP, whole and in two pieces.
void ReadHttp(std::string bytes) {
  RequestReader reader(kLimits);
  std::string inbox = bytes.substr(0, bytes.size() / 2);
  auto progress = reader.Read(&inbox);
  if (progress == RequestReader::Progress::kNeedsMore) {
    inbox += bytes.substr(bytes.size() / 2);
    progress = reader.Read(&inbox);
  }
  if (progress == RequestReader::Progress::kIsRefused) {
    fuzz::Expect(reader.Refusal().status >= 400, "what is refused has a status");
  }
  if (progress == RequestReader::Progress::kIsComplete) {
    const Request request = reader.Take();
    fuzz::Expect(request.body.size() <= kMessageMaxBytes, "no body is longer than it may be");
    ReadCall(request);
  }
}

void ReadParts(std::string_view bytes) {
  const auto envelope = ParseOnlyEnvelope(bytes);
  if (envelope.ok()) {
    fuzz::Expect(FormatEnvelope(envelope->flags, envelope->message) == bytes,
                 "an envelope that is taken is written so");
  }
  const auto plain = Gunzip(bytes, kMessageMaxBytes);
  if (plain.ok()) fuzz::Expect(plain->size() <= kMessageMaxBytes, "no more than may come");
  fuzz::Expect(*Gunzip(Gzip(bytes, kQuick), bytes.size()) == bytes,
               "what is compressed reads back");
  (void)ParseGetQuery(bytes);
  ReadCall({"POST", kGetReport, {{"Content-Type", "application/json"}}, std::string(bytes)});
  ReadCall({"GET", std::string(kGetReport) + "?" + std::string(bytes), {}, ""});
  (void)ToJson("sheaf.v1.Document", bytes);
  JsonString(bytes);
}

}  // namespace
}  // namespace sheaf::gateway

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  sheaf::gateway::ReadHttp(std::string(bytes));
  sheaf::gateway::ReadParts(bytes);
  return 0;
}
