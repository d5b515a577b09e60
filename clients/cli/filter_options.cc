#include "clients/cli/filter_options.h"

#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"

namespace sheaf::cli {
namespace {

using Values = google::protobuf::RepeatedPtrField<std::string>;

void AddValues(CLI::App& command, const char* name, const char* type, const char* description,
               Values& values) {
  command
      .add_option_function<std::vector<std::string>>(
          name,
          [&values](const std::vector<std::string>& given) {
            values.Assign(given.begin(), given.end());
          },
          description)
      ->delimiter(',')
      ->type_name(type);
}

void AddSectors(CLI::App& command, Values& values) {
  AddValues(command, "--sector", "S", "Of plans of this sector; - for plans without one", values);
}

template <typename Filter>
void AddChangedSince(CLI::App& command, Filter& filter) {
  command
      .add_option_function<int64_t>(
          "--changed-since",
          [&filter](int64_t revision) { filter.set_changed_since_revision(revision); },
          "Changed after this revision")
      ->type_name("REV");
}

void AddDate(CLI::App& command, const char* name, const char* description, std::string& date) {
  command.add_option(name, date, description)->type_name("DATE");
}

std::string ParseKinds(const std::vector<std::string>& words, v1::FigureFilter& filter) {
  for (const std::string& word : words) {
    v1::ObservationKind kind{};
    if (!v1::ObservationKind_Parse(absl::AsciiStrToUpper(word), &kind) || kind == 0) {
      return "found '" + word +
             "', expected one of actual, estimate, forecast, proxy, carried_forward";
    }
    filter.add_kinds(kind);
  }
  return "";
}

std::string ParseClasses(const std::vector<std::string>& words, v1::LineFilter& filter) {
  for (const std::string& word : words) {
    v1::HeadlineClass headline{};
    if (!v1::HeadlineClass_Parse("HEADLINE_" + absl::AsciiStrToUpper(word), &headline) ||
        headline == 0) {
      return "found '" + word +
             "', expected one of completed, in_progress, not_started, not_reported, excluded";
    }
    filter.add_headline_classes(headline);
  }
  return "";
}

// What reports count.
void AddCounting(CLI::App& command, v1::LineFilter& filter) {
  command
      .add_option_function<std::vector<std::string>>(
          "--class",
          [&filter](const std::vector<std::string>& words) {
            const std::string error = ParseClasses(words, filter);
            if (!error.empty()) throw CLI::ValidationError("--class", error);
          },
          "Counted in this class of reports, between commas")
      ->delimiter(',')
      ->type_name("completed|in_progress|not_started|not_reported|excluded");
  command.add_flag_callback(
      "--overdue", [&filter] { filter.set_overdue(true); }, "Counted, and overdue");
}

std::string ParseReview(const std::vector<std::string>& words, v1::UpdateFilter& filter) {
  for (const std::string& word : words) {
    v1::ReviewState state{};
    if (!v1::ReviewState_Parse(absl::AsciiStrToUpper(word), &state) || state == 0) {
      return "found '" + word +
             "', expected one of draft, returned, submitted, deemed_accepted, verified, published";
    }
    filter.add_review_states(state);
  }
  return "";
}

// A revision, or how far it had been checked when it said something else.
std::string ParseChangedSince(const std::string& text, v1::UpdateFilter& filter) {
  if (text == "verified" || text == "published") {
    filter.set_changed_since(text == "verified" ? v1::VERIFIED : v1::PUBLISHED);
    return "";
  }
  int64_t revision = 0;
  if (!absl::SimpleAtoi(text, &revision)) {
    return "found '" + text + "', expected a revision, or verified or published";
  }
  filter.set_changed_since_revision(revision);
  return "";
}

void AddReview(CLI::App& command, v1::UpdateFilter& filter) {
  command
      .add_option_function<std::vector<std::string>>(
          "--review",
          [&filter](const std::vector<std::string>& words) {
            const std::string error = ParseReview(words, filter);
            if (!error.empty()) throw CLI::ValidationError("--review", error);
          },
          "Checked so far, between commas")
      ->delimiter(',')
      ->type_name("draft|returned|submitted|deemed_accepted|verified|published");
  command
      .add_option_function<std::string>(
          "--changed-since",
          [&filter](const std::string& text) {
            const std::string error = ParseChangedSince(text, filter);
            if (!error.empty()) throw CLI::ValidationError("--changed-since", error);
          },
          "Changed after this revision; or saying something else than when it was verified, or "
          "published, last")
      ->type_name("REV|verified|published");
}

}  // namespace

void AddFilter(CLI::App& command, v1::PlanFilter& filter) {
  AddSectors(command, *filter.mutable_sectors());
  AddChangedSince(command, filter);
}

void AddFilter(CLI::App& command, v1::LineFilter& filter) {
  AddSectors(command, *filter.mutable_sectors());
  AddValues(command, "--level", "LEVEL", "On this level of the tree", *filter.mutable_levels());
  AddValues(command, "--state", "STATE",
            "In this state now, or at --effective: completed, in_progress, not_reported ...",
            *filter.mutable_states());
  AddCounting(command, filter);
  AddValues(command, "--member", "ISO3", "In which this member state takes part",
            *filter.mutable_member_states());
  AddValues(command, "--tag", "TAG", "With this tag", *filter.mutable_tags());
  AddValues(command, "--lead-body", "BODY", "Led by this body, or under a line that is",
            *filter.mutable_lead_bodies());
  AddDate(command, "--planned-from", "Planned at this time (2020, 2020-11) or later",
          *filter.mutable_planned_from());
  AddDate(command, "--planned-to", "Planned at this time or earlier", *filter.mutable_planned_to());
  AddChangedSince(command, filter);
}

void AddFilter(CLI::App& command, v1::UpdateFilter& filter) {
  AddSectors(command, *filter.mutable_sectors());
  AddValues(command, "--status", "WORD", "With this status, in the sector's own word",
            *filter.mutable_reported_statuses());
  AddValues(command, "--member", "ISO3", "Of this member state; - for those of the region",
            *filter.mutable_member_states());
  AddDate(command, "--effective-from", "About this time (2020, 2020-11) or later",
          *filter.mutable_effective_from());
  AddDate(command, "--effective-to", "About this time or earlier", *filter.mutable_effective_to());
  AddReview(command, filter);
}

void AddFilter(CLI::App& command, v1::FigureFilter& filter, bool of_observations) {
  if (of_observations) {
    AddValues(command, "--member", "ISO3", "Of this member state; - for those of the region",
              *filter.mutable_member_states());
    command
        .add_option_function<std::vector<std::string>>(
            "--kind",
            [&filter](const std::vector<std::string>& words) {
              const std::string error = ParseKinds(words, filter);
              if (!error.empty()) throw CLI::ValidationError("--kind", error);
            },
            "Of this kind")
        ->delimiter(',')
        ->type_name("actual|estimate|forecast|proxy|carried_forward");
  }
  AddChangedSince(command, filter);
}

}  // namespace sheaf::cli
