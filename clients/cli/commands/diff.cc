// sheaf diff: what is different between two points of time.
#include <memory>
#include <string>
#include <utility>

#include "clients/cli/commands/commands.h"
#include "clients/cli/diff_tables.h"
#include "clients/cli/options.h"
#include "sheaf/v1/change_service.pb.h"

namespace sheaf::cli {
namespace {

struct Options {
  v1::DiffRequest request;
  Format format = Format::kTable;
};

// The whole answer as one message.
absl::StatusOr<v1::DiffResponse> ReadAll(client::Connection& connection,
                                         const v1::DiffRequest& request) {
  const auto context = connection.NewContext();
  const auto reader = connection.changes().Diff(context.get(), request);
  v1::DiffResponse all;
  v1::DiffResponse part;
  while (reader->Read(&part)) all.MergeFrom(part);
  const absl::Status status = client::FromGrpc(reader->Finish());
  if (!status.ok()) return status;
  return all;
}

void AddPoint(CLI::App& command, const char* name, const char* description, v1::AsOf& as_of) {
  command
      .add_option_function<std::string>(
          name,
          [name, &as_of](const std::string& text) {
            const std::string error = ParseKnownAt(text, as_of);
            if (!error.empty()) throw CLI::ValidationError(name, error);
          },
          description)
      ->required()
      ->type_name("REV|TIME");
}

ExitCode Run(client::Connection& connection, Session& session, const Options& options) {
  const auto diff = ReadAll(connection, options.request);
  if (!diff.ok()) return session.Fail(diff.status());
  if (options.format == Format::kCsv || options.format == Format::kTsv) {
    return session.Print(options.format, *diff, DiffCsv(*diff));
  }
  if (options.format == Format::kTable) {
    session.out() << DiffSummary(*diff) << "\n";
    if (diff->resources().empty()) return kOk;
    session.out() << "\n";
  }
  return session.Print(options.format, *diff, DiffTable(*diff));
}

}  // namespace

void AddDiff(CLI::App& app, Session& session) {
  auto options = std::make_shared<Options>();
  CLI::App& command = *app.add_subcommand("diff",
                                          "Print what is different between two points of time, "
                                          "record by record and field by field.");
  AddPoint(command, "from",
           "From what was known then: a revision (12; 0 is before the first), a "
           "time, or the end of a day (2025-06-30, UTC)",
           *options->request.mutable_from());
  AddPoint(command, "to", "To what was known then; may be the earlier one",
           *options->request.mutable_to());
  command
      .add_option("resource", *options->request.mutable_resource(),
                  "Only of this and everything under it: plans/energy")
      ->type_name("RESOURCE");
  AddEffective(command, "--effective",
               "Facts about this day or earlier, at both points (2024-12-31); default: the day of "
               "each point",
               [options](const std::string& day) {
                 options->request.mutable_from()->set_effective_date(day);
                 options->request.mutable_to()->set_effective_date(day);
               });
  AddFormat(command, options->format);
  AddExamples(command,
              "  sheaf diff 12 20\n"
              "  sheaf diff 2025-06-30 2025-12-31 plans/energy\n"
              "  sheaf diff 0 12 sectors/energy/kpis/EN-K-01 -o csv\n");
  session.OnRun(command, [&session, options](client::Connection& connection) {
    return Run(connection, session, *options);
  });
}

}  // namespace sheaf::cli
