// sheaf export: a plan with all that is known of it, in a format that others read.
#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "clients/cli/commands/commands.h"
#include "clients/cli/exchange/exchange_files.h"
#include "clients/cli/exchange/format_option.h"
#include "clients/cli/exchange/gather.h"
#include "clients/cli/options.h"
#include "clients/cli/rendered_report.h"
#include "google/protobuf/struct.pb.h"

namespace sheaf::cli {
namespace {

using exchange::ExchangeFormat;
using exchange::Loss;
using exchange::Losses;

struct Options {
  std::string plan;
  const ExchangeFormat* to = nullptr;
  std::string output;
  std::string records;
  bool explain_loss = false;
  exchange::Publisher publisher;
  Format format = Format::kTable;
  v1::AsOf as_of;
};

Table LossTable(const std::vector<Loss>& losses) {
  Table table({{"records", Column::kWhole},
               {"field", Column::kWhole},
               {"count", Column::kWhole},
               {"example", Column::kCut},
               {"reason", Column::kWrap}});
  for (const Loss& loss : losses) {
    table.AddRow({loss.records, loss.field.empty() ? "(all of it)" : loss.field,
                  std::to_string(loss.count), loss.example, loss.reason});
  }
  return table;
}

// The same for programs.
google::protobuf::Struct LossList(const std::vector<Loss>& losses) {
  google::protobuf::Struct object;
  auto& list = *(*object.mutable_fields())["losses"].mutable_list_value();
  for (const Loss& loss : losses) {
    auto& fields = *list.add_values()->mutable_struct_value()->mutable_fields();
    fields["records"].set_string_value(loss.records);
    fields["field"].set_string_value(loss.field);
    fields["count"].set_number_value(static_cast<double>(loss.count));
    fields["example"].set_string_value(loss.example);
    fields["reason"].set_string_value(loss.reason);
  }
  return object;
}

ExitCode Explain(Session& session, const Options& options, const Losses& losses) {
  if (losses.empty() && options.format == Format::kTable) {
    session.Say(std::string(options.to->id) + " carries all of plans/" + options.plan);
    return kOk;
  }
  return session.Print(options.format, LossList(losses.all()), LossTable(losses.all()));
}

void NoteLosses(Session& session, const Options& options, const Losses& losses) {
  for (const Loss& loss : losses.all()) {
    session.Note(std::string(options.to->id) + " does not carry " + loss.records +
                 (loss.field.empty() ? "" : ": " + loss.field) + ", of " +
                 std::to_string(loss.count) + (loss.count == 1 ? " record (" : " records (") +
                 loss.example + "): " + loss.reason);
  }
}

// The file of the kind that was asked for; its table may have no rows.
ExitCode PutOneKind(Session& session, const Options& options, const exchange::Files& files) {
  const auto file = files.find(options.records + ".csv");
  if (file != files.end()) return PutOut(session, file->second, options.output);
  return session.Fail(kRefused, "plans/" + options.plan + " has nothing of the kind " +
                                    options.records + "; nothing was written");
}

ExitCode Put(Session& session, const Options& options, const exchange::Files& files) {
  if (options.to->files.empty()) return PutOut(session, files.begin()->second, options.output);
  if (!options.records.empty()) return PutOneKind(session, options, files);
  const absl::Status status = exchange::WriteFolder(options.output, files);
  return status.ok() ? kOk : session.Fail(kRefused, std::string(status.message()));
}

// What is wrong with the options together; empty where nothing is.
std::string Misuse(const Options& options) {
  const bool folder = !options.to->files.empty();
  if (!options.records.empty() && !folder) {
    return "--records is for csv: the other formats are one file with all of it";
  }
  if (folder && options.output.empty() && options.records.empty() && !options.explain_loss) {
    return "csv is a folder of files: --output FOLDER, or --records updates for one of them";
  }
  return "";
}

ExitCode Run(Session& session, client::Connection& connection, const Options& options) {
  if (const std::string misuse = Misuse(options); !misuse.empty())
    return session.Fail(kUsage, misuse);
  Losses losses;
  const auto records = exchange::Gather(connection, "plans/" + options.plan, options.as_of, losses);
  if (!records.ok()) return session.Fail(records.status());
  const exchange::Files files = options.to->write(*records, options.publisher, losses);
  if (options.explain_loss) return Explain(session, options, losses);
  const ExitCode code = Put(session, options, files);
  if (code == kOk) NoteLosses(session, options, losses);
  return code;
}

}  // namespace

void AddExport(CLI::App& app, Session& session) {
  auto options = std::make_shared<Options>();
  CLI::App& command =
      *app.add_subcommand("export",
                          "Write a plan, with all that is known of it, in a format that others "
                          "read: its lines, their updates, and the "
                          "baselines, targets and values of its sector's KPIs. What the format "
                          "cannot carry is told, before anything is "
                          "written with --explain-loss. Drafts, and what was sent back or "
                          "withdrawn, are left out.\n\n" +
                              exchange::FormatList());
  command.add_option("--plan", options->plan, "The plan, such as energy")
      ->required()
      ->type_name("ID");
  exchange::AddFormatOption(command, "--to", "The format", &options->to);
  command
      .add_option("--output", options->output,
                  "Write to this file, or for csv to this new folder; default: print it")
      ->type_name("FILE");
  exchange::AddRecordsOption(command, options->records);
  command.add_flag(
      "--explain-loss", options->explain_loss,
      "Write nothing; tell what the format cannot carry of this plan: which fields, of how many "
      "records, and an example");
  command
      .add_option("--publisher", options->publisher.iati_id,
                  "For iati: the identifier under which you are registered as a publisher, such as "
                  "XI-EXAMPLE-1")
      ->type_name("ORG-ID");
  AddClocks(command, options->as_of);
  AddFormat(command, options->format);
  command.get_option("-o")->description("Print what --explain-loss tells as table, json or csv");
  AddExamples(
      command,
      "  sheaf export --plan energy --to iati --output energy.xml --publisher XI-EXAMPLE-1\n"
      "  sheaf export --plan energy --to sdmx-csv --explain-loss\n"
      "  sheaf export --plan energy --to csv --output energy-2024 --as-of 2024-12-31\n"
      "  sheaf export --plan energy --to csv --records updates | head\n");
  session.OnRun(command, [&session, options](client::Connection& connection) {
    return Run(session, connection, *options);
  });
}

}  // namespace sheaf::cli
