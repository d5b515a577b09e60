#include "server/watchers/part.h"

#include <utility>

#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "google/protobuf/wire_format_lite.h"
#include "server/base/status.h"
#include "server/sectors/records.h"
#include "sheaf/v1/watch_service.pb.h"

namespace sheaf::watchers {
namespace {

using google::protobuf::internal::WireFormatLite;

// Appends `change` as one element of WatchResponse.changes: messages in the wire format may be put
// together from their fields.
void AppendField(const v1::Change& change, std::string* bytes) {
  google::protobuf::io::StringOutputStream stream(bytes);
  google::protobuf::io::CodedOutputStream coded(&stream);
  coded.WriteTag(WireFormatLite::MakeTag(v1::WatchResponse::kChangesFieldNumber,
                                         WireFormatLite::WIRETYPE_LENGTH_DELIMITED));
  coded.WriteVarint32(static_cast<uint32_t>(change.ByteSizeLong()));
  change.SerializeWithCachedSizes(&coded);
}

// One part in the making.
class Gathering {
 public:
  Gathering(const ledger::Commit& commit, size_t start) {
    part_.begin = {commit.revision, start};
    part_.commit_time = commit.commit_time;
  }

  bool IsFull() const {
    return part_.changes.size() >= Part::kMaxChanges || bytes_.size() >= Part::kMaxBytes;
  }

  absl::Status Add(const ledger::Record& record, const PlanSectors& sectors) {
    SHEAF_ASSIGN_OR_RETURN(const v1::Change change, sectors::ChangeOf(record));
    AppendField(change, &bytes_);
    part_.changes.push_back(
        {record.resource, sectors.SectorOf(record.resource, record.revision), bytes_.size()});
    return absl::OkStatus();
  }

  SharedPart Finish(bool ends_revision) {
    part_.end = ends_revision
                    ? Position::After(part_.begin.revision)
                    : Position{part_.begin.revision, part_.begin.index + part_.changes.size()};
    part_.bytes = grpc::Slice(bytes_);
    return std::make_shared<const Part>(std::move(part_));
  }

 private:
  Part part_;
  std::string bytes_;
};

}  // namespace

size_t Part::Footprint() const {
  size_t footprint = sizeof(Part) + bytes.size();
  for (const Change& change : changes) footprint += sizeof(Change) + change.resource.size();
  return footprint;
}

absl::StatusOr<std::vector<SharedPart>> PartsOf(const ledger::Commit& commit, size_t start,
                                                bool ends, const PlanSectors& sectors) {
  std::vector<SharedPart> parts;
  Gathering gathering(commit, start);
  for (size_t i = 0; i < commit.records.size(); ++i) {
    if (gathering.IsFull()) {
      parts.push_back(gathering.Finish(false));
      gathering = Gathering(commit, start + i);
    }
    SHEAF_RETURN_IF_ERROR(gathering.Add(commit.records[i], sectors));
  }
  parts.push_back(gathering.Finish(ends));
  return parts;
}

}  // namespace sheaf::watchers
