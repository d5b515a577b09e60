#include "server/sectors/requests.h"

#include <memory>

#include "google/protobuf/descriptor.h"
#include "server/base/digest.h"
#include "server/ledger/etag.h"
#include "server/sectors/limits.h"
#include "server/sectors/records.h"

namespace sheaf::sectors {

std::string DigestOf(const google::protobuf::Message& client_request) {
  const std::unique_ptr<google::protobuf::Message> content(client_request.New());
  content->CopyFrom(client_request);
  const auto* field = content->GetDescriptor()->FindFieldByName("request_id");
  if (field != nullptr) content->GetReflection()->ClearField(content.get(), field);
  return Hex(Sha256(BytesOf(*content)));
}

std::optional<ledger::Revision> ExpectedRevision(const FieldCheck& check, const std::string& etag) {
  if (etag.empty()) return std::nullopt;
  const auto revision = ledger::ParseEtag(etag);
  if (!check.Holds("etag", revision.status())) return std::nullopt;
  return *revision;
}

absl::Status UnlessMade(const Intake& intake, ledger::Request request, absl::Status refusal) {
  if (refusal.ok() || request.request_id.empty()) return refusal;
  request.actor = intake.actor;
  const auto made = intake.ledger->WasMade(request);
  if (!made.ok()) return made.status();
  return *made ? absl::OkStatus() : refusal;
}

void CheckRequestId(const FieldCheck& check, const std::string& request_id) {
  check.Text("request_id", request_id, kRequestIdMaxBytes);
}

}  // namespace sheaf::sectors
