// One push that waits in the spool, as a file that people can read: what it is, a line each, then
// its updates as JSON, each after the row it came from; and the signature over all of it.
//
//   sheaf-spool-entry 1
//   sequence 3
//   server 127.0.0.1:7433
//   user alice
//   plan energy
//   draft no
//   file q3.csv
//   made 2026-07-01T08:30:00Z
//   request 5f1c0a...
//   before 9b2e...
//   updates 2
//   2 {"lineCode":"EN-APG-001","update":{"reportedStatus":"on_going"}}
//   5 {"lineCode":"EN-APG-002","update":{"reportedStatus":"completed"}}
//   signature 77ab...
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "clients/cpp/signing_key.h"
#include "sheaf/v1/update_service.pb.h"

namespace sheaf::client {

struct SpoolEntry {
  // From 1, without a gap.
  int64_t sequence = 0;
  // HOST:PORT that it is for, and who pushed it.
  std::string server;
  std::string user;
  // The plan's id.
  std::string plan;
  bool draft = false;
  // The file that the updates were read from, as its author named it.
  std::string file;
  // When it was put into the spool, RFC 3339.
  std::string made;
  // What its batches are called (BulkPushOptions::request_id), so that it is pushed once however
  // often it is sent.
  std::string request_id;
  // SHA-256 of the entry before, hexadecimal; empty for the first.
  std::string before;
  std::vector<v1::LineUpdate> updates;
  // Of each update, the row of the file that it came from.
  std::vector<int64_t> rows;
};

// The whole file. Line ends in names and the like become blanks.
std::string BytesOf(const SpoolEntry& entry, const SigningKey& key);

// DATA_LOSS, with what was found, where the signature does not fit or it is no entry.
absl::StatusOr<SpoolEntry> ReadSpoolEntry(std::string_view bytes, std::string_view public_key);

// The same of the text that was signed: for those who have checked that.
absl::StatusOr<SpoolEntry> ParseSpoolEntry(std::string_view text);

// SHA-256 of a whole file, hexadecimal: what the entry after it holds as `before`.
std::string DigestOf(std::string_view bytes);

}  // namespace sheaf::client
