#include "server/conformance/trial_sector.h"

#include <chrono>
#include <filesystem>

#include "server/base/status.h"
#include "server/reports/reporter.h"

namespace sheaf::conformance {
namespace {

constexpr std::chrono::seconds kPatience{60};
constexpr const char* kEffective = "2024-12-31";

}  // namespace

TrialSector::TrialSector(const TrialOptions& options)
    : options_(options), sector_(std::filesystem::path(options.program).filename()) {
  sectors::PluginHostOptions host = options.limits;
  host.plugin_dir = std::filesystem::path(options.program).parent_path();
  host.only_sector = sector_;
  host.socket_dir = options.socket_dir;
  host.core_version = options.core_version;
  host_ = sectors::PluginHost::Start(std::move(host), [this](const v1::SectorManifest& manifest) {
    // What it declares when it is started again has to be the same.
    if (manifest_.sector().empty()) manifest_ = manifest;
    return absl::OkStatus();
  });
  host_->WaitUntilTried(kPatience);
  TakeNothing();
}

TrialSector::~TrialSector() { host_->Stop(); }

v1::Sector TrialSector::Plugin() const {
  for (const v1::Sector& sector : host_->Sectors()) {
    if (sector.name() == "sectors/" + sector_) return sector;
  }
  v1::Sector none;
  none.set_plugin_state(v1::ABSENT);
  none.set_plugin_message("is no program whose name can be a sector's id");
  return none;
}

void TrialSector::OnCommit(const ledger::Commit& commit) {
  model_->OnCommit(commit);
  manifests_->OnCommit(commit);
}

void TrialSector::Renew() {
  records_ = std::make_unique<model::CommitBuilder>();
  model_ = std::make_unique<model::Model>();
  manifests_ = std::make_unique<sectors::Manifests>();
  PutMemberStates(records_.get());
  if (manifest_.sector().empty()) return;
  records_->Put("sectors/" + sector_ + "/manifests/current", manifest_);
}

void TrialSector::TakeNothing() {
  Renew();
  head_ = records_->CommitTo(this);
}

void TrialSector::Take(const TrialRecords& records) {
  Renew();
  PutPlans(manifest_, records, records_.get());
  head_ = records_->CommitTo(this);
}

absl::StatusOr<v1::Document> TrialSector::Report(const std::string& format) {
  // A new one each time: it would answer from its memory.
  reports::Reporter reporter({model_.get(), manifests_.get(), host_.get(), options_.core_version});
  v1::Clocks clocks;
  clocks.set_revision(head_);
  clocks.set_effective_date(kEffective);
  SHEAF_ASSIGN_OR_RETURN(const auto document,
                         reporter.Report({.sector = sector_, .format = format, .clocks = clocks}));
  return *document;
}

}  // namespace sheaf::conformance
