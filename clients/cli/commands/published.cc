// sheaf published: figures that other documents have printed, to be held against each other and the
// records.
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "clients/cli/all_pages.h"
#include "clients/cli/commands/commands.h"
#include "clients/cli/file_import.h"
#include "clients/cli/message_text.h"
#include "clients/cli/options.h"
#include "clients/cli/published_file.h"
#include "clients/cpp/error.h"

namespace sheaf::cli {
namespace {

using Stub = v1::PublishedFigureService::Stub;

// The contract's limit.
constexpr int kRequestMaxFigures = 10'000;

struct ImportOptions {
  std::vector<std::string> files;
  PublishedDocument document;
  std::vector<std::string> plans;  // "C4=energy"
  bool dry_run = false;
  Format format = Format::kTable;
};

// One file, and which of the request's figures are its own.
struct Part {
  std::unique_ptr<FileImport> import;
  FileRecords<v1::PublishedFigure> figures;
  size_t first = 0;
};

// What is wrong, told in the file that it is in. False where nothing of it is of a file.
bool TakeRefusal(const absl::Status& status, const std::vector<Part>& parts) {
  const auto refused = client::ProblemsOf(status);
  for (const client::FieldProblem& problem : refused) {
    const Part* of = &parts.front();
    for (const Part& part : parts) {
      if (problem.row >= static_cast<int64_t>(part.first)) of = &part;
    }
    const size_t place = problem.row < 0 ? 0 : static_cast<size_t>(problem.row) - of->first;
    const bool has_row = problem.row >= 0 && place < of->figures.lines.size();
    of->import->problems().AddUnlessKnown(has_row ? of->figures.lines[place] : 0,
                                          ColumnOf(problem.field, PublishedColumns()),
                                          problem.text);
  }
  return !refused.empty();
}

bool AnyProblems(const std::vector<Part>& parts) {
  for (const Part& part : parts) {
    if (!part.import->problems().empty()) return true;
  }
  return false;
}

ExitCode Refuse(const std::vector<Part>& parts) {
  ExitCode code = kOk;
  for (const Part& part : parts) {
    if (!part.import->problems().empty()) code = part.import->Refuse();
  }
  return code;
}

std::string Summary(const ImportOptions& options,
                    const v1::RecordPublishedFiguresResponse& answer) {
  const std::string would = options.dry_run ? "would be " : "";
  return std::to_string(answer.created()) + " published figures " + would + "recorded, " +
         std::to_string(answer.changed()) + " changed, " + std::to_string(answer.unchanged()) +
         " unchanged; " +
         (options.dry_run ? "nothing was written (dry run)"
                          : "revision " + std::to_string(answer.revision()));
}

// All of the files is one request: they refer to each other, and are recorded together or not at
// all.
ExitCode Import(Session& session, client::Connection& connection, const ImportOptions& options) {
  std::vector<Part> parts;
  v1::RecordPublishedFiguresRequest request;
  for (const std::string& file : options.files) {
    Part& part = parts.emplace_back();
    part.import = std::make_unique<FileImport>(session, file);
    part.first = static_cast<size_t>(request.figures_size());
    if (!part.import->readable()) continue;
    part.figures = ReadPublished(part.import->table(), options.document, part.import->problems());
    for (const auto& figure : part.figures.records) *request.add_figures() = figure;
  }
  if (AnyProblems(parts)) return Refuse(parts);
  if (request.figures_size() > kRequestMaxFigures) {
    return session.Fail(kRefused, "there are " + std::to_string(request.figures_size()) +
                                      " figures in these files, and at most " +
                                      std::to_string(kRequestMaxFigures) +
                                      " are taken at once; import the files one after the other");
  }
  request.set_validate_only(options.dry_run);
  const auto answer =
      connection.Call(connection.published_figures(), &Stub::RecordPublishedFigures, request);
  if (!answer.ok()) {
    if (TakeRefusal(answer.status(), parts)) return Refuse(parts);
    return parts.front().import->Refuse(answer.status());
  }
  for (const Part& part : parts) part.import->PrintNotes(part.figures.notes);
  return session.PrintOutcome(options.format, Summary(options, *answer), *answer);
}

// "C4=energy" into the plan of a subject; an error in words, or "".
std::string TakePlan(const std::string& text, PublishedDocument* document) {
  const size_t equals = text.find('=');
  if (equals == 0 || equals == std::string::npos || equals + 1 == text.size()) {
    return FoundExpected(text, "a subject and its plan, such as C4=energy");
  }
  const std::string plan = text.substr(equals + 1);
  document->plans[text.substr(0, equals)] = plan.starts_with("plans/") ? plan : "plans/" + plan;
  return "";
}

void AddFilesImport(CLI::App& group, Session& session) {
  auto options = std::make_shared<ImportOptions>();
  CLI::App& command = *group.add_subcommand(
      "import",
      "Record what a document has printed, from CSV files, all together or nothing. The kind of "
      "file is told by its columns: elements, characteristics, project funding, project status and "
      "dynamic projects of the economic community's review; or one row a figure, with the columns "
      "subject, measure, unit, printed and, as far as known, id, source, source_date, source_ref, "
      "subject_title, part_of, share_of, one_of_a_split, period, extent, missing, derivation "
      "(\"ratio a b\"), plan, note. What is printed is kept as it is printed (29.0, >30); a blank "
      "cell is recorded as not printed, never as zero. The same files again change nothing.");
  command.add_option("files", options->files, "The files")->required()->type_name("FILE.csv...");
  command.add_option("--source", options->document.source, "The document, by its title")
      ->required()
      ->type_name("TEXT");
  command.add_option("--source-date", options->document.source_date, "When it appeared")
      ->required()
      ->type_name("DATE");
  command
      .add_option("--period", options->document.period,
                  "The period of totals whose column names none, such as 2016-2024")
      ->type_name("PERIOD");
  command
      .add_option_function<std::string>(
          "--plan",
          [options](const std::string& text) {
            const std::string error = TakePlan(text, &options->document);
            if (!error.empty()) throw CLI::ValidationError("--plan", error);
          },
          "The plan whose records a subject's lines are, such as C4=energy; may be given again")
      ->type_name("SUBJECT=PLAN")
      ->trigger_on_parse();
  command.add_flag("--dry-run", options->dry_run, "Check everything, write nothing");
  AddFormat(command, options->format);
  AddExamples(command,
              "  sheaf published import aec-*.csv --source \"AEC Blueprint 2025 End-Term Review\" "
              "\\\n      --source-date 2025 --period 2016-2024 --plan C4=energy\n");
  session.OnRun(command, [&session, options](client::Connection& connection) {
    return Import(session, connection, *options);
  });
}

// "% of action_lines".
std::string UnitText(const v1::PublishedFigure& figure) {
  return figure.share_of().empty() ? figure.unit() : figure.unit() + " of " + figure.share_of();
}

std::string PrintedText(const v1::PublishedFigure& figure) {
  return figure.printed().empty() ? "(" + WordOf(figure.missing()) + ")" : figure.printed();
}

Table TableOf(const v1::ListPublishedFiguresResponse& list) {
  Table table({{"figure", Column::kCutLast},
               {"subject", Column::kWhole},
               {"measure", Column::kCut},
               {"printed", Column::kWhole},
               {"unit", Column::kCut},
               {"period", Column::kWhole},
               {"extent", Column::kCut},
               {"source", Column::kCut},
               {"source_date", Column::kCsvOnly},
               {"source_ref", Column::kCut, "Where"},
               {"subject_title", Column::kCsvOnly},
               {"part_of", Column::kCsvOnly},
               {"note", Column::kCsvOnly}});
  for (const v1::PublishedFigure& figure : list.figures()) {
    table.AddRow({figure.name().substr(figure.name().find('/') + 1), figure.subject(),
                  figure.measure(), PrintedText(figure), UnitText(figure), figure.period(),
                  WordOf(figure.extent()), figure.source(), figure.source_date(),
                  figure.source_ref(), figure.subject_title(), figure.part_of(), figure.note()});
  }
  return table;
}

void AddListFigures(CLI::App& group, Session& session) {
  struct Options {
    v1::ListPublishedFiguresRequest request;
    Format format = Format::kTable;
  };
  auto options = std::make_shared<Options>();
  CLI::App& command = *group.add_subcommand("list", "List what is recorded of other documents.");
  command.add_option("--source", *options->request.mutable_source(), "Of this document only")
      ->type_name("TEXT");
  command
      .add_option("--subject", *options->request.mutable_subject(), "About this only, such as A1")
      ->type_name("CODE");
  AddClocks(command, *options->request.mutable_as_of());
  AddFormat(command, options->format);
  AddExamples(command, "  sheaf published list --subject A1\n");
  session.OnRun(command, [&session, options](client::Connection& connection) {
    const auto list = ListAll(connection, connection.published_figures(),
                              &Stub::ListPublishedFigures, options->request);
    if (!list.ok()) return session.Fail(list.status());
    return session.Print(options->format, *list, TableOf(*list));
  });
}

void AddShow(CLI::App& group, Session& session) {
  struct Options {
    v1::GetPublishedFigureRequest request;
    std::string id;
    Format format = Format::kTable;
  };
  auto options = std::make_shared<Options>();
  CLI::App& command =
      *group.add_subcommand("show", "Show one figure with all that is known of it.");
  command.add_option("figure", options->id, "Its id, as sheaf published list gives it")
      ->required()
      ->type_name("FIGURE");
  AddClocks(command, *options->request.mutable_as_of());
  AddFormat(command, options->format);
  AddExamples(command,
              "  sheaf published show aec-blueprint-2025-end-term-review-2025.A1.completed.2023."
              "share\n");
  session.OnRun(command, [&session, options](client::Connection& connection) {
    const std::string& id = options->id;
    options->request.set_name(id.starts_with("publishedFigures/") ? id : "publishedFigures/" + id);
    const auto figure = connection.Call(connection.published_figures(), &Stub::GetPublishedFigure,
                                        options->request);
    if (!figure.ok()) return session.Fail(figure.status());
    Table table({{"field", Column::kWhole}, {"value", Column::kWrap}});
    for (const auto& [field, value] : FieldsOf(*figure)) table.AddRow({field, value});
    return session.Print(options->format, *figure, table);
  });
}

}  // namespace

void AddPublished(CLI::App& group, Session& session) {
  AddFilesImport(group, session);
  AddListFigures(group, session);
  AddShow(group, session);
}

}  // namespace sheaf::cli
