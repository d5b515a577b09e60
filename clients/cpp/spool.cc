#include "clients/cpp/spool.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <optional>
#include <system_error>

#include "clients/cpp/retry.h"
#include "clients/cpp/signed_lines.h"
#include "clients/cpp/state_file.h"

namespace sheaf::client {
namespace {

namespace fs = std::filesystem;

constexpr char kHeadKind[] = "sheaf-spool-head";
constexpr char kDropKind[] = "sheaf-spool-drop";
constexpr char kVersion[] = "1";
constexpr char kEntry[] = ".entry";
constexpr char kDropped[] = ".dropped";

// Why an entry is not to be sent.
struct DropNote {
  int64_t sequence = 0;
  std::string server;
  std::string digest;  // of the entry
  std::string time;
  std::string reason;
};

std::string BytesOf(const DropNote& note, const SigningKey& key) {
  return Signed(LineOf(kDropKind, kVersion) + LineOf("sequence", std::to_string(note.sequence)) +
                    LineOf("server", note.server) + LineOf("entry", note.digest) +
                    LineOf("made", note.time) + LineOf("reason", note.reason),
                key);
}

absl::StatusOr<DropNote> ReadDropNote(std::string_view bytes, const SigningKey& key) {
  const auto text = TextSignedBy(key.public_key(), bytes);
  if (!text.ok()) return text.status();
  LineReader lines(*text);
  DropNote note;
  static_cast<void>(lines.Text(kDropKind));
  note.sequence = lines.Number("sequence");
  note.server = lines.Text("server");
  note.digest = lines.Text("entry");
  note.time = lines.Text("made");
  note.reason = lines.Text("reason");
  const absl::Status read = lines.Finish();
  if (!read.ok()) return read;
  return note;
}

std::string BytesOf(const SpoolHead& head, const std::string& server, const SigningKey& key) {
  return Signed(
      LineOf(kHeadKind, kVersion) + LineOf("server", server) +
          LineOf("last", std::to_string(head.last)) + LineOf("last_digest", head.last_digest) +
          LineOf("sent", std::to_string(head.sent)) + LineOf("sent_digest", head.sent_digest) +
          LineOf("begun", std::to_string(head.begun)),
      key);
}

absl::StatusOr<SpoolHead> ParseHead(std::string_view bytes, const std::string& server,
                                    const SigningKey& key) {
  const auto text = TextSignedBy(key.public_key(), bytes);
  if (!text.ok()) return text.status();
  LineReader lines(*text);
  static_cast<void>(lines.Text(kHeadKind));
  const bool is_ours = lines.Text("server") == server;
  SpoolHead head;
  head.last = lines.Number("last");
  head.last_digest = lines.Text("last_digest");
  head.sent = lines.Number("sent");
  head.sent_digest = lines.Text("sent_digest");
  head.begun = lines.Number("begun");
  const absl::Status read = lines.Finish();
  if (!read.ok()) return read;
  if (!is_ours) return absl::DataLossError("it is that of another server");
  return head;
}

// With what to do about it.
absl::Status Damaged(const std::string& path, std::string_view what) {
  return absl::DataLossError(path + ": " + std::string(what) +
                             ". Nothing is sent. Restore the file from a copy; or move the folder "
                             "away, and push again what had not been sent");
}

absl::StatusOr<std::shared_ptr<void>> LockFile(const std::string& path, int how) {
  const int file = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  const auto failed = [&] {
    return absl::FailedPreconditionError(path + ": could not be locked (" + std::strerror(errno) +
                                         ")");
  };
  if (file < 0) return failed();
  std::shared_ptr<void> lock(nullptr, [file](void*) { close(file); });
  while (flock(file, how) != 0) {
    if (errno == EWOULDBLOCK) return absl::UnavailableError(path + ": is locked");
    if (errno != EINTR) return failed();
  }
  return lock;
}

// The sequences of the files in `folder` with this ending, in order.
std::vector<int64_t> SequencesIn(const std::string& folder, const char* ending) {
  std::vector<int64_t> sequences;
  std::error_code error;
  for (const auto& file : fs::directory_iterator(folder, error)) {
    if (file.path().extension() != ending) continue;
    const std::string stem = file.path().stem().string();
    int64_t sequence = 0;
    const char* const end = stem.data() + stem.size();
    const auto [stop, parse_error] = std::from_chars(stem.data(), end, sequence);
    if (parse_error == std::errc() && stop == end) sequences.push_back(sequence);
  }
  std::sort(sequences.begin(), sequences.end());
  return sequences;
}

}  // namespace

absl::StatusOr<Spool> Spool::Open(std::string folder, std::string server) {
  const absl::Status made = MakeFolder(folder);
  if (!made.ok()) return made;
  return Spool(std::move(folder), std::move(server));
}

absl::StatusOr<std::string> Spool::FolderOf(const std::string& target) {
  const auto state = StateFolder();
  if (!state.ok()) return state.status();
  return *state + "/spool/" + FileNameOf(target);
}

absl::StatusOr<int64_t> Spool::Add(SpoolEntry entry) {
  const auto lock = Lock();
  if (!lock.ok()) return lock.status();
  const auto key = Key();
  if (!key.ok()) return key.status();
  auto head = Recover(*key);
  if (!head.ok()) return head.status();
  entry.sequence = head->last + 1;
  entry.server = server_;
  entry.request_id = "spool/" + NewRequestId();
  entry.before = head->last_digest;
  const std::string bytes = BytesOf(entry, *key);
  const absl::Status written = WriteDurably(PathOf(entry.sequence, kEntry), bytes);
  if (!written.ok()) return written;
  head->last = entry.sequence;
  head->last_digest = DigestOf(bytes);
  const absl::Status kept = WriteHead(*key, *head);
  if (!kept.ok()) return kept;
  return entry.sequence;
}

absl::StatusOr<std::vector<Waiting>> Spool::ReadWaiting() {
  const auto lock = Lock();
  if (!lock.ok()) return lock.status();
  const auto key = Key();
  if (!key.ok()) return key.status();
  const auto head = Recover(*key);
  if (!head.ok()) return head.status();
  return ReadAll(*key, *head);
}

absl::Status Spool::Begin(int64_t sequence) {
  const auto lock = Lock();
  if (!lock.ok()) return lock.status();
  const auto key = Key();
  if (!key.ok()) return key.status();
  auto head = Recover(*key);
  if (!head.ok()) return head.status();
  head->begun = std::max(head->begun, sequence);
  return WriteHead(*key, *head);
}

absl::Status Spool::Finish(int64_t sequence) {
  const auto lock = Lock();
  if (!lock.ok()) return lock.status();
  const auto key = Key();
  if (!key.ok()) return key.status();
  auto head = Recover(*key);
  if (!head.ok()) return head.status();
  if (sequence != head->sent + 1 || sequence > head->last) {
    return absl::FailedPreconditionError("entry " + std::to_string(sequence) +
                                         " is not the next of the spool");
  }
  std::string digest = head->sent_digest;
  ReadOne(*key, sequence, &digest);
  head->sent = sequence;
  head->sent_digest = digest;
  const absl::Status kept = WriteHead(*key, *head);
  return kept.ok() ? TidyAway(sequence) : kept;
}

absl::Status Spool::Drop(int64_t sequence, const std::string& reason, const std::string& time) {
  const auto sending = LockForSending();
  if (!sending.ok()) return sending.status();
  const auto lock = Lock();
  if (!lock.ok()) return lock.status();
  const auto key = Key();
  if (!key.ok()) return key.status();
  const auto head = Recover(*key);
  if (!head.ok()) return head.status();
  if (sequence <= head->sent || sequence > head->last) {
    return absl::NotFoundError("no entry " + std::to_string(sequence) +
                               " waits; sheaf sync --list shows what does");
  }
  DropNote note = {sequence, server_, head->last_digest, time, reason};
  // The digest of what was put there, whatever is there now: the entry after it holds it.
  if (sequence < head->last) {
    std::string unknown;
    const Waiting next = ReadOne(*key, sequence + 1, &unknown);
    if (next.entry.sequence == 0) {
      return absl::FailedPreconditionError("entry " + std::to_string(sequence + 1) +
                                           " cannot be read either; drop that one first");
    }
    note.digest = next.entry.before;
  }
  return WriteDurably(PathOf(sequence, kDropped), BytesOf(note, *key));
}

absl::StatusOr<std::shared_ptr<void>> Spool::LockForSending() const {
  auto lock = LockFile(folder_ + "/sending", LOCK_EX | LOCK_NB);
  if (!absl::IsUnavailable(lock.status())) return lock;
  return absl::UnavailableError(
      "another sheaf sync is sending what waits for this server; let it finish");
}

std::string Spool::PathOf(int64_t sequence, const char* ending) const {
  constexpr size_t kDigits = 6;
  const std::string number = std::to_string(sequence);
  return folder_ + "/" + std::string(kDigits - std::min(kDigits, number.size()), '0') + number +
         ending;
}

absl::StatusOr<std::shared_ptr<void>> Spool::Lock() const {
  return LockFile(folder_ + "/lock", LOCK_EX);
}

absl::StatusOr<SigningKey> Spool::Key() const { return SigningKey::ReadOrMake(folder_ + "/key"); }

absl::StatusOr<SpoolHead> Spool::ReadHead(const SigningKey& key) const {
  const std::string path = folder_ + "/head";
  const auto bytes = ReadWhole(path);
  if (absl::IsNotFound(bytes.status())) return SpoolHead();
  if (!bytes.ok()) return bytes.status();
  auto head = ParseHead(*bytes, server_, key);
  if (!head.ok()) return Damaged(path, std::string(head.status().message()));
  return head;
}

// The head, after what a process that ended in the middle of a step left behind was brought to an
// end: an entry that is whole counts, and what was sent is tidied away.
absl::StatusOr<SpoolHead> Spool::Recover(const SigningKey& key) const {
  auto head = ReadHead(key);
  if (!head.ok()) return head;
  for (const char* ending : {kEntry, kDropped}) {
    for (const int64_t sequence : SequencesIn(folder_, ending)) {
      if (sequence > head->sent) break;
      const absl::Status tidied = TidyAway(sequence);
      if (!tidied.ok()) return tidied;
    }
  }
  const std::vector<int64_t> entries = SequencesIn(folder_, kEntry);
  if (entries.empty() || entries.back() <= head->last) return head;
  std::string digest = head->last_digest;
  const Waiting newest = ReadOne(key, head->last + 1, &digest);
  if (!newest.problem.ok() || entries.back() != head->last + 1) {
    return Damaged(folder_ + "/head", "it is missing or older than the entries beside it");
  }
  head->last = newest.sequence;
  head->last_digest = digest;
  const absl::Status kept = WriteHead(key, *head);
  if (!kept.ok()) return kept;
  return head;
}

absl::Status Spool::WriteHead(const SigningKey& key, const SpoolHead& head) const {
  return WriteDurably(folder_ + "/head", BytesOf(head, server_, key));
}

// The note goes last: an entry without it would be taken for one that was sent.
absl::Status Spool::TidyAway(int64_t sequence) const {
  const std::string entry = PathOf(sequence, kEntry);
  const std::string note = PathOf(sequence, kDropped);
  std::error_code error;
  if (!fs::exists(note, error)) return RemoveDurably(entry);
  const std::string kept = folder_ + "/dropped";
  const absl::Status made = MakeFolder(kept);
  if (!made.ok()) return made;
  const absl::Status moved = RenameDurably(entry, kept + "/" + fs::path(entry).filename().string());
  if (!moved.ok()) return moved;
  return RenameDurably(note, kept + "/" + fs::path(note).filename().string());
}

absl::StatusOr<std::vector<Waiting>> Spool::ReadAll(const SigningKey& key,
                                                    const SpoolHead& head) const {
  std::vector<Waiting> all;
  std::string before = head.sent_digest;
  for (int64_t sequence = head.sent + 1; sequence <= head.last; ++sequence) {
    all.push_back(ReadOne(key, sequence, &before));
    all.back().begun = sequence <= head.begun;
  }
  if (!all.empty() && all.back().problem.ok() && before != head.last_digest) {
    all.back().problem =
        absl::DataLossError(PathOf(head.last, kEntry) + ": is not the entry that was put there");
  }
  return all;
}

// `before` is the digest of the entry before, empty where it is not known, and becomes that of
// this one.
Waiting Spool::ReadOne(const SigningKey& key, int64_t sequence, std::string* before) const {
  Waiting waiting;
  waiting.sequence = sequence;
  const std::string path = PathOf(sequence, kEntry);
  const auto fail = [&](std::string_view why) {
    waiting.problem = absl::DataLossError(path + ": " + std::string(why));
  };
  const auto bytes = ReadWhole(path);
  const auto entry = bytes.ok() ? ReadSpoolEntry(*bytes, key.public_key()) : bytes.status();
  if (absl::IsNotFound(bytes.status())) {
    fail("is missing");
  } else if (!entry.ok()) {
    fail(std::string(entry.status().message()));
  } else if (entry->sequence != sequence || entry->server != server_) {
    fail("is out of its place: it is entry " + std::to_string(entry->sequence) + " for " +
         entry->server);
  } else {
    waiting.entry = *entry;
    if (!before->empty() && entry->before != *before) fail("does not follow the entry before it");
  }
  *before = waiting.problem.ok() ? DigestOf(*bytes) : "";
  if (const auto note_bytes = ReadWhole(PathOf(sequence, kDropped)); note_bytes.ok()) {
    const auto note = ReadDropNote(*note_bytes, key);
    const bool fits = note.ok() && note->sequence == sequence && note->server == server_;
    if (!fits) {
      waiting.problem = absl::DataLossError(PathOf(sequence, kDropped) + ": was altered");
      return waiting;
    }
    waiting.problem = absl::OkStatus();
    waiting.dropped_reason = note->reason.empty() ? "no reason given" : note->reason;
    *before = note->digest;
  }
  return waiting;
}

}  // namespace sheaf::client
