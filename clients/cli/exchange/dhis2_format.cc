#include "clients/cli/exchange/dhis2_format.h"

#include <map>
#include <optional>
#include <tuple>

#include "clients/cli/cells.h"
#include "clients/cli/exchange/figure_losses.h"
#include "clients/cli/exchange/ids.h"
#include "clients/cli/exchange/json_text.h"
#include "clients/cli/exchange/member_state_codes.h"
#include "clients/cli/exchange/periods.h"
#include "clients/cli/exchange/remark.h"
#include "clients/cli/exchange/sdmx_words.h"
#include "proto/values/number.h"

namespace sheaf::cli::exchange {
namespace {

using google::protobuf::Struct;
using google::protobuf::Value;

constexpr char kRegion[] = "ASEAN";
constexpr char kOtherKept[] =
    "DHIS2 holds one value of an element, period and place: another edition is kept";
const FieldColumns kColumns = {
    {"parent", "dataElement"}, {"kind", "dataElement"},     {"period", "period"},
    {"year", "period"},        {"member_state", "orgUnit"}, {"value", "value"},
    {"missing", "value"},      {"note", "comment"},         {"edition", "comment"},
    {"source", "comment"},     {"source_ref", "comment"},   {"unit", "comment"}};

// One data value: what is its key, and what it holds.
struct DataValue {
  std::string element, period, unit;  // of organisation
  std::string value;
  Remark remark;
};

std::string ElementOf(const v1::Figure& figure) {
  const std::string code(PartOfName(figure.parent(), 3));
  if (figure.has_baseline()) return code + ":BASELINE";
  if (figure.has_target()) return code + ":TARGET";
  const v1::ObservationKind kind = figure.observation().kind();
  return kind == v1::ACTUAL ? code : code + ":" + sdmx::FigureOf(kind);
}

template <typename Goal>
DataValue OfGoal(const v1::Figure& figure, const Goal& goal) {
  return {ElementOf(figure),
          std::to_string(goal.year()),
          kRegion,
          goal.has_value() ? FormatNumber(goal.value()) : "",
          {goal.edition(), goal.source(), goal.source_ref(), "", ""}};
}

DataValue OfObservation(const v1::Figure& figure) {
  const v1::Observation& observation = figure.observation();
  return {ElementOf(figure),
          Dhis2Period(observation.period()),
          observation.member_state().empty() ? kRegion : observation.member_state(),
          observation.has_value() ? FormatNumber(observation.value()) : "",
          {observation.edition(), observation.source(), observation.source_ref(),
           observation.unit(), observation.note()}};
}

DataValue Of(const v1::Figure& figure) {
  if (figure.has_baseline()) return OfGoal(figure, figure.baseline());
  if (figure.has_target()) return OfGoal(figure, figure.target());
  return OfObservation(figure);
}

Struct ObjectOf(const DataValue& data) {
  Struct object;
  auto& fields = *object.mutable_fields();
  fields["dataElement"].set_string_value(data.element);
  fields["period"].set_string_value(data.period);
  fields["orgUnit"].set_string_value(data.unit);
  fields["value"].set_string_value(data.value);
  const std::string comment = RemarkText(data.remark);
  if (!comment.empty()) fields["comment"].set_string_value(comment);
  return object;
}

void TellFieldsLost(const v1::Figure& figure, const DataValue& data, Losses& losses) {
  const std::string name = NameOf(figure);
  if (figure.has_target() && figure.target().aspirational()) {
    losses.Add("targets", "aspirational", "DHIS2 has no place for it", name);
  }
  if (figure.has_target() && figure.target().ordinal() != 0) {
    losses.Add("targets", "ordinal", "DHIS2 keeps one target of a year", name,
               std::to_string(figure.target().ordinal()));
  }
  if (!IsReadBack(data.remark)) {
    losses.Add(KindOf(figure), "note", "the text would be read back as another one", name,
               RemarkText(data.remark));
  }
}

// Writes what fits; of several for one key the last.
class Dhis2Writer {
 public:
  Dhis2Writer(const PlanRecords& records, Losses& losses) : records_(records), losses_(losses) {}

  std::string Text() {
    AddAllButFiguresLost(records_, losses_);
    AddIdsLost(records_, losses_);
    for (const v1::Figure& figure : records_.figures) Take(figure);
    std::string text =
        "{\"idScheme\": \"CODE\", \"dataElementIdScheme\": \"CODE\", \"orgUnitIdScheme\": "
        "\"CODE\",\n\"dataValues\": [";
    bool first = true;
    for (const auto& [key, kept] : values_) {
      const DataValue data = Of(*kept);
      TellFieldsLost(*kept, data, losses_);
      text += (first ? "\n" : ",\n") + JsonLine(ObjectOf(data));
      first = false;
    }
    return text + "]}\n";
  }

 private:
  void Take(const v1::Figure& figure) {
    if (!IsDated(figure, losses_)) return;
    const DataValue data = Of(figure);
    if (data.value.empty()) {
      return losses_.Add(KindOf(figure), "", "DHIS2 keeps values only, no reason why there is none",
                         NameOf(figure));
    }
    const v1::Figure*& kept = values_[{data.element, data.period, data.unit}];
    if (kept != nullptr) losses_.Add(KindOf(*kept), "", kOtherKept, NameOf(*kept), Of(*kept).value);
    kept = &figure;
  }

  const PlanRecords& records_;
  Losses& losses_;
  std::map<std::tuple<std::string, std::string, std::string>, const v1::Figure*> values_;
};

// Reads the values of one file. Not thread-safe.
class Dhis2Reader {
 public:
  Dhis2Reader(const std::string& file, const ReadingScope& scope, FileContent& content)
      : file_(file), scope_(scope), content_(content), problems_(content.problems[file]) {}

  void Read(std::string_view bytes) {
    const auto object = ParseJsonObject(bytes);
    if (!object.ok()) {
      return problems_.Add(0, "", "is no JSON object: " + std::string(object.status().message()));
    }
    if (scope_.sector.empty()) {
      return problems_.Add(
          0, "", "does not say of which sector its values are; say it with --plan or --sector");
    }
    const auto values = object->fields().find("dataValues");
    if (values == object->fields().end() || !values->second.has_list_value()) {
      return problems_.Add(0, "dataValues", "found no list, expected the data values");
    }
    whole_ = &*object;
    int index = 0;
    for (const Value& value : values->second.list_value().values()) {
      element_ = "dataValues[" + std::to_string(index++) + "]";
      ReadValue(value);
    }
  }

 private:
  void ReadValue(const Value& value) {
    if (!value.has_struct_value())
      return problems_.Add(0, element_, "found no object, expected a data value");
    const Struct& data = value.struct_value();
    TellCombos(data);
    const std::string element = Required(data, "dataElement");
    const size_t colon = element.find(':');
    v1::Figure figure;
    figure.set_parent(FigureParent(scope_.sector, scope_.manifest, element.substr(0, colon)));
    const std::string suffix = colon == std::string::npos ? "ACTUAL" : element.substr(colon + 1);
    const Remark remark = ParseRemark(Text(data, "comment"));
    if (suffix == "BASELINE") {
      ReadGoal(data, remark, *figure.mutable_baseline());
    } else if (suffix == "TARGET") {
      ReadGoal(data, remark, *figure.mutable_target());
    } else {
      ReadObservation(data, remark, suffix, *figure.mutable_observation());
    }
    content_.records.figures.push_back(std::move(figure));
    content_.figure_places.push_back({file_, 0, element_, &kColumns});
  }

  // Values of a category are parts of a value, which a KPI has not.
  void TellCombos(const Struct& data) {
    const std::string combo = Text(data, "categoryOptionCombo");
    if (combo.empty() || combo == "default" || combo == "HllvX50cXC0") return;
    problems_.Add(
        0, element_ + ".categoryOptionCombo",
        FoundExpected(combo,
                      "default or nothing: Sheaf keeps totals, not their parts by category"));
  }

  // Of the value, else of the set that it is in.
  std::string Text(const Struct& data, const std::string& key) const {
    for (const Struct* object : {&data, static_cast<const Struct*>(whole_)}) {
      const auto found = object->fields().find(key);
      if (found == object->fields().end()) continue;
      if (found->second.has_number_value()) return FormatNumber(found->second.number_value());
      return found->second.string_value();
    }
    return "";
  }

  std::string Required(const Struct& data, const std::string& key) {
    std::string text = Text(data, key);
    if (text.empty()) problems_.Add(0, element_ + "." + key, "found nothing; it is required");
    return text;
  }

  std::optional<double> NumberOf(const Struct& data) {
    const std::string text = Required(data, "value");
    const auto value = ParseDecimal(text);
    if (!value && !text.empty()) {
      problems_.Add(0, element_ + ".value", FoundExpected(text, "a number such as 1234.5"));
    }
    return value;
  }

  std::string PeriodOf(const Struct& data) {
    const std::string text = Required(data, "period");
    const auto period = FromDhis2Period(text);
    if (!period && !text.empty()) {
      problems_.Add(
          0, element_ + ".period",
          FoundExpected(text,
                        "a year, half, quarter or month such as 2024, 2024S1, 2024Q2 or 202406"));
    }
    return period.value_or("");
  }

  std::string AreaOf(const Struct& data) {
    const std::string text = Required(data, "orgUnit");
    const auto area = AreaOfCode(text, scope_.member_states);
    if (!area) problems_.Add(0, element_ + ".orgUnit", FoundExpected(text, AreaExpected()));
    return area.value_or("");
  }

  template <typename Goal>
  void ReadGoal(const Struct& data, const Remark& remark, Goal& goal) {
    if (const auto value = NumberOf(data)) goal.set_value(*value);
    const std::string period = PeriodOf(data);
    if (period.find('-') != std::string::npos) {
      problems_.Add(0, element_ + ".period",
                    FoundExpected(period, "a year: baselines and targets are of one"));
    } else if (!period.empty()) {
      goal.set_year(static_cast<int32_t>(*ParseDecimal(period)));
    }
    if (const std::string area = AreaOf(data); !area.empty()) {
      problems_.Add(0, element_ + ".orgUnit",
                    FoundExpected(area, "ASEAN: baselines and targets are of the region"));
    }
    SetOrigin(remark, goal);
    if (!remark.note.empty()) {
      content_.notes.push_back(file_ + ": " + element_ + ".comment: " + Quoted(remark.note) +
                               " is left out; baselines and targets have no note");
    }
  }

  void ReadObservation(const Struct& data, const Remark& remark, const std::string& suffix,
                       v1::Observation& observation) {
    const auto kind = sdmx::KindOf(suffix);
    if (!kind) {
      problems_.Add(0, element_ + ".dataElement",
                    FoundExpected(suffix,
                                  "nothing, BASELINE, TARGET, ESTIMATE, FORECAST, PROXY or "
                                  "CARRIED_FORWARD behind the colon"));
    }
    observation.set_kind(kind.value_or(v1::ACTUAL));
    if (const auto value = NumberOf(data)) observation.set_value(*value);
    observation.set_period(PeriodOf(data));
    observation.set_member_state(AreaOf(data));
    SetOrigin(remark, observation);
    observation.set_unit(remark.unit);
    observation.set_note(remark.note);
  }

  template <typename Message>
  static void SetOrigin(const Remark& remark, Message& message) {
    message.set_edition(remark.edition);
    message.set_source(remark.source);
    message.set_source_ref(remark.source_ref);
  }

  const std::string& file_;
  const ReadingScope& scope_;
  FileContent& content_;
  FileProblems& problems_;
  const Struct* whole_ = nullptr;
  std::string element_;  // the present value
};

}  // namespace

Files WriteDhis2(const PlanRecords& records, const Publisher&, Losses& losses) {
  return {{"", Dhis2Writer(records, losses).Text()}};
}

void ReadDhis2(const std::string&, const std::string& file, std::string_view bytes,
               const ReadingScope& scope, FileContent& content) {
  Dhis2Reader(file, scope, content).Read(bytes);
}

}  // namespace sheaf::cli::exchange
