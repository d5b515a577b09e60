#include "clients/cli/session.h"

#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "clients/cli/language.h"
#include "clients/cli/message_text.h"
#include "clients/cli/utf8.h"

namespace sheaf::cli {
namespace {

using google::protobuf::FieldDescriptor;

// The numbers and texts of `answer`, zeros too: a script wants every column every time.
Table PlainFields(const google::protobuf::Message& answer) {
  std::vector<Column> columns;
  std::vector<std::string> cells;
  const auto& type = *answer.GetDescriptor();
  const auto& get = *answer.GetReflection();
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    if (field.is_repeated()) continue;
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_INT64) {
      cells.push_back(std::to_string(get.GetInt64(answer, &field)));
    } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_INT32) {
      cells.push_back(std::to_string(get.GetInt32(answer, &field)));
    } else {
      continue;
    }
    columns.push_back({field.name()});
  }
  Table table(std::move(columns));
  table.AddRow(std::move(cells));
  return table;
}

// What gRPC says of a server that is not reached, in words for people; what is not known here is
// told as it is.
std::string WhyUnreachable(const std::string& message) {
  static const std::vector<std::pair<const char*, const char*>> kReasons = {
      {"Connection refused", "nothing answers there"},
      {"DNS resolution failed", "no machine of that name is known"},
      {"Deadline Exceeded", "it did not answer in time"},
      {"No route to host", "no way leads there"},
      {"Network is unreachable", "this machine has no network"},
      {"Ssl handshake failed",
       "no secure connection came about: is --ca the authority that signed "
       "its certificate, and does it use TLS?"},
  };
  for (const auto& [words, reason] : kReasons) {
    if (absl::StrContains(message, words)) return reason;
  }
  return message;
}

// `text` in lines of at most `width` columns where its blanks allow it; 0: as it is.
std::string Broken(std::string_view text, size_t width) {
  if (width == 0) return std::string(text);
  const std::vector<std::string> paragraphs = absl::StrSplit(std::string(text), '\n');
  std::vector<std::string> lines;
  for (const std::string& paragraph : paragraphs) {
    for (std::string& part : WrapToWidth(paragraph, width)) lines.push_back(std::move(part));
  }
  return absl::StrJoin(lines, "\n");
}

}  // namespace

std::vector<std::string> Session::languages() const { return LanguagesOf(language_); }

absl::StatusOr<std::unique_ptr<client::Connection>> Session::Connect(
    std::chrono::milliseconds timeout) const {
  client::ConnectionOptions options{.target = server_};
  if (timeout.count() > 0) options.call_timeout = timeout;
  if (!tls_.ca_file.empty()) {
    auto credentials = client::ReadTls(tls_);
    if (!credentials.ok()) return credentials.status();
    options.credentials = *std::move(credentials);
  } else if (!tls_.certificate_file.empty()) {
    return absl::InvalidArgumentError(
        "a certificate is shown over TLS only: --ca names who signs "
        "the server's");
  }
  if (!token_file_.empty()) {
    auto token = client::ReadToken(token_file_);
    if (!token.ok()) return token.status();
    options.token = *std::move(token);
  }
  return client::Connection::Open(std::move(options));
}

bool Session::MayRun() {
  if (only_reads_) return false;
  if (trouble_.ok()) return true;
  exit_code_ = Fail(kUsage, std::string(trouble_.message()));
  return false;
}

void Session::Flush() {
  out_.flush();
  if (out_) return;
  if (surroundings_.reader_is_gone && surroundings_.reader_is_gone()) return;
  exit_code_ = Fail(kRefused, "the output could not be written");
}

void Session::OnRun(CLI::App& command, std::function<ExitCode(client::Connection&)> run) {
  command.final_callback([this, run = std::move(run)] {
    if (!MayRun()) return;
    for (const std::string& warning : settings_.warnings()) Warn(warning);
    auto connection = Connect();
    if (!connection.ok()) {
      exit_code_ = Fail(kUnreachable, std::string(connection.status().message()));
      return;
    }
    exit_code_ = run(**connection);
    Flush();
  });
}

void Session::OnRunAlone(CLI::App& command, std::function<ExitCode()> run) {
  command.final_callback([this, run = std::move(run)] {
    if (only_reads_) return;
    exit_code_ = run();
    Flush();
  });
}

ExitCode Session::Fail(const absl::Status& status) {
  if (status.ok()) return kOk;
  const std::string message(status.message());
  if (!client::IsUnreachable(status)) return Fail(kRefused, message);
  return Fail(kUnreachable, "cannot reach the server at " + server_ + " (" +
                                WhyUnreachable(message) + "); is sheafd running there" +
                                (tls_.ca_file.empty() ? ", and without TLS (--ca)" : "") +
                                "? --server HOST:PORT or SHEAF_SERVER names another");
}

ExitCode Session::Fail(ExitCode code, std::string_view message) {
  Tell("sheaf:", message, &Style::Error);
  return code;
}

void Session::Note(std::string_view note) {
  if (!quiet_) Tell("note:", note, &Style::Dim);
}

void Session::Warn(std::string_view warning) { Tell("warning:", warning, &Style::Warning); }

void Session::Tell(std::string_view what, std::string_view message,
                   std::string (Style::*mark)(std::string_view) const) {
  const std::string text = Broken(std::string(what) + " " + std::string(message), width());
  err_ << (err_style().*mark)(what) << text.substr(what.size()) << "\n";
}

void Session::Say(std::string_view sentence) { out_ << Broken(sentence, width()) << "\n"; }

ExitCode Session::Print(Format format, const google::protobuf::Message& message,
                        const Table& table) {
  if (format == Format::kJson) {
    PrintJson(message, out_);
  } else if (format == Format::kTable) {
    PrintText(table);
  } else {
    PrintCsv(format, table);
  }
  return kOk;
}

void Session::PrintText(const Table& table) { table.PrintText(width(), out_, out_style()); }

void Session::PrintCsv(Format format, const Table& table) {
  if (format == Format::kTsv) {
    table.PrintTsv(out_);
  } else {
    table.PrintCsv(out_);
  }
}

ExitCode Session::PrintOutcome(Format format, std::string_view summary,
                               const google::protobuf::Message& answer) {
  if (format == Format::kTable) {
    if (!quiet_) Say(summary);
  } else {
    Print(format, answer, PlainFields(answer));
  }
  return kOk;
}

}  // namespace sheaf::cli
