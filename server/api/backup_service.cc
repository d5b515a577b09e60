#include "server/api/backup_service.h"

#include <google/protobuf/util/time_util.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "server/api/answer.h"
#include "server/base/status.h"
#include "server/upkeep/backups.h"
#include "server/upkeep/restore.h"

namespace sheaf::api {
namespace {

using google::protobuf::util::TimeUtil;

absl::Status CheckFolder(const Serving& serving) {
  if (serving.backups != nullptr) return absl::OkStatus();
  return Refusal(absl::StatusCode::kFailedPrecondition, "NO_BACKUP_FOLDER",
                 "the server keeps no backups: it was started without --backup_dir");
}

void Fill(const upkeep::Backup& backup, v1::Backup* message) {
  message->set_name(absl::StrCat("backups/", backup.id));
  if (!backup.readable) return;
  *message->mutable_create_time() = TimeUtil::MicrosecondsToTimestamp(backup.create_time);
  message->set_revision(backup.tail.revision);
  if (backup.tail.revision > 0) {
    *message->mutable_commit_time() = TimeUtil::MicrosecondsToTimestamp(backup.tail.commit_time);
  }
  message->set_hash(backup.tail.hash);
  message->set_size_bytes(backup.bytes);
  message->set_server_version(backup.version);
}

}  // namespace

grpc::ServerUnaryReactor* BackupService::CreateBackup(grpc::CallbackServerContext* context,
                                                      const v1::CreateBackupRequest*,
                                                      v1::Backup* response) {
  return Answer(serving_, &executor_, context, NeedsTo(v1::OPERATE),
                [this, response]() -> absl::Status {
                  SHEAF_RETURN_IF_ERROR(CheckFolder(serving_));
                  SHEAF_ASSIGN_OR_RETURN(const upkeep::Backup backup, serving_.backups->Create());
                  Fill(backup, response);
                  return absl::OkStatus();
                });
}

grpc::ServerUnaryReactor* BackupService::ListBackups(grpc::CallbackServerContext* context,
                                                     const v1::ListBackupsRequest*,
                                                     v1::ListBackupsResponse* response) {
  return Answer(serving_, serving_.slow, context, NeedsTo(v1::OPERATE),
                [this, response]() -> absl::Status {
                  SHEAF_RETURN_IF_ERROR(CheckFolder(serving_));
                  SHEAF_ASSIGN_OR_RETURN(const auto backups, serving_.backups->List());
                  for (const upkeep::Backup& backup : backups)
                    Fill(backup, response->add_backups());
                  return absl::OkStatus();
                });
}

grpc::ServerUnaryReactor* BackupService::VerifyBackup(grpc::CallbackServerContext* context,
                                                      const v1::VerifyBackupRequest* request,
                                                      v1::Backup* response) {
  return Answer(serving_, &executor_, context, NeedsTo(v1::OPERATE),
                [this, request, response]() -> absl::Status {
                  SHEAF_RETURN_IF_ERROR(CheckFolder(serving_));
                  SHEAF_ASSIGN_OR_RETURN(const uint32_t id, upkeep::BackupNumber(request->name()));
                  SHEAF_ASSIGN_OR_RETURN(const upkeep::Backup backup, serving_.backups->Verify(id));
                  Fill(backup, response);
                  return absl::OkStatus();
                });
}

grpc::ServerUnaryReactor* BackupService::DeleteBackup(grpc::CallbackServerContext* context,
                                                      const v1::DeleteBackupRequest* request,
                                                      v1::DeleteBackupResponse*) {
  return Answer(serving_, &executor_, context, NeedsTo(v1::OPERATE),
                [this, request]() -> absl::Status {
                  SHEAF_RETURN_IF_ERROR(CheckFolder(serving_));
                  SHEAF_ASSIGN_OR_RETURN(const uint32_t id, upkeep::BackupNumber(request->name()));
                  return serving_.backups->Delete(id);
                });
}

}  // namespace sheaf::api
