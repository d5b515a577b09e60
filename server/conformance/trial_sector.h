// A sector on trial: its plugin, started and asked as the server does it, and records that were
// made up for it. No ledger: nothing of it stays.
#pragma once

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "server/conformance/trial_records.h"
#include "server/model/commit_builder.h"
#include "server/model/model.h"
#include "server/sectors/host/plugin_host.h"
#include "server/sectors/manifests.h"
#include "sheaf/v1/document.pb.h"
#include "sheaf/v1/manifest.pb.h"
#include "sheaf/v1/sector_service.pb.h"

namespace sheaf::conformance {

struct TrialOptions {
  std::string program;     // absolute; its name is the sector's id
  std::string socket_dir;  // a folder that is ours alone
  std::string core_version;
  sectors::PluginHostOptions limits;  // the server's own; folders are set from the above
};

// Not thread-safe.
class TrialSector : private ledger::Observer {
 public:
  // Starts the plugin, and returns once it runs or has failed to.
  explicit TrialSector(const TrialOptions& options);
  ~TrialSector() override;

  // How the plugin is: RUNNING, or why not.
  v1::Sector Plugin() const;
  // What it has declared; empty where it never ran.
  const v1::SectorManifest& manifest() const { return manifest_; }

  // Takes these records instead of those before.
  void Take(const TrialRecords& records);
  // No records but the manifest and the member states.
  void TakeNothing();

  // The document of a format of the plugin, asked for anew each time; else the sentence that a
  // reader of the report is told.
  absl::StatusOr<v1::Document> Report(const std::string& format);

 private:
  void OnCommit(const ledger::Commit& commit) override;
  void Renew();

  const TrialOptions options_;
  const std::string sector_;
  v1::SectorManifest manifest_;
  std::unique_ptr<model::CommitBuilder> records_;
  std::unique_ptr<model::Model> model_;
  std::unique_ptr<sectors::Manifests> manifests_;
  ledger::Revision head_ = 0;
  std::unique_ptr<sectors::PluginHost> host_;
};

}  // namespace sheaf::conformance
