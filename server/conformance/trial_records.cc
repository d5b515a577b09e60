#include "server/conformance/trial_records.h"

#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "sheaf/v1/kpi.pb.h"
#include "sheaf/v1/member_state.pb.h"
#include "sheaf/v1/plan.pb.h"
#include "sheaf/v1/update.pb.h"

namespace sheaf::conformance {
namespace {

struct Member {
  const char* code;
  const char* joined;
};

constexpr Member kMembers[] = {{"BRN", "1984-01-07"}, {"IDN", "1967-08-08"}, {"KHM", "1999-04-30"},
                               {"LAO", "1997-07-23"}, {"MMR", "1997-07-23"}, {"MYS", "1967-08-08"},
                               {"PHL", "1967-08-08"}, {"SGP", "1967-08-08"}, {"THA", "1967-08-08"},
                               {"TLS", "2025-10-26"}, {"VNM", "1995-07-28"}};

constexpr const char* kUnits[] = {"member states ratified", "score out of 5", "km", "USD million"};
// Those that the sectors' plugins look for.
constexpr const char* kTags[] = {"carry_over", "infrastructure", "sub_strategy"};
constexpr const char* kBodies[] = {"Ministers", "Senior officials", ""};
constexpr int kFirstYear = 2015;
constexpr int kYears = 10;

class Maker {
 public:
  Maker(const v1::SectorManifest& manifest, const TrialRecords& records,
        model::CommitBuilder* commit)
      : manifest_(manifest),
        usual_(records.values == Values::kUsual),
        commit_(*commit),
        random_(records.seed) {}

  void PutPlan(const std::string& name, const std::string& parent_line, int lines) {
    v1::Plan plan;
    plan.set_title("A plan that was made up");
    plan.set_sector(manifest_.sector());
    plan.set_parent_line(parent_line);
    commit_.Put(name, plan);
    plan_ = name;
    latest_of_level_.clear();
    for (int i = 0; i < lines; ++i) PutLine(i);
  }

  void PutFigures() {
    for (const v1::KpiDefinition& kpi : manifest_.kpis()) {
      if (kpi.availability() != v1::COMPUTABLE) PutFigures(kpi);
    }
  }

 private:
  int Below(int n) { return static_cast<int>(random_() % static_cast<uint32_t>(n)); }
  bool Rarely() { return Below(5) == 0; }

  std::string Date() {
    if (!usual_ || Rarely()) return "";
    std::string date = std::to_string(kFirstYear + Below(kYears));
    if (Below(2) == 0) return date;
    date += "-0" + std::to_string(1 + Below(9));
    return Below(2) == 0 ? date : date + "-1" + std::to_string(Below(10));
  }

  std::string MemberState() { return Rarely() ? kMembers[Below(std::size(kMembers))].code : ""; }

  // A level that may come next: one of the top, or one under a level that is there.
  const v1::LevelDefinition& Level(std::string* parent) {
    std::vector<std::pair<const v1::LevelDefinition*, std::string>> possible;
    for (const v1::LevelDefinition& level : manifest_.levels()) {
      if (level.under().empty()) possible.emplace_back(&level, "");
      for (const std::string& under : level.under()) {
        const auto above = latest_of_level_.find(under);
        if (above != latest_of_level_.end()) possible.emplace_back(&level, above->second);
      }
    }
    const auto& [level, above] = possible[static_cast<size_t>(Below(possible.size()))];
    *parent = above;
    return *level;
  }

  void PutLine(int position) {
    const std::string code = "L-" + std::to_string(position + 1);
    v1::Line line;
    std::string parent;
    line.set_level(Level(&parent).id());
    line.set_parent_code(parent);
    line.set_title("Line " + std::to_string(position + 1) + ", with a title of some length");
    line.set_position(position);
    line.set_instrument_type(static_cast<v1::InstrumentType>(Below(3)));
    line.set_planned_start(Date());
    line.set_planned_end(Date());
    if (Rarely()) line.add_member_states("SGP");
    if (Rarely()) line.set_lead_body("A working group");
    if (Rarely()) line.add_tags(kTags[Below(std::size(kTags))]);
    if (Rarely()) line.set_shared_initiative("initiative-" + std::to_string(Below(5)));
    PutAttributes(&line);
    latest_of_level_[line.level()] = code;
    const std::string name = plan_ + "/lines/" + code;
    commit_.Put(name, line);
    for (int i = Below(4); i > 0; --i) PutUpdate(name, i);
  }

  void PutAttributes(v1::Line* line) {
    for (const v1::AttributeDefinition& attribute : manifest_.attributes()) {
      if (!usual_ || Rarely()) continue;
      auto& value = (*line->mutable_attributes())[attribute.id()];
      if (attribute.type() == v1::DATE) value = Date();
      if (attribute.type() == v1::NUMBER) value = std::to_string(Below(100));
      if (attribute.type() == v1::TEXT) value = kMembers[Below(std::size(kMembers))].code;
      if (attribute.type() == v1::CHOICE && attribute.choices_size() > 0) {
        value = attribute.choices(Below(attribute.choices_size()));
      }
    }
  }

  void PutUpdate(const std::string& line, int number) {
    v1::Update update;
    update.set_reported_status(manifest_.statuses(next_word_++ % manifest_.statuses_size()).word());
    update.set_member_state(MemberState());
    update.set_effective_date(Date());
    if (usual_ && Rarely()) {
      update.mutable_progress()->set_value(Below(11));
      update.mutable_progress()->set_unit(kUnits[Below(std::size(kUnits))]);
    }
    if (const std::string body = kBodies[Below(std::size(kBodies))]; !body.empty()) {
      update.mutable_decision()->set_body(body);
    }
    commit_.Put(line + "/updates/u" + std::to_string(number), update);
  }

  void PutFigures(const v1::KpiDefinition& kpi) {
    const std::string name = "sectors/" + manifest_.sector() + "/kpis/" + kpi.code();
    v1::Baseline baseline;
    baseline.set_year(kFirstYear);
    if (usual_) baseline.set_value(Below(100));
    commit_.Put(name + "/baselines/b1", baseline);
    v1::Target target;
    target.set_year(kFirstYear + kYears);
    if (usual_) target.set_value(Below(100));
    commit_.Put(name + "/targets/t1", target);
    for (int year = 0; year < kYears; year += 3) PutObservation(name, kFirstYear + year);
  }

  void PutObservation(const std::string& kpi, int year) {
    v1::Observation observation;
    observation.set_period(std::to_string(year));
    observation.set_edition("A trial");
    observation.set_kind(v1::ACTUAL);
    if (usual_ && !Rarely()) {
      observation.set_value(Below(1000) / 10.0);
    } else {
      observation.set_missing(static_cast<v1::MissingReason>(1 + next_reason_++ % 4));
    }
    commit_.Put(kpi + "/observations/o" + std::to_string(year), observation);
  }

  const v1::SectorManifest& manifest_;
  const bool usual_;
  model::CommitBuilder& commit_;
  std::mt19937 random_;
  std::string plan_;
  std::map<std::string, std::string> latest_of_level_;
  int next_word_ = 0;
  int next_reason_ = 0;
};

}  // namespace

void PutMemberStates(model::CommitBuilder* commit) {
  for (const Member& member : kMembers) {
    v1::MemberState state;
    state.set_short_title(member.code);
    state.set_joined(member.joined);
    commit->Put(std::string("memberStates/") + member.code, state);
  }
}

void PutPlans(const v1::SectorManifest& manifest, const TrialRecords& records,
              model::CommitBuilder* commit) {
  Maker maker(manifest, records, commit);
  maker.PutPlan("plans/trial", "", records.lines);
  maker.PutPlan("plans/trial-part", "plans/trial/lines/L-1", records.lines / 4);
  maker.PutFigures();
}

}  // namespace sheaf::conformance
