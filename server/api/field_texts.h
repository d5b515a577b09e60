// The fields of a record as text, for comparing and for people; by reflection, so that a field that
// a record gets later is there too.
#pragma once

#include <string>
#include <vector>

#include "google/protobuf/message.h"

namespace sheaf::api {

struct FieldText {
  // "planned_end", "progress.value", "attributes[\"lead\"]", "evidence[0].title",
  // "statuses[\"signed\"].state": of a list of messages with an id, code or word, that stands in
  // place of the number, so that an entry put in between changes no other's path.
  std::string path;
  // Numbers as the shortest decimal, words of enumerations in lower case, a list of plain values
  // joined by "; ".
  std::string text;
  // Of the field of the record that it is in or is, among the fields of the message.
  int place = 0;
};

// The fields of `record` that are set, in the order of its message; map entries by key. Left out is
// what the server keeps of every version: name, revision, commit_time, etag, actor.
std::vector<FieldText> FieldTextsOf(const google::protobuf::Message& record);

}  // namespace sheaf::api
