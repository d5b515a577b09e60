#include "tests/robustness/random_request.h"

#include "absl/strings/str_cat.h"

namespace sheaf::robustness {
namespace {

const char* const kStates[] = {"IDN", "MYS", "SGP", "VNM"};
const char* const kWords[] = {"completed", "in_progress", "not_started", "postponed"};

std::string AnyPlan(Random& random) { return absl::StrCat("plans/p", Below(random, 3)); }
// Some codes are of no line, and some of lines that come and go.
std::string AnyCode(Random& random) { return absl::StrCat("L", Below(random, 10)); }

v1::Update RandomUpdate(Random& random) {
  v1::Update update;
  update.set_reported_status(OneIn(random, 40) ? "finnished" : kWords[Below(random, 4)]);
  update.set_effective_date(absl::StrCat(2015 + Below(random, 5)));
  if (OneIn(random, 2)) update.set_note(absl::StrCat("note ", Below(random, 1000)));
  if (OneIn(random, 5)) update.set_member_state(kStates[Below(random, 4)]);
  if (OneIn(random, 10)) (*update.mutable_attributes())["lead"] = "STOM";
  if (OneIn(random, 30)) update.set_narrative(std::string(2000 + Below(random, 5000), 'x'));
  return update;
}

// The client's own id, so that other content meets it.
void MaybeName(Random& random, const std::string& line, v1::Update* update) {
  if (OneIn(random, 5)) update->set_name(absl::StrCat(line, "/updates/u", Below(random, 20)));
}

}  // namespace

int Below(Random& random, int bound) {
  return static_cast<int>(random() % static_cast<uint64_t>(bound));
}
bool OneIn(Random& random, int times) { return Below(random, times) == 0; }

v1::ImportPlanRequest RandomImport(Random& random) {
  v1::ImportPlanRequest import;
  const std::string plan = AnyPlan(random);
  import.mutable_plan()->set_name(plan);
  if (OneIn(random, 3)) import.mutable_plan()->set_title(absl::StrCat("T", Below(random, 3)));
  for (int code = 0; code < 9; ++code) {
    if (OneIn(random, 4) && !(code == 8 && import.lines().empty())) continue;
    v1::Line* line = import.add_lines();
    line->set_name(absl::StrCat(plan, "/lines/L", code));
    line->set_level("item");
    line->set_title(absl::StrCat("Line ", code, OneIn(random, 10) ? " reworded" : ""));
    if (OneIn(random, 15)) line->add_member_states("IDN");
  }
  return import;
}

v1::PushUpdateRequest RandomPush(Random& random) {
  v1::PushUpdateRequest push;
  push.set_parent(absl::StrCat(AnyPlan(random), "/lines/", AnyCode(random)));
  *push.mutable_update() = RandomUpdate(random);
  MaybeName(random, push.parent(), push.mutable_update());
  push.set_draft(OneIn(random, 8));
  return push;
}

v1::BatchPushUpdatesRequest RandomBatch(Random& random) {
  v1::BatchPushUpdatesRequest batch;
  batch.set_parent(AnyPlan(random));
  batch.set_draft(OneIn(random, 8));
  const int size = OneIn(random, 10) ? 100 : 1 + Below(random, 6);
  for (int i = 0; i < size; ++i) {
    v1::LineUpdate* item = batch.add_updates();
    item->set_line_code(absl::StrCat("L", Below(random, 9)));
    *item->mutable_update() = RandomUpdate(random);
    if (size == 100) item->mutable_update()->set_reported_status("in_progress");
  }
  // Twice the same now and then.
  if (OneIn(random, 5)) *batch.add_updates() = batch.updates(0);
  return batch;
}

v1::CorrectUpdateRequest RandomCorrection(Random& random, const std::string& name,
                                          const std::string& etag) {
  v1::CorrectUpdateRequest correction;
  *correction.mutable_update() = RandomUpdate(random);
  correction.mutable_update()->set_name(name);
  correction.set_etag(etag);
  correction.set_draft(OneIn(random, 8));
  if (OneIn(random, 3)) return correction;
  for (const char* path : {"reported_status", "note", "effective_date"}) {
    if (OneIn(random, 2)) correction.mutable_update_mask()->add_paths(path);
  }
  return correction;
}

v1::WithdrawRequest RandomWithdrawal(Random& random, const std::string& name,
                                     const std::string& etag) {
  v1::WithdrawRequest withdrawal;
  withdrawal.set_resource(name);
  withdrawal.set_reason(absl::StrCat("mistake ", Below(random, 5)));
  withdrawal.set_etag(etag);
  return withdrawal;
}

v1::ReviewUpdatesRequest RandomReview(Random& random, const v1::Update& update) {
  constexpr v1::ReviewStep kSteps[] = {v1::SUBMIT,           v1::VERIFY_BY_SECTOR,
                                       v1::VERIFY_BY_SECTOR, v1::VERIFY_BY_MEMBER_STATE,
                                       v1::RETURN,           v1::PUBLISH_UPDATE};
  v1::ReviewUpdatesRequest request;
  request.set_parent(update.name().substr(0, update.name().find("/lines/")));
  request.set_step(kSteps[Below(random, 6)]);
  if (request.step() == v1::RETURN) request.set_reason("which year?");
  v1::ReviewItem& item = *request.add_items();
  item.set_name(update.name());
  item.set_etag(OneIn(random, 8) ? "r1" : update.etag());
  return request;
}

v1::RecordFiguresRequest RandomFigures(Random& random) {
  v1::RecordFiguresRequest figures;
  const int size = 1 + Below(random, 5);
  for (int i = 0; i < size; ++i) {
    v1::Figure* figure = figures.add_figures();
    figure->set_row(i);
    figure->set_parent(absl::StrCat("sectors/energy/kpis/EN-K-0", 1 + i));
    const int kind = Below(random, 4);
    if (kind == 0) {
      figure->mutable_baseline()->set_year(2005 + Below(random, 3));
    } else if (kind == 1) {
      figure->mutable_target()->set_year(2025 + Below(random, 3));
      figure->mutable_target()->set_value(Below(random, 4));
    } else {
      if (OneIn(random, 3)) figure->set_parent("sectors/energy/series/population");
      v1::Observation* observation = figure->mutable_observation();
      observation->set_period(absl::StrCat(2010 + Below(random, 6)));
      observation->set_value(Below(random, 10));
      observation->set_kind(v1::ACTUAL);
      if (figure->parent().find("/series/") != std::string::npos) observation->set_unit("people");
      if (OneIn(random, 3)) observation->set_member_state(kStates[Below(random, 4)]);
    }
  }
  return figures;
}

v1::PutMemberStatesRequest RandomMemberStates(Random& random) {
  v1::PutMemberStatesRequest states;
  for (const char* code : kStates) {
    if (OneIn(random, 2)) continue;
    v1::MemberState* state = states.add_member_states();
    state->set_name(absl::StrCat("memberStates/", code));
    state->set_title(absl::StrCat(code, OneIn(random, 3) ? " reworded" : ""));
    state->set_joined("1967-08-08");
  }
  if (states.member_states().empty()) {
    v1::MemberState* state = states.add_member_states();
    state->set_name("memberStates/IDN");
    state->set_title("Indonesia");
    state->set_joined("1967-08-08");
  }
  return states;
}

}  // namespace sheaf::robustness
