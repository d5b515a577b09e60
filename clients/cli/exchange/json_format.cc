#include "clients/cli/exchange/json_format.h"

#include <algorithm>

#include "clients/cli/exchange/json_text.h"

namespace sheaf::cli::exchange {
namespace {

using google::protobuf::Value;

constexpr char kFormat[] = "sheaf-plan-records-1";
constexpr std::string_view kKeys[] = {"format",  "plan",    "lines",
                                      "updates", "figures", "memberStates"};

template <typename Records>
std::string ListText(std::string_view key, const Records& records) {
  std::string text = ",\n\"" + std::string(key) + "\": [";
  bool first = true;
  for (const auto& record : records) {
    text += (first ? "\n" : ",\n") + JsonLine(record);
    first = false;
  }
  return text + "]";
}

// Reads the lists of one file.
class JsonReader {
 public:
  JsonReader(const std::string& file, FileContent& content)
      : file_(file), problems_(content.problems[file]), content_(content) {}

  void Read(std::string_view bytes) {
    const auto object = ParseJsonObject(bytes);
    if (!object.ok()) {
      return problems_.Add(0, "", "is no JSON object: " + std::string(object.status().message()));
    }
    const auto& fields = object->fields();
    const auto format = fields.find("format");
    if (format == fields.end() || format->second.string_value() != kFormat) {
      return problems_.Add(
          0, "format",
          FoundExpected(format == fields.end() ? "" : format->second.string_value(), kFormat));
    }
    RefuseUnknown(*object);
    if (const auto plan = fields.find("plan"); plan != fields.end()) {
      content_.plan_place = {file_, 0, "plan"};
      ReadRecord(plan->second, "plan", content_.records.plan);
    }
    ReadList(*object, "lines", content_.records.lines, content_.line_places);
    ReadList(*object, "updates", content_.records.updates, content_.update_places);
    ReadList(*object, "figures", content_.records.figures, content_.figure_places);
    ReadList(*object, "memberStates", content_.records.member_states, content_.member_state_places);
  }

 private:
  void RefuseUnknown(const google::protobuf::Struct& object) {
    for (const auto& [key, value] : object.fields()) {
      if (std::find(std::begin(kKeys), std::end(kKeys), key) != std::end(kKeys)) continue;
      problems_.Add(0, key, "is not known; expected plan, lines, updates, figures or memberStates");
    }
  }

  template <typename Record>
  bool ReadRecord(const Value& value, const std::string& element, Record& record) {
    const absl::Status read = JsonToMessage(value, record);
    if (!read.ok()) problems_.Add(0, element, std::string(read.message()));
    return read.ok();
  }

  template <typename Record>
  bool IsWhole(const Record& record, const std::string& element) {
    static_cast<void>(record);
    static_cast<void>(element);
    return true;
  }
  bool IsWhole(const v1::Figure& figure, const std::string& element) {
    if (figure.kind_case() != v1::Figure::KIND_NOT_SET) return true;
    problems_.Add(0, element, "found no figure, expected a baseline, a target or an observation");
    return false;
  }

  template <typename Record>
  void ReadList(const google::protobuf::Struct& object, const std::string& key,
                std::vector<Record>& records, std::vector<Place>& places) {
    const auto list = object.fields().find(key);
    if (list == object.fields().end()) return;
    if (!list->second.has_list_value()) return problems_.Add(0, key, "found no list, expected one");
    int index = 0;
    for (const Value& value : list->second.list_value().values()) {
      const std::string element = key + "[" + std::to_string(index++) + "]";
      Record record;
      if (!ReadRecord(value, element, record) || !IsWhole(record, element)) continue;
      records.push_back(std::move(record));
      places.push_back({file_, 0, element});
    }
  }

  const std::string& file_;
  FileProblems& problems_;
  FileContent& content_;
};

}  // namespace

Files WriteJson(const PlanRecords& records, const Publisher&, Losses&) {
  std::string text =
      std::string("{\"format\": \"") + kFormat + "\",\n\"plan\": " + JsonLine(records.plan);
  text += ListText("lines", records.lines) + ListText("updates", records.updates) +
          ListText("figures", records.figures) + ListText("memberStates", records.member_states);
  return {{"", text + "}\n"}};
}

void ReadJson(const std::string&, const std::string& file, std::string_view bytes,
              const ReadingScope&, FileContent& content) {
  JsonReader(file, content).Read(bytes);
}

}  // namespace sheaf::cli::exchange
