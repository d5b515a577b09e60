// The tree that the lines of a plan make.
#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>

#include "server/base/resource_name.h"
#include "server/sectors/line_checks.h"
#include "server/sectors/wording.h"

namespace sheaf::sectors {
namespace {

constexpr int kNone = -1;
constexpr size_t kMostCodesShown = 8;

class Tree {
 public:
  Tree(Problems& problems, const std::vector<v1::Line>& lines, const Rules& rules)
      : problems_(problems), lines_(lines), rules_(rules), parents_(lines.size(), kNone) {
    rows_.reserve(lines.size());
    for (size_t row = 0; row < lines.size(); ++row)
      rows_[Code(row)].push_back(static_cast<int>(row));
  }

  void Check() {
    CheckDuplicates();
    for (int row = 0; row < Size(); ++row) FindParent(row);
    CheckCircles();
    if (rules_.manifest().levels().empty()) return;
    for (int row = 0; row < Size(); ++row) CheckPlace(row);
  }

 private:
  int Size() const { return static_cast<int>(lines_.size()); }
  std::string_view Code(size_t row) const { return IdOf(lines_[row].name()); }
  FieldCheck At(int row) const { return FieldCheck(&problems_, row); }

  // Every row of a code that is there twice is told, so that each can be found.
  void CheckDuplicates() {
    for (int row = 0; row < Size(); ++row) {
      const std::vector<int>& rows = rows_[Code(row)];
      if (rows.size() == 1) continue;
      At(row).Fail("name", "line code " + Quoted(Code(row)) + " is given to " +
                               std::to_string(rows.size()) +
                               " lines of this import; give each line a code of its own");
    }
  }

  void FindParent(int row) {
    const std::string& code = lines_[row].parent_code();
    if (code.empty()) return;
    const auto found = rows_.find(code);
    if (found != rows_.end()) {
      parents_[row] = found->second.front();
    } else {
      At(row).Fail("parent_code", "there is no line " + Quoted(code) +
                                      " in this import; correct the code, or add the line");
    }
  }

  // Walks up from every row; a walk that meets itself has found a circle.
  void CheckCircles() {
    std::vector<int> seen_by(lines_.size(), kNone);
    for (int start = 0; start < Size(); ++start) {
      int row = start;
      while (row != kNone && seen_by[row] == kNone) {
        seen_by[row] = start;
        row = parents_[row];
      }
      if (row != kNone && seen_by[row] == start) TellCircle(row);
    }
  }

  void TellCircle(int start) {
    std::vector<int> circle;
    int row = start;
    do {
      circle.push_back(row);
      row = parents_[row];
    } while (row != start);
    const int first = *std::min_element(circle.begin(), circle.end());
    std::rotate(circle.begin(), std::find(circle.begin(), circle.end(), first), circle.end());
    std::string path(Code(first));
    for (size_t i = 1; i < std::min(circle.size(), kMostCodesShown); ++i) {
      path += " under " + std::string(Code(circle[i]));
    }
    if (circle.size() > kMostCodesShown) path += " under ...";
    At(first).Fail("parent_code", "the parents go round in a circle: " + path + " under " +
                                      std::string(Code(first)) +
                                      "; put one of these lines under another line, or at the top");
  }

  void CheckPlace(int row) {
    const v1::Line& line = lines_[row];
    const v1::LevelDefinition* level = rules_.Level(line.level());
    if (level == nullptr) return;
    const std::vector<std::string> under(level->under().begin(), level->under().end());
    if (line.parent_code().empty() && !under.empty()) {
      At(row).Fail("parent_code", "is empty, and a line of level " + line.level() +
                                      " stands under " + Listed(under, "or") +
                                      "; write the code of the line above");
    }
    if (parents_[row] != kNone) CheckAbove(row, lines_[parents_[row]], under);
  }

  void CheckAbove(int row, const v1::Line& parent, const std::vector<std::string>& under) {
    if (std::find(under.begin(), under.end(), parent.level()) != under.end()) return;
    const std::string where = under.empty() ? "stands at the top, under no other line"
                                            : "may stand under " + Listed(under, "or");
    At(row).Fail("level", "a line of level " + lines_[row].level() + " " + where + ", but " +
                              std::string(IdOf(parent.name())) + " above it is of level " +
                              Quoted(parent.level()) + "; correct the level or the parent");
  }

  Problems& problems_;
  const std::vector<v1::Line>& lines_;
  const Rules& rules_;
  std::unordered_map<std::string_view, std::vector<int>> rows_;
  std::vector<int> parents_;
};

}  // namespace

void CheckTree(Problems& problems, const std::vector<v1::Line>& lines, const Rules& rules) {
  Tree(problems, lines, rules).Check();
}

}  // namespace sheaf::sectors
