// Publications as records: the write that keeps one, and what is read of one that is kept.
#pragma once

#include "absl/status/statusor.h"
#include "server/ledger/ledger.h"
#include "server/sectors/intake.h"
#include "sheaf/v1/document.pb.h"
#include "sheaf/v1/publication.pb.h"
#include "sheaf/v1/publication_service.pb.h"

namespace sheaf::publications {

// The write that keeps `made`, which Publisher::Make gave for `request`. What is kept already with
// the same statement stays, signed as it was. ALREADY_EXISTS (PUBLICATION_EXISTS) where the name is
// another publication's.
absl::StatusOr<sectors::Accepted> AcceptPublication(const sectors::Intake& intake,
                                                    const v1::PublishRequest& request,
                                                    const v1::Publication& made);

// The publication that `record` is. DATA_LOSS where its bytes are none.
absl::StatusOr<v1::Publication> PublicationOf(const ledger::Record& record);
// What it states. DATA_LOSS where that cannot be read.
absl::StatusOr<v1::PublicationStatement> StatementOf(const v1::Publication& publication);
// What was frozen. DATA_LOSS where it is not what the statement names.
absl::StatusOr<v1::Document> DocumentOf(const v1::Publication& publication);

}  // namespace sheaf::publications
