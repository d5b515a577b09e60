// sheaf backup: makes, lists, verifies and deletes backups of the server.
#include <array>
#include <cstdio>
#include <memory>
#include <string>

#include "absl/strings/escaping.h"
#include "clients/cli/commands/commands.h"
#include "clients/cli/message_text.h"
#include "clients/cli/options.h"
#include "sheaf/v1/backup_service.pb.h"

namespace sheaf::cli {
namespace {

using Stub = v1::BackupService::Stub;

struct Options {
  std::string name;
  Format format = Format::kTable;
};

// Without a deadline: copying and reading everything takes as long as it takes.
template <typename Request, typename Response>
absl::StatusOr<Response> Await(client::Connection& connection,
                               grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                                            Response*),
                               const Request& request) {
  const auto context = connection.NewContext();
  Response response;
  const absl::Status status =
      client::FromGrpc((connection.backups().*method)(context.get(), request, &response));
  if (!status.ok()) return status;
  return response;
}

// "3" is short for "backups/3".
std::string FullName(const std::string& name) {
  return name.find('/') == std::string::npos ? "backups/" + name : name;
}

// 12.3 MB.
std::string SizeText(int64_t bytes) {
  constexpr std::array<const char*, 5> kUnits = {"bytes", "kB", "MB", "GB", "TB"};
  auto size = static_cast<double>(bytes);
  size_t unit = 0;
  for (; size >= 1000 && unit + 1 < kUnits.size(); ++unit) size /= 1000;
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), unit == 0 ? "%.0f %s" : "%.1f %s", size, kUnits[unit]);
  return text.data();
}

bool IsReadable(const v1::Backup& backup) { return backup.has_create_time(); }

// "backups/3, everything up to revision 12 of 2025-11-21T08:30:00Z, 1.2 MB".
std::string Describe(const v1::Backup& backup) {
  const std::string time = TimeText(backup.commit_time());
  return backup.name() + ", everything up to revision " + std::to_string(backup.revision()) +
         (time.empty() ? "" : " of " + time) + ", " + SizeText(backup.size_bytes());
}

Table BackupTable(const v1::ListBackupsResponse& list) {
  Table table({{"name", Column::kWhole, "Backup"},
               {"create_time", Column::kWhole, "Made"},
               {"revision", Column::kWhole, "Up to revision"},
               {"commit_time", Column::kWhole, "Committed"},
               {"size", Column::kTextOnly},
               {"size_bytes", Column::kCsvOnly},
               {"server_version", Column::kWhole, "By version"},
               {"hash", Column::kCsvOnly},
               {"remark", Column::kTextOnly}});
  for (const v1::Backup& backup : list.backups()) {
    if (!IsReadable(backup)) {
      table.AddRow({backup.name(), "", "", "", "", "", "", "", "damaged; verify says how"});
      continue;
    }
    table.AddRow({backup.name(), TimeText(backup.create_time()), std::to_string(backup.revision()),
                  TimeText(backup.commit_time()), SizeText(backup.size_bytes()),
                  std::to_string(backup.size_bytes()), backup.server_version(),
                  absl::BytesToHexString(backup.hash()), ""});
  }
  return table;
}

CLI::App& AddCommand(CLI::App& group, const char* name, const char* description,
                     const std::string& examples, Options& options) {
  CLI::App& command = *group.add_subcommand(name, description);
  AddFormat(command, options.format);
  AddExamples(command, examples);
  return command;
}

void AddName(CLI::App& command, Options& options) {
  command.add_option("backup", options.name, "Its number, or its name as backup list gives it")
      ->required()
      ->type_name("BACKUP");
}

void AddCreate(CLI::App& group, Session& session) {
  auto options = std::make_shared<Options>();
  CLI::App& command = AddCommand(
      group, "create",
      "Back up everything that is committed, while the server serves. What earlier backups hold is "
      "not copied again.",
      "  sheaf backup create\n", *options);
  session.OnRun(command, [&session, options](client::Connection& connection) {
    const auto made = Await(connection, &Stub::CreateBackup, v1::CreateBackupRequest());
    if (!made.ok()) return session.Fail(made.status());
    return session.PrintOutcome(options->format, "made " + Describe(*made), *made);
  });
}

void AddListBackups(CLI::App& group, Session& session) {
  auto options = std::make_shared<Options>();
  CLI::App& command = AddCommand(group, "list", "List the backups, oldest first.",
                                 "  sheaf backup list\n  sheaf backup list -o csv\n", *options);
  session.OnRun(command, [&session, options](client::Connection& connection) {
    const auto list = Await(connection, &Stub::ListBackups, v1::ListBackupsRequest());
    if (!list.ok()) return session.Fail(list.status());
    return session.Print(options->format, *list, BackupTable(*list));
  });
}

void AddVerifyBackup(CLI::App& group, Session& session) {
  auto options = std::make_shared<Options>();
  CLI::App& command =
      AddCommand(group, "verify",
                 "Read every byte of a backup, compare its checksums, open it, and walk its hash "
                 "chain.",
                 "  sheaf backup verify 3\n", *options);
  AddName(command, *options);
  session.OnRun(command, [&session, options](client::Connection& connection) {
    v1::VerifyBackupRequest request;
    request.set_name(FullName(options->name));
    const auto verified = Await(connection, &Stub::VerifyBackup, request);
    if (!verified.ok()) return session.Fail(verified.status());
    return session.PrintOutcome(options->format, "fits: " + Describe(*verified), *verified);
  });
}

void AddDelete(CLI::App& group, Session& session) {
  auto options = std::make_shared<Options>();
  CLI::App& command =
      AddCommand(group, "delete", "Delete a backup. What other backups share with it stays.",
                 "  sheaf backup delete 3\n", *options);
  AddName(command, *options);
  session.OnRun(command, [&session, options](client::Connection& connection) {
    v1::DeleteBackupRequest request;
    request.set_name(FullName(options->name));
    const auto deleted = Await(connection, &Stub::DeleteBackup, request);
    if (!deleted.ok()) return session.Fail(deleted.status());
    return session.PrintOutcome(options->format, "deleted " + request.name(), *deleted);
  });
}

}  // namespace

void AddBackup(CLI::App& group, Session& session) {
  AddCreate(group, session);
  AddListBackups(group, session);
  AddVerifyBackup(group, session);
  AddDelete(group, session);
}

}  // namespace sheaf::cli
