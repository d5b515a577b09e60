#include "server/publications/difference.h"

#include <algorithm>
#include <map>
#include <vector>

#include "absl/strings/str_cat.h"
#include "server/sectors/records.h"
#include "server/sectors/wording.h"

namespace sheaf::publications {
namespace {

constexpr size_t kDigestShown = 12;
constexpr size_t kSectionsNamed = 5;

// "version 1.2.0 (digest 0123456789ab)".
std::string BuildOf(const v1::Producer& producer) {
  std::string text = "version " + producer.version();
  if (producer.digest().empty()) return text;
  return text + " (digest " + producer.digest().substr(0, kDigestShown) + ")";
}

std::string NameOf(const v1::Producer& producer) {
  return producer.digest().empty() ? producer.program() : "the plugin of " + producer.program();
}

std::map<std::string, const v1::Producer*> ByProgram(const v1::Document& document) {
  std::map<std::string, const v1::Producer*> by_program;
  for (const v1::Producer& producer : document.producers()) {
    by_program.emplace(producer.program(), &producer);
  }
  return by_program;
}

// One part for each program that is another one, or is there once only.
std::vector<std::string> OtherPrograms(const v1::Document& then, const v1::Document& now) {
  std::vector<std::string> others;
  auto today = ByProgram(now);
  for (const v1::Producer& producer : then.producers()) {
    const auto found = today.extract(producer.program());
    if (found.empty()) {
      others.push_back(NameOf(producer) + " took part then and does not now");
    } else if (BuildOf(*found.mapped()) != BuildOf(producer)) {
      others.push_back(absl::StrCat(NameOf(producer), " is ", BuildOf(*found.mapped()),
                                    ", and was ", BuildOf(producer)));
    }
  }
  for (const auto& [program, producer] : today) {
    others.push_back(NameOf(*producer) + " takes part now and did not then");
  }
  return others;
}

std::map<std::string, const v1::Section*> ById(const v1::Document& document) {
  std::map<std::string, const v1::Section*> by_id;
  for (const v1::Section& section : document.sections()) by_id.emplace(section.id(), &section);
  return by_id;
}

std::vector<std::string> OtherSections(const v1::Document& then, const v1::Document& now) {
  std::vector<std::string> titles;
  auto today = ById(now);
  for (const v1::Section& section : then.sections()) {
    const auto found = today.extract(section.id());
    if (!found.empty() && sectors::BytesOf(*found.mapped()) == sectors::BytesOf(section)) continue;
    titles.push_back(sectors::Quoted(section.title()));
  }
  for (const auto& [id, section] : today) titles.push_back(sectors::Quoted(section->title()));
  return titles;
}

std::string Sentence(const std::string& text) { return text.empty() ? "" : text + "."; }

}  // namespace

std::string DifferenceOf(const v1::Document& then, const v1::Document& now) {
  const std::string programs = Sentence(sectors::Listed(OtherPrograms(then, now)));
  std::vector<std::string> titles = OtherSections(then, now);
  if (titles.empty()) return programs;
  const size_t count = titles.size();
  if (count > kSectionsNamed) {
    titles.resize(kSectionsNamed);
    titles.push_back(absl::StrCat(count - kSectionsNamed, " more"));
  }
  return absl::StrCat(programs, programs.empty() ? "" : " ",
                      count == 1 ? "The section " : "The sections ", sectors::Listed(titles),
                      count == 1 ? " differs." : " differ.");
}

}  // namespace sheaf::publications
