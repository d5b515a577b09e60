// A publication as a file that anyone can verify without a server and without Sheaf: four blocks of
// PEM, as proto/sheaf/v1/publication.proto describes them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "sheaf/v1/publication.pb.h"

namespace sheaf::client {

// More than the largest publication comes to.
inline constexpr size_t kPublicationFileMaxBytes = size_t{64} << 20;

// The file of `publication`: of its statement, signature, key and document. INVALID_ARGUMENT where
// its key is no key of Ed25519.
absl::StatusOr<std::string> WritePublicationFile(const v1::Publication& publication);

// What the file `bytes` holds, with these four fields set. DATA_LOSS where it is no such file, or
// not byte for byte what WritePublicationFile makes of what it holds: so nothing can be altered in
// it that does not alter one of the four. It is not verified yet.
absl::StatusOr<v1::Publication> ReadPublicationFile(std::string_view bytes);

}  // namespace sheaf::client
