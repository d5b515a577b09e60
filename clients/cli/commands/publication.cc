// sheaf publication: what was published, and whether it can be made again.
#include <memory>
#include <string>

#include "absl/strings/escaping.h"
#include "clients/cli/all_pages.h"
#include "clients/cli/commands/commands.h"
#include "clients/cli/commands/publication_commands.h"
#include "clients/cli/options.h"
#include "clients/cli/publication_table.h"
#include "clients/cli/rendered_report.h"
#include "clients/cpp/publication_file.h"
#include "clients/cpp/publication_verifier.h"
#include "sheaf/v1/change_service.pb.h"

namespace sheaf::cli {
namespace {

using Stub = v1::PublicationService::Stub;

CLI::App& AddCommand(CLI::App& group, const char* name, const char* description,
                     const std::string& examples) {
  CLI::App& command = *group.add_subcommand(name, description);
  AddExamples(command, examples);
  return command;
}

void AddName(CLI::App& command, std::string& name) {
  command
      .add_option_function<std::string>(
          "id", [&name](const std::string& text) { name = PublicationName(text); },
          "Its id, as publication list gives it")
      ->required()
      ->type_name("ID");
}

// The publication with its document, which was verified with the key that it names.
absl::StatusOr<v1::Publication> Get(client::Connection& connection, const std::string& name,
                                    v1::PublicationStatement* statement) {
  v1::GetPublicationRequest request;
  request.set_name(name);
  auto found = connection.Call(connection.publications(), &Stub::GetPublication, request);
  if (!found.ok()) return found.status();
  const auto verified = client::VerifyPublication(*found, found->public_key());
  if (!verified.ok()) {
    return absl::DataLossError(name + ": " + std::string(verified.status().message()));
  }
  *statement = verified->statement;
  return found;
}

void AddListPublications(CLI::App& group, Session& session) {
  struct Options {
    v1::ListPublicationsRequest request;
    Format format = Format::kTable;
  };
  auto options = std::make_shared<Options>();
  CLI::App& command = AddCommand(group, "list", "List what was published, by id.",
                                 "  sheaf publication list\n"
                                 "  sheaf publication list --withdrawn -o csv\n");
  command.add_flag_callback(
      "--withdrawn", [options] { options->request.set_show_withdrawn(true); },
      "Those too that were withdrawn");
  AddFormat(command, options->format);
  AddClocks(command, *options->request.mutable_as_of());
  session.OnRun(command, [&session, options](client::Connection& connection) {
    const auto all =
        ListAll(connection, connection.publications(), &Stub::ListPublications, options->request);
    if (!all.ok()) return session.Fail(all.status());
    return session.Print(options->format, *all, TableOf(*all));
  });
}

struct ShowOptions {
  v1::RenderPublicationRequest request;
  std::string output;
};

ExitCode ShowCard(Session& session, client::Connection& connection, const ShowOptions& options) {
  v1::PublicationStatement statement;
  const auto found = Get(connection, options.request.name(), &statement);
  if (!found.ok()) return session.Fail(found.status());
  session.PrintText(CardOf(*found, statement));
  return kOk;
}

ExitCode Show(Session& session, client::Connection& connection, const ShowOptions& options) {
  const v1::Rendering as = options.request.rendering();
  if (as == v1::RENDERING_UNSPECIFIED) return ShowCard(session, connection, options);
  if (IsForNoTerminal(session, as, options.output)) return kUsage;
  const auto context = connection.NewContext();
  context->set_deadline(connection.Deadline());
  const auto stream = connection.publications().RenderPublication(context.get(), options.request);
  const auto report = ReadAll(*stream);
  if (!report.ok()) return session.Fail(report.status());
  return PutOut(session, *report, options.output);
}

void AddShow(CLI::App& group, Session& session) {
  auto options = std::make_shared<ShowOptions>();
  CLI::App& command = AddCommand(
      group, "show", "Print what a publication says of itself, or the report that it froze.",
      "  sheaf publication show energy-2024\n"
      "  sheaf publication show energy-2024 --as html --output energy-2024.html\n");
  AddName(command, *options->request.mutable_name());
  CLI::Option& as = AddRendering(
      command, "Print the report itself, laid out like this",
      [options](v1::Rendering rendering) { options->request.set_rendering(rendering); });
  command.add_option("--output", options->output, "Write the report to this file")
      ->type_name("FILE")
      ->needs(&as);
  session.OnRun(command, [&session, options](client::Connection& connection) {
    return Show(session, connection, *options);
  });
}

void AddExportOfOne(CLI::App& group, Session& session) {
  struct Options {
    std::string name;
    std::string file;
  };
  auto options = std::make_shared<Options>();
  CLI::App& command = AddCommand(
      group, "export",
      "Write a publication to a file that anyone can verify: its statement, signature, public key "
      "and document.",
      "  sheaf publication export energy-2024 energy-2024.pub\n");
  AddName(command, options->name);
  command.add_option("file", options->file, "The file")->required()->type_name("FILE");
  session.OnRun(command, [&session, options](client::Connection& connection) {
    v1::PublicationStatement statement;
    const auto found = Get(connection, options->name, &statement);
    if (!found.ok()) return session.Fail(found.status());
    if (!found->withdrawn_reason().empty()) {
      session.Note(options->name +
                   " was withdrawn, which the file does not tell: " + found->withdrawn_reason());
    }
    const auto bytes = client::WritePublicationFile(*found);
    if (!bytes.ok()) return session.Fail(bytes.status());
    const ExitCode code = PutOut(session, *bytes, options->file);
    if (code == kOk) session.Say(options->name + " is in " + options->file);
    return code;
  });
}

std::string ReproducedText(const std::string& name, const v1::ReproducePublicationResponse& made) {
  const std::string digest = absl::BytesToHexString(made.document_sha256());
  if (made.same_bytes()) {
    return name + " comes out the same, byte for byte: SHA-256 " + digest;
  }
  return name + " comes out otherwise today (SHA-256 " + digest + "). " + made.difference();
}

void AddReproduce(CLI::App& group, Session& session) {
  struct Options {
    v1::ReproducePublicationRequest request;
    Format format = Format::kTable;
  };
  auto options = std::make_shared<Options>();
  CLI::App& command =
      AddCommand(group, "reproduce",
                 "Make the report of a publication again, as of the same clocks and with the "
                 "programs of today, "
                 "and say whether it is the same, byte for byte; ends with 1 where it is not.",
                 "  sheaf publication reproduce energy-2024\n");
  AddName(command, *options->request.mutable_name());
  AddFormat(command, options->format);
  session.OnRun(command, [&session, options](client::Connection& connection) {
    const auto made =
        connection.Call(connection.publications(), &Stub::ReproducePublication, options->request);
    if (!made.ok()) return session.Fail(made.status());
    session.PrintOutcome(options->format, ReproducedText(options->request.name(), *made), *made);
    return made->same_bytes() ? kOk : kRefused;
  });
}

void AddWithdrawPublication(CLI::App& group, Session& session) {
  struct Options {
    v1::WithdrawRequest request;
    Format format = Format::kTable;
  };
  auto options = std::make_shared<Options>();
  CLI::App& command = AddCommand(
      group, "withdraw",
      "Take a publication back, with a reason that everyone reads who reads it. It stays readable.",
      "  sheaf publication withdraw energy-2024 --reason \"figures of KHM were of 2022\"\n");
  AddName(command, *options->request.mutable_resource());
  command.add_option("--reason", *options->request.mutable_reason(), "Why, for those who read it")
      ->required()
      ->type_name("TEXT");
  AddFormat(command, options->format);
  session.OnRun(command, [&session, options](client::Connection& connection) {
    const auto answer =
        connection.Call(connection.changes(), &v1::ChangeService::Stub::Withdraw, options->request);
    if (!answer.ok()) return session.Fail(answer.status());
    return session.PrintOutcome(options->format,
                                options->request.resource() + " is withdrawn; revision " +
                                    std::to_string(answer->revision()),
                                *answer);
  });
}

}  // namespace

void AddPublication(CLI::App& group, Session& session) {
  AddListPublications(group, session);
  AddShow(group, session);
  AddExportOfOne(group, session);
  AddPublicationVerify(group, session);
  AddReproduce(group, session);
  AddWithdrawPublication(group, session);
}

}  // namespace sheaf::cli
