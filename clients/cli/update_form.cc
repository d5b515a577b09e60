#include "clients/cli/update_form.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "clients/cli/records_file.h"
#include "clients/cli/update_cells.h"
#include "proto/values/partial_date.h"

namespace sheaf::cli {
namespace {

std::string IdOf(const std::string& name) { return name.substr(name.rfind('/') + 1); }

// The line that an update is about.
std::string LineOf(const v1::Update& update) {
  const std::string line = update.name().substr(0, update.name().rfind("/updates/"));
  return IdOf(line);
}

// Of one line, the word of each reporter that is shown; the region is the reporter "".
using Words = std::map<std::string, const v1::Update*>;

// Whether `a` is shown rather than `b`: what says a state rather than an event or an expectation,
// then the later by state rule v1.
class Order {
 public:
  explicit Order(const v1::SectorManifest& manifest) {
    for (const v1::StatusDefinition& status : manifest.statuses()) {
      if (status.effect() != v1::SETS_STATE) without_state_.insert(status.word());
    }
  }

  bool IsShownRather(const v1::Update& a, const v1::Update& b) const {
    const bool a_says = !without_state_.contains(a.reported_status());
    const bool b_says = !without_state_.contains(b.reported_status());
    if (a_says != b_says) return a_says;
    const auto dates = DateOf(a).SortsAs(DateOf(b));
    return dates > 0 || (dates == 0 && a.revision() > b.revision());
  }

 private:
  static PartialDate DateOf(const v1::Update& update) {
    const auto date = PartialDate::Parse(update.effective_date());
    return date.ok() ? *date : PartialDate();
  }

  std::set<std::string> without_state_;
};

// Makes the rows of one plan.
class PlanRows {
 public:
  PlanRows(const HeldRecords& held, const std::string& member_state, UpdateForm& form)
      : held_(held), member_state_(member_state), form_(form) {
    const Order order(held.manifest);
    for (const auto& [name, update] : held.updates) {
      const v1::Update*& shown = words_[LineOf(update)][update.member_state()];
      if (shown == nullptr || order.IsShownRather(update, *shown)) shown = &update;
    }
    for (const auto& [code, line] : held.lines) {
      if (!line.vanished()) children_[ParentOf(line)].push_back(&line);
    }
    for (auto& [parent, lines] : children_) {
      std::stable_sort(lines.begin(), lines.end(), [](const v1::Line* a, const v1::Line* b) {
        return a->position() < b->position();
      });
    }
  }

  void Add() { AddUnder("", 0); }

 private:
  // A line whose parent vanished stands at the top.
  std::string ParentOf(const v1::Line& line) const {
    const auto parent = held_.lines.find(line.parent_code());
    const bool stands = parent != held_.lines.end() && !parent->second.vanished();
    return stands ? line.parent_code() : "";
  }

  void AddUnder(const std::string& parent, int depth) {
    const auto lines = children_.find(parent);
    if (lines == children_.end()) return;
    for (const v1::Line* line : lines->second) {
      AddLine(*line, depth);
      AddUnder(IdOf(line->name()), depth + 1);
    }
  }

  void AddLine(const v1::Line& line, int depth) {
    const auto found = words_.find(IdOf(line.name()));
    Words words = found == words_.end() ? Words() : found->second;
    if (!member_state_.empty()) KeepOwn(line, words);
    const bool is_heading = words.empty() && (IsHeading(line.level()) || !member_state_.empty());
    if (words.empty()) words[""] = nullptr;
    for (const auto& [state, update] : words) AddRow(line, state, update, is_heading, depth);
  }

  void KeepOwn(const v1::Line& line, Words& words) const {
    const auto& states = line.member_states();
    const auto own = words.find(member_state_);
    const v1::Update* const update = own == words.end() ? nullptr : own->second;
    const bool takes_part =
        states.empty() || std::find(states.begin(), states.end(), member_state_) != states.end();
    words.clear();
    if (update != nullptr || (takes_part && !IsHeading(line.level()))) {
      words[member_state_] = update;
    }
  }

  bool IsHeading(const std::string& level) const {
    for (const v1::LevelDefinition& known : held_.manifest.levels()) {
      if (known.id() == level) return known.heading();
    }
    for (const v1::PlanLevel& known : held_.plan.levels()) {
      if (known.id() == level) return known.heading();
    }
    return false;
  }

  void AddRow(const v1::Line& line, const std::string& state, const v1::Update* update,
              bool is_heading, int depth) {
    std::map<std::string, std::string> cells = {{"plan", IdOf(held_.plan.name())},
                                                {"line_code", IdOf(line.name())},
                                                {"line_title", line.title()},
                                                {"line_level", line.level()},
                                                {"member_state", state}};
    if (update != nullptr) {
      for (auto& [column, text] : CellsOf(*update)) cells[column] = std::move(text);
      cells["update"] = IdOf(update->name());
      cells["etag"] = update->etag();
    }
    FormRow row{is_heading, depth, {}};
    for (const std::string& column : form_.columns) row.cells.push_back(cells[column]);
    form_.rows.push_back(std::move(row));
  }

  const HeldRecords& held_;
  const std::string& member_state_;
  UpdateForm& form_;
  std::map<std::string, Words> words_;                            // by line
  std::map<std::string, std::vector<const v1::Line*>> children_;  // by parent
};

std::vector<std::string> ColumnsOf(const std::vector<HeldRecords>& plans) {
  std::vector<std::string> columns = {"plan",           "line_code",    "line_title",
                                      "line_level",     "member_state", "reported_status",
                                      "effective_date", "change"};
  std::set<std::string> known(columns.begin(), columns.end());
  const auto add = [&](const std::string& column) {
    if (known.insert(column).second) columns.push_back(column);
  };
  for (const auto& [column, text] : CellsOf(v1::Update())) add(column);
  for (const HeldRecords& held : plans) {
    for (const v1::AttributeDefinition& attribute : held.manifest.attributes()) add(attribute.id());
  }
  for (const HeldRecords& held : plans) {
    for (const auto& [name, update] : held.updates) {
      for (const auto& [attribute, text] : update.attributes()) add(attribute);
    }
  }
  add("update");
  add("etag");
  return columns;
}

}  // namespace

UpdateForm FormOf(const std::vector<HeldRecords>& plans, const std::string& member_state) {
  UpdateForm form;
  form.columns = ColumnsOf(plans);
  for (const HeldRecords& held : plans) PlanRows(held, member_state, form).Add();
  return form;
}

Table TableOf(const UpdateForm& form) {
  std::vector<Column> columns;
  for (const std::string& name : form.columns) columns.push_back({name});
  Table table(std::move(columns));
  for (const FormRow& row : form.rows) {
    if (!row.is_heading) table.AddRow(row.cells);
  }
  return table;
}

}  // namespace sheaf::cli
