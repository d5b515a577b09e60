#include "clients/cli/exchange/iati_results.h"

#include <algorithm>
#include <map>

#include "clients/cli/exchange/iati_words.h"
#include "clients/cli/exchange/ids.h"
#include "clients/cli/exchange/periods.h"
#include "clients/cli/exchange/remark.h"
#include "proto/values/number.h"
#include "proto/values/partial_date.h"

namespace sheaf::cli::exchange::iati {
namespace {

constexpr char kNoDate[] = "IATI needs a year or a period, and none is stated";
constexpr char kAmbiguous[] = "the text would be read back as another one";

// Codes of ResultType and IndicatorMeasure.
const char* ResultTypeOf(v1::KpiLevel level) {
  switch (level) {
    case v1::OUTPUT:
      return "1";
    case v1::OUTCOME:
      return "2";
    case v1::IMPACT:
      return "3";
    default:
      return "9";
  }
}

const char* MeasureOf(const std::string& unit) {
  return unit.find('%') == std::string::npos ? "1" : "2";
}
constexpr char kQualitative[] = "5";

void AppendDimension(pugi::xml_node parent, const std::string& name, const std::string& value) {
  if (value.empty()) return;
  pugi::xml_node dimension = parent.append_child("dimension");
  dimension.append_attribute("name") = name.c_str();
  dimension.append_attribute("value") = value.c_str();
}

template <typename Figure>
Remark RemarkOf(const Figure& figure) {
  return {figure.edition(), figure.source(), figure.source_ref(), "", ""};
}

Remark RemarkOf(const v1::Observation& observation) {
  return {observation.edition(), observation.source(), observation.source_ref(), observation.unit(),
          observation.note()};
}

void AppendRemark(pugi::xml_node parent, const Remark& remark, const v1::Figure& figure,
                  Losses& losses) {
  const std::string text = RemarkText(remark);
  if (!text.empty()) AppendText(parent, "comment", text);
  if (!IsReadBack(remark))
    losses.Add(KindOf(figure), "note", kAmbiguous, exchange::NameOf(figure), text);
}

pugi::xml_node AppendIndicator(pugi::xml_node activity, const char* result_type,
                               const std::string& title, const std::string& description,
                               const char* measure, const std::string& code,
                               v1::Direction direction = v1::DIRECTION_UNSPECIFIED) {
  pugi::xml_node result = activity.append_child("result");
  result.append_attribute("type") = result_type;
  result.append_attribute("aggregation-status") = "false";
  AppendText(result, "title", title);
  pugi::xml_node indicator = result.append_child("indicator");
  indicator.append_attribute("measure") = measure;
  if (direction != v1::DIRECTION_UNSPECIFIED)
    indicator.append_attribute("ascending") = direction == v1::UP;
  indicator.append_attribute("aggregation-status") = "false";
  AppendText(indicator, "title", title);
  if (!description.empty()) AppendText(indicator, "description", description);
  pugi::xml_node reference = indicator.append_child("reference");
  reference.append_attribute("vocabulary") = kOwnVocabulary;
  reference.append_attribute("code") = code.c_str();
  return indicator;
}

// A period and what is said of it, in the order of the schema: targets, then actuals.
struct Period {
  std::vector<const v1::Figure*> targets, observations;
};

void AppendDays(pugi::xml_node period, const std::string& first, const std::string& last) {
  period.append_child("period-start").append_attribute("iso-date") = first.c_str();
  period.append_child("period-end").append_attribute("iso-date") = last.c_str();
}

void AppendTarget(pugi::xml_node period, const v1::Figure& figure, Losses& losses) {
  const v1::Target& target = figure.target();
  pugi::xml_node node = period.append_child("target");
  if (target.has_value()) node.append_attribute("value") = FormatNumber(target.value()).c_str();
  if (target.aspirational()) AppendDimension(node, "aspirational", "yes");
  if (target.ordinal() != 0) AppendDimension(node, "ordinal", std::to_string(target.ordinal()));
  AppendRemark(node, RemarkOf(target), figure, losses);
}

void AppendActual(pugi::xml_node period, const v1::Figure& figure, Losses& losses) {
  const v1::Observation& observation = figure.observation();
  pugi::xml_node node = period.append_child("actual");
  if (observation.has_value())
    node.append_attribute("value") = FormatNumber(observation.value()).c_str();
  AppendDimension(node, "member_state", observation.member_state());
  AppendDimension(node, "kind", observation.kind() == 0 ? kNotStated : Word(observation.kind()));
  AppendDimension(node, "missing", Word(observation.missing()));
  AppendRemark(node, RemarkOf(observation), figure, losses);
}

void AppendBaseline(pugi::xml_node indicator, const v1::Figure& figure, Losses& losses) {
  const v1::Baseline& baseline = figure.baseline();
  pugi::xml_node node = indicator.append_child("baseline");
  node.append_attribute("year") = baseline.year();
  if (baseline.has_value()) node.append_attribute("value") = FormatNumber(baseline.value()).c_str();
  AppendRemark(node, RemarkOf(baseline), figure, losses);
}

// The figures of one KPI or series.
void AppendFigures(const std::vector<const v1::Figure*>& figures, pugi::xml_node indicator,
                   Losses& losses) {
  std::map<std::pair<std::string, std::string>, Period> periods;
  for (const v1::Figure* figure : figures) {
    const std::string when = figure->has_target() ? std::to_string(figure->target().year())
                                                  : figure->observation().period();
    const bool dated =
        figure->has_baseline() ? figure->baseline().year() != 0 : !when.empty() && when != "0";
    if (!dated) {
      losses.Add(KindOf(*figure), "", kNoDate, exchange::NameOf(*figure));
    } else if (figure->has_baseline()) {
      AppendBaseline(indicator, *figure, losses);
    } else {
      Period& period = periods[DaysOf(when)];
      (figure->has_target() ? period.targets : period.observations).push_back(figure);
    }
  }
  for (const auto& [days, period] : periods) {
    pugi::xml_node node = indicator.append_child("period");
    AppendDays(node, days.first, days.second);
    for (const v1::Figure* target : period.targets) AppendTarget(node, *target, losses);
    for (const v1::Figure* observation : period.observations)
      AppendActual(node, *observation, losses);
  }
}

// The media type that the end of an address promises.
const char* MediaTypeOf(const std::string& uri) {
  constexpr std::pair<std::string_view, const char*> kTypes[] = {
      {".pdf", "application/pdf"},
      {".csv", "text/csv"},
      {".xml", "application/xml"},
      {".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
      {".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}};
  for (const auto& [ending, type] : kTypes) {
    if (uri.size() > ending.size() &&
        uri.compare(uri.size() - ending.size(), ending.size(), ending) == 0)
      return type;
  }
  return "text/html";
}

// What is to come is a target, and what was a fact an actual.
bool IsExpectation(const v1::SectorManifest& manifest, const std::string& word) {
  for (const v1::StatusDefinition& status : manifest.statuses()) {
    if (status.word() == word) return status.effect() == v1::EXPECTATION;
  }
  return word == "planned";
}

void TellWhatIsNotReadBack(const v1::LineUpdate& item, Losses& losses) {
  v1::Update written, read;
  bool link = false, swapped = false;
  for (const v1::Evidence& evidence : item.update().evidence()) {
    if (evidence.uri().empty()) *written.add_evidence() = evidence;
    swapped = swapped || (!evidence.uri().empty() && written.evidence_size() > 0);
    link = link || !evidence.uri().empty();
  }
  SetComment(CommentOf(item.update()), read);
  const v1::Update& update = item.update();
  const bool same =
      read.narrative() == update.narrative() && read.challenges() == update.challenges() &&
      read.recommendations() == update.recommendations() && read.risk() == update.risk() &&
      read.mitigation() == update.mitigation() && read.next_steps() == update.next_steps() &&
      read.note() == update.note() && read.evidence_size() == written.evidence_size();
  if (!same)
    losses.Add("updates", "narrative", kAmbiguous, exchange::NameOf(item), CommentOf(update));
  if (link && swapped)
    losses.Add("updates", "evidence", "links come before what has no address",
               exchange::NameOf(item));
}

// `ordinal`: its place among the updates of the plan, by which they are put back in order.
void AppendUpdate(const PlanRecords& records, const v1::LineUpdate& item, int64_t ordinal,
                  const std::string& first, const std::string& last, pugi::xml_node indicator,
                  Losses& losses) {
  const v1::Update& update = item.update();
  auto days =
      DaysOf(update.effective_date().empty() ? update.reporting_period() : update.effective_date());
  if (days.first.empty()) days = {first, last};
  pugi::xml_node period = indicator.append_child("period");
  AppendDays(period, days.first, days.second);
  const bool expected = IsExpectation(records.manifest, update.reported_status());
  pugi::xml_node node = period.append_child(expected ? "target" : "actual");
  if (update.has_progress())
    node.append_attribute("value") = FormatNumber(update.progress().value()).c_str();
  AppendDimension(node, "reported_status", update.reported_status());
  AppendDimension(node, "member_state", update.member_state());
  AppendDimension(node, "effective_date", update.effective_date());
  AppendDimension(node, "reporting_period", update.reporting_period());
  AppendDimension(node, "decision_body", update.decision().body());
  AppendDimension(node, "meeting", update.decision().meeting());
  AppendDimension(node, "decision_date", update.decision().date());
  AppendDimension(node, "decision_verb", update.decision().verb());
  AppendDimension(node, "source_ref", update.source_ref());
  AppendDimension(node, "ordinal", std::to_string(ordinal));
  const std::map<std::string, std::string> attributes(update.attributes().begin(),
                                                      update.attributes().end());
  for (const auto& [key, value] : attributes) AppendDimension(node, "attributes." + key, value);
  const std::string comment = CommentOf(update);
  if (!comment.empty()) AppendText(node, "comment", comment);
  for (const v1::Evidence& evidence : update.evidence()) {
    if (!evidence.uri().empty()) AppendDocumentLink(node, evidence);
  }
  TellWhatIsNotReadBack(item, losses);
}

}  // namespace

pugi::xml_node AppendText(pugi::xml_node parent, const char* name, const std::string& text) {
  pugi::xml_node node = parent.append_child(name);
  node.append_child("narrative").text().set(text.c_str());
  return node;
}

pugi::xml_node AppendCode(pugi::xml_node parent, const char* name, const std::string& code) {
  pugi::xml_node node = parent.append_child(name);
  node.append_attribute("code") = code.c_str();
  return node;
}

void AppendDocumentLink(pugi::xml_node parent, const v1::Evidence& evidence) {
  pugi::xml_node link = parent.append_child("document-link");
  link.append_attribute("url") = evidence.uri().c_str();
  link.append_attribute("format") = MediaTypeOf(evidence.uri());
  AppendText(link, "title", evidence.title());
  AppendCode(link, "category", "A08");  // results, outcomes and outputs
}

void AppendKpiResults(const PlanRecords& records, pugi::xml_node activity, Losses& losses) {
  std::map<std::string, std::vector<const v1::Figure*>> by_parent;
  for (const v1::Figure& figure : records.figures) by_parent[figure.parent()].push_back(&figure);
  for (const v1::KpiDefinition& kpi : records.manifest.kpis()) {
    const std::string unit = kpi.unit().empty() ? "" : "Unit: " + kpi.unit() + ". ";
    pugi::xml_node indicator =
        AppendIndicator(activity, ResultTypeOf(kpi.level()), kpi.title(), unit + kpi.description(),
                        MeasureOf(kpi.unit()), kpi.code(), kpi.direction());
    const std::string parent = "sectors/" + records.manifest.sector() + "/kpis/" + kpi.code();
    AppendFigures(by_parent[parent], indicator, losses);
    by_parent.erase(parent);
  }
  for (const auto& [parent, figures] : by_parent) {
    const std::string code(PartOfName(parent, 3));
    AppendFigures(figures, AppendIndicator(activity, "9", code, "", "1", code), losses);
  }
}

void AppendUpdateResults(const PlanRecords& records,
                         const std::vector<const v1::LineUpdate*>& updates,
                         const std::string& first, const std::string& last, pugi::xml_node activity,
                         Losses& losses) {
  // In the order in which the kinds of report first come.
  std::vector<std::pair<std::string, pugi::xml_node>> indicators;
  for (const v1::LineUpdate* item : updates) {
    const v1::Update& update = item->update();
    const std::string unit = update.progress().unit();
    const std::string code = update.has_progress() ? kProgressIndicator + unit : kStatusIndicator;
    auto found = std::find_if(indicators.begin(), indicators.end(),
                              [&](const auto& entry) { return entry.first == code; });
    if (found == indicators.end()) {
      pugi::xml_node added =
          update.has_progress()
              ? AppendIndicator(activity, "1", unit, "", MeasureOf(unit), code)
              : AppendIndicator(activity, "9", "Reported status", "", kQualitative, code);
      found = indicators.insert(found, {code, added});
    }
    const int64_t ordinal = item - records.updates.data();
    AppendUpdate(records, *item, ordinal, first, last, found->second, losses);
  }
}

}  // namespace sheaf::cli::exchange::iati
