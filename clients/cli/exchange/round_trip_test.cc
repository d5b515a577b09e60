// Every format: what its writer does not say is lost comes back the same through its reader,
// whatever the records are.
#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "clients/cli/exchange/exchange_files.h"
#include "clients/cli/exchange/format.h"
#include "clients/cli/exchange/json_text.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sheaf::cli::exchange {
namespace {

using ::testing::IsEmpty;

constexpr int kPlans = 150;

// Texts that one format or another could stumble over; none with blanks around it.
const std::vector<std::string>& Texts() {
  static const std::vector<std::string> kTexts = {
      "Plain words", "=1+1", "-5 lines",      "@risk",         "+ more",       "'=quoted",
      "a;b",         "c|d",  "say \"no\"",    "two\nlines",    "a\ttab",       "Đồng bằng sông",
      "<b> & </b>",  "]]>",  "Edition: none", "Challenges: x", "x\n\nNote: y", "not stated",
      "1,5",         "a: b", "100%",          "ASEAN",         "&amp; &#10;",  "x,y"};
  return kTexts;
}

// Records of a plan as a server could hold them, the same for the same seed.
class Generator {
 public:
  explicit Generator(unsigned seed) : random_(seed) {}

  PlanRecords Make() {
    PlanRecords records;
    MakeManifest(records.manifest);
    records.plan.set_name("plans/energy");
    records.plan.set_title(Text());
    records.plan.set_sector("energy");
    if (Maybe()) records.plan.set_silence_accepts_after_days(Number(366));
    if (Maybe()) (*records.plan.mutable_titles())["vi"] = Text();
    for (const char* code : {"VNM", "THA", "LAO"}) MakeState(code, records);
    for (int i = Number(6); i >= 0; --i) MakeLine(records);
    std::sort(records.lines.begin(), records.lines.end(),
              [](const auto& a, const auto& b) { return a.name() < b.name(); });
    for (int i = Number(12); i > 0; --i) MakeUpdate(records);
    for (int i = Number(12); i > 0; --i) MakeFigure(records);
    MakeOneDated(records);
    return records;
  }

 private:
  int Number(int up_to) { return std::uniform_int_distribution<int>(0, up_to)(random_); }
  bool Maybe() { return Number(2) == 0; }
  std::string Text() { return Texts()[Number(static_cast<int>(Texts().size()) - 1)]; }
  std::string TextOrNone() { return Maybe() ? Text() : ""; }
  std::string One(const std::vector<std::string>& of) {
    return of[Number(static_cast<int>(of.size()) - 1)];
  }
  std::string Date() { return One({"", "2016", "2020-02", "2024-02-29"}); }
  std::string Period() { return One({"", "2024", "2024-H2", "2024-Q3", "2024-02"}); }
  double Value() { return (Number(4000) - 2000) / 8.0; }

  static void MakeManifest(v1::SectorManifest& manifest) {
    manifest.set_sector("energy");
    manifest.set_title("Energy");
    manifest.set_owner_body("AMEM");
    for (const char* code : {"EN-1", "EN-2"}) {
      v1::KpiDefinition& kpi = *manifest.add_kpis();
      kpi.set_code(code);
      kpi.set_title(std::string("KPI ") + code);
      kpi.set_unit("% of supply");
      kpi.set_level(v1::OUTCOME);
    }
  }

  static void MakeState(const std::string& code, PlanRecords& records) {
    v1::MemberState& state = records.member_states.emplace_back();
    state.set_name("memberStates/" + code);
    state.set_iso2(code.substr(0, 2));
    state.set_title("State of " + code);
    state.set_joined("1995-07-28");
  }

  void MakeLine(PlanRecords& records) {
    v1::Line line;
    const auto place = records.lines.size();
    line.set_name("plans/energy/lines/L-" + std::to_string(place));
    if (place > 0 && Maybe())
      line.set_parent_code("L-" + std::to_string(Number(static_cast<int>(place) - 1)));
    line.set_level(One({"area", "action"}));
    line.set_title(Text());
    line.set_lead_body(TextOrNone());
    line.set_instrument_type(static_cast<v1::InstrumentType>(Number(2)));
    line.set_planned_start(Date());
    line.set_planned_end(Date());
    if (Maybe()) line.add_member_states("VNM");
    if (Maybe()) line.add_member_states("LAO");
    line.set_shared_initiative(TextOrNone());
    if (Maybe()) line.add_tags("carry_over");
    line.set_source_ref(TextOrNone());
    if (Maybe()) (*line.mutable_attributes())["proponent"] = Text();
    if (Maybe()) (*line.mutable_attributes())["title"] = Text();
    if (Maybe()) (*line.mutable_titles())["th"] = Text();
    records.lines.push_back(line);
  }

  void MakeUpdate(PlanRecords& records) {
    v1::LineUpdate item;
    item.set_line_code("L-" + std::to_string(Number(static_cast<int>(records.lines.size()) - 1)));
    v1::Update& update = *item.mutable_update();
    update.set_name("plans/energy/lines/" + item.line_code() + "/updates/" +
                    One({"0123456789abcdef0123", "mine-1"}));
    update.set_member_state(One({"", "VNM", "LAO"}));
    update.set_reported_status(One({"completed", "planned", "on_going"}));
    update.set_effective_date(Date());
    update.set_reporting_period(Period());
    if (Maybe()) {
      update.mutable_progress()->set_value(Value());
      update.mutable_progress()->set_unit(Text());
    }
    for (std::string* text :
         {update.mutable_narrative(), update.mutable_challenges(), update.mutable_recommendations(),
          update.mutable_risk(), update.mutable_mitigation(), update.mutable_next_steps(),
          update.mutable_note(), update.mutable_source_ref()}) {
      *text = TextOrNone();
    }
    for (int i = Number(2); i > 0; --i) {
      v1::Evidence& evidence = *update.add_evidence();
      evidence.set_title(Text());
      evidence.set_uri(One({"", "https://example.org/report.pdf"}));
    }
    if (Maybe()) {
      update.mutable_decision()->set_body(Text());
      update.mutable_decision()->set_verb(TextOrNone());
      update.mutable_decision()->set_date(Date());
    }
    if (Maybe()) (*update.mutable_attributes())["budget_line"] = Text();
    records.updates.push_back(item);
  }

  template <typename Message>
  void MakeOrigin(Message& message) {
    message.set_edition(TextOrNone());
    message.set_source(TextOrNone());
    message.set_source_ref(TextOrNone());
  }

  void MakeFigure(PlanRecords& records) {
    v1::Figure figure;
    const int kind = Number(3);
    figure.set_parent(kind == 3 ? "sectors/energy/series/population"
                                : "sectors/energy/kpis/" + One({"EN-1", "EN-2"}));
    if (kind == 0) {
      MakeGoal(*figure.mutable_baseline());
    } else if (kind == 1) {
      MakeGoal(*figure.mutable_target());
      figure.mutable_target()->set_aspirational(Maybe());
      figure.mutable_target()->set_ordinal(Number(2));
    } else {
      MakeObservation(*figure.mutable_observation(), kind == 3);
    }
    records.figures.push_back(figure);
  }

  // So that no format has a file without any figure, which is refused as cut off.
  static void MakeOneDated(PlanRecords& records) {
    v1::Figure& figure = records.figures.emplace_back();
    figure.set_parent("sectors/energy/kpis/EN-1");
    v1::Observation& observation = *figure.mutable_observation();
    observation.set_period("1999");
    observation.set_value(0);
    observation.set_kind(v1::ACTUAL);
  }

  template <typename Goal>
  void MakeGoal(Goal& goal) {
    if (Maybe()) goal.set_value(Value());
    goal.set_year(Maybe() && goal.has_value() ? 0 : 2000 + Number(30));
    MakeOrigin(goal);
  }

  void MakeObservation(v1::Observation& observation, bool of_series) {
    observation.set_member_state(One({"", "VNM", "LAO"}));
    observation.set_period(Period());
    if (Maybe()) {
      observation.set_missing(static_cast<v1::MissingReason>(1 + Number(3)));
      observation.set_kind(static_cast<v1::ObservationKind>(Number(5)));
    } else {
      observation.set_value(Value());
      observation.set_kind(static_cast<v1::ObservationKind>(1 + Number(4)));
    }
    if (of_series) observation.set_unit("persons");
    MakeOrigin(observation);
    observation.set_note(TextOrNone());
  }

  std::mt19937 random_;
};

FileContent ReadBack(const ExchangeFormat& format, const Files& files, const PlanRecords& records) {
  const ReadingScope scope{"", "energy", records.manifest, records.member_states};
  FileContent content;
  const std::vector<std::string> one = {""};
  for (const std::string& name : format.files.empty() ? one : format.files) {
    if (files.count(name) > 0)
      ReadText(format, name, "file" + name, files.at(name), scope, content);
  }
  // As the command does before anything else is done with them.
  for (v1::Figure& figure : content.records.figures) {
    figure.set_parent(FigureParent("energy", records.manifest, PartOfName(figure.parent(), 3)));
  }
  return content;
}

// What is lost of one kind of record.
struct LostOfKind {
  bool names = false;
  std::set<std::string> fields;
  size_t records = 0;
};

std::map<std::string, LostOfKind> ByKind(const Losses& losses) {
  std::map<std::string, LostOfKind> kinds;
  for (const Loss& loss : losses.all()) {
    LostOfKind& kind = kinds[loss.records];
    if (loss.field.empty()) {
      kind.records += loss.count;
    } else {
      kind.fields.insert(loss.field.substr(0, loss.field.find('.')));
    }
  }
  return kinds;
}

// The record without its name and what is lost of its kind, as text.
std::string Kept(google::protobuf::Message& message, const std::set<std::string>& lost) {
  for (const std::string& field : lost) {
    const auto* found = message.GetDescriptor()->FindFieldByName(field);
    if (found != nullptr) message.GetReflection()->ClearField(&message, found);
  }
  // The texts of an update share one place.
  if (lost.count("narrative") > 0) {
    for (const char* field : {"challenges", "recommendations", "risk", "mitigation", "next_steps",
                              "note", "evidence"}) {
      message.GetReflection()->ClearField(&message,
                                          message.GetDescriptor()->FindFieldByName(field));
    }
  }
  // So do those of a figure.
  if (lost.count("note") > 0) {
    for (const char* field : {"edition", "source", "source_ref", "unit"}) {
      const auto* found = message.GetDescriptor()->FindFieldByName(field);
      if (found != nullptr) message.GetReflection()->ClearField(&message, found);
    }
  }
  return JsonLine(message);
}

using Texts_ = std::multiset<std::string>;

template <typename Record>
Texts_ KeptOf(std::vector<Record> records, const LostOfKind& lost) {
  Texts_ texts;
  for (Record& record : records) texts.insert(Kept(record, lost.fields));
  return texts;
}

Texts_ KeptOf(std::vector<v1::LineUpdate> updates, const LostOfKind& lost, bool with_names) {
  Texts_ texts;
  for (v1::LineUpdate& item : updates) {
    if (!with_names) item.mutable_update()->clear_name();
    texts.insert(item.line_code() + Kept(*item.mutable_update(), lost.fields));
  }
  return texts;
}

Texts_ KeptFigures(const std::vector<v1::Figure>& figures, std::string_view kind,
                   const LostOfKind& lost) {
  Texts_ texts;
  for (v1::Figure figure : figures) {
    if (KindOf(figure) != kind) continue;
    google::protobuf::Message& message =
        figure.has_baseline() ? static_cast<google::protobuf::Message&>(*figure.mutable_baseline())
        : figure.has_target() ? static_cast<google::protobuf::Message&>(*figure.mutable_target())
                              : *figure.mutable_observation();
    texts.insert(figure.parent() + Kept(message, lost.fields));
  }
  return texts;
}

// All of `before` came back, but for as many as are told to be lost; and nothing else did.
void ExpectCameBack(const Texts_& before, const Texts_& after, size_t lost,
                    const std::string& what) {
  EXPECT_EQ(after.size() + lost, before.size()) << what;
  Texts_ strange;
  std::set_difference(after.begin(), after.end(), before.begin(), before.end(),
                      std::inserter(strange, strange.end()));
  EXPECT_THAT(strange, IsEmpty()) << what;
}

class RoundTrip : public ::testing::TestWithParam<std::string> {
 protected:
  const ExchangeFormat& format_ = *FindFormat(GetParam());
};

TEST_P(RoundTrip, WhatIsNotToldAsLostComesBackTheSame) {
  for (unsigned seed = 1; seed <= kPlans && !HasFailure(); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const PlanRecords records = Generator(seed).Make();
    Losses losses;
    const Files files = format_.write(records, {}, losses);
    FileContent read = ReadBack(format_, files, records);
    for (const auto& [file, problems] : read.problems) {
      for (const FileProblem& problem : problems.Sorted())
        ADD_FAILURE() << file << ":" << problem.row << ": " << problem.column << ": "
                      << problem.text;
    }
    auto lost = ByKind(losses);
    const bool names = GetParam() == "json";
    ExpectCameBack(KeptOf(records.lines, lost["lines"]), KeptOf(read.records.lines, lost["lines"]),
                   lost["lines"].records, "lines");
    ExpectCameBack(KeptOf(records.updates, lost["updates"], names),
                   KeptOf(read.records.updates, lost["updates"], names), lost["updates"].records,
                   "updates");
    ExpectCameBack(KeptOf(records.member_states, lost["member_states"]),
                   KeptOf(read.records.member_states, lost["member_states"]),
                   lost["member_states"].records, "member states");
    for (const std::string kind : {"baselines", "targets", "observations"}) {
      ExpectCameBack(KeptFigures(records.figures, kind, lost[kind]),
                     KeptFigures(read.records.figures, kind, lost[kind]), lost[kind].records, kind);
    }
    if (lost["plan"].records == 0) {
      EXPECT_EQ(JsonLine(read.records.plan), JsonLine(records.plan));
    }
  }
}

TEST_P(RoundTrip, TheSameRecordsAreTheSameBytes) {
  for (unsigned seed = 1; seed <= kPlans && !HasFailure(); ++seed) {
    PlanRecords records = Generator(seed).Make();
    Losses losses;
    const Files files = format_.write(records, {}, losses);
    EXPECT_EQ(format_.write(records, {}, losses), files) << "seed " << seed;
  }
}

INSTANTIATE_TEST_SUITE_P(Formats, RoundTrip,
                         ::testing::Values("csv", "json", "iati", "sdmx-csv", "dhis2"),
                         [](const auto& info) {
                           return info.param == "sdmx-csv" ? "sdmx_csv" : info.param;
                         });

}  // namespace
}  // namespace sheaf::cli::exchange
