// What the results of an IATI activity say, as updates and figures.
#pragma once

#include <string>
#include <string_view>

#include "clients/cli/exchange/plan_records.h"
#include "pugixml.hpp"

namespace sheaf::cli::exchange::iati {

// Where things stand in one file, for people.
class Position {
 public:
  Position(std::string file, std::string_view bytes) : file_(std::move(file)), bytes_(bytes) {}

  const std::string& file() const { return file_; }
  // The line of `node`, and its path with the place among those of its name:
  // "result[2]/indicator[1]".
  Place Of(pugi::xml_node node) const;

 private:
  std::string file_;
  std::string_view bytes_;
};

// The first narrative of the child `name`.
std::string TextOf(pugi::xml_node node, const char* name);

// Whose results are read.
struct Reporter {
  // The line's code, where it is the activity of a line that Sheaf wrote; its results may be
  // updates.
  std::string line_code;
  // True where Sheaf wrote it: then indicators are what their code says, and else what the manifest
  // finds.
  bool is_ours = false;
  // For what others wrote: where figures come from, and the one country that they are of; may be
  // empty.
  std::string source, source_ref, member_state;
  std::string sector;
};

// Reads the results of `activity` into `content`. What cannot be read is told in its notes; what
// Sheaf wrote and somebody broke, in its problems.
void ReadResults(pugi::xml_node activity, const Reporter& reporter, const ReadingScope& scope,
                 const Position& position, FileContent& content);

}  // namespace sheaf::cli::exchange::iati
