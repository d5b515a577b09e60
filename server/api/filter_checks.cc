#include "server/api/filter_checks.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "proto/values/partial_date.h"
#include "server/api/plan_choice.h"
#include "server/api/reading.h"
#include "server/base/resource_name.h"
#include "server/base/status.h"
#include "server/reports/line_selection.h"
#include "server/sectors/wording.h"

namespace sheaf::api {
namespace {

using Values = google::protobuf::RepeatedPtrField<std::string>;
using Words = std::set<std::string>;

// More levels, words or sectors than anybody has; a filter is a question, not a list.
constexpr int kMostValues = 100;

// Collects what is wrong with one filter. Not thread-safe.
class Check {
 public:
  // `within` is said before the names of fields.
  Check(const Serving& serving, ledger::Revision revision, std::string_view within = "filter.")
      : serving_(serving),
        within_(within),
        now_(serving.model->At(serving.ledger->Head())),
        then_(serving.model->At(revision)) {}

  // Each value is one of `known`, or "-" where that stands for something.
  void Known(std::string_view field, const Values& values, const Words& known,
             std::string_view what, bool dash = false) {
    Number(field, values);
    for (const std::string& value : values) {
      if (known.contains(value) || (dash && value == "-")) continue;
      Add(field, absl::StrCat(sectors::Quoted(value), " is not known; ",
                              sectors::Suggestion(value, {known.begin(), known.end()}, what)));
    }
  }

  void Sectors(const Values& values) {
    if (values.empty()) return;
    Words known;
    for (const std::string& sector : serving_.manifests->SectorsAt(now_.revision())) {
      known.insert(sector);
    }
    for (const model::View& view : {now_, then_}) {
      for (const model::PlanRow& plan : view.Plans()) {
        if (!plan.sector.empty()) known.insert(plan.sector);
      }
    }
    Known("sectors", values, known, "sectors", /*dash=*/true);
  }

  // A registered member state; until any is, three capitals do.
  void MemberStates(const Values& values, bool dash) {
    Words known;
    if (!values.empty()) {
      for (const auto& state : now_.MemberStates()) known.emplace(IdOf(state.name()));
    }
    if (!known.empty()) return Known("member_states", values, known, "member states", dash);
    Number("member_states", values);
    for (const std::string& value : values) {
      const bool is_code = value.size() == 3 && std::all_of(value.begin(), value.end(), [](char c) {
                             return c >= 'A' && c <= 'Z';
                           });
      if (is_code || (dash && value == "-")) continue;
      Add("member_states", absl::StrCat(sectors::Quoted(value),
                                        " is no member state; write three capitals, as in VNM"));
    }
  }

  void Levels(std::string_view plan, const Values& values) {
    if (values.empty()) return;
    Words known;
    for (const model::View& view : {now_, then_}) {
      for (const model::PlanRow& row : PlansOf(view, plan, {})) {
        const auto rules = RulesOf(serving_, row.sector, view.revision());
        for (const auto& level : rules->manifest().levels()) known.insert(level.id());
        for (const v1::PlanLevel& level : row.levels) known.insert(level.id());
      }
    }
    Known("levels", values, known, "levels");
  }

  void StatusWords(std::string_view plan, const Values& values) {
    if (values.empty()) return;
    Words known;
    for (const model::View& view : {now_, then_}) {
      for (const model::PlanRow& row : PlansOf(view, plan, {})) {
        const auto rules = RulesOf(serving_, row.sector, view.revision());
        for (const auto& status : rules->manifest().statuses()) known.insert(status.word());
      }
    }
    Known("reported_statuses", values, known, "status words");
  }

  void States(const Values& values) {
    const auto& words = reports::StateWords();
    Known("states", values, {words.begin(), words.end()}, "states");
  }

  void Classes(const google::protobuf::RepeatedField<int>& classes) {
    for (const int headline : classes) {
      if (headline != 0 && v1::HeadlineClass_IsValid(headline)) continue;
      Add("headline_classes",
          absl::StrCat("there is no class ", headline,
                       "; the classes are HEADLINE_COMPLETED, HEADLINE_IN_PROGRESS, "
                       "HEADLINE_NOT_STARTED, HEADLINE_NOT_REPORTED and HEADLINE_EXCLUDED"));
    }
  }

  // Free words: any will do but none at all.
  void Free(std::string_view field, const Values& values) {
    Number(field, values);
    if (std::any_of(values.begin(), values.end(), [](const auto& value) { return value.empty(); }))
      Add(field, "holds an empty value; leave it out where nothing is asked for");
  }

  void Span(std::string_view from_field, const std::string& from_text, std::string_view to_field,
            const std::string& to_text) {
    const PartialDate from = Date(from_field, from_text);
    const PartialDate to = Date(to_field, to_text);
    if (!from.stated() || !to.stated()) return;
    if (from.FirstDay().packed() <= to.LastDay().packed()) return;
    Add(from_field, absl::StrCat(from_text, " comes after ", std::string(to_field), " ", to_text,
                                 "; write the earlier date first"));
  }

  void ChangedSince(ledger::Revision revision) {
    if (revision >= 0 && revision <= now_.revision()) return;
    Add("changed_since_revision",
        absl::StrCat("there is no revision ", revision, "; the newest is ", now_.revision()));
  }
  void ChangedSince(v1::ReviewState state) {
    if (state == v1::REVIEW_STATE_UNSPECIFIED || state == v1::VERIFIED || state == v1::PUBLISHED) {
      return;
    }
    problems_.Add(
        Problem::kNoRow, "filter.changed_since",
        absl::StrCat("found ", v1::ReviewState_Name(state), "; expected VERIFIED or PUBLISHED"));
  }

  void Add(std::string_view field, std::string text) {
    problems_.Add(Problem::kNoRow, absl::StrCat(within_, std::string(field)), std::move(text));
  }

  absl::Status Result() const { return problems_.AsStatus("INVALID_FILTER"); }

 private:
  void Number(std::string_view field, const Values& values) {
    if (values.size() <= kMostValues) return;
    Add(field, absl::StrCat("holds ", values.size(), " values; at most ", kMostValues, " will do"));
  }

  PartialDate Date(std::string_view field, const std::string& text) {
    const auto date = PartialDate::Parse(text);
    if (date.ok()) return *date;
    Add(field, std::string(date.status().message()));
    return {};
  }

  const Serving& serving_;
  const std::string within_;
  const model::View now_, then_;
  Problems problems_;
};

}  // namespace

absl::Status CheckSectors(const Serving& serving, ledger::Revision revision,
                          const google::protobuf::RepeatedPtrField<std::string>& sectors) {
  Check check(serving, revision, "");
  check.Sectors(sectors);
  return check.Result();
}

absl::Status CheckFilter(const Serving& serving, ledger::Revision revision,
                         const v1::PlanFilter& filter) {
  Check check(serving, revision);
  check.Sectors(filter.sectors());
  check.ChangedSince(filter.changed_since_revision());
  return check.Result();
}

absl::Status CheckFilter(const Serving& serving, ledger::Revision revision, std::string_view plan,
                         const v1::LineFilter& filter) {
  Check check(serving, revision);
  check.Sectors(filter.sectors());
  check.Levels(plan, filter.levels());
  check.States(filter.states());
  check.Classes(filter.headline_classes());
  check.MemberStates(filter.member_states(), /*dash=*/false);
  check.Free("tags", filter.tags());
  check.Free("lead_bodies", filter.lead_bodies());
  check.Span("planned_from", filter.planned_from(), "planned_to", filter.planned_to());
  check.ChangedSince(filter.changed_since_revision());
  return check.Result();
}

absl::Status CheckFilter(const Serving& serving, ledger::Revision revision, std::string_view plan,
                         const v1::UpdateFilter& filter) {
  Check check(serving, revision);
  check.Sectors(filter.sectors());
  check.StatusWords(plan, filter.reported_statuses());
  check.MemberStates(filter.member_states(), /*dash=*/true);
  check.Span("effective_from", filter.effective_from(), "effective_to", filter.effective_to());
  check.ChangedSince(filter.changed_since_revision());
  check.ChangedSince(filter.changed_since());
  return check.Result();
}

absl::Status CheckFilter(const Serving& serving, ledger::Revision revision,
                         const v1::FigureFilter& filter) {
  Check check(serving, revision);
  check.MemberStates(filter.member_states(), /*dash=*/true);
  for (const int kind : filter.kinds()) {
    if (kind != 0 && v1::ObservationKind_IsValid(kind)) continue;
    check.Add("kinds", absl::StrCat("there is no kind ", kind,
                                    "; the kinds are ACTUAL, ESTIMATE, FORECAST, PROXY and "
                                    "CARRIED_FORWARD"));
  }
  check.ChangedSince(filter.changed_since_revision());
  return check.Result();
}

}  // namespace sheaf::api
