#include "server/conformance/conformance.h"

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "server/base/temporary_folder.h"
#include "server/conformance/broken_question.h"
#include "server/conformance/trial_sector.h"
#include "server/reports/counting_check.h"
#include "server/reports/render/render.h"

namespace sheaf::conformance {
namespace {

// Enough for chance to lay each rule on each format: few lines show what many hide.
constexpr int kRandomPlans = 24;
constexpr int kMostRandomLines = 120;
// Six times as many as all sectors have together today.
constexpr int kManyLines = 20'000;

// One run of the suite.
class Suite {
 public:
  Suite(TrialOptions options, const std::function<void(const Result&)>& tell)
      : options_(std::move(options)), tell_(tell) {}

  // Whether nothing failed.
  bool Run() {
    sector_ = std::make_unique<TrialSector>(options_);
    if (!Introduces()) return false;
    ReadManifest();
    Answers("no records", "a plan is still to come");
    sector_->Take({.values = Values::kMissing});
    Answers("missing values", "each figure is missing for some reason, and no line has a date");
    sector_->Take({});
    Answers("usual records", "every level, word and KPI of the manifest occurs");
    IsDeterminate();
    CountsRightly();
    GoesOnWithoutUs();
    sector_->Take({.lines = kManyLines});
    Answers("large input", std::to_string(kManyLines) + " lines and their updates");
    return failures_ == 0;
  }

 private:
  void Tell(Outcome outcome, const std::string& trial, const std::string& text) {
    failures_ += outcome == Outcome::kFailed;
    tell_({outcome, trial, text});
  }

  bool Introduces() {
    const v1::Sector plugin = sector_->Plugin();
    const bool runs = plugin.plugin_state() == v1::RUNNING;
    const std::string name = std::filesystem::path(options_.program).filename();
    Tell(runs ? Outcome::kPassed : Outcome::kFailed, "handshake",
         runs ? name + " " + plugin.plugin_version() +
                    " speaks the protocol, and its manifest is accepted"
              : name + " " + plugin.plugin_message());
    return runs;
  }

  void Advise(const std::string& text) { Tell(Outcome::kAdvice, "manifest", text); }

  // What the server accepts and a reader of reports would miss.
  void ReadManifest() {
    const v1::SectorManifest& manifest = sector_->manifest();
    if (manifest.owner_body().empty()) Advise("owner_body is empty: name the body that answers");
    if (manifest.plan_title().empty()) Advise("plan_title is empty: name the work plan");
    for (const v1::StatusDefinition& status : manifest.statuses()) {
      if (status.reason().empty()) {
        Advise("the word '" + status.word() + "' has no reason: say why it means what it does");
      }
    }
    for (const v1::KpiDefinition& kpi : manifest.kpis()) AdviseOn(kpi);
    for (const v1::ReportFormat& format : manifest.report_formats()) {
      if (!format.description().empty()) continue;
      Advise("report format '" + format.id() + "' has no description: say for whom it is");
    }
  }

  void AdviseOn(const v1::KpiDefinition& kpi) {
    if (kpi.unit().empty()) Advise("KPI " + kpi.code() + " has no unit");
    if (kpi.level() == v1::KPI_LEVEL_UNSPECIFIED) {
      Advise("KPI " + kpi.code() + " has no level: output, outcome or impact");
    }
    if (kpi.availability() == v1::COMPUTABLE && kpi.formula().empty()) {
      Advise("KPI " + kpi.code() + " is computable and has no formula: say how it is computed");
    }
  }

  // Every format is laid out, and its document can be rendered.
  void Answers(const std::string& trial, const std::string& what) {
    int formats = 0;
    for (const v1::ReportFormat& format : sector_->manifest().report_formats()) {
      const auto document = sector_->Report(format.id());
      if (!document.ok()) {
        Fail(trial, format, std::string(document.status().message()));
      } else if (document->sections().empty()) {
        Fail(trial, format,
             "gave no section: a reader sees an empty page; say why there is nothing");
      } else {
        const auto page = reports::Render(*document, v1::HTML);
        if (!page.ok()) Fail(trial, format, std::string(page.status().message()));
        formats += page.ok();
      }
    }
    if (formats != sector_->manifest().report_formats_size()) return;
    Tell(Outcome::kPassed, trial, Count(formats) + " laid out: " + what);
  }

  void Fail(const std::string& trial, const v1::ReportFormat& format, const std::string& text) {
    Tell(Outcome::kFailed, trial, "format '" + format.id() + "': " + text);
  }

  static std::string Count(int formats) {
    return std::to_string(formats) + (formats == 1 ? " format" : " formats");
  }

  // The document of each format as bytes; without those that failed, which were told before.
  std::map<std::string, std::string> Documents() {
    std::map<std::string, std::string> documents;
    for (const v1::ReportFormat& format : sector_->manifest().report_formats()) {
      const auto document = sector_->Report(format.id());
      if (document.ok()) documents[format.id()] = document->SerializeAsString();
    }
    return documents;
  }

  bool AreTheSame(const std::map<std::string, std::string>& before, const std::string& trial,
                  const std::string& what) {
    const auto after = Documents();
    bool same = true;
    for (const auto& [format, bytes] : before) {
      const auto again = after.find(format);
      if (again != after.end() && again->second == bytes) continue;
      same = false;
      Tell(Outcome::kFailed, trial, "format '" + format + "' " + what);
    }
    return same;
  }

  void IsDeterminate() {
    const std::string trial = "determinism";
    const auto before = Documents();
    bool same = AreTheSame(before, trial,
                           "gave another document for the same records: it must depend on nothing "
                           "but the data set; look for a clock, chance, the order of a hash table");
    sector_ = std::make_unique<TrialSector>(options_);
    sector_->Take({});
    same = AreTheSame(before, trial,
                      "gave another document after a restart: nothing of a start may be in it") &&
           same;
    if (same) Tell(Outcome::kPassed, trial, "the same bytes again, and after a restart");
  }

  // The counting rules hold in each format, whatever the plan.
  void CountsRightly() {
    const std::string trial = "counting rules";
    std::map<std::string, std::string> broken;  // by format, the first of each
    for (uint32_t seed = 1; seed <= kRandomPlans; ++seed) {
      sector_->Take({.lines = static_cast<int>(seed) * kMostRandomLines / kRandomPlans,
                     .values = seed % 4 == 0 ? Values::kMissing : Values::kUsual,
                     .seed = seed});
      for (const v1::ReportFormat& format : sector_->manifest().report_formats()) {
        const auto document = sector_->Report(format.id());
        if (!document.ok()) {
          broken.emplace(format.id(), document.status().message());
          continue;
        }
        const auto rules = reports::BrokenCountingRules(*document);
        if (!rules.empty()) broken.emplace(format.id(), rules.front());
      }
    }
    for (const auto& [format, rule] : broken) {
      Tell(Outcome::kFailed, trial, "format '" + format + "': " + rule);
    }
    if (!broken.empty()) return;
    Tell(Outcome::kPassed, trial,
         "classes, totals, shares and branches add up in " + std::to_string(kRandomPlans) +
             " plans that were made up by chance");
  }

  void GoesOnWithoutUs() {
    const std::string trial = "cancellation";
    const absl::Status broken =
        BreakAQuestionOff(options_.program, sector_->manifest().report_formats(0).id(),
                          std::filesystem::path(options_.socket_dir).parent_path());
    if (broken.ok()) {
      Tell(Outcome::kPassed, trial, "it goes on after a question that was broken off");
    } else {
      Tell(Outcome::kFailed, trial, "it " + std::string(broken.message()));
    }
  }

  const TrialOptions options_;
  const std::function<void(const Result&)>& tell_;
  std::unique_ptr<TrialSector> sector_;
  int failures_ = 0;
};

}  // namespace

absl::StatusOr<bool> CheckPlugin(const std::string& program, const std::string& core_version,
                                 const std::function<void(const Result&)>& tell) {
  const TemporaryFolder folder;
  if (folder.path().empty()) {
    return absl::UnavailableError("no folder for the plugin's socket could be made");
  }
  TrialOptions options;
  options.program = std::filesystem::absolute(program).lexically_normal();
  options.socket_dir = folder.path() + "/sockets";
  options.core_version = core_version;
  return Suite(std::move(options), tell).Run();
}

}  // namespace sheaf::conformance
