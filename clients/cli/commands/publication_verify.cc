// sheaf publication verify: whether an exported publication is what was published. Asks nobody.
#include <fstream>
#include <iterator>
#include <memory>
#include <string>

#include "clients/cli/commands/commands.h"
#include "clients/cli/commands/publication_commands.h"
#include "clients/cli/options.h"
#include "clients/cli/publication_table.h"
#include "clients/cpp/ed25519.h"
#include "clients/cpp/publication_file.h"
#include "clients/cpp/publication_verifier.h"

namespace sheaf::cli {
namespace {

struct Options {
  std::string file;
  std::string key;
  Format format = Format::kTable;
};

absl::Status InFile(const std::string& file, const absl::Status& status) {
  return {status.code(), file + ": " + std::string(status.message())};
}

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (file) return bytes;
  return absl::NotFoundError(path + ": the file could not be read");
}

absl::StatusOr<std::string> ReadKey(const std::string& path) {
  const auto pem = ReadFile(path);
  if (!pem.ok()) return pem.status();
  auto key = client::PublicKeyOfPem(*pem);
  return key.ok() ? key : InFile(path, key.status());
}

absl::StatusOr<v1::Publication> ReadPublication(const std::string& path) {
  const auto bytes = ReadFile(path);
  if (!bytes.ok()) return bytes.status();
  auto publication = client::ReadPublicationFile(*bytes);
  return publication.ok() ? publication : InFile(path, publication.status());
}

ExitCode Verify(Session& session, const Options& options) {
  const auto key = ReadKey(options.key);
  if (!key.ok()) return session.Fail(key.status());
  const auto publication = ReadPublication(options.file);
  if (!publication.ok()) return session.Fail(publication.status());
  const auto verified = client::VerifyPublication(*publication, *key);
  if (!verified.ok()) {
    return session.Fail(InFile(options.file, verified.status()));
  }
  if (options.format == Format::kTable) {
    session.Say(options.file +
                " is what was published: nothing in it was altered, and it is signed "
                "with the key of " +
                options.key);
    session.out() << "\n";
  }
  return session.Print(options.format, verified->statement,
                       CardOf(*publication, verified->statement));
}

}  // namespace

void AddPublicationVerify(CLI::App& group, Session& session) {
  auto options = std::make_shared<Options>();
  CLI::App& command =
      *group.add_subcommand("verify",
                            "Prove that an exported publication is what was published: that the "
                            "key signed its statement, "
                            "and that its document is the one of the statement. Needs no server; "
                            "rests on the public key, "
                            "which comes from who published it and not with the file.");
  command.add_option("file", options->file, "As publication export writes it")
      ->required()
      ->type_name("FILE");
  command.add_option("--key", options->key, "The public key of who published it")
      ->required()
      ->type_name("PEM");
  AddFormat(command, options->format);
  AddExamples(command, "  sheaf publication verify energy-2024.pub --key secretariat.pem\n");
  session.OnRunAlone(command, [&session, options] { return Verify(session, *options); });
}

}  // namespace sheaf::cli
