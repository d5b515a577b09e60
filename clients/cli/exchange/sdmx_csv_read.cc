#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "clients/cli/cells.h"
#include "clients/cli/csv_file.h"
#include "clients/cli/exchange/iati_words.h"
#include "clients/cli/exchange/member_state_codes.h"
#include "clients/cli/exchange/periods.h"
#include "clients/cli/exchange/sdmx_csv_format.h"
#include "clients/cli/exchange/sdmx_words.h"

namespace sheaf::cli::exchange {
namespace {

// A column of ours, and how others call it.
struct Name {
  std::string_view ours;
  std::vector<std::string_view> others;
};
const std::vector<Name>& Names() {
  static const std::vector<Name> kNames = {
      {"FREQ", {"FREQUENCY"}},
      {"REF_AREA", {"GEO", "COUNTRY", "REPORTING_AREA", "LOCATION"}},
      {"INDICATOR", {"SERIES", "KPI", "MEASURE", "SUBJECT"}},
      {"FIGURE", {}},
      {"VERSION", {}},
      {"TIME_PERIOD", {"TIME"}},
      {"OBS_VALUE", {}},
      {"OBS_STATUS", {"OBS_FLAG"}},
      {"MISSING_REASON", {}},
      {"UNIT_MEASURE", {"UNIT"}},
      {"UNIT_MULT", {"UNIT_MULTIPLIER"}},
      {"EDITION", {}},
      {"SOURCE", {"SOURCE_AGENCY", "DATA_SOURCE"}},
      {"SOURCE_REF", {}},
      {"COMMENT_OBS", {"OBS_COMMENT", "COMMENT"}},
      {"TARGET_ORDINAL", {}},
      {"ASPIRATIONAL", {}},
      {"ACTION", {}},
      {"STRUCTURE", {}},
      {"STRUCTURE_ID", {}},
      {"DATAFLOW", {}}};
  return kNames;
}

// Columns of the message itself, of which nothing is kept.
constexpr std::string_view kOfMessage[] = {
    "STRUCTURE_NAME", "SERIES_KEY",  "OBS_KEY",  "SERIESKEY",   "OBSKEY",  "UPDATED",
    "LAST_UPDATE",    "TIME_FORMAT", "DECIMALS", "CONF_STATUS", "OBS_CONF"};

// What goes before ": " in "REF_AREA: Reference area"; all of it where there is none.
std::string_view IdOf(std::string_view text) { return text.substr(0, text.find(": ")); }

const std::set<std::string_view> kCodedColumns = {"FREQ",       "REF_AREA",    "INDICATOR",
                                                  "FIGURE",     "VERSION",     "ACTION",
                                                  "OBS_STATUS", "TIME_PERIOD", "MISSING_REASON"};

// Reads the rows of one file. Not thread-safe.
class SdmxReader {
 public:
  SdmxReader(const std::string& file, FileTable table, bool decimal_commas,
             const ReadingScope& scope, FileContent& content)
      : file_(file),
        table_(std::move(table)),
        decimal_commas_(decimal_commas),
        scope_(scope),
        content_(content),
        problems_(content.problems[file]) {}

  void Read() {
    NameColumns();
    if (!CheckHeader()) return;
    RefuseFurtherDimensions();
    if (!problems_.empty()) return;
    std::vector<std::string_view> known;
    for (const Name& name : Names()) known.push_back(name.ours);
    Cells cells(table_, known, problems_);
    cells.ForEachRow([&] { ReadRow(cells); });
  }

 private:
  // Columns get our names, cells of "ID: name" their id.
  void NameColumns() {
    for (size_t i = 0; i < table_.columns.size(); ++i) {
      std::string id(IdOf(table_.columns[i]));
      const bool labelled = id.size() != table_.columns[i].size();
      id = id.substr(0, id.find('['));
      for (const Name& name : Names()) {
        const bool other =
            std::find(name.others.begin(), name.others.end(), id) != name.others.end();
        if (other && !HasColumn(name.ours)) id = std::string(name.ours);
      }
      table_.columns[i] = id;
      labelled_ = labelled_ || labelled;
    }
    if (!labelled_) return;
    for (auto& row : table_.rows) {
      for (size_t i = 0; i < row.cells.size(); ++i) {
        if (kCodedColumns.count(table_.columns[i]) > 0 || IsFurther(i))
          row.cells[i] = std::string(IdOf(row.cells[i]));
      }
    }
  }

  bool HasColumn(std::string_view column) const {
    return std::find(table_.columns.begin(), table_.columns.end(), column) != table_.columns.end();
  }

  bool CheckHeader() {
    const std::string first = table_.columns.empty() ? "" : table_.columns.front();
    if (first != "STRUCTURE" && first != "DATAFLOW") {
      problems_.Add(
          1, first,
          FoundExpected(first,
                        "STRUCTURE (SDMX-CSV 2.0 and 2.1) or DATAFLOW (1.0) as the first column"));
      return false;
    }
    const size_t before = problems_.size();
    RequireColumns(table_, {"INDICATOR", "TIME_PERIOD", "OBS_VALUE"}, problems_);
    return problems_.size() == before;
  }

  // True of a column that we have no name for.
  bool IsFurther(size_t column) const {
    const std::string& id = table_.columns[column];
    const bool ours = std::any_of(Names().begin(), Names().end(),
                                  [&](const Name& name) { return name.ours == id; });
    return !ours && !id.empty() &&
           std::find(std::begin(kOfMessage), std::end(kOfMessage), id) == std::end(kOfMessage);
  }

  // Columns before the value are dimensions, behind it attributes: SDMX's own order. A dimension
  // that we do not know and that differs from row to row tells values apart which we would take for
  // the same.
  void RefuseFurtherDimensions() {
    const auto value = std::find(table_.columns.begin(), table_.columns.end(), "OBS_VALUE");
    const auto place = static_cast<size_t>(value - table_.columns.begin());
    for (size_t i = 0; i < table_.columns.size(); ++i) {
      if (!IsFurther(i) || IsName(i)) continue;
      const std::string& id = table_.columns[i];
      const std::set<std::string> found = ValuesOf(i);
      if (i < place && found.size() > 1) {
        problems_.Add(1, id,
                      "found " + std::to_string(found.size()) + " values of this dimension (" +
                          Quoted(*found.begin()) + ", " + Quoted(*std::next(found.begin())) +
                          " ...), which Sheaf does not tell apart; keep the rows of one");
      } else {
        content_.notes.push_back(file_ + ": column " + Quoted(id) +
                                 " is not known and is left out");
      }
    }
  }

  // True of the name beside an id, where labels have columns of their own.
  bool IsName(size_t column) const {
    return HasColumn("STRUCTURE_NAME") && column > 0 && !IsFurther(column - 1);
  }

  std::set<std::string> ValuesOf(size_t column) const {
    std::set<std::string> values;
    for (const auto& row : table_.rows) values.insert(row.cells[column]);
    return values;
  }

  void ReadRow(Cells& cells) {
    const std::string action = cells.Text("ACTION");
    if (!action.empty() && action != "I" && action != "A" && action != "R" && action != "M") {
      cells.Unexpected("ACTION",
                       "I, A, R or M; what is to be deleted is withdrawn with sheaf withdraw");
    }
    if (const std::string power = cells.Text("UNIT_MULT"); !power.empty() && power != "0") {
      cells.Unexpected("UNIT_MULT",
                       "0 or nothing: values in the unit itself, not in tens or thousands of it");
    }
    v1::Figure figure;
    const std::string sector = SectorOf(cells);
    figure.set_parent(FigureParent(sector, scope_.manifest, cells.Required("INDICATOR")));
    const std::string kind = cells.Text("FIGURE");
    if (kind == "BASELINE") {
      ReadGoal(cells, *figure.mutable_baseline());
    } else if (kind == "TARGET") {
      ReadGoal(cells, *figure.mutable_target());
      ReadTarget(cells, *figure.mutable_target());
    } else {
      ReadObservation(cells, kind, figure);
    }
    content_.records.figures.push_back(std::move(figure));
    content_.figure_places.push_back({file_, cells.line(), "", &SdmxColumns()});
  }

  // The one that the caller named, else that of a dataflow that Sheaf wrote: "SHEAF:ENERGY(1.0)".
  std::string SectorOf(Cells& cells) {
    if (!scope_.sector.empty()) return scope_.sector;
    const std::string_view column =
        table_.columns.front() == "DATAFLOW" ? "DATAFLOW" : "STRUCTURE_ID";
    std::string flow = cells.Text(column);
    constexpr std::string_view kOurs = "SHEAF:";
    if (flow.rfind(kOurs, 0) == 0) {
      flow = flow.substr(kOurs.size());
      return absl::AsciiStrToLower(flow.substr(0, flow.find('(')));
    }
    cells.Unexpected(column,
                     "a dataflow of Sheaf's such as SHEAF:ENERGY(1.0); of others --plan or "
                     "--sector says whose KPIs are meant");
    return "";
  }

  template <typename Goal>
  void ReadGoal(Cells& cells, Goal& goal) {
    goal.set_year(cells.Year("TIME_PERIOD"));
    const auto value = ValueOf(cells);
    if (value) goal.set_value(*value);
    SetOrigin(cells, goal);
    if (const std::string area = AreaOf(cells); !area.empty()) {
      cells.Unexpected("REF_AREA",
                       std::string(sdmx::kRegion) + ": baselines and targets are of the region");
    }
  }

  void ReadTarget(Cells& cells, v1::Target& target) {
    target.set_aspirational(cells.Text("ASPIRATIONAL") == "Y");
    const auto ordinal = cells.Number("TARGET_ORDINAL");
    if (!ordinal) return;
    if (*ordinal < 0 || *ordinal > INT32_MAX || *ordinal != static_cast<int32_t>(*ordinal)) {
      return cells.Unexpected("TARGET_ORDINAL", "a whole number from 0");
    }
    target.set_ordinal(static_cast<int32_t>(*ordinal));
  }

  void ReadObservation(Cells& cells, const std::string& figure_word, v1::Figure& figure) {
    v1::Observation& observation = *figure.mutable_observation();
    observation.set_member_state(AreaOf(cells));
    ReadPeriod(cells, observation);
    const std::string status = cells.Text("OBS_STATUS");
    const auto value = ValueOf(cells);
    if (value) observation.set_value(*value);
    observation.set_kind(sdmx::KindByStatus(status));
    if (!figure_word.empty()) {
      const auto kind = sdmx::KindOf(figure_word);
      if (!kind)
        cells.Unexpected(
            "FIGURE",
            "one of ACTUAL, ESTIMATE, FORECAST, PROXY, CARRIED_FORWARD, TARGET, BASELINE, _U");
      observation.set_kind(kind.value_or(v1::ACTUAL));
    }
    if (!value) observation.set_missing(ReasonOf(cells, status));
    SetOrigin(cells, observation);
    observation.set_note(cells.Text("COMMENT_OBS"));
    if (PartOfName(figure.parent(), 2) == "series" || !IsOurs())
      observation.set_unit(UnitOf(cells, figure));
  }

  // True where the file says of each figure what it is: then the unit of a KPI is the manifest's.
  bool IsOurs() const { return HasColumn("FIGURE"); }

  // A unit by which others call that of a KPI is no other unit; it is theirs to name.
  std::string UnitOf(Cells& cells, const v1::Figure& figure) {
    return PartOfName(figure.parent(), 2) == "series" ? cells.Text("UNIT_MEASURE") : std::string();
  }

  v1::MissingReason ReasonOf(Cells& cells, const std::string& status) {
    const std::string word = cells.Text("MISSING_REASON");
    v1::MissingReason reason = v1::MISSING_REASON_UNSPECIFIED;
    if (word.empty()) return sdmx::ReasonOf(status);
    if (!v1::MissingReason_Parse(word, &reason) || reason == 0) {
      cells.Unexpected("MISSING_REASON",
                       "one of BLANK, NOT_AVAILABLE, NOT_APPLICABLE, NOT_REPORTED");
    }
    return reason;
  }

  // Nothing where there is no value.
  std::optional<double> ValueOf(Cells& cells) {
    std::string text = cells.Text("OBS_VALUE");
    if (text.empty() || text == sdmx::kNoValue || text == "#N/A") return std::nullopt;
    if (decimal_commas_) std::replace(text.begin(), text.end(), ',', '.');
    const auto value = ParseDecimal(text);
    if (!value)
      cells.Unexpected("OBS_VALUE", "a number such as 1234.5, or NaN where there is none");
    return value;
  }

  std::string AreaOf(Cells& cells) {
    const std::string text = cells.Text("REF_AREA");
    const auto area = AreaOfCode(text, scope_.member_states, content_.records.member_states);
    if (!area) cells.Unexpected("REF_AREA", AreaExpected());
    return area.value_or("");
  }

  void ReadPeriod(Cells& cells, v1::Observation& observation) {
    const std::string text = cells.Text("TIME_PERIOD");
    const auto period = FromSdmxPeriod(text);
    if (!period)
      cells.Unexpected("TIME_PERIOD",
                       "a year, half, quarter or month such as 2024, 2024-S1, 2024-Q2 or 2024-06");
    observation.set_period(period.value_or(""));
  }

  template <typename Message>
  void SetOrigin(const Cells& cells, Message& message) {
    message.set_edition(cells.Text("EDITION"));
    message.set_source(cells.Text("SOURCE"));
    message.set_source_ref(cells.Text("SOURCE_REF"));
  }

  const std::string& file_;
  FileTable table_;
  const bool decimal_commas_;
  bool labelled_ = false;
  const ReadingScope& scope_;
  FileContent& content_;
  FileProblems& problems_;
};

}  // namespace

const FieldColumns& SdmxColumns() {
  static const FieldColumns kFields = {{"parent", "INDICATOR"},
                                       {"member_state", "REF_AREA"},
                                       {"period", "TIME_PERIOD"},
                                       {"year", "TIME_PERIOD"},
                                       {"value", "OBS_VALUE"},
                                       {"missing", "MISSING_REASON"},
                                       {"kind", "FIGURE"},
                                       {"unit", "UNIT_MEASURE"},
                                       {"edition", "EDITION"},
                                       {"source", "SOURCE"},
                                       {"source_ref", "SOURCE_REF"},
                                       {"note", "COMMENT_OBS"},
                                       {"ordinal", "TARGET_ORDINAL"},
                                       {"aspirational", "ASPIRATIONAL"}};
  return kFields;
}

void ReadSdmxCsv(const std::string&, const std::string& file, std::string_view bytes,
                 const ReadingScope& scope, FileContent& content) {
  FileProblems& problems = content.problems[file];
  FileTable table = ParseCsv(bytes, problems);
  if (!problems.empty()) return;
  // The separator is what stands behind the name of the first column: there decimal commas can
  // stand.
  const std::string_view header = bytes.substr(0, bytes.find_first_of("\r\n"));
  const bool semicolons = header.find(';') < header.find(',');
  const size_t bracket = header.find("[;]");
  const bool by_bracket = bracket != std::string_view::npos && header.substr(bracket + 3, 1) == ",";
  SdmxReader(file, std::move(table), semicolons && !by_bracket, scope, content).Read();
}

}  // namespace sheaf::cli::exchange
