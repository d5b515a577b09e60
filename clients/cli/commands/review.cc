// sheaf review: how far updates have been checked, and the next step with them.
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "clients/cli/all_pages.h"
#include "clients/cli/commands/commands.h"
#include "clients/cli/filter_options.h"
#include "clients/cli/options.h"
#include "clients/cli/record_tables.h"
#include "sheaf/v1/review_service.pb.h"

namespace sheaf::cli {
namespace {

// As many as the server takes at once.
constexpr size_t kBatchSize = 1000;

struct Options {
  v1::ReviewStep step = v1::REVIEW_STEP_UNSPECIFIED;
  std::vector<std::string> names;
  std::string plan;
  v1::UpdateFilter filter;
  std::string reason;
  bool as_member_state = false;
  bool dry_run = false;
  Format format = Format::kTable;
};

// One of the commands, and which updates it is for where they are not named.
struct Kind {
  const char* name;
  v1::ReviewStep step;
  const char* done;  // "12 updates verified"
  const char* description;
  std::vector<v1::ReviewState> from;
};

const Kind kKinds[] = {
    {"submit",
     v1::SUBMIT,
     "submitted",
     "Hand in drafts, and what was returned",
     {v1::DRAFT, v1::RETURNED}},
    {"verify",
     v1::VERIFY_BY_SECTOR,
     "verified",
     "Say that updates of others are right: as the sectoral body, or with --as-member-state as the "
     "state that they speak for",
     {v1::SUBMITTED, v1::DEEMED_ACCEPTED}},
    {"return", v1::RETURN, "returned", "Send updates back to their authors, with a reason", {}},
    {"publish",
     v1::PUBLISH_UPDATE,
     "published",
     "Give verified updates to everyone who may read the sector",
     {v1::VERIFIED}},
};

using Updates = v1::ListUpdatesResponse;

absl::StatusOr<Updates> ReadNamed(client::Connection& connection,
                                  const std::vector<std::string>& names) {
  Updates updates;
  for (const std::string& name : names) {
    v1::GetUpdateRequest request;
    request.set_name(name);
    auto update =
        connection.Call(connection.updates(), &v1::UpdateService::Stub::GetUpdate, request);
    if (!update.ok()) return update.status();
    *updates.add_updates() = *std::move(update);
  }
  return updates;
}

absl::StatusOr<Updates> ReadPlan(client::Connection& connection, const Options& options,
                                 const Kind& kind) {
  v1::ListUpdatesRequest request;
  request.set_parent("plans/" + options.plan);
  *request.mutable_filter() = options.filter;
  if (request.filter().review_states().empty()) {
    for (const v1::ReviewState state : kind.from)
      request.mutable_filter()->add_review_states(state);
  }
  // What is about a later day is checked too.
  request.mutable_as_of()->set_effective_date("2199-12-31");
  return ListAll(connection, connection.updates(), &v1::UpdateService::Stub::ListUpdates, request);
}

std::string PlanOf(const std::string& update) { return update.substr(0, update.find("/lines/")); }

// The steps, in batches of one plan each.
std::vector<v1::ReviewUpdatesRequest> RequestsFor(const Options& options, const Updates& updates) {
  std::map<std::string, std::vector<v1::ReviewUpdatesRequest>> by_plan;
  for (const v1::Update& update : updates.updates()) {
    auto& requests = by_plan[PlanOf(update.name())];
    if (requests.empty() || requests.back().items_size() == static_cast<int>(kBatchSize)) {
      v1::ReviewUpdatesRequest& request = requests.emplace_back();
      request.set_parent(PlanOf(update.name()));
      request.set_step(options.as_member_state ? v1::VERIFY_BY_MEMBER_STATE : options.step);
      request.set_reason(options.reason);
      request.set_validate_only(options.dry_run);
    }
    v1::ReviewItem& item = *requests.back().add_items();
    item.set_name(update.name());
    item.set_etag(update.etag());
  }
  std::vector<v1::ReviewUpdatesRequest> all;
  for (auto& [plan, requests] : by_plan) all.insert(all.end(), requests.begin(), requests.end());
  return all;
}

std::string Summary(const Options& options, const Kind& kind,
                    const v1::ReviewUpdatesResponse& totals) {
  const std::string counts = std::to_string(totals.changed()) +
                             (totals.changed() == 1 ? " update" : " updates") +
                             (options.dry_run ? " would be " : " ") + kind.done + ", " +
                             std::to_string(totals.unchanged()) + " unchanged";
  return counts + (options.dry_run ? "; nothing was written (dry run)"
                                   : "; revision " + std::to_string(totals.revision()));
}

ExitCode Run(Session& session, client::Connection& connection, const Options& options,
             const Kind& kind) {
  if (options.names.empty() == options.plan.empty()) {
    return session.Fail(kUsage, "name the updates, or a plan with --plan, and not both");
  }
  auto updates = options.plan.empty() ? ReadNamed(connection, options.names)
                                      : ReadPlan(connection, options, kind);
  if (!updates.ok()) return session.Fail(updates.status());
  v1::ReviewUpdatesResponse totals;
  std::map<std::string, v1::ReviewState> states;
  for (const v1::ReviewUpdatesRequest& request : RequestsFor(options, *updates)) {
    const auto answer =
        connection.Call(connection.reviews(), &v1::ReviewService::Stub::ReviewUpdates, request);
    if (!answer.ok()) return session.Fail(answer.status());
    totals.set_changed(totals.changed() + answer->changed());
    totals.set_unchanged(totals.unchanged() + answer->unchanged());
    totals.set_revision(answer->revision());
    totals.mutable_states()->MergeFrom(answer->states());
    for (int i = 0; i < answer->states_size(); ++i) {
      states[request.items(i).name()] = answer->states(i);
    }
  }
  if (options.format == Format::kTable && updates->updates_size() > 0) {
    for (v1::Update& update : *updates->mutable_updates()) {
      update.mutable_review()->set_state(states[update.name()]);
    }
    Arrange(*updates);
    session.PrintText(TableOf(*updates));
    session.out() << "\n";
  }
  return session.PrintOutcome(options.format, Summary(options, kind, totals), totals);
}

void AddStep(CLI::App& group, Session& session, const Kind& kind) {
  auto options = std::make_shared<Options>();
  options->step = kind.step;
  CLI::App& command = *group.add_subcommand(kind.name, kind.description);
  command.add_option("updates", options->names, "Their names, as list updates -o csv gives them")
      ->type_name("UPDATE");
  if (!kind.from.empty()) {
    command
        .add_option("--plan", options->plan,
                    "All updates of this plan that it is the turn of, as far as they fit")
        ->type_name("ID");
    AddFilter(command, options->filter);
  }
  if (kind.step == v1::RETURN) {
    command.add_option("--reason", options->reason, "Why, for their authors")
        ->required()
        ->type_name("TEXT");
  }
  if (kind.step == v1::VERIFY_BY_SECTOR) {
    command.add_flag("--as-member-state", options->as_member_state,
                     "As the member state that they speak for, not as the sectoral body");
  }
  command.add_flag("--dry-run", options->dry_run, "Check everything, write nothing");
  AddFormat(command, options->format);
  const std::string name = kind.name;
  AddExamples(
      command,
      "  sheaf review " + name + " plans/energy/lines/EN-APG-001/updates/5f1c2a" +
          (kind.step == v1::RETURN ? " --reason \"wrong year\"\n" : "\n") +
          (kind.from.empty() ? "" : "  sheaf review " + name + " --plan energy --dry-run\n"));
  session.OnRun(command, [&session, options, &kind](client::Connection& connection) {
    return Run(session, connection, *options, kind);
  });
}

}  // namespace

void AddReview(CLI::App& group, Session& session) {
  for (const Kind& kind : kKinds) AddStep(group, session, kind);
}

}  // namespace sheaf::cli
