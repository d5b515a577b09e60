#include "clients/cli/publication_table.h"

#include <sstream>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sheaf::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

v1::PublicationStatement Statement() {
  v1::PublicationStatement statement;
  statement.set_name("publications/energy-2024");
  statement.set_title("Energy in 2024");
  statement.set_format("progress");
  statement.mutable_clocks()->set_revision(12);
  statement.mutable_clocks()->mutable_commit_time()->set_seconds(1'735'689'600);
  statement.mutable_clocks()->set_effective_date("2024-12-31");
  statement.set_counts(v1::VERIFIED);
  statement.set_document_sha256("\x01\xab");
  for (const char* id : {"counted-v1", "state-v1"}) statement.add_rules()->set_id(id);
  v1::Producer* producer = statement.add_producers();
  producer->set_program("sheafd");
  producer->set_version("0.1.0");
  producer = statement.add_producers();
  producer->set_program("energy");
  producer->set_version("1.0.0");
  producer->set_digest("12ef");
  return statement;
}

std::string Text(const Table& table) {
  std::ostringstream out;
  table.PrintText(0, out);
  return out.str();
}

TEST(PublicationTableTest, SaysWhatIsSigned) {
  v1::Publication publication;
  publication.set_document(std::string(1'234'567, 'x'));
  publication.set_public_key("\x02\xcd");
  EXPECT_EQ(Text(CardOf(publication, Statement())),
            "What         Value\n"
            "publication  energy-2024\n"
            "title        Energy in 2024\n"
            "sector       all sectors\n"
            "format       progress\n"
            "known at     revision 12 of 2025-01-01T00:00:00Z\n"
            "effective    2024-12-31\n"
            "counts       updates that are at least verified\n"
            "made by      sheafd 0.1.0\n"
            "             energy plugin 1.0.0, SHA-256 12ef\n"
            "rules        counted-v1, state-v1\n"
            "document     1,234,567 bytes\n"
            "SHA-256      01ab\n"
            "key          Ed25519 02cd\n");
}

TEST(PublicationTableTest, SaysWhyItWasWithdrawn) {
  v1::Publication publication;
  publication.set_revision(14);
  publication.set_actor("desk");
  EXPECT_THAT(Text(CardOf(publication, Statement())), HasSubstr("by desk, revision 14"));
  publication.set_withdrawn_reason("wrong year");
  EXPECT_THAT(Text(CardOf(publication, Statement())), HasSubstr("by desk: wrong year"));
  EXPECT_THAT(Text(CardOf(publication, Statement())), Not(HasSubstr("published    ")));
}

TEST(PublicationTableTest, AListHasARowForEach) {
  v1::ListPublicationsResponse list;
  v1::Publication* one = list.add_publications();
  one->set_name("publications/energy-2024");
  one->set_statement(Statement().SerializeAsString());
  std::ostringstream out;
  TableOf(list).PrintCsv(out);
  EXPECT_THAT(out.str(), HasSubstr("energy-2024,Energy in 2024,all sectors,progress,2024-12-31,12,"
                                   "verified,"));
}

TEST(PublicationTableTest, AnIdIsShortForItsName) {
  EXPECT_EQ(PublicationName("energy-2024"), "publications/energy-2024");
  EXPECT_EQ(PublicationName("publications/energy-2024"), "publications/energy-2024");
}

}  // namespace
}  // namespace sheaf::cli
