// The ledger's request for a client's: its id, the digest that tells it from another under the same
// id, and whether it is only to be checked. The actor is left to the caller.
#pragma once

#include <optional>
#include <string>

#include "google/protobuf/message.h"
#include "server/ledger/ledger.h"
#include "server/sectors/field_checks.h"
#include "server/sectors/intake.h"

namespace sheaf::sectors {

// SHA-256, hexadecimal, of `client_request` without its request_id.
std::string DigestOf(const google::protobuf::Message& client_request);

// `ClientRequest` has the fields request_id and validate_only.
template <typename ClientRequest>
ledger::Request RequestFor(const ClientRequest& client_request) {
  ledger::Request request;
  request.request_id = client_request.request_id();
  request.validate_only = client_request.validate_only();
  // Nobody asks for the digest of a request without an id.
  if (!request.request_id.empty()) request.request_digest = DigestOf(client_request);
  return request;
}

// `refusal`, but OK where `request` was made before.
absl::Status UnlessMade(const Intake& intake, ledger::Request request, absl::Status refusal);

void CheckRequestId(const FieldCheck& check, const std::string& request_id);

// The revision that a client's `etag` stands for; nothing where it is empty or wrong.
std::optional<ledger::Revision> ExpectedRevision(const FieldCheck& check, const std::string& etag);

}  // namespace sheaf::sectors
