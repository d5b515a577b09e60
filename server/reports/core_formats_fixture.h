// Documents of the core's formats for tests: a few records in, rows as texts out.
#pragma once

#include <gmock/gmock.h>

#include <future>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "server/base/manual_clock.h"
#include "server/reports/core_formats.h"
#include "server/reports/random_plans.h"
#include "server/reports/reporter.h"
#include "server/store/memory_store.h"

namespace sheaf::reports {

inline const std::vector<std::string> kPathWords = {"partially_signed", "pending_signature",
                                                    "signed",           "pending_ratification",
                                                    "ratified",         "in_force"};

// The energy sector with words of a treaty's path, and KPIs of all levels.
inline v1::SectorManifest WithPathAndKpis() {
  v1::SectorManifest manifest = EnergyManifest();
  for (v1::StatusDefinition& status : *manifest.mutable_statuses()) {
    if (status.word() == "signed") status.set_stage("signed");
  }
  for (const std::string& word : kPathWords) {
    if (word == "signed") continue;
    v1::StatusDefinition* status = manifest.add_statuses();
    status->set_word(word);
    status->set_state(word == "in_force" ? v1::COMPLETED : v1::IN_PROGRESS);
    status->set_stage(word);
  }
  const auto add = [&](const std::string& fields) {
    *manifest.add_kpis() = FromText<v1::KpiDefinition>(fields);
  };
  add("code: 'K-1' title: 'Lines trained' level: OUTPUT unit: 'people' direction: UP");
  add("code: 'K-2' title: 'Intensity' level: OUTCOME unit: '% reduction' direction: UP");
  add("code: 'K-3' title: 'Deaths' level: IMPACT direction: DOWN availability: NONE");
  add("code: 'X-1' title: 'Deaths, modelled' level: OUTCOME stands_in_for: 'K-3' unit: 'deaths'");
  return manifest;
}

// The rows of a table as texts, one a row: cells joined by " | ".
inline std::string TextOf(const v1::Cell& cell) {
  switch (cell.value_case()) {
    case v1::Cell::kText:
      return cell.text();
    case v1::Cell::kCount:
      return std::to_string(cell.count());
    case v1::Cell::kNumber:
      return std::to_string(static_cast<int64_t>(cell.number())) +
             (cell.period().empty() ? "" : " (" + cell.period() + ")");
    case v1::Cell::kShare:
      return std::to_string(cell.share().numerator()) + " of " +
             std::to_string(cell.share().denominator());
    case v1::Cell::kDate:
      return cell.date();
    case v1::Cell::kMissing:
      return v1::MissingReason_Name(cell.missing());
    default:
      return "";
  }
}

class Reports {
 public:
  explicit Reports(const v1::Document& document) : document_(document) {}

  std::vector<std::string> Rows(std::string_view section) const {
    std::vector<std::string> rows;
    for (const v1::Section& one : document_.sections()) {
      if (one.id() != section) continue;
      for (const v1::Block& block : one.blocks()) {
        for (const v1::Row& row : block.table().rows()) rows.push_back(Joined(row));
      }
    }
    return rows;
  }
  std::string Paragraphs(std::string_view section) const {
    std::string text;
    for (const v1::Section& one : document_.sections()) {
      if (one.id() != section) continue;
      for (const v1::Block& block : one.blocks()) text += block.paragraph().text() + "\n";
    }
    return text;
  }
  std::string Figure(std::string_view label) const {
    for (const v1::Section& section : document_.sections()) {
      for (const v1::Block& block : section.blocks()) {
        for (const v1::KeyFigure& figure : block.key_figures().figures()) {
          if (figure.label() == label) return TextOf(figure.value());
        }
      }
    }
    return "none";
  }

 private:
  static std::string Joined(const v1::Row& row) {
    std::string text(static_cast<size_t>(row.depth()), '>');
    for (const v1::Cell& cell : row.cells()) text += TextOf(cell) + " | ";
    return text;
  }
  const v1::Document& document_;
};

class CoreFormatsTest : public RandomPlans {
 protected:
  explicit CoreFormatsTest(unsigned seed = 0) : RandomPlans(seed) {
    PutManifest(WithPathAndKpis());
    PutMembers({"KHM", "LAO", "THA"});
  }

  absl::StatusOr<std::shared_ptr<const v1::Document>> Ask(const std::string& sector,
                                                          const std::string& format,
                                                          const std::string& effective) {
    const CoreFormat* core = FindCoreFormat(format, /*of_sector=*/!sector.empty());
    const bool of_one = core != nullptr && core->of_member_state;
    return Ask({.sector = sector,
                .format = format,
                .clocks = ClocksOn(effective),
                .member_state = of_one ? "KHM" : ""});
  }
  absl::StatusOr<std::shared_ptr<const v1::Document>> Ask(const Asked& asked) {
    Reporter reporter({&model_, &manifests_, nullptr, "1.0.0", ledger_.get()});
    return reporter.Report(asked);
  }
  // Of what is known so far.
  v1::Clocks ClocksOn(const std::string& effective) {
    v1::Clocks clocks;
    clocks.set_revision(Commit());
    clocks.set_effective_date(effective);
    return clocks;
  }
  v1::Document Get(const std::string& format, const std::string& effective = "2024-06-30",
                   const std::string& sector = "energy") {
    const auto document = Ask(sector, format, effective);
    EXPECT_TRUE(document.ok()) << document.status();
    return document.ok() ? **document : v1::Document();
  }

  v1::Document Compared(const v1::Clocks& then, const v1::Clocks& now,
                        const std::string& sector = "energy") {
    const auto document =
        Ask({.sector = sector, .format = "comparison", .clocks = now, .compared_with = then});
    EXPECT_TRUE(document.ok()) << document.status();
    return document.ok() ? **document : v1::Document();
  }

  // A ledger with the records so far.
  void OpenLedger() {
    Commit();
    ledger_ = ledger::Ledger::Open(store::MakeMemoryStore(), &clock_, {}).value();
    for (const ledger::Commit& commit : next_.log()) {
      ledger::Request request;
      request.actor = "test";
      for (const ledger::Record& record : commit.records) {
        request.writes.push_back(
            {record.resource, ledger::WriteMode::kPut, record.payload, "", {}});
      }
      std::promise<absl::Status> done;
      ledger_->Commit(std::move(request), [&](absl::StatusOr<ledger::Receipt> receipt) {
        done.set_value(receipt.status());
      });
      ASSERT_TRUE(done.get_future().get().ok());
    }
  }

  ManualClock clock_{1'714'564'800'000'000};
  std::unique_ptr<ledger::Ledger> ledger_;
};

}  // namespace sheaf::reports
