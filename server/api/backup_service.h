// sheaf.v1.BackupService.
#pragma once

#include "server/api/serving.h"
#include "server/base/executor.h"
#include "sheaf/v1/backup_service.grpc.pb.h"

namespace sheaf::api {

class BackupService final : public v1::BackupService::CallbackService {
 public:
  explicit BackupService(const Serving& serving) : serving_(serving) {}

  grpc::ServerUnaryReactor* CreateBackup(grpc::CallbackServerContext* context,
                                         const v1::CreateBackupRequest* request,
                                         v1::Backup* response) override;
  grpc::ServerUnaryReactor* ListBackups(grpc::CallbackServerContext* context,
                                        const v1::ListBackupsRequest* request,
                                        v1::ListBackupsResponse* response) override;
  grpc::ServerUnaryReactor* VerifyBackup(grpc::CallbackServerContext* context,
                                         const v1::VerifyBackupRequest* request,
                                         v1::Backup* response) override;
  grpc::ServerUnaryReactor* DeleteBackup(grpc::CallbackServerContext* context,
                                         const v1::DeleteBackupRequest* request,
                                         v1::DeleteBackupResponse* response) override;

 private:
  const Serving& serving_;
  // Copying and reading everything takes minutes: reports do not wait for that. Two, so that a
  // second call is told that one is under way, and does not wait for it in silence.
  Executor executor_{2};
};

}  // namespace sheaf::api
