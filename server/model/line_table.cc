#include "server/model/line_table.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <string>
#include <tuple>

#include "server/base/status.h"

namespace sheaf::model {
namespace {

std::string Join(const google::protobuf::RepeatedPtrField<std::string>& words) {
  std::string joined;
  for (const std::string& word : words) {
    if (!joined.empty()) joined += ';';
    joined += word;
  }
  return joined;
}

// As the ids that manifests declare: no separator can hide in one.
bool CanBeDeclared(std::string_view id) {
  return !id.empty() && id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == id.npos;
}

std::string JoinAttributes(const google::protobuf::Map<std::string, std::string>& attributes) {
  // In one order, so that equal attributes are one text.
  const std::map<std::string_view, std::string_view> by_id(attributes.begin(), attributes.end());
  std::string joined;
  for (const auto& [id, value] : by_id) {
    if (value.size() > LineRow::kAttributeBytes || !CanBeDeclared(id)) continue;
    if (!joined.empty()) joined += '\n';
    joined.append(id).append("=");
    std::transform(value.begin(), value.end(), std::back_inserter(joined),
                   [](char c) { return c == '\n' || c == '\r' ? ' ' : c; });
  }
  return joined;
}

}  // namespace

uint32_t LineTable::PlanNumber(std::string_view plan) {
  const TextId id = texts_->Intern(plan);
  const auto [it, is_new] = plan_numbers_.try_emplace(id, plans_.size());
  if (is_new) {
    plans_.Append(id, kNoRow);
    AddCodeIndex();
  }
  return it->second;
}

void LineTable::AddCodeIndex() {
  codes_.push_back(std::make_unique<CodeIndex>(0, CodeHash{&lines_}, CodeEqual{&lines_}));
}

LineId LineTable::LineNumber(uint32_t plan, std::string_view code) {
  const TextId id = texts_->Intern(code);
  return *codes_[plan]->lazy_emplace(Code{id},
                                     [&](const auto& emplace) { emplace(AppendLine(plan, id)); });
}

LineId LineTable::AppendLine(uint32_t plan, TextId code) {
  std::atomic<uint32_t>& newest = plans_.Mutable(plan).newest_line;
  const LineId line = lines_.Append(code, newest.load(std::memory_order_relaxed), kNoRow);
  newest.store(line, std::memory_order_release);
  return line;
}

absl::Status LineTable::Put(uint32_t plan, LineId line, ledger::Revision revision,
                            const v1::Line& payload) {
  SHEAF_ASSIGN_OR_RETURN(const PartialDate start, PartialDate::Parse(payload.planned_start()));
  SHEAF_ASSIGN_OR_RETURN(const PartialDate end, PartialDate::Parse(payload.planned_end()));
  const Traits traits = {
      .level = texts_->Intern(payload.level()),
      .lead_body = texts_->Intern(payload.lead_body()),
      .member_states = texts_->Intern(Join(payload.member_states())),
      .shared_initiative = texts_->Intern(payload.shared_initiative()),
      .tags = texts_->Intern(Join(payload.tags())),
      .attributes = texts_->Intern(JoinAttributes(payload.attributes())),
      .planned_start = start.packed(),
      .planned_end = end.packed(),
      .instrument_type = static_cast<uint16_t>(payload.instrument_type()),
      .presence = kStands,
  };
  const bool on_top = payload.parent_code().empty();
  AppendVersion(line,
                {.previous = kNoRow,
                 .revision = Stored(revision),
                 .parent = on_top ? LineRow::kNoLine : LineNumber(plan, payload.parent_code()),
                 .title = texts_->Intern(payload.title()),
                 .position = payload.position(),
                 .traits = traits_.Intern(traits),
                 .translations = PutTitles(payload)});
  return absl::OkStatus();
}

uint32_t LineTable::PutTitles(const v1::Line& payload) {
  uint32_t first = kNoRow;
  for (const auto& [language, title] : payload.titles()) {
    first = translations_.Append(texts_->Intern(language), texts_->Intern(title), first);
  }
  return first;
}

void LineTable::End(LineId line, ledger::Revision revision, Presence presence) {
  const uint32_t newest = lines_[line].newest_version.load(std::memory_order_relaxed);
  if (newest == kNoRow) return;
  Version version = versions_[newest];
  Traits traits = traits_[version.traits];
  traits.presence = presence;
  version.traits = traits_.Intern(traits);
  version.revision = Stored(revision);
  AppendVersion(line, version);
}

void LineTable::AppendVersion(LineId line, Version version) {
  std::atomic<uint32_t>& newest = lines_.Mutable(line).newest_version;
  version.previous = newest.load(std::memory_order_relaxed);
  newest.store(versions_.Append(version), std::memory_order_release);
}

Snapshotted::Write LineTable::Capture() const {
  return [this, plans = plans_.size(), lines = lines_.size(), versions = versions_.size(),
          traits = traits_.size(), translations = translations_.size()](SnapshotWriter& to) {
    plans_.WriteRows(plans, to, [&](Plan& plan) {
      plan.newest_line = HeadBelow(plan.newest_line, lines,
                                   [&](LineId line) { return lines_[line].next_in_plan; });
    });
    lines_.WriteRows(lines, to, [&](Line& line) {
      line.newest_version = HeadBelow(line.newest_version, versions,
                                      [&](uint32_t row) { return versions_[row].previous; });
    });
    versions_.WriteRows(versions, to);
    traits_.WriteRows(traits, to);
    translations_.WriteRows(translations, to);
  };
}

void LineTable::Load(SnapshotReader& from) {
  plans_.ReadRows(from);
  lines_.ReadRows(from);
  versions_.ReadRows(from);
  traits_.ReadRows(from);
  translations_.ReadRows(from);
  if (!from.ok()) return;
  for (uint32_t plan = 0; plan < plans_.size(); ++plan) {
    plan_numbers_.emplace(plans_[plan].id, plan);
    AddCodeIndex();
    IndexLinesOf(plan);
  }
}

void LineTable::IndexLinesOf(uint32_t plan) {
  std::vector<LineId> lines;
  for (LineId line = plans_[plan].newest_line; line != kNoRow; line = lines_[line].next_in_plan) {
    lines.push_back(line);
  }
  codes_[plan]->reserve(lines.size());
  codes_[plan]->insert(lines.begin(), lines.end());
}

const LineTable::Version* LineTable::VersionAt(LineId line, ledger::Revision revision) const {
  const uint32_t row = lines_[line].newest_version.load(std::memory_order_acquire);
  return row == kNoRow ? nullptr : StandingAt(&versions_[row], revision);
}

const LineTable::Version* LineTable::StandingAt(const Version* newest,
                                                ledger::Revision revision) const {
  const Version* version = newest;
  while (version->revision > revision) {
    if (version->previous == kNoRow) return nullptr;
    version = &versions_[version->previous];
  }
  return traits_[version->traits].presence == kWithdrawn ? nullptr : version;
}

std::vector<LineTable::Seen> LineTable::SeenAt(uint32_t plan, ledger::Revision revision) const {
  std::vector<Seen> seen;
  LineId line = plans_[plan].newest_line.load(std::memory_order_acquire);
  for (; line != kNoRow; line = lines_[line].next_in_plan) {
    const Version* version = VersionAt(line, revision);
    if (version != nullptr) seen.push_back({line, version});
  }
  // The chain is newest first, so this is nearly in order, and mostly in order.
  std::reverse(seen.begin(), seen.end());
  const auto before = [](const Seen& a, const Seen& b) {
    return std::tuple(a.version->position, a.line) < std::tuple(b.version->position, b.line);
  };
  if (!std::is_sorted(seen.begin(), seen.end(), before)) {
    std::sort(seen.begin(), seen.end(), before);
  }
  return seen;
}

TextId LineTable::TitleIn(const Version& version, std::string_view language) const {
  TextId title = version.title;
  if (language.empty()) return title;
  for (uint32_t row = version.translations; row != kNoRow; row = translations_[row].next) {
    const std::string_view tag = texts_->Get(translations_[row].language);
    if (tag == language) return translations_[row].title;
    if (IsWiderLanguage(tag, language)) title = translations_[row].title;
  }
  return title;
}

LineRow LineTable::RowOf(const Seen& seen, ledger::Revision revision,
                         std::string_view language) const {
  const Version& version = *seen.version;
  const Traits& traits = traits_[version.traits];
  const bool has_parent =
      version.parent != LineRow::kNoLine && VersionAt(version.parent, revision) != nullptr;
  return {
      .id = seen.line,
      .parent = has_parent ? version.parent : LineRow::kNoLine,
      .revision = version.revision,
      .code = lines_[seen.line].code,
      .title = TitleIn(version, language),
      .level = traits.level,
      .lead_body = traits.lead_body,
      .member_states = traits.member_states,
      .shared_initiative = traits.shared_initiative,
      .tags = traits.tags,
      .attributes = traits.attributes,
      .planned_start = PartialDate::FromPacked(traits.planned_start),
      .planned_end = PartialDate::FromPacked(traits.planned_end),
      .instrument_type = static_cast<v1::InstrumentType>(traits.instrument_type),
      .vanished = traits.presence == kVanished,
  };
}

std::vector<LineRow> LineTable::LinesOf(uint32_t plan, ledger::Revision revision,
                                        std::string_view language) const {
  if (plan >= plans_.size()) return {};
  const std::vector<Seen> seen = SeenAt(plan, revision);
  std::vector<LineRow> rows;
  rows.reserve(seen.size());
  for (const Seen& line : seen) rows.push_back(RowOf(line, revision, language));
  return rows;
}

void LineTable::ForEachOf(uint32_t plan, ledger::Revision revision,
                          const std::function<void(std::span<LineGlance>)>& take) const {
  if (plan >= plans_.size()) return;
  LineId line = plans_[plan].newest_line.load(std::memory_order_acquire);
  std::vector<Seen> newest;
  std::vector<LineGlance> glances;
  while (line != kNoRow) {
    line = TakeSome(line, &newest);
    glances.clear();
    for (const auto& [id, newest_version] : newest) {
      const Version* version = StandingAt(newest_version, revision);
      if (version == nullptr) continue;
      const Traits& traits = traits_[version->traits];
      glances.push_back({.id = id,
                         .level = traits.level,
                         .shared_initiative = traits.shared_initiative,
                         .instrument_type = static_cast<v1::InstrumentType>(traits.instrument_type),
                         .vanished = traits.presence == kVanished,
                         .latest = std::nullopt});
    }
    take(glances);
  }
}

void LineTable::ForEachTitled(uint32_t plan, ledger::Revision revision, std::string_view language,
                              const std::function<void(const LineTitles&)>& take) const {
  if (plan >= plans_.size()) return;
  LineId line = plans_[plan].newest_line.load(std::memory_order_acquire);
  std::vector<Seen> newest;
  std::vector<TextId> titles;
  while (line != kNoRow) {
    line = TakeSome(line, &newest);
    for (const auto& [id, newest_version] : newest) {
      const Version* version = StandingAt(newest_version, revision);
      if (version == nullptr) continue;
      titles.assign(1, version->title);
      for (uint32_t row = version->translations; row != kNoRow; row = translations_[row].next) {
        titles.push_back(translations_[row].title);
      }
      take({.id = id,
            .code = lines_[id].code,
            .title = TitleIn(*version, language),
            .position = version->position,
            .titles = titles});
    }
  }
}

LineId LineTable::TakeSome(LineId line, std::vector<Seen>* newest) const {
  newest->clear();
  while (line != kNoRow && newest->size() < kGlances) {
    const Line& taken = lines_[line];
    const uint32_t row = taken.newest_version.load(std::memory_order_acquire);
    if (row != kNoRow) newest->push_back({line, versions_.Fetch(row)});
    line = taken.next_in_plan;
  }
  return line;
}

int64_t LineTable::CountAt(ledger::Revision revision) const {
  int64_t count = 0;
  const uint32_t size = lines_.size();
  for (LineId line = 0; line < size; ++line) {
    const Version* version = VersionAt(line, revision);
    if (version != nullptr && traits_[version->traits].presence == kStands) ++count;
  }
  return count;
}

}  // namespace sheaf::model
