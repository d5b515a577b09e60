// sheaf token: issues, lists and ends tokens.
#include <cstdint>
#include <memory>
#include <string>

#include "clients/cli/commands/commands.h"
#include "clients/cli/message_text.h"
#include "clients/cli/options.h"
#include "sheaf/v1/access_service.pb.h"

namespace sheaf::cli {
namespace {

constexpr int64_t kSecondsADay = int64_t{24} * 60 * 60;

std::string FullName(const std::string& name) {
  return name.find('/') == std::string::npos ? "tokens/" + name : name;
}

Table TokenTable(const v1::ListTokensResponse& list) {
  Table table({{"name", Column::kWhole, "Token"},
               {"principal", Column::kWhole, "Of"},
               {"purpose"},
               {"create_time", Column::kWhole, "Issued"},
               {"created_by", Column::kWhole, "By"},
               {"expire_time", Column::kWhole, "Ends"},
               {"revoke_time", Column::kWhole, "Revoked"},
               {"revoked_by", Column::kWhole, "By"}});
  for (const v1::Token& token : list.tokens()) {
    table.AddRow({token.name(), token.principal(), token.purpose(), TimeText(token.create_time()),
                  token.created_by(), TimeText(token.expire_time()), TimeText(token.revoke_time()),
                  token.revoked_by()});
  }
  return table;
}

void AddCreate(CLI::App& group, Session& session) {
  struct Options {
    v1::CreateTokenRequest request;
    int64_t days = 90;
    Format format = Format::kTable;
  };
  auto options = std::make_shared<Options>();
  CLI::App& command = *group.add_subcommand(
      "create",
      "Issue a token that stands for a principal of the policy. It is printed this once, on a line "
      "of its own; the server keeps its digest alone.");
  command
      .add_option("principal", *options->request.mutable_principal(),
                  "Its id in the policy; default: yourself")
      ->type_name("PRINCIPAL");
  command.add_option("--days", options->days, "How long it lives")
      ->check(CLI::Range(1, 400))
      ->capture_default_str();
  command.add_option("--purpose", *options->request.mutable_purpose(), "What it is for")
      ->type_name("TEXT");
  AddFormat(command, options->format);
  AddExamples(command,
              "  umask 077; sheaf token create ace --purpose 'nightly push' > ace.token\n"
              "  sheaf push updates.csv --plan energy --token-file ace.token\n");
  session.OnRun(command, [&session, options](client::Connection& connection) {
    options->request.mutable_life()->set_seconds(options->days * kSecondsADay);
    const auto made = connection.Call(connection.access(), &v1::AccessService::Stub::CreateToken,
                                      options->request);
    if (!made.ok()) return session.Fail(made.status());
    session.Note(made->token().name() + " stands for " + made->token().principal() + " until " +
                 TimeText(made->token().expire_time()) + "; its secret is shown this once");
    return session.PrintOutcome(options->format, made->secret(), *made);
  });
}

void AddListTokens(CLI::App& group, Session& session) {
  struct Options {
    v1::ListTokensRequest request;
    Format format = Format::kTable;
  };
  auto options = std::make_shared<Options>();
  CLI::App& command = *group.add_subcommand(
      "list",
      "List tokens, the oldest first, those that are over among them. Never their secrets.");
  command
      .add_option("principal", *options->request.mutable_principal(), "Whose; default: everybody's")
      ->type_name("PRINCIPAL");
  AddFormat(command, options->format);
  AddExamples(command, "  sheaf token list\n  sheaf token list ace\n");
  session.OnRun(command, [&session, options](client::Connection& connection) {
    const auto list = connection.Call(connection.access(), &v1::AccessService::Stub::ListTokens,
                                      options->request);
    if (!list.ok()) return session.Fail(list.status());
    return session.Print(options->format, *list, TokenTable(*list));
  });
}

void AddRevoke(CLI::App& group, Session& session) {
  struct Options {
    std::string name;
    Format format = Format::kTable;
  };
  auto options = std::make_shared<Options>();
  CLI::App& command = *group.add_subcommand("revoke", "End a token at once.");
  command.add_option("token", options->name, "Its id, or its name as token list gives it")
      ->required()
      ->type_name("TOKEN");
  AddFormat(command, options->format);
  AddExamples(command, "  sheaf token revoke 5f1c09ab77e21d40\n");
  session.OnRun(command, [&session, options](client::Connection& connection) {
    v1::RevokeTokenRequest request;
    request.set_name(FullName(options->name));
    const auto token =
        connection.Call(connection.access(), &v1::AccessService::Stub::RevokeToken, request);
    if (!token.ok()) return session.Fail(token.status());
    return session.PrintOutcome(options->format,
                                token->name() + " of " + token->principal() + " is over since " +
                                    TimeText(token->revoke_time()) + ", by " + token->revoked_by(),
                                *token);
  });
}

}  // namespace

void AddToken(CLI::App& group, Session& session) {
  AddCreate(group, session);
  AddListTokens(group, session);
  AddRevoke(group, session);
}

}  // namespace sheaf::cli
