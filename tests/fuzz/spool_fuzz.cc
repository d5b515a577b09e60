// Entries of the spool: the text that was signed, and the bytes with the signature.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "clients/cpp/spool_entry.h"
#include "tests/fuzz/expect.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace sheaf;
  static const client::SigningKey key = client::SigningKey::Make();
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  fuzz::Expect(!client::TextSignedBy(key.public_key(), bytes).ok(), "nobody has signed it");
  const auto entry = client::ParseSpoolEntry(bytes);
  if (!entry.ok()) return 0;
  fuzz::Expect(entry->rows.size() == entry->updates.size(), "each update has its row");
  const std::string written = client::BytesOf(*entry, key);
  const auto again = client::ReadSpoolEntry(written, key.public_key());
  fuzz::Expect(again.ok(), "what was taken can be written and read");
  fuzz::Expect(again->sequence == entry->sequence && again->plan == entry->plan &&
                   again->rows == entry->rows && again->updates.size() == entry->updates.size(),
               "an entry reads back as itself");
  return 0;
}
