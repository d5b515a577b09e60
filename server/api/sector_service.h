// sheaf.v1.SectorService.
#pragma once

#include "server/api/serving.h"
#include "sheaf/v1/sector_service.grpc.pb.h"

namespace sheaf::api {

class SectorService final : public v1::SectorService::CallbackService {
 public:
  explicit SectorService(const Serving& serving) : serving_(serving) {}

  grpc::ServerUnaryReactor* ListSectors(grpc::CallbackServerContext* context,
                                        const v1::ListSectorsRequest* request,
                                        v1::ListSectorsResponse* response) override;
  grpc::ServerUnaryReactor* GetManifest(grpc::CallbackServerContext* context,
                                        const v1::GetManifestRequest* request,
                                        v1::SectorManifest* response) override;
  grpc::ServerUnaryReactor* ReloadSector(grpc::CallbackServerContext* context,
                                         const v1::ReloadSectorRequest* request,
                                         v1::Sector* response) override;
  grpc::ServerUnaryReactor* GetStatus(grpc::CallbackServerContext* context,
                                      const v1::GetStatusRequest* request,
                                      v1::ServerStatus* response) override;

 private:
  const Serving& serving_;
};

}  // namespace sheaf::api
