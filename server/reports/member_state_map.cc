// The map of sectors and member states: how far each state is, how much it has said, and when last.
#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "plugins/sdk/layout.h"
#include "server/reports/class_tables.h"
#include "server/reports/layouts.h"
#include "server/reports/line_cells.h"
#include "server/reports/listing.h"
#include "server/reports/rules.h"

namespace sheaf::reports {
namespace {

using layout::TableLayout;

// More sectors and plans than these have no column; their lines are in the column of all.
constexpr size_t kMostColumns = 40;

// Why a cell is empty.
constexpr std::string_view kNobody = "No counted line here is reported by member state.";
constexpr std::string_view kNoPart =
    "It takes part in no line here that member states report on, or has withdrawn from all.";
constexpr std::string_view kSilent =
    "It has said nothing of the lines here that it takes part in: that is not known, and not "
    "nought.";

// How far one state is in what a column is about.
struct Standing {
  const ClassCounts* counts = nullptr;  // null where it takes part in nothing that states report on
  MemberPart part;
};

Standing StandingOf(const Totals& totals, const std::string& state) {
  Standing standing;
  const auto counts = totals.members.find(state);
  const auto part = totals.takes_part.find(state);
  if (counts != totals.members.end() && counts->second.Counted() > 0) {
    standing.counts = &counts->second;
  }
  if (part != totals.takes_part.end()) standing.part = part->second;
  return standing;
}

v1::Cell Without(v1::MissingReason reason, int note) {
  return layout::WithNote(layout::WithTone(layout::Missing(reason), v1::MUTED), note);
}

v1::Tone ToneOf(int64_t completed, int64_t all) {
  if (completed == all) return v1::GOOD;
  return completed == 0 ? v1::CAUTION : v1::TONE_UNSPECIFIED;
}

// Lays out one grid: a row a member state, a column a sector, and one for all of them.
class Grid {
 public:
  Grid(const Material& material, std::string_view title, v1::Section* section)
      : material_(material), table_(layout::AddTable(section, title)) {
    table_.Column("member_state", "Member state");
    for (const Part& part : material.parts) {
      // A plan of no sector that no state reports on would be a column of nothing.
      if (part.sector.empty() && part.totals.reported_by_states == 0) continue;
      if (columns_.size() == kMostColumns) {
        ++left_out_;
        continue;
      }
      columns_.push_back(&part.totals);
      table_.NumberColumn(IdOf(part), part.title);
    }
    columns_.push_back(&material.totals);
    table_.NumberColumn("all", "All sectors and plans");
  }

  int Note(std::string_view text) { return table_.Note(text); }

  // `of` makes the cell of a state that takes part in something, and has said something of it
  // unless `of_silent`.
  void Fill(bool of_silent, const std::function<v1::Cell(const Standing&)>& of) {
    for (const auto& [title, state] : StatesByTitle(material_.totals, *material_.membership)) {
      std::vector<v1::Cell> cells = {layout::From(layout::Text(title), "memberStates/" + state)};
      for (const Totals* totals : columns_) cells.push_back(CellOf(*totals, state, of_silent, of));
      table_.Row(std::move(cells));
    }
  }

  size_t left_out() const { return left_out_; }

 private:
  static std::string IdOf(const Part& part) {
    std::string id = part.sector.empty() ? "plan_" + part.plan : part.sector;
    for (char& c : id)
      c = absl::ascii_isalnum(static_cast<unsigned char>(c))
              ? absl::ascii_tolower(static_cast<unsigned char>(c))
              : '_';
    return id;
  }

  v1::Cell CellOf(const Totals& totals, const std::string& state, bool of_silent,
                  const std::function<v1::Cell(const Standing&)>& of) {
    if (totals.reported_by_states == 0) return Without(v1::NOT_REPORTED, table_.Note(kNobody));
    const Standing standing = StandingOf(totals, state);
    if (standing.counts == nullptr || standing.counts->Denominator() == 0) {
      return Without(v1::NOT_APPLICABLE, table_.Note(kNoPart));
    }
    if (!of_silent && standing.part.words == 0)
      return Without(v1::NOT_REPORTED, table_.Note(kSilent));
    return of(standing);
  }

  const Material& material_;
  TableLayout table_;
  std::vector<const Totals*> columns_;
  size_t left_out_ = 0;
};

v1::Section* AddSection(std::string_view id, std::string_view title, std::string_view says,
                        v1::Document* document) {
  v1::Section* section = document->add_sections();
  *section = layout::MakeSection(id, title, "");
  layout::AddParagraph(section, says);
  return section;
}

void AddAchievement(const Material& material, v1::Document* document) {
  v1::Section* section = AddSection(
      "achievement", "Completed, by member state",
      absl::StrCat(
          material.membership->codes().size(), " member states on ", material.effective.ToString(),
          ". Lines that the state itself has completed, of those in which it takes part and "
          "on which member states report."),
      document);
  Grid grid(material, "Completed, by member state and sector", section);
  const int rule = grid.Note(
      absl::StrCat("Of the lines in which it takes part and on which member states report, without "
                   "those that it "
                   "has withdrawn from (",
                   std::string(kStateRule), ", ", std::string(kHeadlineRule),
                   "). Marked are all of them and none of them."));
  grid.Fill(/*of_silent=*/false, [rule](const Standing& standing) {
    const int64_t completed = standing.counts->Of(v1::HEADLINE_COMPLETED);
    const int64_t all = standing.counts->Denominator();
    return layout::WithNote(layout::WithTone(layout::Share(completed, all), ToneOf(completed, all)),
                            rule);
  });
  if (grid.left_out() > 0) {
    layout::AddParagraph(section, absl::StrCat(grid.left_out(),
                                               " further plans have no column; their lines are in "
                                               "the column of all."));
  }
}

void AddCoverage(const Material& material, v1::Document* document) {
  v1::Section* section = AddSection(
      "coverage", "Reported, by member state",
      "How much is known, beside how much is achieved: lines of which the state has said anything, "
      "of those in which it takes part and on which member states report.",
      document);
  Grid grid(material, "Reported, by member state and sector", section);
  const int rule = grid.Note(
      "A word is a fact or an event whose date has passed; what is planned is "
      "none.");
  grid.Fill(/*of_silent=*/true, [rule](const Standing& standing) {
    const int64_t words = standing.part.words, all = standing.part.reported;
    return layout::WithNote(layout::WithTone(layout::Share(words, all), ToneOf(words, all)), rule);
  });
}

void AddLatest(const Material& material, v1::Document* document) {
  v1::Section* section =
      AddSection("latest", "Latest word, by member state",
                 "The date of the latest that the state has said of any of these lines.", document);
  Grid grid(material, "Latest word, by member state and sector", section);
  grid.Fill(/*of_silent=*/false, [](const Standing& standing) {
    if (!standing.part.latest.stated()) return layout::Text("undated");
    return DateCell(standing.part.latest);
  });
}

void AddLines(const Material& material, v1::Document* document) {
  v1::Section* section =
      AddSection("lines", "Lines, by member state",
                 "Counted lines of all plans. On most lines one report is given for the region: "
                 "of these a single state's part is not known.",
                 document);
  TableLayout table(layout::AddTable(section, "Lines, by member state"));
  table.Column("member_state", "Member state").NumberColumn("lines", "Takes part in");
  table.NumberColumn("reported", "Of these, reported by member state");
  table.NumberColumn("words", "Of these, with a word from it");
  table.NumberColumn("completed", "Completed by it");
  const Listing listing = Listing::Of(material);
  for (const auto& [title, state] : StatesByTitle(material.totals, *material.membership)) {
    const Standing standing = StandingOf(material.totals, state);
    const v1::Cell lines = layout::Count(standing.part.lines);
    table.Row(
        {layout::From(layout::Text(title), "memberStates/" + state),
         material.membership->IsRegistered(state) ? listing.TakenPartInBy(state, lines) : lines,
         layout::Count(standing.part.reported), layout::Count(standing.part.words),
         layout::Count(standing.counts == nullptr ? 0
                                                  : standing.counts->Of(v1::HEADLINE_COMPLETED))});
  }
}

}  // namespace

absl::StatusOr<v1::Document> LayOutMemberStates(const Material& material) {
  v1::Document document;
  document.set_title("Member states and sectors");
  document.set_subtitle("How far each member state is, and how much it has said");
  document.set_format("member-states");
  if (StatesByTitle(material.totals, *material.membership).empty()) {
    AddSection("achievement", "Completed, by member state",
               "No member state is registered, and none has reported.", &document);
    return document;
  }
  AddAchievement(material, &document);
  AddCoverage(material, &document);
  AddLatest(material, &document);
  AddLines(material, &document);
  return document;
}

}  // namespace sheaf::reports
