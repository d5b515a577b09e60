#include "server/sectors/host/plugin_answer.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/wire_format_lite.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "absl/strings/str_cat.h"
#include "proto/values/partial_date.h"
#include "server/base/status.h"
#include "server/sectors/wording.h"

namespace sheaf::sectors {
namespace {

using google::protobuf::io::CodedInputStream;

// What the smallest part takes in memory beside its bytes: a million empty ones are not free.
constexpr int64_t kPartOverheadBytes = 256;
constexpr int kKpiValueRecordsMax = 100;

absl::Status Wrong(const std::string& text) { return absl::InvalidArgumentError(text); }

bool IsMemberState(const std::string& code) {
  return code.size() == 3 &&
         std::all_of(code.begin(), code.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool IsComputable(const v1::SectorManifest& manifest, const std::string& code) {
  return std::any_of(manifest.kpis().begin(), manifest.kpis().end(),
                     [&](const v1::KpiDefinition& kpi) {
                       return kpi.code() == code && kpi.availability() == v1::COMPUTABLE;
                     });
}

absl::Status CheckNotes(const v1::Table& table, const v1::Cell& cell, const std::string& where) {
  for (const int note : cell.notes()) {
    if (note >= 1 && note <= table.notes_size()) continue;
    return Wrong(absl::StrCat(where, " points to note ", note, " of ", table.notes_size()));
  }
  return absl::OkStatus();
}

absl::Status CheckTable(const v1::Table& table, const std::string& where) {
  const std::string here = absl::StrCat(where, ": table ", Quoted(table.title()));
  for (const v1::Row& row : table.rows()) {
    if (row.cells_size() != table.columns_size()) {
      return Wrong(absl::StrCat(here, " has a row of ", row.cells_size(), " cells under ",
                                table.columns_size(), " columns"));
    }
    for (const v1::Cell& cell : row.cells()) {
      SHEAF_RETURN_IF_ERROR(CheckNotes(table, cell, here));
    }
  }
  return absl::OkStatus();
}

absl::Status CheckChart(const v1::Chart& chart, const std::string& where) {
  for (const v1::Series& series : chart.series()) {
    if (series.points_size() == chart.labels_size()) continue;
    return Wrong(absl::StrCat(where, ": chart ", Quoted(chart.title()), " has ",
                              series.points_size(), " points in a series and ", chart.labels_size(),
                              " labels"));
  }
  return absl::OkStatus();
}

absl::Status NoMessage() { return Wrong("bytes that are no message of the plugin protocol"); }

bool StepInto(const google::protobuf::Descriptor& type, CodedInputStream* in, int64_t* left);

// Takes one off `left` for each message within the one in `in`, which is of `type`; ends early
// below 0. False where the bytes are no message.
bool CountParts(const google::protobuf::Descriptor& type, CodedInputStream* in, int64_t* left) {
  using google::protobuf::internal::WireFormatLite;
  while (*left >= 0) {
    const uint32_t tag = in->ReadTag();
    if (tag == 0) return in->ConsumedEntireMessage();
    const auto* field = type.FindFieldByNumber(WireFormatLite::GetTagFieldNumber(tag));
    const bool is_part =
        field != nullptr && field->message_type() != nullptr &&
        WireFormatLite::GetTagWireType(tag) == WireFormatLite::WIRETYPE_LENGTH_DELIMITED;
    if (is_part ? !StepInto(*field->message_type(), in, left)
                : !WireFormatLite::SkipField(in, tag)) {
      return false;
    }
  }
  return true;
}

bool StepInto(const google::protobuf::Descriptor& type, CodedInputStream* in, int64_t* left) {
  --*left;
  uint32_t size = 0;
  if (!in->ReadVarint32(&size) || !in->IncrementRecursionDepth()) return false;
  const CodedInputStream::Limit limit = in->PushLimit(static_cast<int>(size));
  if (!CountParts(type, in, left)) return false;
  in->PopLimit(limit);
  in->DecrementRecursionDepth();
  return true;
}

}  // namespace

absl::Status PluginAnswer::Take(std::string_view message) {
  bytes_ += static_cast<int64_t>(message.size()) + kPartOverheadBytes;
  if (bytes_ > max_bytes_) {
    return absl::ResourceExhaustedError("the answer is longer than it may be");
  }
  SHEAF_RETURN_IF_ERROR(Count(message));
  plugin::v1::EvaluateResponse part;
  if (!part.ParseFromArray(message.data(), static_cast<int>(message.size()))) return NoMessage();
  return TakePart(std::move(part));
}

// Before they are read: what is all small parts takes some thirty times its bytes in memory.
absl::Status PluginAnswer::Count(std::string_view message) {
  CodedInputStream in(reinterpret_cast<const uint8_t*>(message.data()),
                      static_cast<int>(message.size()));
  if (!CountParts(*plugin::v1::EvaluateResponse::descriptor(), &in, &parts_left_)) {
    return NoMessage();
  }
  if (parts_left_ >= 0) return absl::OkStatus();
  return Wrong(absl::StrCat("it has more than ", max_parts_,
                            " rows, cells and other parts, the limit (document_max_parts)"));
}

absl::Status PluginAnswer::TakePart(plugin::v1::EvaluateResponse part) {
  using Part = plugin::v1::EvaluateResponse;
  switch (part.part_case()) {
    case Part::kKpiValue:
      SHEAF_RETURN_IF_ERROR(CheckKpiValue(part.kpi_value()));
      evaluation_.kpi_values.push_back(std::move(*part.mutable_kpi_value()));
      break;
    case Part::kFinding:
      SHEAF_RETURN_IF_ERROR(CheckFinding(part.finding()));
      evaluation_.findings.push_back(std::move(*part.mutable_finding()));
      break;
    case Part::kSection:
      SHEAF_RETURN_IF_ERROR(CheckSection(part.section()));
      evaluation_.sections.push_back(std::move(*part.mutable_section()));
      break;
    case Part::PART_NOT_SET:  // a kind of part that a newer plugin knows
      break;
  }
  return absl::OkStatus();
}

absl::Status PluginAnswer::CheckKpiValue(const plugin::v1::KpiValue& value) const {
  const std::string what = absl::StrCat("the value of KPI ", Quoted(value.kpi()));
  if (!IsComputable(manifest_, value.kpi())) {
    return Wrong(what + ", which its manifest does not declare COMPUTABLE");
  }
  if (!value.member_state().empty() && !IsMemberState(value.member_state())) {
    return Wrong(absl::StrCat(what, " is of member state ", Quoted(value.member_state()),
                              ", which is no ISO alpha-3 code"));
  }
  if (!value.period().empty()) {
    SHEAF_RETURN_IF_ERROR(WithContext(CheckPeriod(value.period()), what));
  }
  const bool is_missing = value.missing() != v1::MISSING_REASON_UNSPECIFIED;
  if (value.has_value() == is_missing) {
    return Wrong(what + " needs either a value or the reason why there is none");
  }
  if (value.has_value() && !std::isfinite(value.value())) return Wrong(what + " is no number");
  if (value.records_size() > kKpiValueRecordsMax) {
    return Wrong(absl::StrCat(what, " names ", value.records_size(), " records; the limit is ",
                              kKpiValueRecordsMax));
  }
  return absl::OkStatus();
}

absl::Status PluginAnswer::CheckFinding(const v1::Finding& finding) const {
  return CheckSector(absl::StrCat("a finding of rule ", Quoted(finding.rule())), finding.sector());
}

absl::Status PluginAnswer::CheckSection(const v1::Section& section) {
  const std::string what = absl::StrCat("section ", Quoted(section.id()));
  if (section.id().empty()) return Wrong("a section without id");
  if (!section_ids_.insert(section.id()).second) return Wrong(what + " comes twice");
  SHEAF_RETURN_IF_ERROR(CheckSector(what, section.sector()));
  for (const v1::Block& block : section.blocks()) {
    if (block.has_table()) SHEAF_RETURN_IF_ERROR(CheckTable(block.table(), what));
    if (block.has_chart()) SHEAF_RETURN_IF_ERROR(CheckChart(block.chart(), what));
    for (const v1::Finding& finding : block.findings().findings()) {
      SHEAF_RETURN_IF_ERROR(CheckFinding(finding));
    }
  }
  return absl::OkStatus();
}

absl::Status PluginAnswer::CheckSector(const std::string& what, const std::string& sector) const {
  if (sector.empty() || sector == manifest_.sector()) return absl::OkStatus();
  return Wrong(absl::StrCat(what, " is about sector ", Quoted(sector), ", which is not its own"));
}

}  // namespace sheaf::sectors
