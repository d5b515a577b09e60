// Collects findings, and keeps a report readable: of one rule and subject only so many are listed
// one by one; the rest is counted.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "sheaf/v1/document.pb.h"

namespace sheaf::reports {

// Not thread-safe.
class FindingList {
 public:
  // `most` findings of each rule are kept for each subject.
  explicit FindingList(size_t most) : most_(most) {}

  // What the findings that follow are about: a plan or sector for people ("Energy"), and its
  // sector's id.
  void About(std::string_view subject, std::string_view sector);
  void Add(std::string_view rule, v1::Severity severity, std::string text,
           std::vector<std::string> records);

  // Everything found: errors first, then by rule, then in the order found; where some were left
  // out, a finding that says how many.
  std::vector<v1::Finding> Take();

 private:
  struct LeftOut {
    v1::Severity severity = v1::NOTE;
    std::string sector;
    size_t found = 0;
  };

  const size_t most_;
  std::string subject_, sector_;
  std::vector<v1::Finding> findings_;
  std::map<std::pair<std::string, std::string>, LeftOut> counts_;  // by rule and subject
};

// Errors first, then by rule; the order is otherwise kept.
void SortFindings(std::vector<v1::Finding>* findings);

// "A, B, C and 7 more": at most `most` of them by name.
std::string FewOf(const std::vector<std::string>& names, size_t most = 20);

}  // namespace sheaf::reports
