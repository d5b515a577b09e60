#include "clients/cpp/spool_entry.h"

#include "absl/strings/escaping.h"
#include "clients/cpp/sha256.h"
#include "clients/cpp/signed_lines.h"
#include "google/protobuf/util/json_util.h"

namespace sheaf::client {
namespace {

constexpr char kKind[] = "sheaf-spool-entry";
constexpr char kVersion[] = "1";

std::string JsonOf(const v1::LineUpdate& update) {
  std::string json;
  // Fails for no message without an Any.
  static_cast<void>(google::protobuf::util::MessageToJsonString(update, &json));
  return json;
}

absl::Status ReadUpdates(LineReader& lines, SpoolEntry& entry) {
  const int64_t count = lines.Number("updates");
  for (int64_t i = 0; i < count && lines.status().ok(); ++i) {
    const std::string_view json = lines.NumberedLine(&entry.rows.emplace_back());
    if (!lines.status().ok()) break;
    if (!google::protobuf::util::JsonStringToMessage(std::string(json),
                                                     &entry.updates.emplace_back())
             .ok()) {
      return absl::DataLossError("update " + std::to_string(i + 1) + " cannot be read");
    }
  }
  return lines.Finish();
}

}  // namespace

std::string BytesOf(const SpoolEntry& entry, const SigningKey& key) {
  std::string text = LineOf(kKind, kVersion) + LineOf("sequence", std::to_string(entry.sequence)) +
                     LineOf("server", entry.server) + LineOf("user", entry.user) +
                     LineOf("plan", entry.plan) + LineOf("draft", entry.draft ? "yes" : "no") +
                     LineOf("file", entry.file) + LineOf("made", entry.made) +
                     LineOf("request", entry.request_id) + LineOf("before", entry.before) +
                     LineOf("updates", std::to_string(entry.updates.size()));
  for (size_t i = 0; i < entry.updates.size(); ++i) {
    text += LineOf(std::to_string(entry.rows[i]), JsonOf(entry.updates[i]));
  }
  return Signed(std::move(text), key);
}

absl::StatusOr<SpoolEntry> ReadSpoolEntry(std::string_view bytes, std::string_view public_key) {
  const auto text = TextSignedBy(public_key, bytes);
  if (!text.ok()) return text.status();
  return ParseSpoolEntry(*text);
}

absl::StatusOr<SpoolEntry> ParseSpoolEntry(std::string_view text) {
  LineReader lines(text);
  const bool is_known = lines.Text(kKind) == kVersion;
  if (!is_known) {
    return absl::DataLossError("it is no entry of the spool that this version of sheaf can read");
  }
  SpoolEntry entry;
  entry.sequence = lines.Number("sequence");
  entry.server = lines.Text("server");
  entry.user = lines.Text("user");
  entry.plan = lines.Text("plan");
  entry.draft = lines.Text("draft") == "yes";
  entry.file = lines.Text("file");
  entry.made = lines.Text("made");
  entry.request_id = lines.Text("request");
  entry.before = lines.Text("before");
  const absl::Status read = ReadUpdates(lines, entry);
  if (!read.ok()) return read;
  return entry;
}

std::string DigestOf(std::string_view bytes) { return absl::BytesToHexString(Sha256({bytes})); }

}  // namespace sheaf::client
