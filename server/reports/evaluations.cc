#include "server/reports/evaluations.h"

#include <future>
#include <utility>

#include "server/base/status.h"
#include "server/reports/dataset.h"
#include "server/reports/rules.h"

namespace sheaf::reports {
namespace {

constexpr size_t kMostEvaluations = 200;
constexpr size_t kMostEvaluationBytes = size_t{64} << 20;
// Not for good: a plugin that ran out of memory may have had to answer others at the same time.
constexpr std::chrono::minutes kRefusalKept(1);
// Plugins that are asked at a time: each answer is built in memory.
constexpr size_t kAskedAtATime = 4;

// The clocks name the sector's own revision: what is computed is the same until the sector changes,
// and so must be what the plugin may print.
plugin::v1::EvaluateHeader HeaderOf(const Part& part, const Question& question) {
  plugin::v1::EvaluateHeader header;
  header.mutable_clocks()->set_revision(question.view->LastChangeOf(part.sector));
  header.mutable_clocks()->set_effective_date(question.effective.ToString());
  header.set_format(question.format);
  for (const v1::Rule& rule : CoreReportRules()) *header.add_rules() = rule;
  return header;
}

std::string KeyOf(const Part& part, const Question& question, const std::string& digest) {
  return part.sector + '\n' + question.format + '\n' + digest + '\n' +
         std::to_string(question.view->LastChangeOf(part.sector)) + '\n' +
         std::to_string(static_cast<int>(question.view->level())) + '\n' +
         question.effective.ToString() + '\n' + question.view->language() + '\n' + question.sharing;
}

size_t BytesOf(const sectors::Evaluation& evaluation) {
  size_t bytes = sizeof(evaluation);
  for (const auto& value : evaluation.kpi_values) bytes += value.ByteSizeLong() + sizeof(value);
  for (const auto& finding : evaluation.findings) bytes += finding.ByteSizeLong() + sizeof(finding);
  for (const auto& section : evaluation.sections) bytes += 2 * section.ByteSizeLong();
  return bytes;
}

}  // namespace

Evaluations::Evaluations(sectors::PluginHost* plugins)
    : plugins_(plugins),
      known_(kMostEvaluations, kMostEvaluationBytes),
      refused_(kMostEvaluations, kMostEvaluationBytes) {}

std::chrono::steady_clock::time_point Evaluations::RefusalEnds() {
  return std::chrono::steady_clock::now() + kRefusalKept;
}

std::string Evaluations::DigestOf(const std::string& sector) const {
  return plugins_ == nullptr ? "" : plugins_->DigestOf(sector);
}

absl::StatusOr<std::shared_ptr<const sectors::Evaluation>> Evaluations::Ask(
    const Part& part, const Question& question) {
  if (plugins_ == nullptr) {
    return absl::UnavailableError("This server runs no plugins; start it with a plugin folder.");
  }
  const std::string digest = plugins_->DigestOf(part.sector);
  const std::string key = KeyOf(part, question, digest);
  if (!digest.empty()) {
    if (auto known = known_.Find(key); known != nullptr) return known;
    if (const auto refused = refused_.Find(key); refused != nullptr) return *refused;
  }
  Dataset dataset(
      {question.view, part.rules.get(), &part.plans, question.effective, question.counts},
      HeaderOf(part, question));
  auto evaluation = plugins_->Evaluate(
      part.sector, [&](plugin::v1::EvaluateRequest* request) { return dataset.Next(request); });
  // A plugin that was replaced in between has answered for itself, not for the one of the key.
  if (absl::IsFailedPrecondition(evaluation.status()) &&
      plugins_->DigestOf(part.sector) == digest) {
    refused_.Put(key, std::make_shared<const absl::Status>(evaluation.status()),
                 key.size() + evaluation.status().message().size(), RefusalEnds());
  }
  if (!evaluation.ok()) return evaluation.status();
  auto answer = std::make_shared<const sectors::Evaluation>(*std::move(evaluation));
  if (answer->plugin_digest == digest) known_.Put(key, answer, BytesOf(*answer));
  return answer;
}

void Evaluations::AskForHighlights(const model::View& view, PartialDate effective,
                                   const std::vector<SharedInitiative>& shared,
                                   std::vector<Part>* parts) {
  const auto ask = [&](Part* part) {
    const v1::ReportFormat* format = HighlightsOf(*part);
    auto answer = Ask(*part, {&view, effective, format == nullptr ? "" : format->id(),
                              SharingText(shared, part->sector)});
    if (answer.ok()) {
      part->answer.evaluation = *std::move(answer);
    } else {
      part->answer.unavailable = std::string(answer.status().message());
      part->answer.refused = absl::IsFailedPrecondition(answer.status());
    }
  };
  std::vector<std::future<void>> asked;
  for (Part& part : *parts) {
    if (part.rules == nullptr) continue;
    if (asked.size() >= kAskedAtATime) asked[asked.size() - kAskedAtATime].wait();
    asked.push_back(std::async(std::launch::async, ask, &part));
  }
  for (std::future<void>& one : asked) one.get();
}

std::string SharingText(const std::vector<SharedInitiative>& shared, const std::string& sector) {
  std::string text;
  for (const SharedInitiative& initiative : shared) {
    if (initiative.Concerns(sector)) text += initiative.ToString();
  }
  return text;
}

}  // namespace sheaf::reports
