// For tests: a model with a small plan in it, short words for payloads, and for what a view shows.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "server/model/commit_builder.h"
#include "server/model/model.h"
#include "sheaf/v1/kpi.pb.h"
#include "sheaf/v1/plan.pb.h"
#include "sheaf/v1/update.pb.h"

namespace sheaf::model {

inline constexpr char kUpdates[] = "plans/energy/lines/A/updates/";
inline constexpr char kKpi[] = "sectors/energy/kpis/EN-K-01/";

inline v1::Plan Plan(const std::string& sector, const std::string& title = "APAEC 2016-2025") {
  v1::Plan plan;
  plan.set_title(title);
  plan.set_sector(sector);
  return plan;
}

inline v1::Line Line(int position, const std::string& title = "", const std::string& parent = "") {
  v1::Line line;
  line.set_position(position);
  line.set_title(title);
  line.set_parent_code(parent);
  return line;
}

inline v1::Update Update(const std::string& status, const std::string& date = "") {
  v1::Update update;
  update.set_reported_status(status);
  update.set_effective_date(date);
  return update;
}

inline v1::Observation Observation(const std::string& period, double value) {
  v1::Observation observation;
  observation.set_period(period);
  observation.set_value(value);
  return observation;
}

inline v1::Target Target(int year, double value, int ordinal = 0) {
  v1::Target target;
  target.set_year(year);
  target.set_value(value);
  target.set_ordinal(ordinal);
  return target;
}

// A plan of the energy sector with the lines A and, under it, B.
class ModelTest : public ::testing::Test {
 protected:
  ModelTest() {
    next_.Put("plans/energy", Plan("energy"))
        .Put("plans/energy/lines/A", Line(0, "Interconnect"))
        .Put("plans/energy/lines/B", Line(1, "Study", "A"));
    Commit();
  }

  ledger::Revision Commit() { return next_.CommitTo(&model_); }
  View Now() { return model_.At(static_cast<ledger::Revision>(next_.log().size())); }

  static PlanRow PlanOf(const View& view, const std::string& id) {
    for (const PlanRow& plan : view.Plans()) {
      if (plan.id == id) return plan;
    }
    ADD_FAILURE() << "no plan " << id;
    return {};
  }
  static LineRow LineOf(const View& view, const std::string& code) {
    for (const LineRow& line : view.LinesOf(PlanOf(view, "energy"))) {
      if (view.Text(line.code) == code) return line;
    }
    ADD_FAILURE() << "no line " << code;
    return {};
  }
  static std::vector<std::string> Codes(const View& view) {
    std::vector<std::string> codes;
    for (const LineRow& line : view.LinesOf(PlanOf(view, "energy"))) {
      codes.push_back(std::string(view.Text(line.code)) + (line.vanished ? " (vanished)" : ""));
    }
    return codes;
  }
  static std::vector<UpdateRow> UpdatesOf(const View& view, const std::string& code) {
    std::vector<UpdateRow> updates;
    view.UpdatesOf(LineOf(view, code).id, &updates);
    return updates;
  }
  static std::vector<std::string> Statuses(const View& view, const std::string& code = "A") {
    std::vector<std::string> statuses;
    for (const UpdateRow& update : UpdatesOf(view, code)) {
      statuses.emplace_back(view.Text(update.status));
    }
    return statuses;
  }
  static std::vector<double> Values(const View& view, std::string_view of = "") {
    std::vector<double> values;
    for (const ObservationRow& row : view.ObservationsOf("energy", of)) values.push_back(row.value);
    return values;
  }

  CommitBuilder next_;
  Model model_;
};

}  // namespace sheaf::model
