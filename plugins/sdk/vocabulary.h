// The words of a sector as its manifest declares them, made ready for look-ups.
#pragma once

#include <string_view>
#include <unordered_map>

#include "sheaf/v1/manifest.pb.h"

namespace sheaf::plugin {

// Immutable, so shared freely. What it returns lives as long as it does.
class Vocabulary {
 public:
  explicit Vocabulary(sheaf::v1::SectorManifest manifest);
  Vocabulary(const Vocabulary&) = delete;
  Vocabulary& operator=(const Vocabulary&) = delete;

  const sheaf::v1::SectorManifest& manifest() const { return manifest_; }

  // Null where the manifest has no such word; a record may carry one of an earlier manifest.
  const sheaf::v1::StatusDefinition* Word(std::string_view word) const;
  // For people: "Pending ratification"; the word itself where it is unknown.
  std::string_view TitleOf(std::string_view word) const;
  // Where the word stands on the path of an instrument or decision; "" for nowhere.
  std::string_view StageOf(std::string_view word) const;
  // True for a word that says what is expected, which is never a fact.
  bool IsExpectation(std::string_view word) const;

  // Null where the manifest has no such KPI.
  const sheaf::v1::KpiDefinition* Kpi(std::string_view code) const;

 private:
  const sheaf::v1::SectorManifest manifest_;
  std::unordered_map<std::string_view, const sheaf::v1::StatusDefinition*> words_;
  std::unordered_map<std::string_view, const sheaf::v1::KpiDefinition*> kpis_;
};

}  // namespace sheaf::plugin
