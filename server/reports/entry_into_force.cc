// The queues of binding instruments: what waits for signature, for ratification and force, and what
// is in force among some only.
#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "plugins/sdk/layout.h"
#include "server/reports/finding_list.h"
#include "server/reports/instruments.h"
#include "server/reports/layouts.h"
#include "server/reports/line_cells.h"
#include "server/reports/rules.h"
#include "server/reports/timeliness.h"

namespace sheaf::reports {
namespace {

using layout::TableLayout;

// More instruments than these of one queue have no row; they are counted.
constexpr size_t kMostRows = 500;

// An instrument and its plan.
struct Placed {
  const PlanAssessment* plan;
  Instrument instrument;
};

using Placements = std::map<Queue, std::vector<Placed>>;

Placements PlaceAll(const Material& material) {
  Placements placements;
  for (const PlanAssessment& plan : material.parts.front().plans) {
    for (Instrument& instrument : InstrumentsOf(*material.view, plan, material.effective)) {
      const Queue queue = instrument.queue;
      placements[queue].push_back({&plan, std::move(instrument)});
    }
  }
  return placements;
}

int64_t SizeOf(const Placements& placements, Queue queue) {
  const auto found = placements.find(queue);
  return found == placements.end() ? 0 : static_cast<int64_t>(found->second.size());
}

int64_t AllOf(const Placements& placements) {
  int64_t all = 0;
  for (const Queue queue : kQueues) all += SizeOf(placements, queue);
  return all;
}

v1::Cell NumberOf(const std::optional<int64_t>& number, int64_t participants) {
  if (!number) return layout::Missing(v1::NOT_REPORTED);
  // More may have signed than take part today.
  return participants < *number ? layout::Count(*number) : layout::Share(*number, participants);
}

v1::Cell OutstandingCell(const Membership& membership, const Instrument& instrument) {
  const Outstanding& outstanding = instrument.outstanding;
  if (!outstanding.known) return layout::Missing(v1::NOT_REPORTED);
  std::vector<std::string> who;
  for (const std::string& state : outstanding.named) who.push_back(membership.TitleOf(state));
  if (outstanding.unnamed > 0) {
    who.push_back(std::to_string(outstanding.unnamed) + (who.empty() ? "" : " more") +
                  ", not named");
  }
  return layout::Text(who.empty() ? "nobody" : FewOf(who, 50));
}

v1::Cell StatedDate(PartialDate date) {
  return date.stated() ? layout::Date(date.ToString()) : layout::Missing(v1::NOT_REPORTED);
}

v1::Cell AgeCell(PartialDate last_word, PartialDate effective) {
  if (!last_word.stated()) return layout::Missing(v1::NOT_REPORTED);
  return layout::Count(MonthsBetween(last_word, effective));
}

v1::Cell InstrumentCell(const model::View& view, const Placed& placed) {
  const model::LineRow& line = placed.plan->tree.lines[placed.instrument.row];
  return layout::From(layout::Text(TitleWithCode(view, line)),
                      view.NameOf(placed.plan->tree.plan, line));
}

// The last word on the path; of an instrument that is on no step of it, what else was said.
std::string WordOf(const model::View& view, const Placed& placed) {
  if (placed.instrument.word == 0) {
    return WordText(view, *placed.plan, placed.plan->states[placed.instrument.row]);
  }
  return WordTitle(*placed.plan->tree.rules, view.Text(placed.instrument.word));
}

TableLayout MakeTable(std::string_view title, v1::Section* section) {
  TableLayout table(layout::AddTable(section, title));
  // What is outstanding stands where it is read first: a narrow window cuts the end of a row.
  table.Column("instrument", "Instrument").Column("outstanding", "Outstanding");
  table.NumberColumn("signed", "Signed by").NumberColumn("ratified", "Ratified by");
  table.Column("since", "Since").Column("word", "Last reported as").Column("last_word", "Date");
  table.NumberColumn("age", "Age", "months").Column("lead_body", "In charge");
  return table;
}

void AddInstrument(const Material& material, const Placed& placed, TableLayout* table) {
  const Instrument& instrument = placed.instrument;
  const model::View& view = *material.view;
  table->Row({InstrumentCell(view, placed), OutstandingCell(*material.membership, instrument),
              NumberOf(instrument.signed_by, instrument.participants),
              NumberOf(instrument.ratified_by, instrument.participants),
              StatedDate(instrument.since), layout::Text(WordOf(view, placed)),
              StatedDate(instrument.last_word), AgeCell(instrument.last_word, material.effective),
              layout::Text(LeadBody(view, *placed.plan, instrument.row))});
}

void AddOther(const Material& material, const Placed& placed, TableLayout* table) {
  const Instrument& instrument = placed.instrument;
  const model::View& view = *material.view;
  table->Row({InstrumentCell(view, placed), layout::Text(WordOf(view, placed)),
              StatedDate(instrument.last_word), AgeCell(instrument.last_word, material.effective),
              layout::Text(LeadBody(view, *placed.plan, instrument.row))});
}

using AddOne = void (*)(const Material&, const Placed&, TableLayout*);

void AddRows(const Material& material, const std::vector<Placed>& placed, AddOne add,
             TableLayout* table, v1::Section* section) {
  const size_t shown = std::min(placed.size(), kMostRows);
  for (size_t i = 0; i < shown; ++i) add(material, placed[i], table);
  if (shown == placed.size()) return;
  layout::AddParagraph(section, std::string(TitleOf(placed.front().instrument.queue)) +
                                    ": the first " + std::to_string(shown) + " of " +
                                    std::to_string(placed.size()) +
                                    " instruments are listed, in the order of the plans; all are "
                                    "counted.");
}

// What a section of one queue says first, and where it is empty.
struct QueueText {
  Queue queue;
  std::string_view id, meaning, none;
};

constexpr QueueText kQueueTexts[] = {
    {Queue::kAwaitingSignature, "awaiting-signature",
     "The last word on the path says that signatures are pending, or a number says that not all "
     "have signed. Outstanding are those who have still to sign.",
     "No instrument is reported as waiting for signature."},
    {Queue::kAwaitingForce, "awaiting-force",
     "Signed as far as is known, and not reported as in force. Outstanding are those who have "
     "still to ratify; where nobody is, the word that it has entered into force is missing.",
     "No instrument is reported as waiting for ratification or force."},
    {Queue::kInForceForSome, "in-force-for-some",
     "In force, but not known to be ratified by all who take part on the effective date. "
     "Outstanding are those who have still to ratify.",
     "No instrument is in force among some only."},
};

void AddQueueSection(const Material& material, const QueueText& text, const Placements& placements,
                     v1::Document* document) {
  v1::Section* section = document->add_sections();
  *section = layout::MakeSection(text.id, TitleOf(text.queue), document->sector());
  const auto found = placements.find(text.queue);
  if (found == placements.end()) {
    layout::AddParagraph(section, text.none);
    return;
  }
  layout::AddParagraph(section, text.meaning);
  TableLayout table = MakeTable(TitleOf(text.queue), section);
  AddRows(material, found->second, AddInstrument, &table, section);
}

// Instruments that wait for nobody.
void AddOthers(const Material& material, const Placements& placements, v1::Document* document) {
  v1::Section* section = document->add_sections();
  *section = layout::MakeSection("others", "Other instruments", document->sector());
  const Queue others[] = {Queue::kInForceForAll, Queue::kBeforeSignature, Queue::kLeftOut};
  const bool any = std::any_of(std::begin(others), std::end(others),
                               [&](Queue queue) { return placements.contains(queue); });
  if (!any) {
    layout::AddParagraph(section, "There is no other instrument.");
    return;
  }
  TableLayout table(layout::AddTable(section, "Other instruments"));
  table.Column("instrument", "Instrument").Column("word", "Last reported as");
  table.Column("last_word", "Date").NumberColumn("age", "Age", "months");
  table.Column("lead_body", "In charge");
  for (const Queue queue : others) {
    const auto found = placements.find(queue);
    if (found == placements.end()) continue;
    table.Group(TitleOf(queue));
    AddRows(material, found->second, AddOther, &table, section);
  }
}

std::string_view NeededFor(Queue queue) {
  switch (queue) {
    case Queue::kAwaitingSignature:
      return "Signatures";
    case Queue::kAwaitingForce:
      return "Ratifications, or word that it has entered into force";
    case Queue::kInForceForSome:
      return "Further ratifications, or word of how many there are";
    case Queue::kBeforeSignature:
      return "A text that is up for signature";
    default:
      return "Nothing";
  }
}

void AddSummary(const Material& material, const Placements& placements, v1::Document* document) {
  v1::Section* section = document->add_sections();
  *section = layout::MakeSection("summary", "At a glance", document->sector());
  const int64_t all = AllOf(placements);
  if (all == 0) {
    layout::AddParagraph(section,
                         "No counted line of the sector is a binding instrument: none is declared "
                         "binding, and none of no declared kind has a word on pending signature, "
                         "ratification or force (" +
                             std::string(kEntryIntoForceRule) + ").");
    return;
  }
  TableLayout table(layout::AddTable(section, "Binding instruments by queue"));
  table.Column("queue", "Queue").NumberColumn("instruments", "Instruments");
  table.Column("needed", "What is needed");
  for (const Queue queue : kQueues) {
    table.Row({layout::Text(TitleOf(queue)), layout::Count(SizeOf(placements, queue)),
               layout::Text(NeededFor(queue))});
  }
  table.Row({layout::Text("All"), layout::Count(all), layout::Blank()}, v1::TOTAL);
  if (material.totals.counted_elsewhere > 0) {
    layout::AddParagraph(section,
                         "Instruments that another line of their shared initiative counts are "
                         "listed there and not here (" +
                             std::string(kSharedRule) + ").");
  }
}

// What one member state has still to do, as far as names are reported.
struct ToDo {
  int64_t to_sign = 0;
  int64_t to_ratify = 0;
  int64_t in_force_without = 0;
  std::vector<std::string> codes;
};

std::map<std::string, ToDo> ToDoByState(const model::View& view, const Placements& placements) {
  std::map<std::string, ToDo> todo;
  for (const auto& [queue, all] : placements) {
    for (const Placed& placed : all) {
      for (const std::string& state : placed.instrument.outstanding.named) {
        ToDo& one = todo[state];
        one.to_sign += queue == Queue::kAwaitingSignature ? 1 : 0;
        one.to_ratify += queue == Queue::kAwaitingForce ? 1 : 0;
        one.in_force_without += queue == Queue::kInForceForSome ? 1 : 0;
        one.codes.emplace_back(view.Text(placed.plan->tree.lines[placed.instrument.row].code));
      }
    }
  }
  return todo;
}

void AddByMemberState(const Material& material, const Placements& placements,
                      v1::Document* document) {
  v1::Section* section = document->add_sections();
  *section =
      layout::MakeSection("member-states", "Outstanding, by member state", document->sector());
  const auto todo = ToDoByState(*material.view, placements);
  if (todo.empty()) {
    layout::AddParagraph(section, "No signature or ratification is outstanding by name.");
    return;
  }
  layout::AddParagraph(section,
                       "Only what is known by name. Signatures and ratifications that are "
                       "reported as a number cannot be put down to a member state.");
  TableLayout table(layout::AddTable(section, "Outstanding by name"));
  table.Column("member_state", "Member state").NumberColumn("to_sign", "To sign");
  table.NumberColumn("to_ratify", "To ratify");
  table.NumberColumn("in_force_without", "In force without it");
  table.Column("instruments", "Instruments");
  for (const auto& [state, one] : todo) {
    table.Row(
        {layout::From(layout::Text(material.membership->TitleOf(state)), "memberStates/" + state),
         layout::Count(one.to_sign), layout::Count(one.to_ratify),
         layout::Count(one.in_force_without), layout::Text(FewOf(one.codes))});
  }
}

}  // namespace

absl::StatusOr<v1::Document> LayOutEntryIntoForce(const Material& material) {
  const Part& part = material.parts.front();
  v1::Document document = DocumentOf(part, "entry-into-force", "entry into force");
  const Placements placements = PlaceAll(material);
  AddSummary(material, placements, &document);
  if (AllOf(placements) == 0) return document;
  for (const QueueText& text : kQueueTexts) {
    AddQueueSection(material, text, placements, &document);
  }
  AddOthers(material, placements, &document);
  AddByMemberState(material, placements, &document);
  return document;
}

}  // namespace sheaf::reports
