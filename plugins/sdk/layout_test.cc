#include "plugins/sdk/layout.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sheaf::layout {
namespace {

using ::testing::ElementsAre;

TEST(Layout, BlocksStandInTheOrderInWhichTheyWereAdded) {
  v1::Section section = MakeSection("treaties", "Treaties", "transport");
  AddParagraph(&section, "One row an instrument.");
  AddKeyFigure(AddKeyFigures(&section), "Lines", Count(7), "of 9");
  AddTable(&section, "Treaty matrix");
  AddChart(&section, v1::Chart::BARS, "By year", "year", "treaties");
  AddFindings(&section);

  EXPECT_EQ(section.id(), "treaties");
  EXPECT_EQ(section.title(), "Treaties");
  EXPECT_EQ(section.sector(), "transport");
  ASSERT_EQ(section.blocks_size(), 5);
  EXPECT_EQ(section.blocks(0).paragraph().text(), "One row an instrument.");
  EXPECT_EQ(section.blocks(1).key_figures().figures(0).value().count(), 7);
  EXPECT_EQ(section.blocks(1).key_figures().figures(0).detail(), "of 9");
  EXPECT_EQ(section.blocks(2).table().title(), "Treaty matrix");
  EXPECT_EQ(section.blocks(3).chart().y_title(), "treaties");
  EXPECT_TRUE(section.blocks(4).has_findings());
}

TEST(Layout, CellsKeepWhatKindOfValueTheyAre) {
  EXPECT_EQ(Text("n/a").text(), "n/a");
  EXPECT_EQ(Count(0).value_case(), v1::Cell::kCount) << "zero is a value";
  EXPECT_FALSE(Number(1.5).has_decimals());
  EXPECT_EQ(Number(1.5, "%", 1).unit(), "%");
  EXPECT_EQ(Number(1.5, "%", 1).decimals(), 1);
  EXPECT_EQ(Share(8, 10).share().denominator(), 10);
  EXPECT_EQ(Date("2020-11").date(), "2020-11");
  EXPECT_EQ(Missing(v1::NOT_REPORTED).missing(), v1::NOT_REPORTED);
  EXPECT_EQ(Blank().value_case(), v1::Cell::VALUE_NOT_SET);
}

TEST(Layout, MarksLeaveTheValueAsItIs) {
  const v1::Cell cell = WithNote(From(WithTone(Count(3), v1::BAD), "plans/energy/lines/A"), 1);
  EXPECT_EQ(cell.count(), 3);
  EXPECT_EQ(cell.tone(), v1::BAD);
  EXPECT_THAT(cell.records(), ElementsAre("plans/energy/lines/A"));
  EXPECT_THAT(cell.notes(), ElementsAre(1));
}

TEST(TableLayout, FillsColumnsRowsAndGroups) {
  v1::Table table;
  TableLayout layout(&table);
  layout.Column("instrument", "Instrument").NumberColumn("n", "Ratified by", "member states");
  layout.Group("Air").Row({Text("MAFLPAS"), Count(10)}, v1::ROW_ROLE_UNSPECIFIED, 1);
  layout.Row({Text("All"), Count(10)}, v1::TOTAL);

  EXPECT_FALSE(table.columns(0).numeric());
  EXPECT_TRUE(table.columns(1).numeric());
  EXPECT_EQ(table.columns(1).unit(), "member states");
  ASSERT_EQ(table.rows_size(), 3);
  EXPECT_EQ(table.rows(0).role(), v1::GROUP);
  EXPECT_EQ(table.rows(0).cells_size(), 2) << "a group has as many cells as there are columns";
  EXPECT_EQ(table.rows(1).depth(), 1);
  EXPECT_EQ(table.rows(2).role(), v1::TOTAL);
}

TEST(TableLayout, TheSameNoteGetsTheSameNumber) {
  v1::Table table;
  TableLayout layout(&table);
  EXPECT_EQ(layout.Note("From another edition."), 1);
  EXPECT_EQ(layout.Note("Estimated."), 2);
  EXPECT_EQ(layout.Note("From another edition."), 1);
  EXPECT_THAT(table.notes(), ElementsAre("From another edition.", "Estimated."));
}

TEST(TableLayoutDeathTest, ARowOfAnotherLengthEndsTheProgram) {
  v1::Table table;
  table.set_title("Treaty matrix");
  TableLayout layout(&table);
  layout.Column("instrument", "Instrument");
  EXPECT_DEATH(layout.Row({Text("a"), Text("b")}),
               "table 'Treaty matrix': a row of 2 cells under 1 columns");
}

}  // namespace
}  // namespace sheaf::layout
