// One run of the program: where it prints, which server it talks to, and with what it ends.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/status/status.h"
#include "clients/cli/settings.h"
#include "clients/cli/style.h"
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

// kTsv: the columns of kCsv with tabs between, for cut, sort and awk.
enum class Format { kTable, kJson, kCsv, kTsv };

// What the streams of the process are.
struct Surroundings {
  // NOLINTNEXTLINE(google-explicit-constructor): most only care about the width.
  Surroundings(size_t width_of_out) : width(width_of_out) {}

  // Of the terminal that the output is; 0 where it is none.
  size_t width = 0;
  bool err_is_terminal = false;
  // Whether who reads the output has closed it: `sheaf list lines | head`.
  std::function<bool()> reader_is_gone = {};
};

// Not thread-safe. The streams must outlive it.
class Session {
 public:
  Session(std::ostream& out, std::ostream& err, Surroundings surroundings)
      : out_(out), err_(err), surroundings_(std::move(surroundings)) {}

  // Of the terminal; 0 where the output is none. Errors and notes are broken at it too.
  size_t width() const { return surroundings_.width; }
  std::ostream& out() { return out_; }
  std::ostream& err() { return err_; }
  std::string& server() { return server_; }
  client::TlsFiles& tls() { return tls_; }
  // Where the token is read from; "" for none.
  std::string& token_file() { return token_file_; }
  Settings& settings() { return settings_; }
  // Of --color, --quiet and --language.
  ColorChoice& color() { return color_; }
  bool& quiet() { return quiet_; }
  std::string& language() { return language_; }
  // The tags under which titles are looked up, the closest first; none: as the plan prints them.
  std::vector<std::string> languages() const;
  Style out_style() const { return Style(IsColored(color_, surroundings_.width > 0)); }
  Style err_style() const { return Style(IsColored(color_, surroundings_.err_is_terminal)); }
  int exit_code() const { return exit_code_; }

  // What is wrong with the settings: then no command that talks to a server runs, and each says it.
  void set_trouble(absl::Status trouble) { trouble_ = std::move(trouble); }
  const absl::Status& trouble() const { return trouble_; }
  // Commands are only read, and none is run: to try examples.
  void set_only_reads(bool only_reads) { only_reads_ = only_reads; }

  // A connection as the settings have it. Calls may take `timeout`; 0: the usual.
  absl::StatusOr<std::unique_ptr<client::Connection>> Connect(
      std::chrono::milliseconds timeout = {}) const;

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
  // "note: ..." on the error stream; nothing with --quiet.
  void Note(std::string_view note);
  // "warning: ..." on the error stream: what deserves a look even with --quiet.
  void Warn(std::string_view warning);

  // What a read found: `message` as JSON, else `table`.
  ExitCode Print(Format format, const google::protobuf::Message& message, const Table& table);
  // `table` for people, as wide as the terminal, or unbroken where there is none.
  void PrintText(const Table& table);
  // `table` as CSV or, with kTsv, with tabs.
  void PrintCsv(Format format, const Table& table);
  // What a write did: `summary` for people, nothing with --quiet; `answer` as JSON, or its plain
  // fields as CSV.
  ExitCode PrintOutcome(Format format, std::string_view summary,
                        const google::protobuf::Message& answer);

 private:
  // False where the settings are wrong, which has been told, or nothing is to run.
  bool MayRun();
  // One sentence on the error stream, its first word marked.
  void Tell(std::string_view what, std::string_view message,
            std::string (Style::*mark)(std::string_view) const);
  // Writes out what is left; what the command came to stays where only the reader has gone.
  void Flush();

  std::ostream& out_;
  std::ostream& err_;
  const Surroundings surroundings_;

  Settings settings_;
  absl::Status trouble_;
  ColorChoice color_ = ColorChoice::kAuto;
  bool quiet_ = false;
  bool only_reads_ = false;
  std::string language_;
  std::string server_ = client::kDefaultTarget;
  client::TlsFiles tls_;
  std::string token_file_;
  int exit_code_ = kOk;
};

}  // namespace sheaf::cli
