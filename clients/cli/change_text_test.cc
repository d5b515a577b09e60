#include "clients/cli/change_text.h"

#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

namespace sheaf::cli {
namespace {

v1::Change ChangeWithNote(const std::string& note) {
  v1::Change change;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(
      R"pb(
        resource: "plans/energy/lines/EN-1/updates/0123456789abcdef0123"
        revision: 12
        commit_time { seconds: 1769846400 }
        actor: "officer"
        verb: CREATED
        after { update { reported_status: "signed" } }
      )pb",
      &change));
  change.mutable_after()->mutable_update()->set_note(note);
  return change;
}

TEST(ChangeTextTest, IsOneLineWithFullNamesWhereNobodyLooks) {
  EXPECT_EQ(ChangeText(ChangeWithNote("two\nlines"), 0),
            "12  2026-01-31T08:00:00Z  officer  created  "
            "plans/energy/lines/EN-1/updates/0123456789abcdef0123  "
            "reported_status: signed; note: two lines");
}

TEST(ChangeTextTest, IsShortOnATerminal) {
  EXPECT_EQ(ChangeText(ChangeWithNote("done"), 120),
            "12  2026-01-31T08:00:00Z  officer  created  energy EN-1 update 01234567  "
            "reported_status: signed; note: done");
}

TEST(ChangeTextTest, GoesOnInIndentedLines) {
  EXPECT_EQ(ChangeText(ChangeWithNote("done"), 84),
            "12  2026-01-31T08:00:00Z  officer  created  energy EN-1 update 01234567\n"
            "    reported_status: signed; note: done");
}

TEST(ChangeTextTest, IsCutAfterThreeLines) {
  const std::string text = ChangeText(ChangeWithNote(std::string(100, 'x') + " y z"), 44);
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 2);
  EXPECT_TRUE(text.ends_with("…")) << text;
}

}  // namespace
}  // namespace sheaf::cli
