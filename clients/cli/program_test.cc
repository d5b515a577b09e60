#include "clients/cli/program.h"

#include <cstdlib>
#include <functional>
#include <sstream>
#include <string>
#include <vector>

#include "clients/cli/command_page.h"
#include "clients/cli/file_import.h"
#include "clients/cli/options.h"
#include "gmock/gmock.h"
#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"

namespace sheaf::cli {
namespace {

using ::testing::AnyOf;
using ::testing::HasSubstr;

class ProgramTest : public ::testing::Test {
 protected:
  // There are no profiles of who runs the test.
  ProgramTest() { setenv("XDG_CONFIG_HOME", "/no/such/folder", 1); }

  int Run(std::vector<std::string> arguments) { return RunProgram(arguments, out_, err_, 0); }

  std::ostringstream out_;
  std::ostringstream err_;
};

TEST_F(ProgramTest, AWorkbookIsNotPrintedOnATerminal) {
  constexpr size_t kTerminalWidth = 80;
  EXPECT_EQ(RunProgram({"report", "--as", "xlsx"}, out_, err_, kTerminalWidth), 2);
  EXPECT_EQ(out_.str(), "");
  EXPECT_THAT(err_.str(), HasSubstr("cannot be shown in a terminal"));
}

// The words behind "sheaf" in the first example of `command`, up to where the shell takes over.
std::vector<std::string> ExampleOf(const CLI::App& command) {
  std::string example = PageOf(command).examples.front();
  example = example.substr(example.find("sheaf ") + 6);
  std::vector<std::string> words =
      CLI::detail::split_up(example.substr(0, example.find_first_of(">|")));
  std::erase(words, "\\");
  return words;
}

// Calls `check` with the words that lead to each command that is none of a group.
void ForEachCommand(const CLI::App& app, std::vector<std::string> path,
                    const std::function<void(const std::vector<std::string>&)>& check) {
  for (const CLI::App* command : CommandsOf(app)) {
    path.push_back(command->get_name());
    check(path);
    ForEachCommand(*command, path, check);
    path.pop_back();
  }
}

class EveryCommandTest : public ProgramTest {
 protected:
  void ForEach(const std::function<void(const std::vector<std::string>&)>& check) {
    Session session(out_, err_, 0);
    CLI::App app;
    BuildProgram(app, session);
    check({});
    ForEachCommand(app, {}, check);
  }
};

TEST_F(EveryCommandTest, HasHelpWithAnExampleAndTheExitCodesAndEndsWithZero) {
  ForEach([this](std::vector<std::string> command) {
    out_.str("");
    command.emplace_back("--help");
    EXPECT_EQ(Run(command), 0);
    EXPECT_THAT(out_.str(), HasSubstr("Examples:\n  ")) << ::testing::PrintToString(command);
    EXPECT_THAT(out_.str(), HasSubstr("Exit codes: 0 ok, 1 input refused"));
  });
}

TEST_F(EveryCommandTest, EndsWithTwoForAnOptionThatItHasNot) {
  ForEach([this](std::vector<std::string> command) {
    command.emplace_back("--no-such-option");
    EXPECT_EQ(Run(command), 2) << ::testing::PrintToString(command);
  });
}

// The first example of each command, with a server that is not there: 3 where it asks the server
// first, 1 where it reads a file first, which is not there either.
TEST_F(EveryCommandTest, EndsWithOneOrThreeWhereFileOrServerAreNotThere) {
  ForEach([this](const std::vector<std::string>& command) {
    Session session(out_, err_, 0);
    CLI::App app;
    BuildProgram(app, session);
    const CLI::App* found = &app;
    for (const std::string& name : command) found = found->get_subcommand(name);
    // A group does nothing; completion and settings need nobody; a check hands over to sheafd.
    const bool is_group = found->get_require_subcommand_min() > 0;
    const std::string& first = command.empty() ? "" : command[0];
    const bool alone =
        first == "completion" || first == "config" || first == "plugin" || first == "policy";
    if (is_group || alone) return;
    std::vector<std::string> call = ExampleOf(*found);
    call.insert(call.begin(), {"--server", "127.0.0.1:1"});
    EXPECT_THAT(Run(call), AnyOf(1, 3)) << ::testing::PrintToString(call) << err_.str();
  });
}

TEST_F(ProgramTest, WrongUsageIsTwo) {
  for (const std::vector<std::string>& arguments : std::vector<std::vector<std::string>>{
           {},
           {"nonsense"},
           {"config"},
           {"completion"},
           {"completion", "fish"},
           {"status", "--color", "red"},
           {"status", "--language", "vietnamese"},
           {"status", "--profile", "no-such-profile"},
           {"plan"},
           {"list"},
           {"plugin", "check"},
           {"plugin", "check", "no/such/program"},
           {"report", "--compare-code", "a.json", "--sector", "energy"},
           {"template", "energy"},
           {"template", "--csv"},
           {"template", "energy", "--csv", "--xlsx", "a.xlsx"},
           {"push", "--plan", "energy"},
           {"report", "--as", "pdf"},
           {"status", "-o", "xml"},
           {"report", "--as-of", "yesterday"},
           {"report", "--effective", "2024"},
           {"withdraw", "plans/a/lines/b/updates/c"},
           {"publish"},
           {"publication"},
           {"publication", "verify", "no/such/file"},
           {"publication", "withdraw", "energy-2024"},
           {"due", "--state", "late"},
           {"round"},
           {"published"},
           {"published", "import", "x.csv", "--source", "x"},
           {"published", "import", "x.csv", "--source", "x", "--source-date", "2025", "--plan",
            "C4"},
           {"round", "open", "x"},
           {"diff", "3"},
           {"diff", "3", "yesterday"},
           {"diff", "3", "4", "--effective", "2024"},
           {"export", "--plan", "energy"},
           {"export", "--plan", "energy", "--to", "xml"},
           {"export", "--plan", "energy", "--to", "csv"},
           {"export", "--plan", "energy", "--to", "json", "--records", "lines"},
           {"import", "file.json"},
           {"import", "--from", "csv", "x.csv", "--records", "cells"},
           {"list", "updates", "--line", "EN-1"},
           {"list", "observations", "--sector", "energy", "--kind", "guess"},
           {"list", "observations", "--sector", "energy", "--kpi", "K", "--series", "S"}}) {
    EXPECT_EQ(Run(arguments), 2) << ::testing::PrintToString(arguments);
  }
}

TEST_F(ProgramTest, AServerThatIsNotThereIsThree) {
  EXPECT_EQ(Run({"status", "--server", "127.0.0.1:1"}), 3);
  EXPECT_THAT(err_.str(), HasSubstr("cannot reach the server at 127.0.0.1:1"));
  EXPECT_EQ(out_.str(), "");
}

TEST_F(ProgramTest, AFailureToWriteIsOneUnlessTheReaderHasHadEnough) {
  std::ostringstream broken;
  broken.setstate(std::ios::badbit);
  EXPECT_EQ(RunProgram({"push", "--help"}, broken, err_, 0), 1);
  EXPECT_EQ(RunProgram({"config", "show"}, broken, err_, 0), 1);
  EXPECT_THAT(err_.str(), HasSubstr("the output could not be written"));
  err_.str("");
  Surroundings piped(0);
  piped.reader_is_gone = [] { return true; };
  EXPECT_EQ(RunProgram({"config", "show"}, broken, err_, piped), 0);
  EXPECT_EQ(err_.str(), "");
}

TEST_F(ProgramTest, AnotherMachineIsNotTalkedToInTheClear) {
  EXPECT_EQ(Run({"status", "--server", "sheaf.example.org:7433"}), 3);
  EXPECT_THAT(err_.str(), HasSubstr("another machine"));
}

TEST_F(ProgramTest, AFileThatIsNotThereIsOneAndNeedsNoServer) {
  EXPECT_EQ(Run({"--server", "127.0.0.1:1", "push", "/no/such.csv", "--plan", "energy"}), 1);
  EXPECT_THAT(err_.str(), HasSubstr("/no/such.csv: cannot be read"));
  EXPECT_THAT(err_.str(), HasSubstr("nothing was written"));
}

TEST(SessionTest, BreaksSentencesWhereTheTerminalEnds) {
  std::ostringstream out, err;
  Session session(out, err, 24);
  session.Say("history fits up to revision 18");
  session.Note("the checkpoint stays at revision 17");
  session.Fail(kRefused, "found 'plan'; write a name");
  EXPECT_EQ(out.str(), "history fits up to\nrevision 18\n");
  EXPECT_EQ(err.str(),
            "note: the checkpoint\nstays at revision 17\nsheaf: found 'plan';\nwrite a name\n");
}

TEST(KnownAtTest, ReadsRevisionsTimesAndDays) {
  v1::AsOf as_of;
  EXPECT_EQ(ParseKnownAt("12", as_of), "");
  EXPECT_EQ(as_of.revision(), 12);
  EXPECT_EQ(ParseKnownAt("0", as_of), "");
  EXPECT_EQ(as_of.known_at_case(), v1::AsOf::kRevision);
  EXPECT_EQ(ParseKnownAt("2025-06-30T12:00:00Z", as_of), "");
  EXPECT_EQ(as_of.time().seconds(), 1751284800);
  EXPECT_EQ(ParseKnownAt("2025-06-30", as_of), "");
  EXPECT_EQ(as_of.time().seconds(), 1751327999) << "the end of the day";
  for (const char* wrong : {"", "-1", "12x", "2025-13-01", "30/06/2025", "latest"}) {
    EXPECT_NE(ParseKnownAt(wrong, as_of), "") << wrong;
  }
}

TEST(FileProblemsTest, NamesFileRowColumnAndWhatIsWrong) {
  FileProblems problems;
  problems.Add(17, "reported_status", "found 'xx', expected signed");
  problems.Add(3, "", "found 4 cells, expected 3");
  problems.Add(0, "", "empty");
  std::ostringstream out;
  problems.Print("energy.csv", out);
  EXPECT_EQ(out.str(),
            "energy.csv: empty\n"
            "energy.csv:3: found 4 cells, expected 3\n"
            "energy.csv:17: reported_status: found 'xx', expected signed\n");
}

TEST(FileProblemsTest, PrintsFiftyAndCountsTheRest) {
  FileProblems problems;
  for (int row = 2; row < 72; ++row) problems.Add(row, "a", "wrong");
  std::ostringstream out;
  problems.Print("f.csv", out);
  EXPECT_THAT(out.str(), HasSubstr("f.csv:51: a: wrong\nf.csv: and 20 more problems\n"));
}

TEST(FileImportTest, TakesTheServersProblemsInTheFilesTerms) {
  google::rpc::BadRequest bad_request;
  for (const char* field : {"rows[1].progress.unit", "rows[0].line_code", "parent"}) {
    bad_request.add_field_violations()->set_field(field);
    bad_request.mutable_field_violations()->rbegin()->set_description("wrong");
  }
  absl::Status status = absl::InvalidArgumentError("3 problems");
  status.SetPayload("type.googleapis.com/google.rpc.BadRequest",
                    absl::Cord(bad_request.SerializeAsString()));

  std::ostringstream out, err;
  Session session(out, err, 0);
  FileImport import(session, "/no/such.csv");
  import.problems() = {};
  import.problems().Add(4, "line_code", "known already");
  EXPECT_TRUE(import.TakeRefusal(status, UpdateColumns(), {4, 9}));
  EXPECT_FALSE(import.TakeRefusal(absl::OkStatus(), UpdateColumns(), {4, 9}));
  EXPECT_FALSE(import.TakeRefusal(absl::NotFoundError("no plan"), UpdateColumns(), {4, 9}));
  EXPECT_EQ(import.Refuse(), kRefused);
  EXPECT_EQ(err.str(),
            "/no/such.csv: parent: wrong\n"
            "/no/such.csv:4: line_code: known already\n"
            "/no/such.csv:9: unit: wrong\n"
            "sheaf: 3 problems in /no/such.csv; nothing was written\n");
}

}  // namespace
}  // namespace sheaf::cli
