// The publisher: freezes a report as it was given to the world, says what it is, and signs that.
//
// A publication is never made anew: whoever asks for it gets the bytes that were kept. The
// statement is what is signed, and names the document by its SHA-256.
#pragma once

#include <cstddef>
#include <memory>
#include <utility>

#include "absl/status/statusor.h"
#include "server/model/model.h"
#include "server/publications/signing_key.h"
#include "server/reports/reporter.h"
#include "sheaf/v1/clocks.pb.h"
#include "sheaf/v1/publication.pb.h"
#include "sheaf/v1/publication_service.pb.h"

namespace sheaf::publications {

// What a document may have. The largest of the sample data has 60 kB; a client takes answers of
// 64 MiB.
inline constexpr size_t kDocumentMaxBytes = size_t{16} << 20;

// Thread-safe. Blocks, since it makes reports; call it on an executor. Writes nothing: its callers
// commit.
class Publisher {
 public:
  // `reporter` must outlive it. Without a `key` nothing is published, and all else works.
  Publisher(reports::Reporter* reporter, std::unique_ptr<const SigningKey> key,
            size_t document_max_bytes = kDocumentMaxBytes)
      : reporter_(reporter), key_(std::move(key)), document_max_bytes_(document_max_bytes) {}

  // The report that `request` asks for, as of `clocks` and of updates that have got as far as
  // `counts`, frozen and signed: name, statement,
  // signature, key and document are set. FAILED_PRECONDITION (NO_SIGNING_KEY, REPORT_INCOMPLETE);
  // INVALID_ARGUMENT (INVALID_PUBLICATION) with all that is wrong; RESOURCE_EXHAUSTED
  // (DOCUMENT_TOO_LARGE); errors of the report.
  absl::StatusOr<v1::Publication> Make(const v1::PublishRequest& request, const v1::Clocks& clocks,
                                       model::Level counts) const;

  // Makes the report of `publication` again, and says whether it is the same, byte for byte. Errors
  // of the report; DATA_LOSS as DocumentOf.
  absl::StatusOr<v1::ReproducePublicationResponse> Reproduce(
      const v1::Publication& publication) const;

 private:
  reports::Reporter* const reporter_;
  const std::unique_ptr<const SigningKey> key_;
  const size_t document_max_bytes_;
};

}  // namespace sheaf::publications
