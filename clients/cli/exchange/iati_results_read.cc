#include "clients/cli/exchange/iati_results_read.h"

#include <algorithm>
#include <optional>

#include "absl/strings/match.h"
#include "clients/cli/cells.h"
#include "clients/cli/exchange/iati_words.h"
#include "clients/cli/exchange/member_state_codes.h"
#include "clients/cli/exchange/periods.h"
#include "clients/cli/exchange/remark.h"

namespace sheaf::cli::exchange::iati {
namespace {

using pugi::xml_node;

constexpr size_t kNotesMax = 40;

// Reads the results of one activity. Not thread-safe.
class ResultsReader {
 public:
  ResultsReader(const Reporter& reporter, const ReadingScope& scope, const Position& position,
                FileContent& content)
      : reporter_(reporter), scope_(scope), position_(position), content_(content) {}

  void Read(xml_node activity) {
    for (xml_node result : activity.children("result")) {
      for (xml_node indicator : result.children("indicator")) ReadIndicator(indicator);
    }
  }

 private:
  void ReadIndicator(xml_node indicator) {
    code_ = OwnCode(indicator);
    if (!reporter_.line_code.empty()) return ReadUpdates(indicator);
    parent_ = ParentOf(indicator);
    if (parent_.empty()) {
      return Note(indicator, "no KPI of the sector is called " +
                                 Quoted(TextOf(indicator, "title")) +
                                 (code_.empty() ? "" : " or has the code " + Quoted(code_)) +
                                 "; it is not read");
    }
    for (xml_node baseline : indicator.children("baseline")) ReadBaseline(baseline);
    for (xml_node period : indicator.children("period")) ReadPeriod(period);
  }

  // The code in the publisher's own vocabulary.
  static std::string OwnCode(xml_node indicator) {
    for (xml_node reference : indicator.children("reference")) {
      if (reference.attribute("vocabulary").value() == std::string_view(kOwnVocabulary)) {
        return reference.attribute("code").value();
      }
    }
    return "";
  }

  std::string ParentOf(xml_node indicator) const {
    const std::string& sector = reporter_.sector;
    if (sector.empty()) return "";
    if (reporter_.is_ours && !code_.empty()) return FigureParent(sector, scope_.manifest, code_);
    const v1::KpiDefinition* kpi = code_.empty() ? nullptr : FindKpi(scope_.manifest, code_);
    if (kpi == nullptr) kpi = KpiCalled(TextOf(indicator, "title"));
    return kpi == nullptr ? "" : "sectors/" + sector + "/kpis/" + kpi->code();
  }

  const v1::KpiDefinition* KpiCalled(const std::string& title) const {
    if (title.empty()) return nullptr;
    for (const v1::KpiDefinition& kpi : scope_.manifest.kpis()) {
      if (absl::EqualsIgnoreCase(kpi.title(), title)) return &kpi;
    }
    return FindKpi(scope_.manifest, title);
  }

  void ReadBaseline(xml_node node) {
    v1::Figure figure;
    v1::Baseline& baseline = *figure.mutable_baseline();
    const int year = node.attribute("year").as_int();
    if (year < 1900 || year > 2199)
      return Note(
          node, "its year " + Quoted(node.attribute("year").value()) + " is none; it is not read");
    baseline.set_year(year);
    if (!IsWhole(node)) return;
    const auto value = ValueOf(node);
    if (!value) return;
    if (*value) baseline.set_value(**value);
    TellNote(node, SetOrigin(node, baseline));
    Add(std::move(figure), node);
  }

  void ReadPeriod(xml_node period) {
    const std::string first = period.child("period-start").attribute("iso-date").value();
    const std::string last = period.child("period-end").attribute("iso-date").value();
    const auto stated = PeriodOfDays(first, last);
    for (xml_node target : period.children("target")) {
      // A target is for the year in which its period ends, however long that is.
      ReadTarget(target, last);
    }
    for (xml_node actual : period.children("actual")) {
      if (stated) {
        ReadActual(actual, *stated);
      } else {
        Note(actual, "its period " + first + " to " + last +
                         " is no year, half, quarter or month; it is not read");
      }
    }
  }

  void ReadTarget(xml_node node, const std::string& last_day) {
    const auto year = ParseDecimal(std::string_view(last_day).substr(0, 4));
    if (!year) return Note(node, "its period ends on no date; it is not read");
    if (!IsWhole(node)) return;
    const auto value = ValueOf(node);
    if (!value) return;
    v1::Figure figure;
    v1::Target& target = *figure.mutable_target();
    target.set_year(static_cast<int32_t>(*year));
    if (*value) target.set_value(**value);
    target.set_aspirational(Dimension(node, "aspirational") == "yes");
    if (const auto ordinal = ParseDecimal(Dimension(node, "ordinal"))) {
      if (*ordinal >= 0 && *ordinal <= INT32_MAX)
        target.set_ordinal(static_cast<int32_t>(*ordinal));
    }
    TellNote(node, SetOrigin(node, target));
    Add(std::move(figure), node);
  }

  void ReadActual(xml_node node, const std::string& period) {
    if (!IsWhole(node)) return;
    const auto value = ValueOf(node);
    if (!value) return;
    v1::Figure figure;
    v1::Observation& observation = *figure.mutable_observation();
    observation.set_period(period);
    const auto area = AreaOfCode(Dimension(node, "member_state"), scope_.member_states);
    if (!area)
      return Note(node, FoundExpected(Dimension(node, "member_state"), AreaExpected()) +
                            "; it is not read");
    observation.set_member_state(area->empty() ? reporter_.member_state : *area);
    observation.set_kind(v1::ACTUAL);
    const std::string kind = Dimension(node, "kind");
    v1::ObservationKind stated = v1::OBSERVATION_KIND_UNSPECIFIED;
    if (!kind.empty() && (kind == kNotStated || FromWord(kind, &stated)))
      observation.set_kind(stated);
    if (*value) {
      observation.set_value(**value);
    } else if (!SetMissing(node, observation)) {
      return Note(node, "it has no value; it is not read");
    }
    const Remark remark = SetOrigin(node, observation);
    if (PartOfName(parent_, 2) == "series") observation.set_unit(remark.unit);
    observation.set_note(remark.note);
    Add(std::move(figure), node);
  }

  static bool SetMissing(xml_node node, v1::Observation& observation) {
    v1::MissingReason reason = v1::MISSING_REASON_UNSPECIFIED;
    if (!FromWord(Dimension(node, "missing"), &reason) || reason == 0) return false;
    observation.set_missing(reason);
    return true;
  }

  // The value, if any; nothing, and a note, where it is none that can be read.
  std::optional<std::optional<double>> ValueOf(xml_node node) {
    const pugi::xml_attribute attribute = node.attribute("value");
    if (attribute.empty() || Trimmed(attribute.value()).empty()) return std::optional<double>();
    const auto value = ParseDecimal(Trimmed(attribute.value()));
    if (value) return value;
    Note(node, "its value " + Quoted(attribute.value()) + " is no number; it is not read");
    return std::nullopt;
  }

  // False, and a note, of a part of a value (by sex, by place), which is not the value of the KPI.
  bool IsWhole(xml_node node) {
    if (reporter_.is_ours) return true;
    for (xml_node dimension : node.children("dimension")) {
      if (std::string_view(dimension.attribute("name").value()) == "member_state") continue;
      Note(node, "it is the part " +
                     Quoted(std::string(dimension.attribute("name").value()) + " " +
                            dimension.attribute("value").value()) +
                     " of a value; it is not read");
      return false;
    }
    return true;
  }

  static std::string Dimension(xml_node node, std::string_view name) {
    for (xml_node dimension : node.children("dimension")) {
      if (dimension.attribute("name").value() == name) return dimension.attribute("value").value();
    }
    return "";
  }

  template <typename Message>
  Remark SetOrigin(xml_node node, Message& message) const {
    const Remark remark = ParseRemark(TextOf(node, "comment"));
    message.set_edition(remark.edition);
    message.set_source(remark.source.empty() ? reporter_.source : remark.source);
    message.set_source_ref(remark.source_ref.empty() ? reporter_.source_ref : remark.source_ref);
    return remark;
  }

  void TellNote(xml_node node, const Remark& remark) {
    if (!remark.note.empty())
      Note(node,
           "its comment " + Quoted(remark.note) + " is left out; baselines and targets have none");
  }

  void Add(v1::Figure figure, xml_node node) {
    figure.set_parent(parent_);
    content_.records.figures.push_back(std::move(figure));
    content_.figure_places.push_back(position_.Of(node));
  }

  // The results of a line are its updates.
  void ReadUpdates(xml_node indicator) {
    const bool progress = code_.rfind(kProgressIndicator, 0) == 0;
    if (!progress && code_ != kStatusIndicator)
      return Note(indicator, "is no status and no progress; it is not read");
    const std::string unit = progress ? code_.substr(std::size(kProgressIndicator) - 1) : "";
    for (xml_node period : indicator.children("period")) {
      for (xml_node node : period.children("target")) ReadUpdate(node, unit);
      for (xml_node node : period.children("actual")) ReadUpdate(node, unit);
    }
  }

  void ReadUpdate(xml_node node, const std::string& unit) {
    v1::LineUpdate item;
    item.set_line_code(reporter_.line_code);
    v1::Update& update = *item.mutable_update();
    if (!unit.empty()) {
      const auto value = ParseDecimal(node.attribute("value").value());
      if (!value)
        return Refuse(node, "value", FoundExpected(node.attribute("value").value(), "a number"));
      update.mutable_progress()->set_value(*value);
      update.mutable_progress()->set_unit(unit);
    }
    for (xml_node dimension : node.children("dimension")) SetField(dimension, update);
    SetEvidence(node, update);
    content_.update_ordinals.push_back(ParseDecimal(Dimension(node, "ordinal")).value_or(0));
    content_.records.updates.push_back(std::move(item));
    content_.update_places.push_back(position_.Of(node));
  }

  void SetField(xml_node dimension, v1::Update& update) {
    const std::string name = dimension.attribute("name").value();
    const std::string value = dimension.attribute("value").value();
    constexpr std::string_view kAttributes = "attributes.";
    if (name.rfind(kAttributes, 0) == 0)
      (*update.mutable_attributes())[name.substr(kAttributes.size())] = value;
    if (name == "reported_status") update.set_reported_status(value);
    if (name == "member_state") update.set_member_state(value);
    if (name == "effective_date") update.set_effective_date(value);
    if (name == "reporting_period") update.set_reporting_period(value);
    if (name == "decision_body") update.mutable_decision()->set_body(value);
    if (name == "meeting") update.mutable_decision()->set_meeting(value);
    if (name == "decision_date") update.mutable_decision()->set_date(value);
    if (name == "decision_verb") update.mutable_decision()->set_verb(value);
    if (name == "source_ref") update.set_source_ref(value);
  }

  static void SetEvidence(xml_node node, v1::Update& update) {
    for (xml_node link : node.children("document-link")) {
      v1::Evidence& evidence = *update.add_evidence();
      evidence.set_title(TextOf(link, "title"));
      evidence.set_uri(link.attribute("url").value());
    }
    SetComment(TextOf(node, "comment"), update);
  }

  void Note(xml_node node, const std::string& text) {
    const size_t told = content_.notes.size();
    if (told > kNotesMax) return;
    const Place place = position_.Of(node);
    content_.notes.push_back(told == kNotesMax ? place.file + ": and more that is not read"
                                               : place.file + ":" + std::to_string(place.row) +
                                                     ": " + place.element + ": " + text);
  }

  void Refuse(xml_node node, const std::string& field, std::string text) {
    const Place place = position_.Of(node);
    content_.problems[place.file].Add(place.row, place.element + "." + field, std::move(text));
  }

  const Reporter& reporter_;
  const ReadingScope& scope_;
  const Position& position_;
  FileContent& content_;
  // Of the present indicator.
  std::string code_, parent_;
};

}  // namespace

Place Position::Of(xml_node node) const {
  std::string path;
  for (xml_node each = node; each.parent().parent(); each = each.parent()) {
    int place = 1;
    for (xml_node before = each.previous_sibling(each.name()); before;
         before = before.previous_sibling(each.name()))
      ++place;
    path = std::string(each.name()) + "[" + std::to_string(place) + "]" +
           (path.empty() ? "" : "/") + path;
  }
  const auto offset = static_cast<size_t>(std::max<ptrdiff_t>(node.offset_debug(), 0));
  const std::string_view before = bytes_.substr(0, std::min(offset, bytes_.size()));
  return {file_, 1 + std::count(before.begin(), before.end(), '\n'), path, nullptr};
}

std::string TextOf(xml_node node, const char* name) {
  return node.child(name).child("narrative").text().get();
}

void ReadResults(xml_node activity, const Reporter& reporter, const ReadingScope& scope,
                 const Position& position, FileContent& content) {
  ResultsReader(reporter, scope, position, content).Read(activity);
}

}  // namespace sheaf::cli::exchange::iati
