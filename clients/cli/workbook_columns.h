// What each column of the workbook of a form is like: its name for people, its kind, how wide it
// is, and what is said of it while it is filled in.
#pragma once

#include <string>
#include <vector>

#include "sheaf/v1/manifest.pb.h"

namespace sheaf::cli {

struct WorkbookColumn {
  enum Kind {
    // Closed to writing: what the row is about, in a word or at length.
    kAbout,
    kLongAbout,
    // Open: a short text, a long one, a number.
    kText,
    kLongText,
    kNumber,
    // A text, checked as it is typed.
    kDate,
    // One of a list.
    kStatus,
    kMemberState,
    kChange,
    kChoice,
  };

  std::string name;
  // For people.
  std::string title;
  Kind kind = kText;
  double width = 14;
  // At most 255 characters; empty for none.
  std::string hint = {};
  std::vector<std::string> choices = {};
};

// Of a column of a form: one that update files have, or an attribute.
WorkbookColumn WorkbookColumnOf(const std::string& name,
                                const std::vector<v1::AttributeDefinition>& attributes);

}  // namespace sheaf::cli
