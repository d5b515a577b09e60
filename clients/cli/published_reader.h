// What reading any file of printed figures has in common. For published_file.cc and
// published_review_file.cc alone.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "clients/cli/cells.h"
#include "clients/cli/published_file.h"

namespace sheaf::cli {

inline constexpr std::string_view kAllSubjects = "all";

// What the cells "annual", "subset" and so on stand for.
const Words<v1::FigureExtent>& FigureExtents();

// Reads one file. Not thread-safe; `document` and `table` must outlive it.
class PublishedReader {
 public:
  PublishedReader(const FileTable& table, const PublishedDocument& document,
                  std::vector<std::string_view> known, FileProblems& problems)
      : document_(document), cells_(table, std::move(known), problems) {}

  Cells& cells() { return cells_; }

  // Takes what `read` makes of each row.
  FileRecords<v1::PublishedFigure> Read(const std::function<void(PublishedReader&)>& read);

  // A figure of the document, about `subject`.
  v1::PublishedFigure About(const std::string& subject) const;
  // What `column` prints, or that it prints nothing.
  void SetPrinted(std::string_view column, v1::PublishedFigure* figure);
  // Adds the figure under the file's own `id`, or under one made of what it is about.
  void Add(v1::PublishedFigure figure, const std::string& id = "");

 private:
  const PublishedDocument& document_;
  Cells cells_;
  FileRecords<v1::PublishedFigure> file_;
};

// Lower case letters and digits, with `separator` for anything between them.
std::string Slug(std::string_view text, char separator);

}  // namespace sheaf::cli
