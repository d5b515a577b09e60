#include <algorithm>

#include "clients/cli/exchange/iati_format.h"
#include "clients/cli/exchange/iati_results_read.h"
#include "clients/cli/exchange/iati_words.h"
#include "clients/cli/exchange/member_state_codes.h"
#include "clients/cli/exchange/periods.h"
#include "proto/values/number.h"
#include "proto/values/partial_date.h"

namespace sheaf::cli::exchange {
namespace {

using iati::TextOf;
using pugi::xml_node;

constexpr std::string_view kPlans = "plans/";
constexpr std::string_view kAttributes = "attributes.";
// Of a plan without a sector, which has no KPIs.
constexpr char kNoSector[] = "-";

// The name under which Sheaf knows what this activity is about, "plans/energy/lines/EN-APG"; "" of
// others.
std::string OwnName(xml_node activity) {
  for (xml_node id : activity.children("other-identifier")) {
    const std::string ref = id.attribute("ref").value();
    const bool internal =
        id.attribute("type").value() == std::string_view(iati::kInternalIdentifier);
    if (internal && ref.rfind(kPlans, 0) == 0) return ref;
  }
  return "";
}

// Reads one file. Not thread-safe.
class IatiReader {
 public:
  IatiReader(const std::string& file, std::string_view bytes, const ReadingScope& scope,
             FileContent& content)
      : position_(file, bytes),
        scope_(scope),
        content_(content),
        problems_(content.problems[file]) {}

  void Read(std::string_view bytes) {
    pugi::xml_document document;
    const auto parsed = document.load_buffer(
        bytes.data(), bytes.size(), pugi::parse_default | pugi::parse_doctype, pugi::encoding_utf8);
    if (!parsed) {
      const auto before =
          bytes.substr(0, static_cast<size_t>(std::max<ptrdiff_t>(parsed.offset, 0)));
      return problems_.Add(1 + std::count(before.begin(), before.end(), '\n'), "",
                           std::string("is not well-formed XML: ") + parsed.description());
    }
    for (xml_node node : document.children()) {
      if (node.type() == pugi::node_doctype) {
        return problems_.Add(0, "",
                             "has a document type (<!DOCTYPE>), which is not taken: it can name "
                             "other files and entities; remove it");
      }
    }
    ReadRoot(document.document_element());
  }

 private:
  void ReadRoot(xml_node root) {
    if (std::string_view(root.name()) != "iati-activities") {
      return problems_.Add(0, root.name(),
                           FoundExpected(root.name(), "iati-activities as the outermost element"));
    }
    const std::string version = root.attribute("version").value();
    if (version.rfind("2.", 0) != 0) {
      return problems_.Add(0, "iati-activities.version",
                           FoundExpected(version, "2.01, 2.02 or 2.03"));
    }
    FindSector(root);
    if (sector_.empty()) {
      return problems_.Add(
          0, "", "does not say whose KPIs its results are of; say it with --plan or --sector");
    }
    for (xml_node activity : root.children("iati-activity")) ReadActivity(activity);
    SortUpdates();
  }

  // The caller's, else that of the plan that the file is of; plans of no sector have no KPIs.
  void FindSector(xml_node root) {
    sector_ = scope_.sector;
    for (xml_node activity : root.children("iati-activity")) {
      const std::string name = OwnName(activity);
      if (name.empty() || name.find('/', kPlans.size()) != std::string::npos) continue;
      if (sector_.empty()) sector_ = LegacyOf(activity, "sector");
      if (sector_.empty()) sector_ = kNoSector;
    }
  }

  static std::string LegacyOf(xml_node activity, std::string_view name) {
    for (xml_node data : activity.children("legacy-data")) {
      if (data.attribute("name").value() == name) return data.attribute("value").value();
    }
    return "";
  }

  void ReadActivity(xml_node activity) {
    const std::string name = OwnName(activity);
    iati::Reporter reporter;
    reporter.sector = sector_ == kNoSector ? "" : sector_;
    reporter.is_ours = !name.empty();
    if (name.empty()) {
      reporter.source = TextOfReporter(activity);
      reporter.source_ref = activity.child("iati-identifier").text().get();
      reporter.member_state = OneCountry(activity);
    } else if (name.find('/', kPlans.size()) == std::string::npos) {
      ReadPlan(activity, name);
    } else {
      reporter.line_code = std::string(PartOfName(name, 3));
      ReadLine(activity, name);
    }
    ReadResults(activity, reporter, scope_, position_, content_);
  }

  static std::string TextOfReporter(xml_node activity) {
    const std::string name = TextOf(activity, "reporting-org");
    return name.empty() ? activity.child("reporting-org").attribute("ref").value() : name;
  }

  // The member state that an activity is in; "" where there are several, or none.
  std::string OneCountry(xml_node activity) const {
    const xml_node country = activity.child("recipient-country");
    if (!country || country.next_sibling("recipient-country")) return "";
    return AreaOfCode(country.attribute("code").value(), scope_.member_states).value_or("");
  }

  void ReadPlan(xml_node activity, const std::string& name) {
    v1::Plan& plan = content_.records.plan;
    if (!plan.name().empty())
      return Refuse(activity, "a second plan in one file; export each into its own");
    plan.set_name(name);
    ReadTitles(activity, plan);
    for (xml_node data : activity.children("legacy-data")) {
      const std::string key = data.attribute("name").value();
      const std::string value = data.attribute("value").value();
      if (key == "sector") plan.set_sector(value);
      if (key == "parent_line") plan.set_parent_line(value);
      if (key == "silence_accepts_after_days") {
        plan.set_silence_accepts_after_days(data.attribute("value").as_int());
      }
      if (key != "level" && key != "heading") continue;
      v1::PlanLevel& level = *plan.add_levels();
      level.set_id(value);
      level.set_heading(key == "heading");
    }
    content_.plan_place = position_.Of(activity);
  }

  template <typename Record>
  static void ReadTitles(xml_node activity, Record& record) {
    for (xml_node narrative : activity.child("title").children("narrative")) {
      const std::string language = narrative.attribute("xml:lang").value();
      if (language.empty()) {
        record.set_title(narrative.text().get());
      } else {
        (*record.mutable_titles())[language] = narrative.text().get();
      }
    }
  }

  void ReadLine(xml_node activity, const std::string& name) {
    v1::Line line;
    line.set_name(name);
    ReadTitles(activity, line);
    line.set_parent_code(ParentCode(activity));
    for (xml_node organisation : activity.children("participating-org")) {
      if (organisation.attribute("role").value() == std::string_view("4"))
        line.set_lead_body(organisation.child("narrative").text().get());
    }
    for (xml_node id : activity.children("other-identifier")) {
      const bool other = id.attribute("type").value() == std::string_view(iati::kOtherIdentifier);
      if (other) line.set_shared_initiative(id.attribute("ref").value());
    }
    line.set_planned_start(DateOf(activity, iati::kPlannedStart));
    line.set_planned_end(DateOf(activity, iati::kPlannedEnd));
    ReadStates(activity, line);
    for (xml_node tag : activity.children("tag")) line.add_tags(tag.attribute("code").value());
    for (xml_node data : activity.children("legacy-data")) SetLegacy(data, line);
    content_.records.lines.push_back(std::move(line));
    content_.line_places.push_back(position_.Of(activity));
  }

  // Identifiers are "ORG-plan:CODE"; that of the plan itself is the parent of the top.
  static std::string ParentCode(xml_node activity) {
    const std::string ref = activity.child("related-activity").attribute("ref").value();
    const size_t colon = ref.rfind(':');
    return colon == std::string::npos ? "" : ref.substr(colon + 1);
  }

  // What is said beside the day, where it is a date that is less exact.
  static std::string DateOf(xml_node activity, std::string_view type) {
    for (xml_node date : activity.children("activity-date")) {
      if (date.attribute("type").value() != type) continue;
      const std::string said = date.child("narrative").text().get();
      if (said.rfind(iati::kNotStated, 0) == 0) return "";
      if (!said.empty() && PartialDate::Parse(said).ok()) return said;
      return date.attribute("iso-date").value();
    }
    return "";
  }

  void ReadStates(xml_node activity, v1::Line& line) {
    for (xml_node country : activity.children("recipient-country")) {
      const std::string code = country.attribute("code").value();
      const auto state = AreaOfCode(code, scope_.member_states);
      if (!state || state->empty()) {
        Refuse(country, FoundExpected(code, AreaExpected()));
      } else {
        line.add_member_states(*state);
      }
    }
  }

  void SetLegacy(xml_node data, v1::Line& line) {
    const std::string key = data.attribute("name").value();
    const std::string value = data.attribute("value").value();
    if (key == "level") line.set_level(value);
    if (key == "source_ref") line.set_source_ref(value);
    if (key.rfind(kAttributes, 0) == 0)
      (*line.mutable_attributes())[key.substr(kAttributes.size())] = value;
    if (key != "instrument_type") return;
    v1::InstrumentType type = v1::INSTRUMENT_TYPE_UNSPECIFIED;
    if (!iati::FromWord(value, &type)) Refuse(data, FoundExpected(value, "binding or non_binding"));
    line.set_instrument_type(type);
  }

  void Refuse(xml_node node, std::string text) {
    const Place place = position_.Of(node);
    problems_.Add(place.row, place.element, std::move(text));
  }

  // As they were recorded, whichever activity and indicator they stand with.
  void SortUpdates() {
    std::vector<size_t> places(content_.records.updates.size());
    for (size_t i = 0; i < places.size(); ++i) places[i] = i;
    const std::vector<double>& ordinals = content_.update_ordinals;
    std::stable_sort(places.begin(), places.end(),
                     [&ordinals](size_t a, size_t b) { return ordinals[a] < ordinals[b]; });
    std::vector<v1::LineUpdate> updates;
    std::vector<Place> update_places;
    for (const size_t place : places) {
      updates.push_back(content_.records.updates[place]);
      update_places.push_back(content_.update_places[place]);
    }
    content_.records.updates = std::move(updates);
    content_.update_places = std::move(update_places);
  }

  const iati::Position position_;
  const ReadingScope& scope_;
  FileContent& content_;
  FileProblems& problems_;
  std::string sector_;
};

}  // namespace

void ReadIati(const std::string&, const std::string& file, std::string_view bytes,
              const ReadingScope& scope, FileContent& content) {
  IatiReader(file, bytes, scope, content).Read(bytes);
}

}  // namespace sheaf::cli::exchange
