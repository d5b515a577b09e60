// sheaf search: lines, KPIs and decisions by their words.
#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "clients/cli/commands/commands.h"
#include "clients/cli/options.h"
#include "sheaf/v1/search_service.pb.h"

namespace sheaf::cli {
namespace {

constexpr int kMostOfPage = 100;

struct Options {
  std::vector<std::string> words;
  v1::SearchRequest request;
  int most = 20;
  Format format = Format::kTable;
};

std::string KindOf(v1::SearchKind kind) {
  return kind == v1::LINE_HIT ? "line" : kind == v1::KPI_HIT ? "kpi" : "decision";
}

Table HitTable(const v1::SearchResponse& found) {
  Table table({{"kind", Column::kWhole},
               {"name", Column::kWhole},
               {"title", Column::kWrap},
               {"where", Column::kCut},
               {"date", Column::kWhole},
               {"sector", Column::kCsvOnly}});
  for (const v1::SearchHit& hit : found.hits()) {
    table.AddRow(
        {KindOf(hit.kind()), hit.resource(), hit.title(), hit.context(), hit.date(), hit.sector()});
  }
  return table;
}

// As many of the hits as are wanted, page by page.
absl::StatusOr<v1::SearchResponse> Find(client::Connection& connection, const Options& options) {
  v1::SearchRequest request = options.request;
  v1::SearchResponse all;
  do {
    request.set_page_size(std::min(options.most - all.hits_size(), kMostOfPage));
    auto page = connection.Call(connection.searches(), &v1::SearchService::Stub::Search, request);
    if (!page.ok()) return page.status();
    request.set_page_token(page->next_page_token());
    all.MergeFrom(*page);
  } while (!request.page_token().empty() && all.hits_size() < options.most);
  all.clear_next_page_token();
  return all;
}

std::string AllText(const v1::SearchResponse& found) {
  constexpr int kMostCounted = 1000;
  return (found.total() == kMostCounted ? "1000 or more" : std::to_string(found.total()));
}

ExitCode Run(Session& session, client::Connection& connection, const Options& options) {
  const auto found = Find(connection, options);
  if (!found.ok()) return session.Fail(found.status());
  const ExitCode printed = session.Print(options.format, *found, HitTable(*found));
  if (found->hits_size() < found->total()) {
    session.Note("the best " + std::to_string(found->hits_size()) + " of " + AllText(*found) +
                 " are shown; --most shows more");
  }
  return printed;
}

void AddOptions(CLI::App& command, Options& options) {
  command.add_option("words", options.words, "Words, or the beginnings of words")
      ->required()
      ->type_name("WORDS");
  command
      .add_option_function<std::vector<std::string>>(
          "--sector",
          [&options](const std::vector<std::string>& given) {
            options.request.mutable_sectors()->Assign(given.begin(), given.end());
          },
          "Of plans and KPIs of this sector; - for plans without one")
      ->delimiter(',')
      ->type_name("S");
  command
      .add_option_function<v1::SearchKind>(
          "--kind", [&options](v1::SearchKind kind) { options.request.add_kinds(kind); },
          "Only these")
      ->transform(
          Choice({{"line", v1::LINE_HIT}, {"kpi", v1::KPI_HIT}, {"decision", v1::DECISION_HIT}}))
      ->type_name("line|kpi|decision");
  command.add_option("--most", options.most, "Show at most so many; default: 20")
      ->check(CLI::Range(1, 1000))
      ->type_name("N");
  AddFormat(command, options.format);
  AddClocks(command, *options.request.mutable_as_of());
}

}  // namespace

void AddSearch(CLI::App& app, Session& session) {
  auto options = std::make_shared<Options>();
  CLI::App& command = *app.add_subcommand(
      "search",
      "Find lines and KPIs by words of their codes and titles, in every language, and decisions by "
      "body and meeting. Accents and capitals make no difference; a word may be cut short.");
  AddOptions(command, *options);
  AddExamples(command,
              "  sheaf search power grid\n"
              "  sheaf search AMEM-38 --kind decision\n"
              "  sheaf search renewable --sector energy --effective 2024-12-31\n");
  session.OnRun(command, [&session, options](client::Connection& connection) {
    for (const std::string& word : options->words) {
      options->request.set_query(options->request.query() +
                                 (options->request.query().empty() ? "" : " ") + word);
    }
    const auto languages = session.languages();
    if (options->format == Format::kTable && !languages.empty()) {
      options->request.set_language(languages.front());
    }
    return Run(session, connection, *options);
  });
}

}  // namespace sheaf::cli
