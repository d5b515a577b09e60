#include "server/api/line_listing.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "server/api/admission.h"
#include "server/api/filter_checks.h"
#include "server/api/plan_choice.h"
#include "server/api/reading.h"
#include "server/api/record_filters.h"
#include "server/api/visibility.h"
#include "server/base/resource_name.h"
#include "server/base/status.h"
#include "server/reports/line_selection.h"
#include "server/sectors/records.h"

namespace sheaf::api {
namespace {

std::string LinesPrefix(const model::PlanRow& plan) {
  return absl::StrCat("plans/", plan.id, "/lines/");
}

absl::Status AddLine(const ledger::Record& record, v1::ListLinesResponse* response) {
  SHEAF_ASSIGN_OR_RETURN(v1::Resource resource, sectors::ResourceOf(record));
  *response->add_lines() = std::move(*resource.mutable_line());
  return absl::OkStatus();
}

absl::StatusOr<std::string> ListAll(const Serving& serving, const Page& page,
                                    const std::vector<model::PlanRow>& plans,
                                    v1::ListLinesResponse* response) {
  std::vector<std::string> prefixes;
  for (const model::PlanRow& plan : plans) prefixes.push_back(LinesPrefix(plan));
  return FillPage(serving, page, prefixes, 4,
                  [response](const ledger::Record& record) -> absl::StatusOr<bool> {
                    SHEAF_RETURN_IF_ERROR(AddLine(record, response));
                    return true;
                  });
}

// Fills the page with the lines that `selection` lets through.
absl::StatusOr<std::string> ListSelected(const Serving& serving, const Page& page,
                                         const std::vector<model::PlanRow>& plans,
                                         const reports::LineSelection& selection,
                                         v1::ListLinesResponse* response) {
  size_t looked_at = 0;
  for (const model::PlanRow& plan : plans) {
    const std::string prefix = LinesPrefix(plan);
    const bool within = page.start_after.starts_with(prefix);
    if (!within && prefix < page.start_after) continue;
    const auto room = static_cast<size_t>(page.size - response->lines_size());
    const reports::SelectedLines selected = selection.Select(
        plan, within ? std::string_view(page.start_after).substr(prefix.size()) : "",
        {.most_found = room, .most_looked_at = kMaxLookedAt - looked_at});
    for (const std::string& code : selected.codes) {
      SHEAF_ASSIGN_OR_RETURN(const auto record,
                             serving.ledger->Get(prefix + code, page.clocks.revision()));
      SHEAF_RETURN_IF_ERROR(AddLine(record, response));
    }
    looked_at += selected.looked_at;
    // Where there was no room to look at any line, the next page begins with this plan.
    if (selected.more) return NextPageToken(page, prefix + selected.last);
  }
  return "";
}

}  // namespace

absl::Status ListLines(const Serving& serving, const auth::Caller& caller,
                       const v1::ListLinesRequest& request, v1::ListLinesResponse* response) {
  const bool of_all = request.parent() == "plans/-";
  if (!of_all) SHEAF_RETURN_IF_ERROR(MatchName(request.parent(), kPlanPattern).status());
  SHEAF_ASSIGN_OR_RETURN(const Page page, OpenPage(serving, request));
  const ledger::Revision revision = page.clocks.revision();
  SHEAF_RETURN_IF_ERROR(CheckParent(serving, request.parent(), revision));
  const std::string_view plan = PlanIdOf(request.parent());
  if (page.is_first) {
    SHEAF_RETURN_IF_ERROR(CheckFilter(serving, revision, plan, request.filter()));
  }
  // What lines are by updates that the caller does not see, they are not to the caller.
  const model::View all = serving.model->At(revision);
  const auto plans = PlansOf(all, plan, request.filter().sectors());
  const Visibility visibility(serving, caller);
  const bool sees_all = std::all_of(plans.begin(), plans.end(), [&](const model::PlanRow& row) {
    return visibility.SeesAllOf(row.sector);
  });
  const model::View view =
      serving.model->At(revision, sees_all ? model::Level::kSubmitted : model::Level::kPublished);
  const model::View counting = serving.model->At(revision, UsualLevel(serving));
  const reports::LineSelection selection(view, counting, *serving.manifests, request.filter(),
                                         EffectiveOf(page.clocks));
  SHEAF_ASSIGN_OR_RETURN(*response->mutable_next_page_token(),
                         AsksForNothing(request.filter())
                             ? ListAll(serving, page, plans, response)
                             : ListSelected(serving, page, plans, selection, response));
  *response->mutable_clocks() = page.clocks;
  return absl::OkStatus();
}

}  // namespace sheaf::api
