// Files of updates as people send them: the workbooks of `sheaf template` and `sheaf fill`, filled
// in with LibreOffice and sent; a tracker that somebody keeps by hand; workbooks that mean no good;
// JSON lines.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "clients/cli/workbook/made_workbook.h"
#include "sheaf/v1/update_service.grpc.pb.h"
#include "tests/e2e/real_server.h"

namespace sheaf::e2e {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class Workbooks : public ::testing::Test {
 protected:
  Workbooks() { server_.ImportEverything(); }

  std::string PathOf(const std::string& name) const { return server_.folder() + "/" + name; }

  std::vector<v1::Update> UpdatesOf(const std::string& line) {
    grpc::ClientContext context;
    v1::ListUpdatesRequest request;
    v1::ListUpdatesResponse page;
    request.set_parent(line);
    request.set_page_size(1000);
    EXPECT_TRUE(
        v1::UpdateService::NewStub(server_.Channel())->ListUpdates(&context, request, &page).ok());
    return {page.updates().begin(), page.updates().end()};
  }

  // The one update of the line with this note.
  v1::Update UpdateWith(const std::string& line, const std::string& note) {
    v1::Update found;
    int times = 0;
    for (const v1::Update& update : UpdatesOf(line)) {
      if (update.note() != note) continue;
      found = update;
      ++times;
    }
    EXPECT_EQ(times, 1) << note;
    return found;
  }

  long Revision() { return server_.Status().revision(); }

  RealServer server_;
};

// With LibreOffice: tests that are left out where it is not installed say so.
class WithLibreOffice : public Workbooks {
 protected:
  void SetUp() override {
    const Ended found =
        RunProgram({"/bin/sh", "-c", "command -v soffice && /usr/bin/python3 -c 'import uno'"});
    if (found.exit_code != 0) {
      GTEST_SKIP() << "LibreOffice and python3-uno are not installed: deploy/install_packages test";
    }
  }

  // `edits` as fill_workbook.py takes them. The workbook that LibreOffice wrote.
  std::string FillIn(const std::string& workbook, const std::string& edits) {
    const std::string filled = PathOf("filled.xlsx");
    const std::string file = server_.WriteFile("edits.json", edits);
    const Ended ended =
        RunProgram({"/usr/bin/python3", SHEAF_FILL_WORKBOOK, workbook, filled, file});
    EXPECT_EQ(ended.exit_code, 0) << ended.err;
    return filled;
  }
};

TEST_F(WithLibreOffice, ATemplateThatIsLeftAsItIsChangesNothing) {
  for (const char* sector : {"energy", "transport", "ict", "faf"}) {
    const std::string workbook = PathOf(std::string(sector) + ".xlsx");
    server_.Done({"template", sector, "--xlsx", workbook});
    const long before = Revision();
    for (const std::string& file : {workbook, FillIn(workbook, "[]")}) {
      EXPECT_THAT(server_.Done({"push", file, "--dry-run"}),
                  AllOf(HasSubstr(" 0 added, 0 changed, "), HasSubstr(" 0 refused")));
      EXPECT_THAT(server_.Done({"push", file}), HasSubstr(" 0 updates pushed, "));
    }
    EXPECT_EQ(Revision(), before) << sector;
  }
}

TEST_F(WithLibreOffice, WhatIsFilledInArrivesExactly) {
  const std::string workbook = PathOf("energy.xlsx");
  server_.Done({"template", "energy", "--xlsx", workbook});
  const std::string filled = FillIn(workbook, R"([
      {"line": "EN-APG-002", "for": "", "column": "reported_status", "type": "completed"},
      {"line": "EN-APG-002", "for": "", "column": "effective_date", "type": "2025-06"},
      {"line": "EN-APG-002", "for": "", "column": "value", "type": "66.7"},
      {"line": "EN-APG-002", "for": "", "column": "unit", "type": "% built"},
      {"line": "EN-APG-002", "for": "", "column": "narrative", "type": "Über 3 km – done, \"all\" of it"},
      {"line": "EN-APG-002", "for": "", "column": "meeting", "type": "2025-06-20"},
      {"line": "EN-APG-002", "for": "", "column": "note", "type": "first"},
      {"line": "EN-APG-002", "for": "", "column": "change", "type": "add"},
      {"line": "", "for": "", "column": "line_code", "type": "EN-APG-002"},
      {"line": "", "for": "", "column": "member_state", "type": "LAO"},
      {"line": "", "for": "", "column": "reported_status", "type": "on_going"},
      {"line": "", "for": "", "column": "effective_date", "type": "2025"},
      {"line": "", "for": "", "column": "note", "type": "second"}])");
  const std::string preview = server_.Done({"push", filled, "--dry-run"});
  EXPECT_THAT(preview, AllOf(HasSubstr(" 2 added, 0 changed, "), HasSubstr(" 0 refused")));
  EXPECT_THAT(server_.Done({"push", filled}), HasSubstr("energy: 2 updates pushed, "));
  const v1::Update first = UpdateWith("plans/energy/lines/EN-APG-002", "first");
  EXPECT_EQ(first.reported_status(), "completed");
  EXPECT_EQ(first.effective_date(), "2025-06");
  EXPECT_EQ(first.progress().value(), 66.7);
  EXPECT_EQ(first.progress().unit(), "% built");
  EXPECT_EQ(first.narrative(), "Über 3 km – done, \"all\" of it");
  EXPECT_EQ(first.decision().meeting(), "2025-06-20");
  EXPECT_EQ(first.member_state(), "");
  EXPECT_TRUE(first.attributes().empty());
  const v1::Update second = UpdateWith("plans/energy/lines/EN-APG-002", "second");
  EXPECT_EQ(second.member_state(), "LAO");
  EXPECT_EQ(second.effective_date(), "2025");
  const long before = Revision();
  EXPECT_THAT(server_.Done({"push", filled}), HasSubstr("energy: 0 updates pushed, "));
  EXPECT_EQ(Revision(), before);
}

TEST_F(WithLibreOffice, ARowThatWasChangedSaysWhetherItAddsOrReplaces) {
  const std::string workbook = PathOf("energy.xlsx");
  server_.Done({"template", "energy", "--xlsx", workbook});
  const auto edits = [](const std::string& change) {
    return R"([{"line": "EN-APG-002", "for": "", "column": "effective_date", "type": "2013-10"},
               {"line": "EN-APG-002", "for": "", "column": "change", "type": ")" +
           change + "\"}]";
  };
  const size_t held = UpdatesOf("plans/energy/lines/EN-APG-002").size();
  const long before = Revision();
  const Ended unsaid = server_.Sheaf({"push", FillIn(workbook, edits(""))});
  EXPECT_EQ(unsaid.exit_code, 1);
  EXPECT_THAT(unsaid.err, AllOf(HasSubstr("sheet 'Updates', row "), HasSubstr("column H change: "),
                                HasSubstr("'2013-10' where the update that the row shows has '"),
                                HasSubstr("expected add")));
  EXPECT_EQ(Revision(), before);
  const std::string replacing = FillIn(workbook, edits("replace"));
  EXPECT_THAT(
      server_.Done({"push", replacing, "--dry-run", "-o", "csv"}),
      AllOf(HasSubstr("changed,,Updates,"), HasSubstr("effective_date,"), HasSubstr(",2013-10,")));
  EXPECT_THAT(server_.Done({"push", replacing}), HasSubstr("0 updates pushed, 1 corrected, "));
  EXPECT_EQ(UpdatesOf("plans/energy/lines/EN-APG-002").size(), held)
      << "a new version, not a new one";
  EXPECT_THAT(server_.Done({"push", replacing}), HasSubstr("0 updates pushed, "));
  EXPECT_EQ(Revision(), before + 1);
  // The workbook shows what was corrected since: what nobody has touched in it is left alone.
  EXPECT_THAT(server_.Done({"push", workbook}), HasSubstr("0 updates pushed, "));
  const std::string late =
      FillIn(workbook, R"([{"line": "EN-APG-002", "for": "", "column": "note", "type": "late"},
                    {"line": "EN-APG-002", "for": "", "column": "change", "type": "replace"}])");
  const Ended refused = server_.Sheaf({"push", late});
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_THAT(refused.err, HasSubstr("after this file was made"));
  EXPECT_EQ(Revision(), before + 1);
}

TEST_F(WithLibreOffice, WhatIsDueIsFilledInAndHandedIn) {
  server_.Done({"round", "open", "r", "--title", "Mid-year", "--period", "2026-H1", "--sector",
                "transport", "--member-state", "VNM", "--deadline", "2199-12-31"});
  const std::string asked = server_.Done({"due", "r", "-o", "csv"});
  const size_t first = asked.find("\ntransport,") + std::string("\ntransport,").size();
  const std::string code = asked.substr(first, asked.find(',', first) - first);
  const std::string workbook = PathOf("due.xlsx");
  server_.Done({"fill", workbook, "--plan", "transport"});
  const long before = Revision();
  const Ended empty = server_.Sheaf({"submit", FillIn(workbook, "[]"), "--plan", "transport"});
  EXPECT_EQ(empty.exit_code, 1);
  EXPECT_THAT(empty.err, HasSubstr("found nothing in any row"));
  EXPECT_EQ(Revision(), before);
  const auto answer = [&](const std::string& column, const std::string& text) {
    return R"({"line": ")" + code + R"(", "for": "VNM", "column": ")" + column + R"(", "type": ")" +
           text + "\"}";
  };
  const std::string filled = FillIn(
      workbook,
      "[" + answer("reported_status", "on_going") + "," + answer("effective_date", "2026-05") +
          "," + answer("value", "12.5") + "," + answer("unit", "km") + "," +
          answer("narrative", "Tuyến đường đã được khảo sát") + "," + answer("note", "ours") + "]");
  const std::vector<std::string> submit = {"submit", filled, "--plan", "transport"};
  EXPECT_THAT(server_.Done(submit),
              AllOf(HasSubstr("1 new update handed in"), HasSubstr("1 answer handed in")));
  const v1::Update update = UpdateWith("plans/transport/lines/" + code, "ours");
  EXPECT_EQ(update.member_state(), "VNM");
  EXPECT_EQ(update.reported_status(), "on_going");
  EXPECT_EQ(update.effective_date(), "2026-05");
  EXPECT_EQ(update.reporting_period(), "2026-H1");
  EXPECT_EQ(update.progress().value(), 12.5);
  EXPECT_EQ(update.progress().unit(), "km");
  EXPECT_EQ(update.narrative(), "Tuyến đường đã được khảo sát");
  EXPECT_TRUE(update.attributes().empty());
  EXPECT_THAT(server_.Done(submit), HasSubstr("0 new updates handed in"));
}

// A tracker as people keep it: a title over all columns, a head of two rows, blank rows, blanks
// that cannot be seen, a date that is a number.
std::string Tracker(const std::string& rows) {
  using cli::NumberCell;
  using cli::TextCell;
  return cli::TrackerBook(
      "<row r='1'>" + TextCell("A1", "Energy: progress 2025 (draft!)") + "</row><row r='3'>" +
          TextCell("A3", "Line code ") + TextCell("B3", "Member state") +
          TextCell("C3", "Progress") + "</row><row r='4'>" + TextCell("C4", "Reported status") +
          TextCell("D4", "Effective date") + TextCell("E4", "value") + TextCell("F4", "unit") +
          TextCell("G4", "Note") + "</row>" + rows,
      "<mergeCells><mergeCell ref='A1:G2'/><mergeCell ref='A3:A4'/><mergeCell ref='B3:B4'/>"
      "<mergeCell ref='C3:G3'/></mergeCells>");
}

TEST_F(Workbooks, AHandMadeTrackerIsTakenAsPeopleSeeIt) {
  using cli::NumberCell;
  using cli::TextCell;
  const std::string file = server_.WriteFile(
      "tracker.xlsx",
      Tracker("<row r='6'>" + TextCell("A6", " EN-APG-004\xC2\xA0") + TextCell("C6", "on_going ") +
              NumberCell("D6", "45620", 1) + NumberCell("E6", "1234.5", 5) + TextCell("F6", "km") +
              TextCell("G6", "a day") + "</row><row r='7'>" + TextCell("G7", " ") +
              "</row><row r='9'>" + TextCell("A9", "EN-APG-004") + TextCell("C9", "on_going") +
              NumberCell("D9", "45597", 2) + "<c r='E9'><f>1+1</f><v>2</v></c>" +
              TextCell("F9", "km") + TextCell("G9", "a month") + "</row>"));
  const Ended ended = server_.Sheaf({"push", file, "--plan", "energy"});
  EXPECT_EQ(ended.exit_code, 0) << ended.err;
  EXPECT_THAT(ended.err, HasSubstr("read sheet 'Tracker', whose head is rows 3 to 4"));
  const v1::Update day = UpdateWith("plans/energy/lines/EN-APG-004", "a day");
  EXPECT_EQ(day.effective_date(), "2024-11-24");
  EXPECT_EQ(day.progress().value(), 1234.5);
  const v1::Update month = UpdateWith("plans/energy/lines/EN-APG-004", "a month");
  EXPECT_EQ(month.effective_date(), "2024-11");
  EXPECT_EQ(month.progress().value(), 2);
}

TEST_F(Workbooks, AHandMadeTrackerIsRefusedCellByCell) {
  using cli::NumberCell;
  using cli::TextCell;
  const std::string good =
      TextCell("A6", "EN-APG-004") + TextCell("C6", "on_going") + TextCell("D6", "2024-11");
  const std::string file = server_.WriteFile(
      "tracker.xlsx",
      Tracker("<row r='6'>" + good + "</row><row r='7'>" + TextCell("A7", "EN-APG-004") +
              TextCell("C7", "finnished") + TextCell("D7", "24/11/2024") + TextCell("E7", "1,234") +
              TextCell("F7", "km") + "</row><row r='8'>" + TextCell("A8", "EN-APG-004") +
              TextCell("C8", "on_going") + NumberCell("D8", "45620", 3) +
              NumberCell("E8", "0.5", 4) + TextCell("F8", "share") +
              "<c r='G8' t='e'><v>#REF!</v></c></row><row r='9'>" + TextCell("A9", "EN-APG-004") +
              TextCell("C9", "on_going") + TextCell("H9", "who knows") + "</row>"));
  const long before = Revision();
  const Ended ended = server_.Sheaf({"push", file, "--plan", "energy"});
  EXPECT_EQ(ended.exit_code, 1);
  for (const char* said :
       {"row 7, column C reported_status: ", "row 7, column D effective_date: ",
        "row 7, column E value: found '1,234', expected a number",
        "row 8, column D effective_date: found a date whose year is out of sight",
        "row 8, column E value: found 50%", "row 8, column G note: found the error '#REF!'",
        "row 9, column H: found 'who knows', but the head in row 4"}) {
    EXPECT_THAT(ended.err, HasSubstr(file + ", sheet 'Tracker', " + said));
  }
  EXPECT_THAT(ended.err, Not(HasSubstr("row 6")));
  EXPECT_EQ(Revision(), before);
}

TEST_F(Workbooks, HostileWorkbooksAreRefusedWithASentence) {
  const std::string head = "<row r='1'>" + cli::TextCell("A1", "line_code") +
                           cli::TextCell("B1", "reported_status") + "</row>";
  const auto with = [&](const std::string& part, const std::string& bytes) {
    cli::WorkbookParts parts = cli::TrackerParts(head);
    parts[part] = bytes;
    return cli::Zipped(parts);
  };
  const std::vector<std::pair<std::string, std::string>> files = {
      {with("xl/worksheets/sheet2.xml", std::string(100 << 20, ' ')), "would unpack from"},
      {with("xl/vbaProject.bin", "x"), "macros"},
      {with("xl/externalLinks/externalLink1.xml", "<x/>"), "other workbooks"},
      {with("xl/sharedStrings.xml", "<!DOCTYPE x [<!ENTITY a 'a'>]><sst/>"), "DOCTYPE"},
      {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", ".xlsx"}};
  const long before = Revision();
  for (const auto& [bytes, said] : files) {
    const Ended ended =
        server_.Sheaf({"push", server_.WriteFile("hostile.xlsx", bytes), "--plan", "energy"});
    EXPECT_EQ(ended.exit_code, 1) << said;
    EXPECT_THAT(ended.err, HasSubstr(said));
  }
  EXPECT_EQ(Revision(), before);
}

TEST_F(Workbooks, JsonLinesAreTaken) {
  const std::string file = server_.WriteFile(
      "updates.jsonl",
      "{\"line_code\": \"EN-APG-004\", \"reported_status\": \"on_going\", \"value\": 3.5, "
      "\"unit\": \"km\", \"note\": \"json\"}\n"
      "{\"line_code\": \"EN-APG-004\", \"reported_status\": \"on_going\", \"note\": \"=1+1\"}\n");
  server_.Done({"push", file, "--plan", "energy"});
  EXPECT_EQ(UpdateWith("plans/energy/lines/EN-APG-004", "json").progress().value(), 3.5);
  UpdateWith("plans/energy/lines/EN-APG-004", "=1+1");
}

TEST_F(Workbooks, ATextThatLooksLikeAFormulaComesBackFromCsvAsItWas) {
  const std::string note = "=HYPERLINK(\"\"http://x\"\")";
  const std::string file = server_.WriteFile(
      "formula.csv", "line_code,reported_status,note,value,unit\nEN-APG-004,on_going,\"'" + note +
                         "\",-5,points\n");
  server_.Done({"push", file, "--plan", "energy"});
  EXPECT_EQ(
      UpdateWith("plans/energy/lines/EN-APG-004", "=HYPERLINK(\"http://x\")").progress().value(),
      -5);
  const std::string csv = PathOf("template.csv");
  server_.Done({"template", "energy", "--csv", csv});
  const std::string listed = server_.Done({"list", "updates", "--plan", "energy", "-o", "csv"});
  EXPECT_THAT(listed, Not(HasSubstr(",=")));
  EXPECT_THAT(listed, Not(HasSubstr(",\"=")));
  const long before = Revision();
  EXPECT_THAT(server_.Done({"push", csv}), HasSubstr("energy: 0 updates pushed, "));
  EXPECT_EQ(Revision(), before);
}

TEST_F(Workbooks, WarningsAreToldAndTaken) {
  const std::string file = server_.WriteFile(
      "warned.csv", "line_code,reported_status,effective_date\nEN-APG-005,completed,2025-01\n");
  server_.Done({"push", file, "--plan", "energy"});
  const std::string back = server_.WriteFile(
      "back.csv",
      "line_code,reported_status,effective_date\nEN-APG-005,on_going,2025-05\n"
      "EN-APG-005,pending,2025-05\nEN-APG-005,on_going,2099\nEN-APG-005,on_going,1999\n");
  const Ended ended = server_.Sheaf({"push", back, "--plan", "energy"});
  EXPECT_EQ(ended.exit_code, 0) << ended.err;
  EXPECT_THAT(ended.err, AllOf(HasSubstr("warning: " + back + ":2: reported_status: "),
                               HasSubstr("falls back from completed"),
                               HasSubstr(":3: reported_status: "), HasSubstr("another row says"),
                               HasSubstr(":4: effective_date: "), HasSubstr("a day after today"),
                               HasSubstr(":5: effective_date: "), HasSubstr("planned to start")));
}

}  // namespace
}  // namespace sheaf::e2e
