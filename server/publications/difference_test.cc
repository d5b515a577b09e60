#include "server/publications/difference.h"

#include <gtest/gtest.h>

#include <string>

namespace sheaf::publications {
namespace {

void AddProducer(const std::string& program, const std::string& version, const std::string& digest,
                 v1::Document* document) {
  v1::Producer* producer = document->add_producers();
  producer->set_program(program);
  producer->set_version(version);
  producer->set_digest(digest);
}

void AddSection(const std::string& id, const std::string& text, v1::Document* document) {
  v1::Section* section = document->add_sections();
  section->set_id(id);
  section->set_title("Title of " + id);
  section->add_blocks()->mutable_paragraph()->set_text(text);
}

v1::Document Report() {
  v1::Document document;
  AddProducer("sheafd", "0.1.0", "", &document);
  AddProducer("energy", "1.0.0", "0123456789abcdef", &document);
  AddSection("status", "7 of 10", &document);
  AddSection("kpis", "none", &document);
  return document;
}

TEST(DifferenceTest, NothingIsSaidOfTheSame) { EXPECT_EQ(DifferenceOf(Report(), Report()), ""); }

TEST(DifferenceTest, NamesTheProgramAndTheSectionsThatAreOthers) {
  v1::Document now = Report();
  now.mutable_producers(1)->set_version("1.1.0");
  now.mutable_producers(1)->set_digest("fedcba9876543210");
  now.mutable_sections(0)->mutable_blocks(0)->mutable_paragraph()->set_text("8 of 10");
  EXPECT_EQ(DifferenceOf(Report(), now),
            "the plugin of energy is version 1.1.0 (digest fedcba987654), and was version 1.0.0 "
            "(digest 0123456789ab). The section 'Title of status' differs.");
}

TEST(DifferenceTest, NamesWhoIsThereOnceOnly) {
  v1::Document now = Report();
  now.mutable_producers()->RemoveLast();
  AddProducer("ict", "2.0.0", "00", &now);
  AddSection("new", "x", &now);
  EXPECT_EQ(DifferenceOf(Report(), now),
            "the plugin of energy took part then and does not now and the plugin of ict takes part "
            "now and did not then. The section 'Title of new' differs.");
}

TEST(DifferenceTest, NamesAFewSectionsOnly) {
  v1::Document then;
  v1::Document now;
  for (const char* id : {"a", "b", "c", "d", "e", "f", "g"}) {
    AddSection(id, "then", &then);
    AddSection(id, "now", &now);
  }
  EXPECT_EQ(DifferenceOf(then, now),
            "The sections 'Title of a', 'Title of b', 'Title of c', 'Title of d', 'Title of e' and "
            "2 more differ.");
}

}  // namespace
}  // namespace sheaf::publications
