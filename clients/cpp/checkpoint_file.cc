#include "clients/cpp/checkpoint_file.h"

#include <charconv>
#include <filesystem>
#include <fstream>
#include <map>
#include <system_error>
#include <utility>

#include "absl/strings/escaping.h"
#include "clients/cpp/state_file.h"
#include "google/protobuf/util/time_util.h"

namespace sheaf::client {
namespace {

namespace fs = std::filesystem;
using google::protobuf::util::TimeUtil;

// The lines "key value" of the file; lines that begin with # are for people.
std::map<std::string, std::string> ReadLines(std::istream& file) {
  std::map<std::string, std::string> lines;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    const size_t blank = line.find(' ');
    lines[line.substr(0, blank)] = blank == std::string::npos ? "" : line.substr(blank + 1);
  }
  return lines;
}

std::optional<Checkpoint> Parse(const std::map<std::string, std::string>& lines) {
  for (const char* key : {"revision", "committed", "hash"}) {
    if (!lines.contains(key)) return std::nullopt;
  }
  Checkpoint checkpoint;
  const std::string& revision = lines.at("revision");
  const char* const end = revision.data() + revision.size();
  const auto [stop, error] = std::from_chars(revision.data(), end, checkpoint.revision);
  google::protobuf::Timestamp committed;
  const std::string& hash = lines.at("hash");
  const bool is_hexadecimal = hash.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (error != std::errc() || stop != end || checkpoint.revision < 1 || !is_hexadecimal ||
      hash.size() != 2 * kHashSize || !TimeUtil::FromString(lines.at("committed"), &committed)) {
    return std::nullopt;
  }
  checkpoint.commit_time = TimeUtil::TimestampToMicroseconds(committed);
  checkpoint.hash = absl::HexStringToBytes(hash);
  return checkpoint;
}

}  // namespace

absl::StatusOr<std::string> CheckpointPath(const std::string& target) {
  const auto state = StateFolder();
  if (state.ok()) return *state + "/checkpoints/" + FileNameOf(target);
  return absl::FailedPreconditionError(
      "there is no place to keep the checkpoint: neither HOME nor XDG_STATE_HOME is set; name a "
      "file with --checkpoint");
}

absl::StatusOr<std::optional<Checkpoint>> ReadCheckpoint(const std::string& path) {
  std::error_code error;
  if (!fs::exists(path, error) && !error) return std::nullopt;
  std::ifstream file(path);
  const std::optional<Checkpoint> checkpoint = Parse(ReadLines(file));
  if (checkpoint) return checkpoint;
  return absl::FailedPreconditionError(
      path +
      ": is no checkpoint that can be read; expected the lines 'revision N', 'committed TIME' and "
      "'hash' with 64 hexadecimal digits. Restore it from a copy, or remove it to begin anew");
}

absl::Status WriteCheckpoint(const std::string& path, const std::string& target,
                             const Checkpoint& checkpoint) {
  const absl::Status made = MakeFolder(fs::absolute(path).parent_path().string());
  const std::string text =
      "# sheaf verify: the history of " + target + " fits up to here\nrevision " +
      std::to_string(checkpoint.revision) + "\ncommitted " +
      TimeUtil::ToString(TimeUtil::MicrosecondsToTimestamp(checkpoint.commit_time)) + "\nhash " +
      absl::BytesToHexString(checkpoint.hash) + "\n";
  if (made.ok() && WriteDurably(path, text).ok()) return absl::OkStatus();
  return absl::FailedPreconditionError(path + ": the checkpoint could not be written there");
}

}  // namespace sheaf::client
