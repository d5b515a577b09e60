#include "plugins/ict/projects.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace sheaf::ict {
namespace {

using plugin::Facts;
using plugin::ObservationView;
using sheaf::v1::Cell;
using sheaf::v1::Section;

constexpr std::string_view kProjects = "IC-K-05";
constexpr std::string_view kCompleted = "IC-K-06";

// Whole numbers of the region that are facts: nothing can be counted of an estimate.
std::vector<ObservationView> CountsOf(const Facts& facts, std::string_view kpi) {
  std::vector<ObservationView> counts = facts.data().ObservationsOf(kpi);
  std::erase_if(counts, [](const ObservationView& count) {
    const bool is_count =
        count.value && *count.value >= 0 && std::floor(*count.value) == *count.value;
    return !is_count || !count.member_state.empty() || count.kind != sheaf::v1::ACTUAL;
  });
  std::stable_sort(counts.begin(), counts.end(),
                   [](const auto& a, const auto& b) { return a.period < b.period; });
  return counts;
}

Cell CountCell(const ObservationView& count) {
  return layout::From(layout::Count(static_cast<int64_t>(*count.value)), count.name);
}

void AddYears(const std::vector<ProjectYear>& years, Section* section) {
  layout::TableLayout table(layout::AddTable(section, "Smart city projects, by year"));
  table.Column("year", "Year")
      .NumberColumn("projects", "Projects")
      .NumberColumn("completed", "Completed")
      .NumberColumn("share", "Completed of all")
      .Column("edition", "Printed in");
  for (const ProjectYear& year : years) {
    Cell completed =
        year.completed ? CountCell(*year.completed) : layout::Missing(sheaf::v1::NOT_REPORTED);
    if (!year.completed) {
      completed = layout::WithNote(
          completed, table.Note("Nobody has said how many were completed; that is not none."));
    }
    table.Row({layout::Date(year.all.period), CountCell(year.all), completed,
               year.completed ? layout::InPeriod(CompletedCell(year), "")
                              : layout::Missing(sheaf::v1::NOT_AVAILABLE),
               layout::Text(year.all.edition)});
  }
}

// A picture of two years and more; one pair of numbers needs none.
void AddYearsChart(const std::vector<ProjectYear>& years, Section* section) {
  if (years.size() < 2) return;
  sheaf::v1::Chart* chart = layout::AddChart(section, sheaf::v1::Chart::BARS,
                                             "Projects, and those completed", "Year", "Projects");
  chart->set_unit("projects");
  sheaf::v1::Series* all = chart->add_series();
  sheaf::v1::Series* completed = chart->add_series();
  all->set_title("All projects");
  completed->set_title("Completed");
  for (const ProjectYear& year : years) {
    chart->add_labels(std::string(year.all.period));
    all->add_points()->set_value(*year.all.value);
    sheaf::v1::Point* point = completed->add_points();
    if (year.completed) point->set_value(*year.completed->value);
  }
}

}  // namespace

std::vector<ProjectYear> ProjectYearsOf(const Facts& facts) {
  std::vector<ProjectYear> years;
  const std::vector<ObservationView> completed = CountsOf(facts, kCompleted);
  for (const ObservationView& all : CountsOf(facts, kProjects)) {
    ProjectYear& year = years.emplace_back(ProjectYear{all, std::nullopt});
    for (const ObservationView& part : completed) {
      const bool fits = part.period == all.period && part.edition == all.edition;
      if (fits && *part.value <= *all.value) year.completed = part;
    }
  }
  return years;
}

Cell CompletedCell(const ProjectYear& year) {
  if (!year.completed) {
    return layout::InPeriod(layout::Missing(sheaf::v1::NOT_REPORTED), year.all.period);
  }
  const Cell share = layout::Share(static_cast<int64_t>(*year.completed->value),
                                   static_cast<int64_t>(*year.all.value));
  return layout::From(layout::From(layout::InPeriod(share, year.all.period), year.completed->name),
                      year.all.name);
}

Section LayOutProjects(const Facts& facts) {
  Section section = layout::MakeSection("smart-city-projects", "Smart city projects", "ict");
  const std::vector<ProjectYear> years = ProjectYearsOf(facts);
  if (years.empty()) {
    layout::AddParagraph(&section, "No number of smart city projects (IC-K-05) is on record.");
    return section;
  }
  layout::AddParagraph(&section,
                       "Projects of the cities of the ASEAN Smart Cities Network (IC-K-05) and "
                       "those of them that are completed (IC-K-06), as one edition prints both. "
                       "The number of projects grows, so shares of two years compare only with "
                       "their counts.");
  AddYears(years, &section);
  AddYearsChart(years, &section);
  return section;
}

}  // namespace sheaf::ict
