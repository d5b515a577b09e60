#include "server/sectors/records.h"

#include <memory>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "server/base/resource_name.h"
#include "server/base/status.h"
#include "server/ledger/etag.h"
#include "server/sectors/review.h"

namespace sheaf::sectors {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// From this number on, the messages of the contract hold what clients cannot set.
constexpr int kFirstOutputOnly = 20;

bool IsStored(const FieldDescriptor& field) {
  return field.number() < kFirstOutputOnly && field.name() != "name" && field.name() != "vanished";
}

// False where `message` and all messages in it are known to hold no unknown field; found out at a
// fraction of the cost of discarding them.
bool MayHoldUnknown(const Message& message) {
  const auto* reflection = message.GetReflection();
  if (!reflection->GetUnknownFields(message).empty()) return true;
  const auto* descriptor = message.GetDescriptor();
  for (int i = 0; i < descriptor->field_count(); ++i) {
    const FieldDescriptor* field = descriptor->field(i);
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
    if (field->is_map()) {
      // Parsing drops what an entry holds besides key and value.
      if (field->message_type()->map_value()->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
        return true;
      }
    } else if (!field->is_repeated()) {
      if (reflection->HasField(message, field) &&
          MayHoldUnknown(reflection->GetMessage(message, field))) {
        return true;
      }
    } else {
      for (int place = 0; place < reflection->FieldSize(message, field); ++place) {
        if (MayHoldUnknown(reflection->GetRepeatedMessage(message, field, place))) return true;
      }
    }
  }
  return false;
}

void SetTime(Micros time, google::protobuf::Timestamp* timestamp) {
  timestamp->set_seconds(time / 1'000'000);
  timestamp->set_nanos(static_cast<int32_t>(time % 1'000'000) * 1000);
}

// Sets what the ledger knows of `record`, as far as its kind has a field for it.
template <typename Kind>
absl::Status Describe(const ledger::Record& record, Kind& kind) {
  kind.set_name(record.resource);
  kind.set_revision(record.revision);
  kind.set_etag(ledger::EtagOf(record.revision));
  if constexpr (requires { kind.mutable_commit_time(); }) {
    SetTime(record.commit_time, kind.mutable_commit_time());
  }
  if constexpr (requires { kind.set_actor(""); }) kind.set_actor(record.actor);
  if constexpr (requires { kind.set_withdrawn_reason(""); }) {
    if (record.verb == ledger::Verb::kWithdraw) kind.set_withdrawn_reason(record.reason);
  }
  if constexpr (requires { kind.mutable_review(); }) {
    SHEAF_ASSIGN_OR_RETURN(*kind.mutable_review(), ReviewOf(record));
  }
  if constexpr (requires { kind.set_vanished(true); }) {
    kind.set_vanished(record.verb == ledger::Verb::kVanish);
  }
  return absl::OkStatus();
}

template <typename Kind>
absl::Status Read(const ledger::Record& record, Kind* kind) {
  if (!kind->ParseFromString(record.payload)) {
    return absl::DataLossError("the record " + record.resource + " of revision " +
                               std::to_string(record.revision) +
                               " cannot be read: its bytes are no message of its kind; restore the "
                               "data folder from a backup");
  }
  return Describe(record, *kind);
}

template <typename Kind>
absl::StatusOr<Kind> KindOf(const ledger::Record& record) {
  Kind kind;
  const absl::Status status = Read(record, &kind);
  if (!status.ok()) return status;
  return kind;
}

// Reads `record` into the field of `resource` that its name belongs to.
absl::Status ReadByName(const ledger::Record& record, v1::Resource& resource) {
  const std::string& name = record.resource;
  if (NameFits(name, kUpdatePattern)) return Read(record, resource.mutable_update());
  if (NameFits(name, kLinePattern)) return Read(record, resource.mutable_line());
  if (NameFits(name, kPlanPattern)) return Read(record, resource.mutable_plan());
  if (NameFits(name, kObservationPattern) || NameFits(name, kSeriesObservationPattern)) {
    return Read(record, resource.mutable_observation());
  }
  if (NameFits(name, kTargetPattern)) return Read(record, resource.mutable_target());
  if (NameFits(name, kBaselinePattern)) return Read(record, resource.mutable_baseline());
  if (NameFits(name, kMemberStatePattern)) return Read(record, resource.mutable_member_state());
  if (NameFits(name, kManifestPattern)) return Read(record, resource.mutable_manifest());
  if (NameFits(name, kRoundPattern)) return Read(record, resource.mutable_round());
  if (NameFits(name, kPublicationPattern)) return Read(record, resource.mutable_publication());
  if (NameFits(name, kPublishedFigurePattern)) {
    return Read(record, resource.mutable_published_figure());
  }
  if (NameFits(name, kDuplicatePattern)) return Read(record, resource.mutable_duplicate());
  return absl::DataLossError("the stored name '" + name + "' is of no kind of record");
}

v1::ChangeVerb VerbOf(ledger::Verb verb) {
  switch (verb) {
    case ledger::Verb::kCreate:
      return v1::CREATED;
    case ledger::Verb::kReplace:
      return v1::REPLACED;
    case ledger::Verb::kWithdraw:
      return v1::TAKEN_BACK;
    case ledger::Verb::kVanish:
      return v1::VANISHED;
    case ledger::Verb::kReview:
      return v1::REVIEWED;
  }
  return v1::CHANGE_VERB_UNSPECIFIED;
}

}  // namespace

std::string BytesOf(const Message& message) {
  std::string bytes;
  bytes.reserve(message.ByteSizeLong());
  {
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream coded(&stream);
    // Maps in the order of their keys.
    coded.SetSerializationDeterministic(true);
    message.SerializeToCodedStream(&coded);
  }
  return bytes;
}

std::string PayloadOf(const Message& message) {
  const std::unique_ptr<Message> stored(message.New());
  stored->CopyFrom(message);
  return TakePayload(stored.get());
}

std::string TakePayload(Message* message) {
  if (MayHoldUnknown(*message)) message->DiscardUnknownFields();
  const auto* descriptor = message->GetDescriptor();
  for (int i = 0; i < descriptor->field_count(); ++i) {
    const FieldDescriptor* field = descriptor->field(i);
    if (!IsStored(*field)) message->GetReflection()->ClearField(message, field);
  }
  return BytesOf(*message);
}

absl::StatusOr<v1::Resource> ResourceOf(const ledger::Record& record) {
  v1::Resource resource;
  const absl::Status status = ReadByName(record, resource);
  if (!status.ok()) return status;
  return resource;
}

absl::StatusOr<v1::Plan> PlanOf(const ledger::Record& record) { return KindOf<v1::Plan>(record); }
absl::StatusOr<v1::Line> LineOf(const ledger::Record& record) { return KindOf<v1::Line>(record); }
absl::StatusOr<v1::Update> UpdateOf(const ledger::Record& record) {
  return KindOf<v1::Update>(record);
}

absl::StatusOr<v1::Change> ChangeOf(const ledger::Record& record) {
  v1::Change change;
  const absl::Status status = ReadByName(record, *change.mutable_after());
  if (!status.ok()) return status;
  // What is large is read from the record itself.
  if (change.after().has_publication()) {
    change.mutable_after()->mutable_publication()->clear_document();
  }
  change.set_resource(record.resource);
  change.set_revision(record.revision);
  change.set_previous_revision(record.previous);
  SetTime(record.commit_time, change.mutable_commit_time());
  change.set_verb(VerbOf(record.verb));
  change.set_actor(record.actor);
  change.set_request_id(record.request_id);
  change.set_reason(record.reason);
  return change;
}

}  // namespace sheaf::sectors
