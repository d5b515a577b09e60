#include "server/reports/producers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plugins/sdk/layout.h"
#include "server/reports/report_fixture.h"

namespace sheaf::reports {
namespace {

using ::testing::HasSubstr;

// An energy part whose manifest was declared by plugin 1.1.0, under sheafd 0.1.0.
class ProducersTest : public ::testing::Test {
 protected:
  ProducersTest() {
    manifest_ = EnergyManifest();
    manifest_.set_revision(12);
    manifest_.set_plugin_version("1.1.0");
    manifest_.set_plugin_digest("old");
    manifest_.set_core_version("0.1.0");
  }

  // The part as `version` of the plugin has answered for it.
  Part Answered(const std::string& version, const std::string& digest) const {
    Part part;
    part.sector = "energy";
    part.title = "Energy";
    part.rules = std::make_shared<sectors::Rules>(manifest_);
    auto evaluation = std::make_shared<sectors::Evaluation>();
    evaluation->plugin_version = version;
    evaluation->plugin_digest = digest;
    part.answer.evaluation = evaluation;
    part.newer_plugin = digest != "old";
    return part;
  }

  static std::string SaidIn(const Part& part) {
    v1::Section section = layout::MakeSection("s", "S", "energy");
    AddNewerCode(part, &section);
    return section.blocks().empty() ? "" : section.blocks(0).paragraph().text();
  }

  static v1::Document Signed(const Part& part, const std::string& core) {
    v1::Document document;
    AddRulesAndProducers({part}, core, &document);
    return document;
  }

  v1::SectorManifest manifest_;
};

TEST_F(ProducersTest, TheCodeThatWasInForceIsNamedAlone) {
  const Part part = Answered("1.1.0", "old");
  const v1::Document document = Signed(part, "0.1.0");
  ASSERT_EQ(document.producers_size(), 2);
  EXPECT_EQ(document.producers(0).program(), "sheafd");
  EXPECT_EQ(document.producers(1).digest(), "old");
  for (const v1::Producer& producer : document.producers()) {
    EXPECT_EQ(producer.in_force_version(), "");
  }
  EXPECT_EQ(SaidIn(part), "");
}

TEST_F(ProducersTest, NewerCodeNamesWhatWasInForce) {
  const Part part = Answered("1.2.0", "new");
  const v1::Document document = Signed(part, "0.2.0");
  EXPECT_EQ(document.producers(0).in_force_version(), "0.1.0");
  EXPECT_EQ(document.producers(1).version(), "1.2.0");
  EXPECT_EQ(document.producers(1).in_force_version(), "1.1.0");
  EXPECT_EQ(document.producers(1).in_force_digest(), "old");
  EXPECT_THAT(SaidIn(part), HasSubstr("version 1.1.0 was in force then"));
}

TEST_F(ProducersTest, OfAnUnnamedPluginOnlyTheManifestIsKnown) {
  manifest_.clear_plugin_version();
  manifest_.clear_plugin_digest();
  manifest_.clear_core_version();
  const Part part = Answered("1.2.0", "new");
  const v1::Document document = Signed(part, "0.2.0");
  for (const v1::Producer& producer : document.producers()) {
    EXPECT_EQ(producer.in_force_version(), "");
  }
  EXPECT_THAT(SaidIn(part), HasSubstr("whose manifest is newer than this revision"));
}

}  // namespace
}  // namespace sheaf::reports
