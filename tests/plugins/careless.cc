// A plugin that the server runs and the conformance suite does not let pass: it has the fault that
// its file name says. Under any other name it has none.
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <string>

#include "plugins/sdk/layout.h"
#include "plugins/sdk/sector.h"
#include "tests/plugins/fixture_manifest.h"

namespace {

using sheaf::plugin::Answer;
using sheaf::plugin::Dataset;
namespace layout = sheaf::layout;

class Careless : public sheaf::plugin::Sector {
 public:
  explicit Careless(std::string name) : name_(std::move(name)) {}

  absl::Status Evaluate(const Dataset& data, std::string_view, Answer* answer) override {
    const int call = ++calls_;
    if (name_ == "wordless") return absl::OkStatus();
    if (name_ == "fragile") {
      for (const auto& observation : data.observations()) {
        if (!observation.value) return absl::InternalError("a figure has no value");
      }
    }
    // The core always sends the member states: a data set without them was cut off.
    if (name_ == "brittle" && data.member_states().empty()) std::_Exit(3);
    sheaf::v1::Section section = layout::MakeSection("highlights", "Highlights", "");
    layout::AddParagraph(&section, "Lines: " + std::to_string(data.lines().size()));
    if (name_ == "clocked") {
      const auto now = std::chrono::system_clock::now().time_since_epoch().count();
      layout::AddParagraph(&section, "Printed at " + std::to_string(now));
    }
    if (name_ == "remembering") {
      layout::AddParagraph(&section, "Asked " + std::to_string(call) + " times");
    }
    if (name_ == "miscounting") AddMiscount(data, &section);
    answer->sections.push_back(std::move(section));
    return absl::OkStatus();
  }

 private:
  // A total that is larger than its rows.
  static void AddMiscount(const Dataset& data, sheaf::v1::Section* section) {
    layout::TableLayout table(layout::AddTable(section, "Lines"));
    table.Column("level", "Level").NumberColumn("lines", "Lines");
    const auto lines = static_cast<int64_t>(data.lines().size());
    table.Row({layout::Text("All levels"), layout::Count(lines)});
    table.Row({layout::Text("Total"), layout::Count(lines + 1)}, sheaf::v1::TOTAL);
  }

  const std::string name_;
  std::atomic<int> calls_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  const std::string name = SectorOf(argv[0]);
  Careless sector(name);
  return sheaf::plugin::Run(sector, FixtureManifest(name), "0.0.1", argc, argv);
}
