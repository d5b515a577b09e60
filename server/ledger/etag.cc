#include "server/ledger/etag.h"

#include <charconv>

namespace sheaf::ledger {

std::string EtagOf(Revision revision) { return "r" + std::to_string(revision); }

absl::StatusOr<Revision> ParseEtag(std::string_view text) {
  Revision revision = -1;
  if (!text.empty()) std::from_chars(text.data() + 1, text.data() + text.size(), revision);
  if (revision >= 0 && EtagOf(revision) == text) return revision;
  return absl::InvalidArgumentError("'" + std::string(text) +
                                    "' is not an etag; send back the one that came with the "
                                    "record when it was read");
}

}  // namespace sheaf::ledger
