#include "server/reports/written_updates.h"

#include <utility>

#include "server/base/status.h"
#include "server/sectors/records.h"
#include "server/sectors/review.h"

namespace sheaf::reports {

std::vector<WrittenText> TextsOf(const v1::Update& update) {
  std::vector<WrittenText> texts;
  const auto add = [&](std::string title, const std::string& text) {
    if (!text.empty()) texts.push_back({std::move(title), text});
  };
  add("Progress", update.narrative());
  add("Challenges", update.challenges());
  add("Recommendations", update.recommendations());
  add("Risk", update.risk());
  add("Mitigation", update.mitigation());
  add("Next steps", update.next_steps());
  return texts;
}

absl::StatusOr<std::vector<v1::Update>> ReadUpdates(const ledger::Ledger& ledger,
                                                    const std::vector<std::string>& names,
                                                    const model::View& view) {
  const ledger::Revision revision = view.revision();
  SHEAF_ASSIGN_OR_RETURN(const auto records, ledger.GetMany(names, revision));
  std::vector<v1::Update> updates;
  for (size_t i = 0; i < records.size(); ++i) {
    if (!records[i]) {
      return absl::DataLossError("the ledger has no record '" + names[i] + "' at revision " +
                                 std::to_string(revision) +
                                 ", which the model has; run `sheafd --check`");
    }
    SHEAF_ASSIGN_OR_RETURN(v1::Update update, sectors::UpdateOf(*records[i]));
    const ledger::Revision counted =
        sectors::CountedRevision(*records[i], update.review(), model::StateOf(view.level()));
    if (counted != records[i]->revision) {
      SHEAF_ASSIGN_OR_RETURN(const auto earlier, ledger.Get(names[i], counted));
      SHEAF_ASSIGN_OR_RETURN(update, sectors::UpdateOf(earlier));
    }
    updates.push_back(std::move(update));
  }
  return updates;
}

}  // namespace sheaf::reports
