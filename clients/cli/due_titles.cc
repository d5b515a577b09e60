#include "clients/cli/due_titles.h"

#include <map>
#include <set>

#include "clients/cli/all_pages.h"
#include "clients/cli/language.h"
#include "sheaf/v1/plan_service.pb.h"

namespace sheaf::cli {
namespace {

std::set<std::string> PlansOf(const std::vector<DueOfRound>& rounds) {
  std::set<std::string> plans;
  for (const DueOfRound& one : rounds) {
    for (const v1::DueItem& item : one.due.items()) {
      plans.insert(item.line().substr(0, item.line().find("/lines/")));
    }
  }
  return plans;
}

}  // namespace

void ShowTitlesIn(const std::vector<std::string>& languages, client::Connection& connection,
                  std::vector<DueOfRound>& rounds) {
  if (languages.empty()) return;
  std::map<std::string, std::string> titles;  // by the names of lines
  for (const std::string& plan : PlansOf(rounds)) {
    v1::ListLinesRequest request;
    request.set_parent(plan);
    const auto list =
        ListAll(connection, connection.plans(), &v1::PlanService::Stub::ListLines, request);
    if (!list.ok()) continue;
    for (const v1::Line& line : list->lines()) titles[line.name()] = TitleIn(line, languages);
  }
  for (DueOfRound& one : rounds) {
    for (v1::DueItem& item : *one.due.mutable_items()) {
      const auto found = titles.find(item.line());
      if (found != titles.end()) item.set_title(found->second);
    }
  }
}

}  // namespace sheaf::cli
