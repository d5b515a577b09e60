// Documents for tests, written as text.
#pragma once

#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <string>

#include "sheaf/v1/document.pb.h"

namespace sheaf::reports {

inline v1::Document DocumentOf(const std::string& text) {
  v1::Document document;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &document)) << text;
  return document;
}

// A document of one section with one block.
inline v1::Document BlockOf(const std::string& block) {
  return DocumentOf("sections { id: 's' title: 'Section' blocks { " + block + " } }");
}

}  // namespace sheaf::reports
