#include "clients/cli/session.h"

#include <utility>
#include <vector>

#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
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

absl::StatusOr<std::unique_ptr<client::Connection>> Session::Connect() const {
  client::ConnectionOptions options{.target = server_};
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

void Session::OnRun(CLI::App& command, std::function<ExitCode(client::Connection&)> run) {
  command.final_callback([this, run = std::move(run)] {
    auto connection = Connect();
    if (!connection.ok()) {
      exit_code_ = Fail(kUnreachable, std::string(connection.status().message()));
      return;
    }
    exit_code_ = run(**connection);
    out_.flush();
    if (!out_) exit_code_ = Fail(kRefused, "the output could not be written");
  });
}

void Session::OnRunAlone(CLI::App& command, std::function<ExitCode()> run) {
  command.final_callback([this, run = std::move(run)] { exit_code_ = run(); });
}

ExitCode Session::Fail(const absl::Status& status) {
  if (status.ok()) return kOk;
  const std::string message(status.message());
  if (!client::IsUnreachable(status)) return Fail(kRefused, message);
  return Fail(kUnreachable, "cannot reach the server at " + server_ + " (" + message +
                                "); is sheafd running there" +
                                (tls_.ca_file.empty() ? ", and without TLS (--ca)" : "") +
                                "? --server HOST:PORT or SHEAF_SERVER names another");
}

ExitCode Session::Fail(ExitCode code, std::string_view message) {
  err_ << Broken("sheaf: " + std::string(message), width_) << "\n";
  return code;
}

void Session::Note(std::string_view note) {
  err_ << Broken("note: " + std::string(note), width_) << "\n";
}

void Session::Say(std::string_view sentence) { out_ << Broken(sentence, width_) << "\n"; }

ExitCode Session::Print(Format format, const google::protobuf::Message& message,
                        const Table& table) {
  if (format == Format::kJson) PrintJson(message, out_);
  if (format == Format::kCsv) table.PrintCsv(out_);
  if (format == Format::kTable) table.PrintText(width_, out_);
  return kOk;
}

ExitCode Session::PrintOutcome(Format format, std::string_view summary,
                               const google::protobuf::Message& answer) {
  if (format == Format::kTable) {
    Say(summary);
  } else {
    Print(format, answer, PlainFields(answer));
  }
  return kOk;
}

}  // namespace sheaf::cli
