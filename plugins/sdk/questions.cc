#include "plugins/sdk/questions.h"

#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <string>

namespace sheaf::plugin {

sheaf::v1::SectorManifest ParseManifest(std::string_view text) {
  sheaf::v1::SectorManifest manifest;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(std::string(text), &manifest));
  return manifest;
}

Answer AskFor(std::string_view format, const Dataset& data, Sector& sector) {
  Answer answer;
  const absl::Status status = sector.Evaluate(data, format, &answer);
  EXPECT_TRUE(status.ok()) << status;
  return answer;
}

const v1::KpiValue* KpiIn(const Answer& answer, std::string_view kpi, std::string_view state) {
  for (const v1::KpiValue& value : answer.kpi_values) {
    if (value.kpi() == kpi && value.member_state() == state) return &value;
  }
  return nullptr;
}

}  // namespace sheaf::plugin
