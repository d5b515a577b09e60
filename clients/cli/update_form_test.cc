#include "clients/cli/update_form.h"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "clients/cli/file_reading.h"
#include "clients/cli/records_file.h"
#include "clients/cli/update_cells.h"
#include "clients/cli/update_workbook.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sheaf::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class UpdateFormTest : public ::testing::Test {
 protected:
  UpdateFormTest() {
    held_.plan.set_name("plans/energy");
    held_.plan.set_sector("energy");
    v1::LevelDefinition& area = *held_.manifest.add_levels();
    area.set_id("area");
    area.set_heading(true);
    AddWord("on_going", v1::SETS_STATE);
    AddWord("held", v1::EVENT);
    v1::AttributeDefinition& cost = *held_.manifest.add_attributes();
    cost.set_id("cost");
    cost.set_type(v1::NUMBER);
    AddLine("EN-2", "EN", 1);
    AddLine("EN-1", "EN", 2);
    AddLine("EN", "", 3).set_level("area");
    AddLine("EN-9", "EN", 0).set_vanished(true);
  }

  void AddWord(const std::string& word, v1::StatusEffect effect) {
    v1::StatusDefinition& status = *held_.manifest.add_statuses();
    status.set_word(word);
    status.set_effect(effect);
  }

  v1::Line& AddLine(const std::string& code, const std::string& parent, int position) {
    v1::Line& line = held_.lines[code];
    line.set_name("plans/energy/lines/" + code);
    line.set_parent_code(parent);
    line.set_level("action");
    line.set_title("Title of " + code);
    line.set_position(position);
    return line;
  }

  v1::Update& Hold(const std::string& line, const std::string& id, const std::string& word,
                   const std::string& date) {
    const std::string name = "plans/energy/lines/" + line + "/updates/" + id;
    v1::Update& update = held_.updates[name];
    update.set_name(name);
    update.set_reported_status(word);
    update.set_effective_date(date);
    update.set_etag("r1");
    return update;
  }

  // "EN-2 LAO u" for a row of that line, reporter and update.
  std::vector<std::string> Rows(const std::string& member_state = "") {
    const UpdateForm form = FormOf({held_}, member_state);
    std::vector<std::string> rows;
    for (const FormRow& row : form.rows) {
      const auto cell = [&](const char* column) {
        return row.cells[PlaceOf(column, form.columns)];
      };
      std::string text = row.is_heading ? "heading " : "";
      text += cell("line_code");
      if (!cell("member_state").empty()) text += " " + cell("member_state");
      if (!cell("update").empty()) text += " " + cell("update");
      rows.push_back(text);
    }
    return rows;
  }

  HeldRecords held_;
};

TEST_F(UpdateFormTest, LinesStandInTheOrderOfTheirTree) {
  EXPECT_THAT(Rows(), ElementsAre("heading EN", "EN-2", "EN-1"));
}

TEST_F(UpdateFormTest, EachReporterHasARowWithTheLatestState) {
  Hold("EN-1", "old", "on_going", "2023");
  Hold("EN-1", "new", "on_going", "2024");
  Hold("EN-1", "event", "held", "2025");
  Hold("EN-1", "lao", "on_going", "2020").set_member_state("LAO");
  EXPECT_THAT(Rows(), ElementsAre("heading EN", "EN-2", "EN-1 new", "EN-1 LAO lao"));
}

TEST_F(UpdateFormTest, AHeadingThatSomethingIsSaidOfIsARow) {
  Hold("EN", "score", "on_going", "2024");
  EXPECT_THAT(Rows(), ElementsAre("EN score", "EN-2", "EN-1"));
}

TEST_F(UpdateFormTest, AMemberStateSeesTheLinesThatItTakesPartIn) {
  held_.lines["EN-2"].add_member_states("THA");
  Hold("EN-1", "region", "on_going", "2024");
  EXPECT_THAT(Rows("LAO"), ElementsAre("heading EN", "heading EN-2", "EN-1 LAO"));
}

// Whatever an update says, the form says it back.
class RoundTripTest : public UpdateFormTest {
 protected:
  RoundTripTest() {
    v1::Update& update = Hold("EN-1", "u", "on_going", "2024-06");
    update.set_member_state("LAO");
    update.set_reporting_period("2024-H1");
    update.mutable_progress()->set_value(0.1 + 0.2);
    update.mutable_progress()->set_unit("-km");
    update.set_narrative("=1+1, \"two\"\nlines; and _x0041_");
    update.set_note("007");
    update.set_next_steps("'=quoted");
    v1::Evidence& evidence = *update.add_evidence();
    evidence.set_title("Report");
    evidence.set_uri("https://a.example/x");
    update.mutable_decision()->set_date("2024");
    (*update.mutable_attributes())["cost"] = "12.50";
    (*update.mutable_attributes())["more"] = "@x";
    update_ = update;
  }

  void ExpectBack(const std::string& path) {
    FileProblems problems;
    const UpdateFile file = ReadUpdates(ReadTable(path, UpdateShape(), "", problems), problems);
    std::ostringstream said;
    problems.Print(path, said);
    EXPECT_EQ(said.str(), "");
    ASSERT_THAT(file.records, SizeIs(1));
    EXPECT_EQ(file.intents[0].shown, "u");
    EXPECT_EQ(file.intents[0].etag, "r1");
    EXPECT_EQ(file.intents[0].plan, "energy");
    EXPECT_THAT(ChangesBetween(update_, file.records[0].update(), file.columns), IsEmpty());
    std::filesystem::remove(path);
  }

  v1::Update update_;
};

TEST_F(RoundTripTest, ThroughCsv) {
  const std::string path = ::testing::TempDir() + "/form.csv";
  std::ofstream file(path);
  TableOf(FormOf({held_}, "")).PrintCsv(file);
  file.close();
  ExpectBack(path);
}

TEST_F(RoundTripTest, ThroughAWorkbook) {
  const std::string path = ::testing::TempDir() + "/form.xlsx";
  WorkbookWords words;
  words.title = "Energy";
  words.statuses.assign(held_.manifest.statuses().begin(), held_.manifest.statuses().end());
  words.attributes.assign(held_.manifest.attributes().begin(), held_.manifest.attributes().end());
  words.member_states = {{"LAO", "Lao PDR"}};
  ASSERT_TRUE(WriteUpdateWorkbook(FormOf({held_}, ""), words, path).ok());
  ExpectBack(path);
}

}  // namespace
}  // namespace sheaf::cli
