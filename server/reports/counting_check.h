// Reads a document as a person would and says where it breaks the counting rules that must hold
// everywhere (README, "What holds always"): for the conformance suite and for tests.
#pragma once

#include <string>
#include <vector>

#include "sheaf/v1/document.pb.h"

namespace sheaf::reports {

// What is broken and where, a text each; empty is good. A rule is checked where the document shows
// enough: classes beside their "counted_lines", totals below their rows, shares, rows of a tree.
std::vector<std::string> BrokenCountingRules(const v1::Document& document);

}  // namespace sheaf::reports
