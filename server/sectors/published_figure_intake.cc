// Figures that other documents have printed: recorded as they were said, and corrected by a new
// version.
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "server/base/resource_name.h"
#include "server/base/status.h"
#include "server/sectors/head_reading.h"
#include "server/sectors/identity.h"
#include "server/sectors/intake.h"
#include "server/sectors/limits.h"
#include "server/sectors/published_figure_checks.h"
#include "server/sectors/records.h"
#include "server/sectors/requests.h"
#include "server/sectors/wording.h"

namespace sheaf::sectors {
namespace {

constexpr std::string_view kReason = "INVALID_PUBLISHED_FIGURE";

// The name that `figure` is recorded under. "", and a problem, where the client's is unusable.
std::string NameOf(const FieldCheck& check, const v1::PublishedFigure& figure) {
  if (figure.name().empty()) return FormatName(kPublishedFigurePattern, {IdentityOf(figure)});
  if (NameFits(figure.name(), kPublishedFigurePattern) &&
      check.Holds("name", CheckId(IdOf(figure.name()), "id of a figure"))) {
    return figure.name();
  }
  check.Fail("name", Quoted(figure.name()) +
                         " does not name a published figure; leave it empty, or write "
                         "publishedFigures/ and an id of letters, digits and . _ -");
  return "";
}

// Takes the figures of one request. Not thread-safe.
class PublishedFigureDesk {
 public:
  PublishedFigureDesk(const Intake& intake, Problems* problems)
      : reading_(intake), problems_(problems) {}

  void Take(int row, const v1::PublishedFigure& figure) {
    const FieldCheck check(problems_, row);
    CheckPublishedFigure(check, figure);
    const std::string name = NameOf(check, figure);
    names_.push_back(name);
    if (name.empty()) return;
    std::string payload = PayloadOf(figure);
    const auto [first, is_new] =
        taken_.try_emplace(name, Taken{row, figure.source(), payload, false});
    if (is_new || first->second.payload == payload) return;
    for (const int64_t one : {int64_t{first->second.row}, int64_t{row}}) {
      FieldCheck(problems_, one)
          .Fail("name", "the id " + Quoted(IdOf(name)) +
                            " is given to two different figures of this request; give each its "
                            "own");
    }
  }

  // What a figure refers to must be there, in the request or on record.
  absl::Status CheckReferences(int row, const v1::PublishedFigure& figure) {
    const FieldCheck check(problems_, row);
    for (const std::string& operand : figure.derivation().operands()) {
      SHEAF_RETURN_IF_ERROR(CheckOperand(check, row, figure, operand));
    }
    if (figure.plan().empty() || !NameFits(figure.plan(), kPlanPattern)) return absl::OkStatus();
    const auto [known, is_new] = plans_.try_emplace(figure.plan(), absl::OkStatus());
    if (is_new) known->second = reading_.PlanOf(IdOf(figure.plan())).status();
    if (!known->second.ok() && !absl::IsNotFound(known->second)) return known->second;
    check.Holds("plan", known->second);
    return absl::OkStatus();
  }

  // Leaves out what is held as it is; what was withdrawn stays so until it says something else.
  // Refuses to give the figure of one document the id of another's.
  absl::Status CompareWithHeld() {
    std::vector<std::string> names;
    for (const auto& [name, taken] : taken_) names.push_back(name);
    SHEAF_ASSIGN_OR_RETURN(const auto held, reading_.FindMany(names));
    size_t place = 0;
    for (auto& [name, taken] : taken_) {
      const auto& record = held[place++];
      v1::PublishedFigure figure;
      taken.is_held = record && record->payload == taken.payload;
      if (!record || !figure.ParseFromString(record->payload)) continue;
      if (figure.source() == taken.source) continue;
      FieldCheck(problems_, taken.row)
          .Fail("name", "the id " + Quoted(IdOf(name)) + " is on record for a figure of " +
                            Quoted(figure.source()) + "; choose another id");
    }
    return absl::OkStatus();
  }

  void Finish(Accepted& accepted) {
    for (auto& [name, taken] : taken_) {
      if (taken.is_held) continue;
      ledger::Write write;
      write.resource = name;
      write.payload = std::move(taken.payload);
      accepted.request.writes.push_back(std::move(write));
    }
    accepted.names = std::move(names_);
  }

 private:
  struct Taken {
    int row;
    std::string source;
    std::string payload;
    bool is_held = false;
  };

  absl::Status CheckOperand(const FieldCheck& check, int row, const v1::PublishedFigure& figure,
                            const std::string& operand) {
    const std::string name = FormatName(kPublishedFigurePattern, {operand});
    if (name == names_[row]) {
      check.Fail("derivation", "names the figure itself; name those that it follows from");
      return absl::OkStatus();
    }
    SHEAF_ASSIGN_OR_RETURN(const std::string source, SourceOf(name));
    if (source.empty()) {
      check.Fail("derivation", "there is no published figure " + Quoted(operand) +
                                   ", neither here nor on record; send both together, or the "
                                   "operand first");
    } else if (source != figure.source()) {
      check.Fail("derivation", Quoted(operand) + " is of another document, " + Quoted(source) +
                                   "; a figure follows from figures of its own");
    }
    return absl::OkStatus();
  }

  // "" where there is no such figure.
  absl::StatusOr<std::string> SourceOf(const std::string& name) {
    if (const auto here = taken_.find(name); here != taken_.end()) return here->second.source;
    const auto [known, is_new] = sources_.try_emplace(name);
    if (!is_new || !NameFits(name, kPublishedFigurePattern)) return known->second;
    SHEAF_ASSIGN_OR_RETURN(const auto record, reading_.Find(name));
    v1::PublishedFigure held;
    if (record && held.ParseFromString(record->payload)) known->second = held.source();
    return known->second;
  }

  HeadReading reading_;
  Problems* problems_;
  std::vector<std::string> names_;  // by row; "" for one that is refused
  std::map<std::string, Taken> taken_;
  std::map<std::string, std::string> sources_;  // of operands on record
  std::map<std::string, absl::Status> plans_;
};

}  // namespace

absl::StatusOr<Accepted> AcceptPublishedFigures(const Intake& intake,
                                                const v1::RecordPublishedFiguresRequest& figures) {
  Problems problems;
  const FieldCheck whole(&problems);
  CheckRequestId(whole, figures.request_id());
  if (figures.figures().empty() || figures.figures_size() > kFiguresMax) {
    whole.Fail("figures", "there are " + std::to_string(figures.figures_size()) +
                              " figures in the request; send 1 to " + std::to_string(kFiguresMax));
  }
  SHEAF_RETURN_IF_ERROR(problems.AsStatus(kReason));
  PublishedFigureDesk desk(intake, &problems);
  for (int row = 0; row < figures.figures_size(); ++row) desk.Take(row, figures.figures(row));
  for (int row = 0; row < figures.figures_size(); ++row) {
    SHEAF_RETURN_IF_ERROR(desk.CheckReferences(row, figures.figures(row)));
  }
  SHEAF_RETURN_IF_ERROR(desk.CompareWithHeld());
  Accepted accepted;
  accepted.request = RequestFor(figures);
  SHEAF_RETURN_IF_ERROR(UnlessMade(intake, accepted.request, problems.AsStatus(kReason)));
  desk.Finish(accepted);
  return accepted;
}

}  // namespace sheaf::sectors
