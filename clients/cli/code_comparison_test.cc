#include "clients/cli/code_comparison.h"

#include <sstream>

#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"

namespace sheaf::cli {
namespace {

v1::Document Document(const std::string& text) {
  v1::Document document;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &document)) << text;
  return document;
}

// A scorecard: a key figure, a table with two rows of one name, a chart.
v1::Document Scorecard() {
  return Document(R"pb(
    sections {
      id: "s"
      blocks {
        key_figures {
          figures {
            label: "Lines"
            value { count: 298 }
          }
        }
      }
      blocks {
        table {
          title: "Phases"
          columns { id: "phase" }
          columns { id: "score" }
          rows {
            cells { text: "I" }
            cells { number: 4.94 unit: "score" period: "2020" }
          }
          rows {
            cells { text: "I" }
            cells { share { numerator: 2 denominator: 3 } }
          }
          rows {
            cells { text: "II" }
            cells { missing: NOT_REPORTED }
          }
        }
      }
      blocks {
        chart {
          title: "Pace"
          labels: "2021"
          labels: "2022"
          series {
            title: "Actual"
            points { value: 16.2 }
            points {}
          }
        }
      }
    }
    producers { program: "sheafd" version: "0.1.0" }
    producers { program: "energy" version: "1.0.0" digest: "0123456789abcdef" }
  )pb");
}

TEST(CodeComparisonTest, TheSameFiguresAreTheSameWhateverTheWordsAround) {
  v1::Document now = Scorecard();
  now.mutable_sections(0)->set_title("Another title");
  now.mutable_sections(0)->add_blocks()->mutable_paragraph()->set_text("A remark.");
  const CodeComparison comparison = CompareFigures(Scorecard(), now);
  EXPECT_EQ(comparison.figures, 5u);
  EXPECT_EQ(ComparisonText(comparison), "5 figures compared: nothing differs.");
}

TEST(CodeComparisonTest, EachFigureThatDiffersIsNamedByItsPlace) {
  v1::Document now = Scorecard();
  v1::Section* section = now.mutable_sections(0);
  v1::Table* table = section->mutable_blocks(1)->mutable_table();
  table->mutable_rows(1)->mutable_cells(1)->mutable_share()->set_numerator(3);
  table->mutable_rows(2)->mutable_cells(1)->set_count(0);
  section->mutable_blocks(2)->mutable_chart()->mutable_series(0)->mutable_points(1)->set_value(
      15.6);
  const CodeComparison comparison = CompareFigures(Scorecard(), now);
  EXPECT_EQ(ComparisonText(comparison), "6 figures compared: 3 differ.");
  std::ostringstream csv;
  ComparisonTable(comparison).PrintCsv(csv);
  EXPECT_EQ(csv.str(),
            "section,table,row,column,stored,now\n"
            "s,Phases,I,score,2 of 3,3 of 3\n"
            "s,Phases,II,score,not_reported,0\n"
            "s,Pace,2022,Actual,not there,15.6\n");
}

TEST(CodeComparisonTest, AFigureThatIsGoneIsADifference) {
  v1::Document now = Scorecard();
  now.mutable_sections(0)->mutable_blocks()->DeleteSubrange(0, 1);
  const CodeComparison comparison = CompareFigures(Scorecard(), now);
  ASSERT_EQ(comparison.differences.size(), 1u);
  EXPECT_EQ(comparison.differences[0].row, "Lines");
  EXPECT_EQ(comparison.differences[0].now, "");
}

TEST(CodeComparisonTest, TheProgramsAreNamedWithTheirDigests) {
  EXPECT_EQ(ProgramsText(Scorecard().producers()),
            "sheafd 0.1.0; energy plugin 1.0.0 (SHA-256 0123456789ab...)");
  EXPECT_EQ(ProgramsText({}), "not stated");
}

}  // namespace
}  // namespace sheaf::cli
