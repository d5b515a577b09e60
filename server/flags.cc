#include "server/flags.h"

#include "server/limit_flags.h"

namespace sheaf {
namespace {

// Who the server is, and whom it takes others for.
void AddIdentity(CLI::App* app, Flags* flags) {
  CLI::Option* const tls_cert =
      app->add_option("--tls_cert", flags->tls_cert,
                      "PEM file of the server's certificate, with those between it and its "
                      "authority; taken in anew when it is replaced. Empty: no encryption");
  CLI::Option* const tls_key =
      app->add_option("--tls_key", flags->tls_key, "PEM file of the certificate's key")
          ->needs(tls_cert);
  tls_cert->needs(tls_key);
  CLI::Option* const client_ca =
      app->add_option("--tls_client_ca", flags->tls_client_ca,
                      "PEM file of who signs the certificates of clients; read again at SIGHUP")
          ->needs(tls_cert);
  app->add_option("--tls_crl", flags->tls_crl,
                  "PEM file of the certificates that it has revoked; read again at SIGHUP")
      ->needs(client_ca);
  app->add_option(
      "--policy", flags->policy,
      "File that says who may do what (see server/auth/README.md); read again at SIGHUP. "
      "Empty: whoever reaches the server holds every role");
  app->add_option("--signing_key", flags->signing_key,
                  "PEM file of the Ed25519 key that publications are signed with, for the server's "
                  "user alone to read. Empty: nothing is published");
}

}  // namespace

void AddFlags(CLI::App* app, Flags* flags) {
  CLI::Option* const data_dir = app->add_option(
      "--data_dir", flags->data_dir, "Folder of the records; made where it is not there");
  app->add_option("--plugin_dir", flags->plugin_dir,
                  "Folder of the sector plugins: every program in it is one. Empty: no plugins");
  app->add_option("--plugin_sandbox", flags->plugin_sandbox,
                  "off lets plugins read files, open connections and start programs: where this "
                  "machine cannot confine them and all are trusted")
      ->check(CLI::IsMember({"on", "off"}))
      ->capture_default_str();
  app->add_option(
         "--listen", flags->listen,
         "HOST:PORT; port 0 picks a free one. Beyond the loopback only with TLS and a policy")
      ->capture_default_str();
  AddIdentity(app, flags);
  app->add_option("--watch_send_max_millis", flags->watch_send_max_millis,
                  "How long a watcher may take to read a message before it is ended")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  app->add_option("--snapshot_min_versions", flags->snapshot_min_versions,
                  "After how many versions of records, at least, what is in memory is written down "
                  "for the next start")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  AddLimitFlags(app, &flags->call_limits);
  CLI::Option* const check = app->add_flag("--check", flags->check,
                                           "Verify what is stored, say what does not fit, and end");
  CLI::Option* const backup_dir =
      app->add_option("--backup_dir", flags->backup_dir,
                      "Folder of the backups; made where it is not there. Empty: no backups");
  app->add_option("--restore", flags->restore,
                  "Restore this backup (its number, or latest) from --backup_dir into an empty "
                  "--data_dir, check it, and end")
      ->needs(backup_dir)
      ->excludes(check);
  CLI::Option* const check_plugin =
      app->add_option("--check_plugin", flags->check_plugin,
                      "Hold this plugin against the contract, say what to mend, and end")
          ->excludes(data_dir);
  CLI::Option* const check_policy =
      app->add_option("--check_policy", flags->check_policy,
                      "Say what this policy grants to whom, or what is wrong with it, and end")
          ->excludes(data_dir);
  app->callback([=] {
    if (data_dir->empty() && check_plugin->empty() && check_policy->empty())
      throw CLI::RequiredError("--data_dir");
  });
}

}  // namespace sheaf
