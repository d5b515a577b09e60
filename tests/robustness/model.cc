#include "tests/robustness/model.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>

#include <algorithm>
#include <memory>
#include <set>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace sheaf::robustness {
namespace {

using google::protobuf::Message;
using grpc::StatusCode;

constexpr int kFirstOutputOnly = 20;
const std::set<std::string> kWords = {"completed",
                                      "in_progress",
                                      "not_started",
                                      "postponed",
                                      "pending",
                                      "planned",
                                      "continuing",
                                      "cancelled",
                                      "withdrawn",
                                      "substantially_completed",
                                      "partially_completed"};

std::string Bytes(const Message& message) {
  std::string bytes;
  google::protobuf::io::StringOutputStream stream(&bytes);
  google::protobuf::io::CodedOutputStream coded(&stream);
  coded.SetSerializationDeterministic(true);
  message.SerializeToCodedStream(&coded);
  coded.Trim();
  return bytes;
}

std::string PlanOfLine(const std::string& line) { return line.substr(0, line.find("/lines/")); }
std::string LineOfUpdate(const std::string& update) {
  return update.substr(0, update.find("/updates/"));
}

// "r12" as the server writes etags.
std::optional<int64_t> RevisionOfEtag(const std::string& etag) {
  if (etag.empty()) return std::nullopt;
  return std::stoll(etag.substr(1));
}

// A figure's collection and what it says.
std::pair<std::string, std::string> Placed(const v1::Figure& figure) {
  if (figure.has_baseline()) return {figure.parent() + "/baselines", ContentOf(figure.baseline())};
  if (figure.has_target()) return {figure.parent() + "/targets", ContentOf(figure.target())};
  v1::Observation observation = figure.observation();
  // A KPI's unit is its manifest's.
  if (absl::StrContains(figure.parent(), "/kpis/")) observation.clear_unit();
  return {figure.parent() + "/observations", ContentOf(observation)};
}

v1::Update Corrected(v1::Update before, const v1::CorrectUpdateRequest& request) {
  if (request.update_mask().paths().empty()) return request.update();
  for (const std::string& path : request.update_mask().paths()) {
    if (path == "reported_status") {
      before.set_reported_status(request.update().reported_status());
    } else if (path == "note") {
      before.set_note(request.update().note());
    } else {
      before.set_effective_date(request.update().effective_date());
    }
  }
  return before;
}

}  // namespace

std::string ContentOf(const Message& record) {
  const std::unique_ptr<Message> content(record.New());
  content->CopyFrom(record);
  const auto* descriptor = content->GetDescriptor();
  for (int i = 0; i < descriptor->field_count(); ++i) {
    const auto* field = descriptor->field(i);
    if (field->number() >= kFirstOutputOnly || field->name() == "name" ||
        field->name() == "vanished") {
      content->GetReflection()->ClearField(content.get(), field);
    }
  }
  return Bytes(*content);
}

std::string Describe(const Effect& effect) {
  const Version& version = effect.version;
  return absl::StrCat("revision ", version.revision, ": ", v1::ChangeVerb_Name(version.verb), " ",
                      effect.name, " after ", version.previous, " by ", version.actor, " (request ",
                      version.request_id, ", reason '", version.reason, "', ",
                      version.content.size(), " bytes, ", Describe(version.review), ")");
}

Effect EffectOf(const v1::Change& change) {
  const auto* reflection = v1::Resource::GetReflection();
  const auto* kind = reflection->GetOneofFieldDescriptor(
      change.after(), v1::Resource::descriptor()->FindOneofByName("kind"));
  std::string content;
  if (kind != nullptr) content = ContentOf(reflection->GetMessage(change.after(), kind));
  return {
      change.resource(),
      {change.revision(), change.previous_revision(), change.verb(), change.actor(),
       change.request_id(), change.reason(), std::move(content),
       change.after().has_update() ? FactsOf(change.after().update().review()) : ReviewFacts()}};
}

const Version* Model::At(const std::string& name, int64_t revision) const {
  const auto found = records_.find(name);
  if (found == records_.end()) return nullptr;
  const Version* latest = nullptr;
  for (const Version& version : found->second) {
    if (version.revision <= revision) latest = &version;
  }
  return latest;
}

std::map<std::string, const Version*> Model::AllAt(const std::string& prefix,
                                                   int64_t revision) const {
  std::map<std::string, const Version*> all;
  for (auto each = records_.lower_bound(prefix);
       each != records_.end() && absl::StartsWith(each->first, prefix); ++each) {
    if (const Version* version = At(each->first, revision)) all[each->first] = version;
  }
  return all;
}

// A write once its request is checked. Its name is empty where the server gives it one and the
// model has not met its content.
struct Model::Write {
  enum Mode { kCreate, kPut, kCorrect, kWithdraw, kVanish, kReview } mode;
  std::string name;
  std::string content;
  std::string reason;
  std::optional<int64_t> expected;
  bool counted = true;  // in the answer
  ReviewFacts review = {};
};

std::optional<std::string> Model::NameOf(const std::string& given, const std::string& under,
                                         const std::string& content) const {
  if (!given.empty()) return given;
  const auto found = given_names_.find({under, content});
  if (found == given_names_.end()) return std::nullopt;
  return found->second;
}

bool Model::KnowsMemberState(const std::string& code, int64_t revision) const {
  if (code.empty() || AllAt("memberStates/", revision).empty()) return true;
  return Exists("memberStates/" + code, revision);
}

bool Model::IsValid(const std::string& line, const v1::Update& update, int64_t revision) const {
  const Version* found = At(line, revision);
  if (found == nullptr || !kWords.contains(update.reported_status())) return false;
  if (!KnowsMemberState(update.member_state(), revision)) return false;
  v1::Line record;
  record.ParseFromString(found->content);
  const auto& states = record.member_states();
  return update.member_state().empty() || states.empty() ||
         std::find(states.begin(), states.end(), update.member_state()) != states.end();
}

StatusCode Model::Check(const v1::ImportPlanRequest& request, int64_t checked, int64_t committed,
                        Intake* writes) const {
  const std::string& plan = request.plan().name();
  v1::Plan content;
  content.set_title(request.plan().title());
  if (const Version* existing = At(plan, checked); existing && content.title().empty()) {
    content.ParseFromString(existing->content);
  }
  if (content.title().empty()) content.set_title(plan.substr(plan.rfind('/') + 1));
  content.clear_levels();
  std::set<std::string> levels;
  for (const v1::Line& line : request.lines()) {
    if (levels.insert(line.level()).second) content.add_levels()->set_id(line.level());
    for (const std::string& state : line.member_states()) {
      if (!KnowsMemberState(state, checked)) return StatusCode::INVALID_ARGUMENT;
    }
  }
  writes->push_back(
      {Write::kPut, plan, ContentOf(content), "", RevisionOfEtag(request.etag()), false});
  std::set<std::string> here;
  for (int i = 0; i < request.lines_size(); ++i) {
    v1::Line line = request.lines(i);
    line.set_position(i);
    here.insert(line.name());
    writes->push_back({Write::kPut, line.name(), ContentOf(line), "", std::nullopt});
  }
  for (const auto& [name, version] : AllAt(plan + "/lines/", committed)) {
    if (absl::StrContains(name, "/updates/") || here.contains(name) || !version->live()) continue;
    writes->push_back({Write::kVanish, name, "", "", std::nullopt, false});
  }
  return StatusCode::OK;
}

StatusCode Model::Check(const v1::PushUpdateRequest& request, int64_t checked,
                        int64_t /*committed*/, Intake* writes) const {
  const std::string& line = request.parent();
  if (!Exists(PlanOfLine(line), checked)) return StatusCode::NOT_FOUND;
  if (!IsValid(line, request.update(), checked)) return StatusCode::INVALID_ARGUMENT;
  const std::string content = ContentOf(request.update());
  const auto name = NameOf(request.update().name(), line + "/updates", content);
  writes->push_back({Write::kCreate, name.value_or(""), content, "", std::nullopt});
  if (request.draft()) writes->back().review.state = v1::DRAFT;
  return StatusCode::OK;
}

StatusCode Model::Check(const v1::BatchPushUpdatesRequest& request, int64_t checked,
                        int64_t /*committed*/, Intake* writes) const {
  if (!Exists(request.parent(), checked)) return StatusCode::NOT_FOUND;
  std::set<std::pair<std::string, std::string>> met;
  for (const v1::LineUpdate& item : request.updates()) {
    const std::string line = request.parent() + "/lines/" + item.line_code();
    if (!IsValid(line, item.update(), checked)) return StatusCode::INVALID_ARGUMENT;
    const std::string content = ContentOf(item.update());
    const auto name = NameOf(item.update().name(), line + "/updates", content);
    // The same update twice is taken once.
    if (!met.insert({line, name.value_or("") + "\n" + content}).second) continue;
    writes->push_back({Write::kCreate, name.value_or(""), content, "", std::nullopt});
    if (request.draft()) writes->back().review.state = v1::DRAFT;
  }
  return StatusCode::OK;
}

StatusCode Model::Check(const v1::CorrectUpdateRequest& request, int64_t checked,
                        int64_t /*committed*/, Intake* writes) const {
  const std::string& name = request.update().name();
  const Version* before = At(name, checked);
  if (before == nullptr) return StatusCode::NOT_FOUND;
  if (!before->live()) return StatusCode::FAILED_PRECONDITION;
  v1::Update update;
  update.ParseFromString(before->content);
  update = Corrected(update, request);
  if (!IsValid(LineOfUpdate(name), update, checked)) return StatusCode::INVALID_ARGUMENT;
  // What was merged with must still be there.
  const int64_t expected = RevisionOfEtag(request.etag()).value_or(before->revision);
  writes->push_back({Write::kCorrect, name, ContentOf(update), "", expected});
  writes->back().review = AfterCorrection(before->review, before->revision, request.draft());
  return StatusCode::OK;
}

StatusCode Model::Check(const v1::ReviewUpdatesRequest& request, int64_t checked,
                        int64_t /*committed*/, Intake* writes) const {
  for (const v1::ReviewItem& item : request.items()) {
    const Version* before = At(item.name(), checked);
    if (before == nullptr) return StatusCode::NOT_FOUND;
    if (!before->live()) return StatusCode::FAILED_PRECONDITION;
    v1::Update update;
    update.ParseFromString(before->content);
    const auto after =
        AfterStep(before->review, request.step(), request.reason(), !update.member_state().empty());
    if (!after) return StatusCode::FAILED_PRECONDITION;
    writes->push_back(
        {Write::kReview, item.name(), "", "", RevisionOfEtag(item.etag()), true, *after});
  }
  return StatusCode::OK;
}

StatusCode Model::Check(const v1::WithdrawRequest& request, int64_t checked, int64_t /*committed*/,
                        Intake* writes) const {
  if (!Exists(request.resource(), checked)) return StatusCode::NOT_FOUND;
  writes->push_back({Write::kWithdraw, request.resource(), "", request.reason(),
                     RevisionOfEtag(request.etag()), false});
  return StatusCode::OK;
}

StatusCode Model::Check(const v1::RecordFiguresRequest& request, int64_t checked,
                        int64_t /*committed*/, Intake* writes) const {
  std::set<std::pair<std::string, std::string>> met;
  for (const v1::Figure& figure : request.figures()) {
    if (!KnowsMemberState(figure.observation().member_state(), checked)) {
      return StatusCode::INVALID_ARGUMENT;
    }
    const auto [under, content] = Placed(figure);
    if (!met.insert({under, content}).second) continue;
    const auto name = NameOf("", under, content);
    writes->push_back({Write::kCreate, name.value_or(""), content, "", std::nullopt});
  }
  return StatusCode::OK;
}

StatusCode Model::Check(const v1::PutMemberStatesRequest& request, int64_t /*checked*/,
                        int64_t /*committed*/, Intake* writes) const {
  for (const v1::MemberState& state : request.member_states()) {
    writes->push_back({Write::kPut, state.name(), ContentOf(state), "", std::nullopt});
  }
  return StatusCode::OK;
}

StatusCode Model::Decide(const Write& write, int64_t committed, Outcome* outcome) const {
  const Version* latest = write.name.empty() ? nullptr : At(write.name, committed);
  const int64_t found = latest == nullptr ? 0 : latest->revision;
  const auto count = [&](int& counter) { counter += write.counted; };
  if (write.expected && *write.expected != found) return StatusCode::ABORTED;
  const auto change = [&](v1::ChangeVerb verb, const std::string& content) {
    const bool taken_back = verb == v1::TAKEN_BACK || verb == v1::VANISHED;
    outcome->effects.push_back({write.name,
                                {0, found, verb, "", "", write.reason, content,
                                 taken_back ? latest->review : write.review}});
    return StatusCode::OK;
  };
  if (latest == nullptr) {
    count(outcome->answer.created);
    return change(v1::CREATED, write.content);
  }
  const bool same = latest->content == write.content;
  if (write.mode == Write::kCreate && !same) return StatusCode::ALREADY_EXISTS;
  const bool unchanged =
      write.mode == Write::kCreate ||
      (write.mode == Write::kReview && latest->review == write.review) ||
      (write.mode == Write::kWithdraw && latest->verb == v1::TAKEN_BACK) ||
      ((write.mode == Write::kPut || write.mode == Write::kCorrect) && same && latest->live());
  if (unchanged) {
    count(outcome->answer.unchanged);
    return StatusCode::OK;
  }
  count(outcome->answer.changed);
  if (write.mode == Write::kWithdraw) return change(v1::TAKEN_BACK, latest->content);
  if (write.mode == Write::kReview) return change(v1::REVIEWED, latest->content);
  if (write.mode == Write::kVanish) {
    outcome->answer.vanished.push_back(write.name);
    return change(v1::VANISHED, latest->content);
  }
  return change(v1::REPLACED, write.content);
}

Outcome Model::Apply(const Request& request, int64_t checked, int64_t committed) const {
  Outcome outcome;
  Intake writes;
  outcome.code = std::visit(
      [&](const auto& each) { return Check(each, checked, committed, &writes); }, request);
  for (const Write& write : writes) {
    if (outcome.code == StatusCode::OK) outcome.code = Decide(write, committed, &outcome);
  }
  if (outcome.code != StatusCode::OK) {
    outcome.effects.clear();
    outcome.answer = {};
  }
  if (const auto* batch = std::get_if<v1::BatchPushUpdatesRequest>(&request)) {
    // What a batch repeats counts as unchanged.
    outcome.answer.unchanged =
        outcome.code == StatusCode::OK ? batch->updates_size() - outcome.answer.created : 0;
  }
  if (const auto* figures = std::get_if<v1::RecordFiguresRequest>(&request)) {
    outcome.answer.unchanged =
        outcome.code == StatusCode::OK ? figures->figures_size() - outcome.answer.created : 0;
  }
  return outcome;
}

void Model::LearnNames(const Request& request, const std::vector<Effect>& changes) {
  std::set<std::string> given;
  if (const auto* push = std::get_if<v1::PushUpdateRequest>(&request)) {
    given.insert(push->update().name());
  } else if (const auto* batch = std::get_if<v1::BatchPushUpdatesRequest>(&request)) {
    for (const auto& item : batch->updates()) given.insert(item.update().name());
  } else if (!std::holds_alternative<v1::RecordFiguresRequest>(request)) {
    return;
  }
  for (const Effect& change : changes) {
    if (change.version.verb != v1::CREATED || given.contains(change.name)) continue;
    const std::string under = change.name.substr(0, change.name.rfind('/'));
    given_names_.try_emplace({under, change.version.content}, change.name);
  }
}

}  // namespace sheaf::robustness
