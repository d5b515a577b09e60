// Stored records and the messages of the contract: what is stored of a message, and a stored record
// as a message again. The payload is the message without its name and without what the ledger knows
// better (revision, time, actor, reasons). Pure functions.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "google/protobuf/message.h"
#include "server/ledger/ledger.h"
#include "sheaf/v1/change.pb.h"

namespace sheaf::sectors {

// `message` in the wire format, the same bytes for the same content.
std::string BytesOf(const google::protobuf::Message& message);

// What is stored of `message`, a plan, line, update, baseline, target, observation, member state,
// manifest or publication, as BytesOf writes it. Output-only fields are left out, but for a line's
// position.
std::string PayloadOf(const google::protobuf::Message& message);
// The same, and takes from `message` what is not stored: a copy less.
std::string TakePayload(google::protobuf::Message* message);

// The resource of `record`, with name, revision, commit_time, etag and, where the kind has them,
// actor, review, withdrawn_reason and vanished. DATA_LOSS where the payload is no message of its
// kind.
absl::StatusOr<v1::Resource> ResourceOf(const ledger::Record& record);

// The same of a record that is known to be of one kind.
absl::StatusOr<v1::Plan> PlanOf(const ledger::Record& record);
absl::StatusOr<v1::Line> LineOf(const ledger::Record& record);
absl::StatusOr<v1::Update> UpdateOf(const ledger::Record& record);

// The change that made this version; of a publication without its document.
absl::StatusOr<v1::Change> ChangeOf(const ledger::Record& record);

}  // namespace sheaf::sectors
