#include "server/model/model.h"

#include "server/model/tables.h"

namespace sheaf::model {

namespace {

constexpr v1::ReviewState kStates[kLevels] = {v1::SUBMITTED, v1::DEEMED_ACCEPTED, v1::VERIFIED,
                                              v1::PUBLISHED};

}  // namespace

v1::ReviewState StateOf(Level level) { return kStates[static_cast<size_t>(level)]; }

std::optional<Level> LevelOf(v1::ReviewState state) {
  for (size_t level = 0; level < kLevels; ++level) {
    if (kStates[level] == state) return static_cast<Level>(level);
  }
  return std::nullopt;
}

Model::Model() : tables_(std::make_unique<Tables>()) {}

Model::~Model() = default;

void Model::OnCommit(const ledger::Commit& commit) { tables_->Apply(commit); }

Snapshotted::Write Model::Capture() const { return tables_->Capture(); }

void Model::Load(SnapshotReader& from) { tables_->Load(from); }

View Model::At(ledger::Revision revision, Level level) const {
  // Loading the newest revision is what makes the commits up to it visible to this thread.
  static_cast<void>(tables_->newest());
  return View(tables_.get(), revision, level);
}

int64_t Model::SkippedRecords() const { return tables_->skipped(); }

}  // namespace sheaf::model
