// Requests as they come over the wire: the intake refuses or makes writes that the ledger takes.
// The first byte says which kind the rest is.
#include <cstddef>
#include <cstdint>
#include <future>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "server/base/clock.h"
#include "server/ledger/ledger.h"
#include "server/sectors/intake.h"
#include "server/sectors/records.h"
#include "server/store/memory_store.h"
#include "tests/fuzz/expect.h"

namespace sheaf {
namespace {

// A ledger with one plan of one line, one update, one round and one sector. Nothing is written to
// it later.
struct World {
  SystemClock clock;
  sectors::Manifests manifests;
  std::unique_ptr<ledger::Ledger> ledger;

  World() {
    ledger = *ledger::Ledger::Open(store::MakeMemoryStore(), &clock, {});
    ledger->AddObserver(&manifests).IgnoreError();
    v1::SectorManifest manifest;
    manifest.set_sector("s");
    manifest.add_kpis()->set_code("K");
    manifest.add_statuses()->set_word("done");
    manifest.add_levels()->set_id("item");
    v1::Plan plan;
    plan.set_title("P");
    plan.add_levels()->set_id("item");
    v1::Line line;
    line.set_level("item");
    v1::Update update;
    update.set_reported_status("completed");
    v1::ReportingRound round;
    round.set_title("R");
    round.set_period("2024");
    round.add_sectors("s");
    round.set_open_date("2024-05-01");
    round.set_deadline("2024-06-30");
    Commit(sectors::AcceptManifest(manifest).request);
    Put("plans/p", plan);
    Put("plans/p/lines/L", line);
    Put("plans/p/lines/L/updates/u", update);
    Put("rounds/r", round);
  }

  void Put(const std::string& name, const google::protobuf::Message& message) {
    ledger::Request request;
    request.writes.push_back({name, ledger::WriteMode::kPut, sectors::PayloadOf(message)});
    Commit(std::move(request));
  }

  absl::Status Commit(ledger::Request request) {
    request.actor = "fuzz";
    std::promise<absl::Status> done;
    ledger->Commit(std::move(request), [&](const absl::StatusOr<ledger::Receipt>& receipt) {
      done.set_value(receipt.status());
    });
    return done.get_future().get();
  }
};

World& TheWorld() {
  static auto* const world = new World;
  return *world;
}

// What intake accepts has a shape that the ledger takes; whether it fits the state is another
// thing.
void Meet(absl::StatusOr<sectors::Accepted> accepted) {
  if (!accepted.ok()) return;
  accepted->request.validate_only = true;
  accepted->request.request_id.clear();
  const absl::Status status = TheWorld().Commit(std::move(accepted->request));
  fuzz::Expect(!absl::IsInvalidArgument(status) && !absl::IsInternal(status),
               "what intake accepts the ledger understands");
}

template <typename Message>
Message Parse(std::string_view bytes) {
  Message message;
  if (!message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) message.Clear();
  return message;
}

void Accept(unsigned kind, std::string_view bytes) {
  const sectors::Intake intake{TheWorld().ledger.get(), &TheWorld().manifests};
  switch (kind % 9) {
    case 0: {
      auto import = Parse<v1::ImportPlanRequest>(bytes);
      const std::vector<v1::Line> lines(import.lines().begin(), import.lines().end());
      import.clear_lines();
      return Meet(sectors::AcceptPlan(intake, import, lines));
    }
    case 1:
      return Meet(sectors::AcceptUpdates(intake, Parse<v1::BatchPushUpdatesRequest>(bytes)));
    case 2:
      return Meet(sectors::AcceptCorrection(intake, Parse<v1::CorrectUpdateRequest>(bytes)));
    case 3:
      return Meet(sectors::AcceptFigures(intake, Parse<v1::RecordFiguresRequest>(bytes)));
    case 4:
      return Meet(sectors::AcceptMemberStates(intake, Parse<v1::PutMemberStatesRequest>(bytes)));
    case 6:
      return Meet(sectors::AcceptRound(intake, Parse<v1::OpenRoundRequest>(bytes),
                                       PartialDate::Of(2024, 5, 1)));
    case 7:
      return Meet(sectors::AcceptRoundChange(intake, Parse<v1::ChangeRoundRequest>(bytes)));
    case 8:
      return Meet(sectors::AcceptRoundClosing(intake, Parse<v1::CloseRoundRequest>(bytes)));
    default:
      return Meet(sectors::AcceptWithdrawal(intake, Parse<v1::WithdrawRequest>(bytes)));
  }
}

}  // namespace
}  // namespace sheaf

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  sheaf::Accept(data[0], {reinterpret_cast<const char*>(data) + 1, size - 1});
  return 0;
}
