// What a publication says of itself, for people.
#pragma once

#include <string>

#include "clients/cli/table.h"
#include "sheaf/v1/publication.pb.h"
#include "sheaf/v1/publication_service.pb.h"

namespace sheaf::cli {

// "publications/energy-2024" for "energy-2024", and for itself.
std::string PublicationName(const std::string& text);

// What is signed: `statement`, with the key and the size of the document of `publication`. What the
// server adds (who published it, and why it was withdrawn) is there where it is set.
Table CardOf(const v1::Publication& publication, const v1::PublicationStatement& statement);

// Publications without their documents. A statement that cannot be read leaves its cells empty.
Table TableOf(const v1::ListPublicationsResponse& list);

}  // namespace sheaf::cli
