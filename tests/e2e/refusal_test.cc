// Files that are wrong: a clear error with row and column, nothing written, and the server goes on.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/e2e/real_server.h"

namespace sheaf::e2e {
namespace {

using ::testing::HasSubstr;

struct BadFile {
  std::string name;                  // of the test
  std::vector<std::string> command;  // FILE stands for the file
  std::string bytes;
  std::vector<std::string> said;  // parts of standard error, the first with row and column
};

std::string Plan(const std::string& rows) { return "line_code,parent_code,level,title\n" + rows; }
std::string Updates(const std::string& rows) {
  return "line_code,member_state,reported_status,effective_date,note\n" + rows;
}

const std::vector<std::string> kImport = {"plan",   "import",   "FILE",  "--plan",
                                          "energy", "--sector", "energy"};
const std::vector<std::string> kPush = {"push", "FILE", "--plan", "energy"};

// A good row before each bad one: it must not be written either.
const std::string kGood = "EN-APG-001,,on_going,2024-01,a row that is right\n";

// How a failing test names its parameter.
void PrintTo(const BadFile& bad, std::ostream* out) { *out << bad.name; }

const BadFile kBadFiles[] = {
    {"UnknownStatus",
     kPush,
     Updates(kGood + "EN-APG-001,,finnished,2024,\n"),
     {":3: reported_status", "finnished", "energy"}},
    {"UnknownLine",
     kPush,
     Updates(kGood + "EN-XXX-001,,on_going,2024,\n"),
     {":3: line_code", "EN-XXX-001"}},
    {"LineOfAnotherSector",
     kPush,
     Updates(kGood + "TR-A-001,,on_going,2024,\n"),
     {":3: line_code", "TR-A-001", "plans/transport"}},
    {"DateThatIsNone",
     kPush,
     Updates(kGood + "EN-APG-001,,on_going,2024-02-30,\n"),
     {":3: effective_date", "2024-02-30"}},
    {"MemberStateThatIsNoCode",
     kPush,
     Updates(kGood + "EN-APG-001,ASEAN,on_going,2024,\n"),
     {":3: member_state", "ASEAN"}},
    {"OverLongText",
     kPush,
     Updates(kGood + "EN-APG-001,,on_going,2024," + std::string(9000, 'x') + "\n"),
     {":3: note", "9000", "2000"}},
    {"OpenQuote",
     kPush,
     Updates(kGood + "EN-APG-001,,on_going,2024,\"never closed\n"),
     {":3:", "quote"}},
    {"NulByte",
     kPush,
     Updates(kGood + "EN-APG-001,,on_going,2024,a" + std::string(1, '\0') + "b\n"),
     {":3:", "NUL"}},
    {"TooManyCells",
     kPush,
     Updates(kGood + "EN-APG-001,,on_going,2024,note,more,cells\n"),
     {":3:", "7", "5"}},
    {"NotUtf8", kPush, Updates(kGood + "EN-APG-001,,on_going,2024,caf\xe9\n"), {":3:", "UTF-8"}},
    {"DuplicateLineCode",
     kImport,
     Plan("EN-A,,programme_area,A\nEN-A-1,EN-A,action,One\nEN-A-1,EN-A,action,Another\n"),
     {":4: line_code", "EN-A-1"}},
    {"ParentThatDoesNotExist",
     kImport,
     Plan("EN-A,,programme_area,A\nEN-A-1,EN-B,action,One\n"),
     {":3: parent_code", "EN-B"}},
    {"UnknownLevel",
     kImport,
     Plan("EN-A,,programme_area,A\nEN-A-1,EN-A,stone,One\n"),
     {":3: level", "stone", "activity"}},
    {"MissingColumn", kImport, "line_code,parent_code,title\nEN-A,,A\n", {"level"}},
};

class Refusal : public ::testing::TestWithParam<BadFile> {
 protected:
  static void SetUpTestSuite() {
    server_ = new RealServer;
    server_->ImportEverything();
  }
  static void TearDownTestSuite() {
    delete server_;
    server_ = nullptr;
  }
  static RealServer* server_;
};

RealServer* Refusal::server_ = nullptr;

TEST_P(Refusal, NamesRowAndColumnAndWritesNothing) {
  const BadFile& bad = GetParam();
  const long before = server_->Status().revision();
  const std::string file = server_->WriteFile("bad.csv", bad.bytes);
  std::vector<std::string> command = bad.command;
  std::replace(command.begin(), command.end(), std::string("FILE"), file);
  const Ended ended = server_->Sheaf(command);
  EXPECT_EQ(ended.exit_code, 1);
  for (const std::string& part : bad.said) EXPECT_THAT(ended.err, HasSubstr(part));
  EXPECT_EQ(server_->Status().revision(), before);
}

INSTANTIATE_TEST_SUITE_P(Files, Refusal, ::testing::ValuesIn(kBadFiles),
                         [](const auto& info) { return info.param.name; });

TEST_F(Refusal, AllProblemsOfAFileAreToldAtOnce) {
  const std::string file = server_->WriteFile(
      "three.csv",
      Updates("EN-APG-001,,finnished,2024,\n" + kGood + "EN-APG-001,ASEAN,on_going,2024-13,\n"));
  const Ended ended = server_->Sheaf({"push", file, "--plan", "energy"});
  EXPECT_EQ(ended.exit_code, 1);
  EXPECT_THAT(ended.err, HasSubstr(":2: reported_status"));
  EXPECT_THAT(ended.err, HasSubstr(":4: member_state"));
  EXPECT_THAT(ended.err, HasSubstr(":4: effective_date"));
}

TEST_F(Refusal, FilesAsSpreadsheetsWriteThemAreTaken) {
  const std::string rows[] = {
      "line_code;reported_status;note\r\nEN-APG-004;on_going;semicolons\r\n",
      "line_code\treported_status\tnote\nEN-APG-004\ton_going\ttabs\n",
      "\xEF\xBB\xBFline_code,reported_status,note\r\nEN-APG-004,on_going,mark\r\n"};
  for (const std::string& bytes : rows) {
    const long before = server_->Status().updates();
    server_->Done({"push", server_->WriteFile("spreadsheet.csv", bytes), "--plan", "energy"});
    EXPECT_EQ(server_->Status().updates(), before + 1) << bytes;
  }
}

TEST_F(Refusal, ADryRunWritesNothing) {
  const long before = server_->Status().revision();
  server_->Done({"push", server_->WriteFile("dry.csv", Updates("EN-APG-001,,on_going,2023,dry\n")),
                 "--plan", "energy", "--dry-run"});
  EXPECT_EQ(server_->Status().revision(), before);
}

}  // namespace
}  // namespace sheaf::e2e
