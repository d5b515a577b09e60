// One run of the program: where it prints, which server it talks to, and with what it ends.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <ostream>
#include <string>

#include "CLI/CLI.hpp"
#include "absl/status/status.h"
#include "clients/cli/table.h"
#include "clients/cpp/connection.h"
#include "clients/cpp/credentials.h"
#include "google/protobuf/message.h"

namespace sheaf::cli {

// What scripts rely on.
enum ExitCode {
  kOk = 0,
  // The input was refused, by this program or by the server.
  kRefused = 1,
  // The command line is wrong.
  kUsage = 2,
  // The server could not be reached, or the connection broke.
  kUnreachable = 3,
};

enum class Format { kTable, kJson, kCsv };

// Not thread-safe. The streams must outlive it.
class Session {
 public:
  // `width`: of the terminal that `out` is; 0 where it is none.
  Session(std::ostream& out, std::ostream& err, size_t width)
      : out_(out), err_(err), width_(width) {}

  // Of the terminal; 0 where the output is none. Errors and notes are broken at it too.
  size_t width() const { return width_; }
  std::ostream& out() { return out_; }
  std::ostream& err() { return err_; }
  std::string& server() { return server_; }
  client::TlsFiles& tls() { return tls_; }
  // Where the token is read from; "" for none.
  std::string& token_file() { return token_file_; }
  int exit_code() const { return exit_code_; }

  // Registers what `command` does: `run` is called with an open connection once the command line
  // has been read, and returns the exit code.
  void OnRun(CLI::App& command, std::function<ExitCode(client::Connection&)> run);

  // The same for a command that needs no server.
  void OnRunAlone(CLI::App& command, std::function<ExitCode()> run);

  // A sentence for a person on the output, broken at blanks where the terminal ends.
  void Say(std::string_view sentence);
  // Tells a person what went wrong, and gives the code to end with. For OK: kOk, and nothing is
  // told.
  ExitCode Fail(const absl::Status& status);
  ExitCode Fail(ExitCode code, std::string_view message);
  // "note: ..." on the error stream.
  void Note(std::string_view note);

  // What a read found: `message` as JSON, else `table`.
  ExitCode Print(Format format, const google::protobuf::Message& message, const Table& table);
  // What a write did: `summary` for people; `answer` as JSON, or its plain fields as CSV.
  ExitCode PrintOutcome(Format format, std::string_view summary,
                        const google::protobuf::Message& answer);

 private:
  std::ostream& out_;
  std::ostream& err_;
  const size_t width_;
  absl::StatusOr<std::unique_ptr<client::Connection>> Connect() const;

  std::string server_ = client::kDefaultTarget;
  client::TlsFiles tls_;
  std::string token_file_;
  int exit_code_ = kOk;
};

}  // namespace sheaf::cli
