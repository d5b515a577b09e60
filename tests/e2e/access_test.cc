// Every call of the contract, by every kind of caller, to its own sector and state and to those of
// others: allowed exactly where the table below says so. The table is written by hand.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "sheaf/v1/search_service.grpc.pb.h"
#include "sheaf/v1/update_service.grpc.pb.h"
#include "sheaf/v1/watch_service.grpc.pb.h"
#include "tests/e2e/certificates.h"
#include "tests/e2e/contract.h"
#include "tests/e2e/real_server.h"

namespace sheaf::e2e {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

// Their own sector is transport, their own state Viet Nam. `local` sets things up.
constexpr const char* kPolicy = R"(
principals { id: "local" grants { role: SECRETARIAT sectors: "*" } grants { role: OPERATOR }
             grants { role: CONTRIBUTOR sectors: "*" member_states: "*" } }
principals { id: "body" grants { role: CONTRIBUTOR sectors: "transport" member_states: "*" } }
principals { id: "ministry" grants { role: CONTRIBUTOR sectors: "transport" member_states: "VNM" } }
principals { id: "verifier" grants { role: VERIFIER sectors: "transport" } }
principals { id: "checker" grants { role: VERIFIER sectors: "transport" member_states: "VNM" } }
principals { id: "desk" grants { role: SECRETARIAT sectors: "transport" } }
principals { id: "secretariat" grants { role: SECRETARIAT sectors: "*" } }
principals { id: "reader" grants { role: READER sectors: "transport" } }
principals { id: "auditor" grants { role: READER sectors: "*" } }
principals { id: "inspector" grants { role: READER sectors: "*" unpublished: true } }
principals { id: "operator" grants { role: OPERATOR } }
principals { id: "nobody" }
)";

using Callers = std::set<std::string>;

const Callers kEverybody = {"body",    "ministry",  "verifier", "checker",  "desk",  "secretariat",
                            "auditor", "inspector", "reader",   "operator", "nobody"};
const Callers kAnyRole = {"body",        "ministry", "verifier",  "checker", "desk",
                          "secretariat", "auditor",  "inspector", "reader",  "operator"};
const Callers kWhoReads = {"body",        "ministry", "verifier",  "checker", "desk",
                           "secretariat", "auditor",  "inspector", "reader"};
const Callers kWhoReadsAll = {"secretariat", "auditor", "inspector"};
// Of transport, whoever it speaks for.
const Callers kSeesUnpublished = {"body", "verifier", "desk", "secretariat", "inspector"};
const Callers kSeesUnpublishedOfVietNam = {"body", "ministry",    "verifier", "checker",
                                           "desk", "secretariat", "inspector"};
const Callers kSeesAll = {"secretariat", "inspector"};
const Callers kBody = {"body"};
const Callers kBodyAndMinistry = {"body", "ministry"};
const Callers kManages = {"desk", "secretariat"};
const Callers kSecretariat = {"secretariat"};
const Callers kOperator = {"operator"};
const Callers kOfTokens = {"desk", "secretariat", "operator"};
const Callers kNobody = {};

struct Row {
  std::string call;
  std::string request;  // as text; VNM_UPDATE and the like stand for names
  Callers allowed;
  // Of those, who is shown what it asks for, as it is not published; to the others it is not there.
  // Unset: all.
  std::optional<Callers> shown = std::nullopt;
};

std::string Push(const std::string& line, const std::string& state) {
  return "parent: 'plans/" + line + "' validate_only: true update { reported_status: 'on_going' " +
         (state.empty() ? "" : "member_state: '" + state + "'") + " }";
}

std::string Batch(const std::string& plan, const std::vector<std::string>& states) {
  std::string text = "parent: 'plans/" + plan + "' validate_only: true ";
  for (const std::string& state : states) {
    text += "updates { line_code: 'TR-L-003' update { reported_status: 'on_going' member_state: '" +
            state + "' } } ";
  }
  return text;
}

std::string Figure(const std::string& kpi, const std::string& state) {
  return "validate_only: true figures { parent: 'sectors/" + kpi +
         "' observation { period: '2023' kind: ACTUAL value: 1 edition: 'x' member_state: '" +
         state + "' } }";
}

std::string Review(const std::string& step, const std::string& update) {
  const bool energy = update.starts_with("ENERGY");
  return std::string("parent: 'plans/") + (energy ? "energy" : "transport") + "' step: " + step +
         " validate_only: true items { name: '" + update + "' }";
}

std::string Round(const std::string& sectors) {
  return "validate_only: true round { name: 'rounds/new' title: 'x' period: '2026' deadline: "
         "'2199-12-31' " +
         sectors + " }";
}

std::string Duplicate(const std::string& line, const std::string& other) {
  return "validate_only: true pair { line: 'plans/" + line + "' other_line: 'plans/" + other +
         "' decision: DISMISSED reason: 'x' }";
}

// A correction in a batch, of an update that it says speaks for `state`.
std::string Replacing(const std::string& whose, const std::string& state) {
  return "parent: 'plans/transport' validate_only: true updates { line_code: '" + whose +
         "_LINE' replaces: true update { name: '" + whose +
         "_UPDATE' reported_status: 'on_going' member_state: '" + state + "' } }";
}

std::string Correction(const std::string& name, const std::string& fields,
                       const std::string& paths) {
  return "validate_only: true update { name: '" + name + "' " + fields + " } update_mask { " +
         paths + " }";
}

const std::vector<Row> kRows = {
    {"AccessService.WhoAmI", "", kEverybody},
    {"AccessService.ExplainAccess", "action: READ resource: 'plans/energy'", kEverybody},
    {"AccessService.ExplainAccess",
     "principal: 'auditor' action: READ_UNPUBLISHED",
     {"desk", "secretariat", "operator", "auditor"}},
    {"AccessService.CreateToken", "principal: 'reader' purpose: 'own sector'", kManages},
    {"AccessService.CreateToken", "principal: 'auditor' purpose: 'other sectors too'",
     kSecretariat},
    {"AccessService.CreateToken", "principal: 'operator' purpose: 'servicing'", kNobody},
    {"AccessService.CreateToken", "principal: 'local' purpose: 'this machine'", kNobody},
    {"AccessService.ListTokens", "", kOfTokens},
    {"AccessService.ListTokens",
     "principal: 'reader'",
     {"desk", "secretariat", "operator", "reader"}},
    {"AccessService.RevokeToken",
     "name: 'SPARE_TOKEN'",
     {"desk", "secretariat", "operator", "nobody"}},
    {"AccessService.RevokeToken", "name: 'tokens/none'", kOfTokens},

    {"BackupService.CreateBackup", "", kOperator},
    {"BackupService.ListBackups", "", kOperator},
    {"BackupService.VerifyBackup", "name: 'backups/1'", kOperator},
    {"BackupService.DeleteBackup", "name: 'backups/1'", kOperator},

    {"ChangeService.GetHistory", "resource: 'plans/transport' include_children: true", kWhoReads},
    {"ChangeService.GetHistory", "resource: 'plans/energy'", kWhoReadsAll},
    {"ChangeService.GetHistory", "resource: 'plans/iai-wp3'", kWhoReadsAll},
    {"ChangeService.GetHistory", "resource: 'plans/none'", kWhoReadsAll},
    {"ChangeService.GetHistory", "resource: 'sectors/energy' include_children: true", kWhoReadsAll},
    {"ChangeService.GetHistory", "resource: 'memberStates/VNM'", kAnyRole},
    {"ChangeService.GetHistory", "resource: 'publications/transport'", kWhoReads},
    {"ChangeService.GetHistory", "resource: 'publications/energy'", kWhoReadsAll},
    {"ChangeService.GetHistory", "resource: 'publications' include_children: true", kWhoReadsAll},
    {"ChangeService.GetHistory", "resource: 'rounds/energy'", kAnyRole},
    {"ChangeService.GetHistory", "resource: 'publishedFigures/sample-2025.a'", kAnyRole},
    {"ChangeService.GetHistory", "resource: 'plans' include_children: true", kWhoReadsAll},
    {"ChangeService.ListChanges", "", kWhoReadsAll},
    {"ChangeService.Diff", "from { revision: 1 } resource: 'plans/transport'", kWhoReads},
    {"ChangeService.Diff", "from { revision: 1 } resource: 'plans/energy'", kWhoReadsAll},
    {"ChangeService.Diff", "from { revision: 1 } resource: 'sectors'", kWhoReadsAll},
    {"ChangeService.Diff", "from { revision: 1 } resource: 'publications/transport'", kWhoReads},
    {"ChangeService.Diff", "from { revision: 1 } resource: 'publications/energy'", kWhoReadsAll},
    {"ChangeService.Diff", "from { revision: 1 } resource: 'publishedFigures'", kAnyRole},
    {"ChangeService.Diff", "from { revision: 1 }", kWhoReadsAll},
    {"ChangeService.Withdraw",
     "resource: 'VNM_UPDATE' reason: 'x' validate_only: true",
     {"body", "ministry", "desk", "secretariat"}},
    {"ChangeService.Withdraw",
     "resource: 'THA_UPDATE' reason: 'x' validate_only: true",
     {"body", "desk", "secretariat"}},
    {"ChangeService.Withdraw",
     "resource: 'REGION_UPDATE' reason: 'x' validate_only: true",
     {"body", "desk", "secretariat"}},
    {"ChangeService.Withdraw", "resource: 'ENERGY_UPDATE' reason: 'x' validate_only: true",
     kSecretariat},
    {"ChangeService.Withdraw", "resource: 'publications/transport' reason: 'x' validate_only: true",
     kManages},
    {"ChangeService.Withdraw",
     "resource: 'publishedFigures/sample-2025.a' reason: 'x' validate_only: true", kSecretariat},
    {"ChangeService.Withdraw", "resource: 'publications/all' reason: 'x' validate_only: true",
     kSecretariat},

    {"MemberStateService.PutMemberStates",
     "validate_only: true member_states { name: 'memberStates/VNM' joined: '1995-07-28' }",
     kSecretariat},
    {"MemberStateService.ListMemberStates", "", kAnyRole},

    {"ObservationService.RecordFigures", Figure("transport/kpis/TR-K-01", "VNM"), kBodyAndMinistry},
    {"ObservationService.RecordFigures", Figure("transport/kpis/TR-K-01", "THA"), kBody},
    {"ObservationService.RecordFigures", Figure("transport/kpis/TR-K-01", ""), kBody},
    {"ObservationService.RecordFigures", Figure("energy/kpis/EN-K-01", "VNM"), kNobody},
    {"ObservationService.ListBaselines", "parent: 'sectors/transport/kpis/-'", kWhoReads},
    {"ObservationService.ListBaselines", "parent: 'sectors/energy/kpis/-'", kWhoReadsAll},
    {"ObservationService.ListTargets", "parent: 'sectors/transport/kpis/-'", kWhoReads},
    {"ObservationService.ListTargets", "parent: 'sectors/energy/kpis/EN-K-01'", kWhoReadsAll},
    {"ObservationService.ListObservations", "parent: 'sectors/transport/kpis/TR-K-01'", kWhoReads},
    {"ObservationService.ListObservations", "parent: 'sectors/energy/kpis/-'", kWhoReadsAll},

    {"PlanService.ImportPlan", "plan { name: 'plans/transport' } validate_only: true", kManages},
    {"PlanService.ImportPlan", "plan { name: 'plans/energy' sector: 'energy' } validate_only: true",
     kSecretariat},
    {"PlanService.ImportPlan",
     "plan { name: 'plans/energy' sector: 'transport' } validate_only: true", kSecretariat},
    {"PlanService.ImportPlan",
     "plan { name: 'plans/transport' sector: 'energy' } validate_only: true", kSecretariat},
    {"PlanService.ImportPlan",
     "plan { name: 'plans/new' sector: 'transport' title: 'New' } validate_only: true", kManages},
    {"PlanService.ImportPlan", "plan { name: 'plans/new' title: 'New' } validate_only: true",
     kSecretariat},
    {"PlanService.GetPlan", "name: 'plans/transport'", kWhoReads},
    {"PlanService.GetPlan", "name: 'plans/energy'", kWhoReadsAll},
    {"PlanService.GetPlan", "name: 'plans/none'", kWhoReadsAll},
    {"PlanService.ListPlans", "", kWhoReads},
    {"PlanService.GetLine", "name: 'plans/transport/lines/TR-L-003'", kWhoReads},
    {"PlanService.GetLine", "name: 'plans/energy/lines/EN-APG-001'", kWhoReadsAll},
    {"PlanService.GetLine", "name: 'plans/energy/lines/EN-APG-001' as_of { revision: 6 }",
     kWhoReadsAll},
    {"PlanService.ListLines", "parent: 'plans/transport'", kWhoReads},
    {"PlanService.ListLines", "parent: 'plans/energy'", kWhoReadsAll},
    {"PlanService.ListLines", "parent: 'plans/-'", kWhoReadsAll},
    {"PlanService.ListLines", "parent: 'plans/-' filter { sectors: 'transport' }", kWhoReads},
    {"PlanService.ListLines", "parent: 'plans/-' filter { sectors: 'transport' sectors: 'energy' }",
     kWhoReadsAll},
    {"PlanService.ListLines", "parent: 'plans/energy' filter { sectors: 'transport' }",
     kWhoReadsAll},

    {"ProofService.WalkChain", "", kWhoReads},

    {"PublicationService.Publish",
     "publication_id: 'x' validate_only: true report { sector: 'transport' }", kManages},
    {"PublicationService.Publish",
     "publication_id: 'x' validate_only: true report { sector: 'energy' }", kSecretariat},
    {"PublicationService.Publish",
     "publication_id: 'x' validate_only: true report { format: 'headline' }", kSecretariat},
    {"PublicationService.GetPublication", "name: 'publications/transport'", kWhoReads},
    {"PublicationService.GetPublication", "name: 'publications/energy'", kWhoReadsAll},
    {"PublicationService.GetPublication", "name: 'publications/all'", kWhoReadsAll},
    {"PublicationService.GetPublication", "name: 'publications/none'", kWhoReadsAll},
    {"PublicationService.ListPublications", "", kWhoReads},
    {"PublicationService.RenderPublication", "name: 'publications/transport' rendering: CSV",
     kWhoReads},
    {"PublicationService.RenderPublication", "name: 'publications/energy'", kWhoReadsAll},
    {"PublicationService.ReproducePublication", "name: 'publications/transport'", kWhoReads},
    {"PublicationService.ReproducePublication", "name: 'publications/all'", kWhoReadsAll},

    {"PublishedFigureService.RecordPublishedFigures",
     "validate_only: true figures { source: 'x' source_date: '2025' subject: 'A' measure: 'lines' "
     "unit: 'lines' printed: '1' }",
     kSecretariat},
    {"PublishedFigureService.GetPublishedFigure", "name: 'publishedFigures/sample-2025.a'",
     kAnyRole},
    {"PublishedFigureService.GetPublishedFigure", "name: 'publishedFigures/none'", kAnyRole},
    {"PublishedFigureService.ListPublishedFigures", "", kAnyRole},

    {"ReportService.GetReport", "sector: 'transport'", kWhoReads},
    {"ReportService.GetReport", "sector: 'transport' format: 'treaty-matrix'", kWhoReads},
    {"ReportService.GetReport", "sector: 'energy'", kWhoReadsAll},
    {"ReportService.GetReport", "", kWhoReadsAll},
    {"ReportService.GetReport", "sector: 'transport' counts: SUBMITTED", kSeesUnpublished},
    {"ReportService.GetReport", "sector: 'transport' counts: VERIFIED", kSeesUnpublished},
    {"ReportService.GetReport", "sector: 'transport' counts: PUBLISHED", kWhoReads},
    {"ReportService.GetReport", "sector: 'energy' counts: SUBMITTED", kSeesAll},
    {"ReportService.GetReport", "counts: DEEMED_ACCEPTED", kSeesAll},
    {"ReportService.GetReport", "sector: 'transport' format: 'reporting-rounds'", kSeesUnpublished},
    {"ReportService.GetReport", "sector: 'transport' format: 'reporting-rounds' counts: PUBLISHED",
     kSeesUnpublished},
    {"ReportService.GetReport", "sector: 'energy' format: 'reporting-rounds'", kSeesAll},
    {"ReportService.RenderReport", "report { sector: 'transport' } rendering: CSV", kWhoReads},
    {"ReportService.RenderReport", "report { sector: 'transport' counts: SUBMITTED }",
     kSeesUnpublished},
    {"ReportService.RenderReport", "report { sector: 'energy' } rendering: HTML", kWhoReadsAll},
    {"ReportService.RenderReport", "rendering: JSON", kWhoReadsAll},

    {"ReportService.GetReport", "format: 'member-states'", kWhoReadsAll},
    {"ReportService.GetReport", "format: 'member-state' member_state: 'VNM'", kWhoReadsAll},
    {"ReportService.GetReport", "format: 'member-state' member_state: 'VNM' counts: SUBMITTED",
     kSeesAll},

    {"ReviewService.ReviewUpdates", Review("SUBMIT", "VNM_UPDATE"), kBodyAndMinistry},
    {"ReviewService.ReviewUpdates", Review("SUBMIT", "THA_UPDATE"), kBody},
    {"ReviewService.ReviewUpdates", Review("SUBMIT", "REGION_UPDATE"), kBody},
    {"ReviewService.ReviewUpdates", Review("SUBMIT", "ENERGY_UPDATE"), kNobody},
    {"ReviewService.ReviewUpdates", Review("VERIFY_BY_SECTOR", "VNM_UPDATE"), {"verifier"}},
    {"ReviewService.ReviewUpdates", Review("VERIFY_BY_SECTOR", "REGION_UPDATE"), {"verifier"}},
    {"ReviewService.ReviewUpdates", Review("VERIFY_BY_SECTOR", "ENERGY_UPDATE"), kNobody},
    {"ReviewService.ReviewUpdates", Review("VERIFY_BY_MEMBER_STATE", "VNM_UPDATE"), {"checker"}},
    {"ReviewService.ReviewUpdates", Review("VERIFY_BY_MEMBER_STATE", "THA_UPDATE"), kNobody},
    {"ReviewService.ReviewUpdates", Review("VERIFY_BY_MEMBER_STATE", "REGION_UPDATE"), kNobody},
    {"ReviewService.ReviewUpdates",
     Review("RETURN", "VNM_UPDATE"),
     {"verifier", "checker", "desk", "secretariat"}},
    {"ReviewService.ReviewUpdates",
     Review("RETURN", "THA_UPDATE"),
     {"verifier", "desk", "secretariat"}},
    {"ReviewService.ReviewUpdates", Review("RETURN", "ENERGY_UPDATE"), kSecretariat},
    {"ReviewService.ReviewUpdates", Review("PUBLISH_UPDATE", "VNM_UPDATE"), kManages},
    {"ReviewService.ReviewUpdates", Review("PUBLISH_UPDATE", "ENERGY_UPDATE"), kSecretariat},

    {"DuplicateService.DecideDuplicate",
     Duplicate("transport/lines/TR-L-003", "transport/lines/TR-L-010"), kManages},
    {"DuplicateService.DecideDuplicate",
     Duplicate("transport/lines/TR-L-003", "energy/lines/EN-APG-001"), kSecretariat},
    {"DuplicateService.ListDuplicates", "", kAnyRole},

    {"RoundService.OpenRound", Round("sectors: 'transport'"), kManages},
    {"RoundService.OpenRound", Round("sectors: 'energy'"), kSecretariat},
    {"RoundService.OpenRound", Round("sectors: 'transport' sectors: 'energy'"), kSecretariat},
    {"RoundService.ChangeRound",
     "validate_only: true round { name: 'rounds/transport' title: 'x' }", kManages},
    {"RoundService.ChangeRound", "validate_only: true round { name: 'rounds/energy' title: 'x' }",
     kSecretariat},
    {"RoundService.CloseRound", "validate_only: true name: 'rounds/transport'", kManages},
    {"RoundService.CloseRound", "validate_only: true name: 'rounds/both'", kSecretariat},
    {"RoundService.GetRound", "name: 'rounds/energy'", kAnyRole},
    {"RoundService.ListRounds", "", kAnyRole},
    {"RoundService.ListDueItems", "parent: 'rounds/transport'", kSeesUnpublishedOfVietNam},
    {"RoundService.ListDueItems", "parent: 'rounds/transport' member_states: 'VNM'",
     kSeesUnpublishedOfVietNam},
    {"RoundService.ListDueItems", "parent: 'rounds/transport' member_states: 'THA'",
     kSeesUnpublished},
    {"RoundService.ListDueItems", "parent: 'rounds/transport' member_states: '-'",
     kSeesUnpublished},
    {"RoundService.ListDueItems",
     "parent: 'rounds/transport' member_states: 'VNM' member_states: 'THA'", kSeesUnpublished},
    {"RoundService.ListDueItems", "parent: 'rounds/energy'", kSeesAll},
    {"RoundService.ListDueItems", "parent: 'rounds/both'", kSeesUnpublishedOfVietNam},
    {"RoundService.ListDueItems", "parent: 'rounds/both' sectors: 'energy'", kSeesAll},

    {"SearchService.Search", "query: 'power'", kWhoReads},
    {"SearchService.Search", "query: 'power' sectors: 'transport'", kWhoReads},
    {"SearchService.Search", "query: 'power' sectors: 'energy'", kWhoReadsAll},
    {"SearchService.Search", "query: 'power' sectors: '-'", kWhoReadsAll},

    {"SectorService.ListSectors", "", kAnyRole},
    {"SectorService.GetManifest", "name: 'sectors/energy'", kAnyRole},
    {"SectorService.ReloadSector", "name: 'sectors/none'", kOperator},
    {"SectorService.GetStatus", "", kAnyRole},

    {"UpdateService.PushUpdate", Push("transport/lines/TR-L-003", "VNM"), kBodyAndMinistry},
    {"UpdateService.PushUpdate", Push("transport/lines/TR-L-003", "THA"), kBody},
    {"UpdateService.PushUpdate", Push("transport/lines/TR-L-003", ""), kBody},
    {"UpdateService.PushUpdate", Push("energy/lines/EN-APG-001", "VNM"), kNobody},
    {"UpdateService.PushUpdate", Push("none/lines/X", "VNM"), kNobody},
    {"UpdateService.BatchPushUpdates", Batch("transport", {"VNM"}), kBodyAndMinistry},
    {"UpdateService.BatchPushUpdates", Batch("transport", {"VNM", "THA"}), kBody},
    {"UpdateService.BatchPushUpdates", Batch("energy", {"VNM"}), kNobody},
    {"UpdateService.BatchPushUpdates", Replacing("VNM", "VNM"), kBodyAndMinistry},
    {"UpdateService.BatchPushUpdates", Replacing("THA", "VNM"), kBody},
    {"UpdateService.BatchPushUpdates", Replacing("VNM", "THA"), kBody},
    {"UpdateService.StreamUpdates", Batch("transport", {"VNM"}), kBodyAndMinistry},
    {"UpdateService.StreamUpdates", Batch("transport", {"THA", "VNM"}), kBody},
    {"UpdateService.StreamUpdates", Batch("energy", {"VNM"}), kNobody},
    {"UpdateService.CorrectUpdate", Correction("VNM_UPDATE", "note: 'x'", "paths: 'note'"),
     kBodyAndMinistry},
    {"UpdateService.CorrectUpdate", Correction("THA_UPDATE", "note: 'x'", "paths: 'note'"), kBody},
    {"UpdateService.CorrectUpdate", Correction("REGION_UPDATE", "note: 'x'", "paths: 'note'"),
     kBody},
    {"UpdateService.CorrectUpdate",
     Correction("VNM_UPDATE", "member_state: 'THA'", "paths: 'member_state'"), kBody},
    {"UpdateService.CorrectUpdate",
     Correction("THA_UPDATE", "member_state: 'VNM'", "paths: 'member_state'"), kBody},
    {"UpdateService.CorrectUpdate", Correction("ENERGY_UPDATE", "note: 'x'", "paths: 'note'"),
     kNobody},
    {"UpdateService.GetUpdate", "name: 'VNM_UPDATE'", kWhoReads, kSeesUnpublishedOfVietNam},
    {"UpdateService.GetUpdate", "name: 'THA_UPDATE'", kWhoReads, kSeesUnpublished},
    {"UpdateService.GetUpdate", "name: 'REGION_UPDATE'", kWhoReads, kSeesUnpublished},
    {"UpdateService.GetUpdate", "name: 'ENERGY_UPDATE'", kWhoReadsAll, kSeesAll},
    {"ChangeService.GetHistory", "resource: 'THA_UPDATE'", kWhoReads, kSeesUnpublished},
    {"ChangeService.Diff", "from { revision: 1 } resource: 'THA_UPDATE'", kWhoReads,
     kSeesUnpublished},
    {"UpdateService.ListUpdates", "parent: 'plans/transport'", kWhoReads},
    {"UpdateService.ListUpdates", "parent: 'plans/energy'", kWhoReadsAll},
    {"UpdateService.ListUpdates", "parent: 'plans/-'", kWhoReadsAll},
    {"UpdateService.ListUpdates", "parent: 'plans/-' filter { sectors: 'transport' }", kWhoReads},

    {"WatchService.Watch", "sectors: 'transport' progress_interval_millis: 100", kWhoReads},
    {"WatchService.Watch", "resources: 'plans/transport' progress_interval_millis: 100", kWhoReads},
    {"WatchService.Watch", "sectors: 'energy' progress_interval_millis: 100", kWhoReadsAll},
    {"WatchService.Watch", "sectors: 'transport' sectors: 'energy' progress_interval_millis: 100",
     kWhoReadsAll},
    {"WatchService.Watch",
     "resources: 'plans/transport' resources: 'plans/energy' progress_interval_millis: 100",
     kWhoReadsAll},
    {"WatchService.Watch",
     "resources: 'plans/transport' after_revision: 0 progress_interval_millis: 100", kWhoReads},
    {"WatchService.Watch", "resources: 'publications/transport' progress_interval_millis: 100",
     kWhoReads},
    {"WatchService.Watch", "resources: 'publications/energy' progress_interval_millis: 100",
     kWhoReadsAll},
    {"WatchService.Watch", "progress_interval_millis: 100", kWhoReadsAll},
};

class Access : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    contract_ = std::make_unique<Contract>();
    const std::string policy = testing::TempDir() + "sheaf-access-policy";
    std::ofstream(policy) << kPolicy;
    const std::string keys = testing::TempDir() + "sheaf-access-keys";
    std::filesystem::remove_all(keys);
    MakeCertificates(keys, {"signing"});
    server_ = std::make_unique<RealServer>(
        Plugins::kWith,
        std::vector<std::string>{"--policy", policy, "--signing_key", keys + "/signing.key"});
    server_->ImportEverything();
    server_->Done({"publish", "all", "--format", "headline"});
    server_->Done({"publish", "transport", "--sector", "transport", "--format", "compliance"});
    server_->Done({"publish", "energy", "--sector", "energy", "--format", "compliance"});
    OpenRound("transport", "transport");
    OpenRound("energy", "energy");
    OpenRound("both", "transport,energy");
    server_->Done(
        {"published", "import",
         server_->WriteFile("sample.csv", "id,subject,measure,unit,printed\na,A,lines,lines,1\n"),
         "--source", "Sample", "--source-date", "2025"});
    for (const std::string& caller : kEverybody) {
      tokens_[caller] = server_->TokenOf(caller);
    }
    FindUpdates();
  }
  static void TearDownTestSuite() {
    server_.reset();
    contract_.reset();
  }

  static void OpenRound(const std::string& id, const std::string& sectors) {
    server_->Done({"round", "open", id, "--title", id, "--period", "2026", "--sector", sectors,
                   "--bodies", "--member-state", "VNM,THA", "--deadline", "2199-12-31"});
  }

  static std::string FirstUpdate(const std::string& plan, const std::string& state) {
    v1::ListUpdatesRequest request;
    request.set_parent("plans/" + plan);
    request.set_page_size(1000);
    v1::ListUpdatesResponse response;
    grpc::ClientContext context;
    const auto answer =
        v1::UpdateService::NewStub(server_->Channel())->ListUpdates(&context, request, &response);
    EXPECT_TRUE(answer.ok()) << answer.error_message();
    for (const v1::Update& update : response.updates()) {
      if (update.member_state() == state) return update.name();
    }
    ADD_FAILURE() << "no update of " << plan << " speaks for '" << state << "'";
    return "";
  }

  static void FindUpdates() {
    names_["VNM_UPDATE"] = FirstUpdate("transport", "VNM");
    names_["THA_UPDATE"] = FirstUpdate("transport", "THA");
    for (const std::string state : {"VNM", "THA"}) {
      const std::string& update = names_[state + "_UPDATE"];
      const std::string line = update.substr(0, update.find("/updates/"));
      names_[state + "_LINE"] = line.substr(line.rfind('/') + 1);
    }
    names_["REGION_UPDATE"] = FirstUpdate("transport", "");
    names_["ENERGY_UPDATE"] = FirstUpdate("energy", "");
    const std::string spare = server_->TokenOf("nobody");
    names_["SPARE_TOKEN"] = "tokens/" + spare.substr(6, 16);
  }

  static std::string WithNames(std::string text) {
    for (const auto& [word, name] : names_) {
      const size_t at = text.find(word);
      if (at != std::string::npos) text.replace(at, word.size(), name);
    }
    return text;
  }

  static Contract::Answer Call(const Row& row, const std::string& secret) {
    return contract_->Call(server_->Channel(), row.call, WithNames(row.request),
                           {{"authorization", "Bearer " + secret}});
  }

  static std::unique_ptr<Contract> contract_;
  static std::unique_ptr<RealServer> server_;
  static std::map<std::string, std::string> tokens_;
  static std::map<std::string, std::string> names_;
};

std::unique_ptr<Contract> Access::contract_;
std::unique_ptr<RealServer> Access::server_;
std::map<std::string, std::string> Access::tokens_;
std::map<std::string, std::string> Access::names_;

TEST_F(Access, EveryCallOfTheContractHasARow) {
  std::set<std::string> without(contract_->methods().begin(), contract_->methods().end());
  EXPECT_GT(without.size(), 30u);
  for (const Row& row : kRows) without.erase(row.call);
  EXPECT_THAT(without, IsEmpty()) << "say who may call it, in kRows";
}

TEST_F(Access, IsAllowedExactlyWhereTheTableSaysSo) {
  for (const Row& row : kRows) {
    for (const std::string& caller : kEverybody) {
      const Contract::Answer answer = Call(row, tokens_[caller]);
      const bool refused =
          !answer.has_message && answer.status.error_code() == grpc::StatusCode::PERMISSION_DENIED;
      EXPECT_EQ(!refused, row.allowed.contains(caller))
          << caller << ": " << row.call << " { " << row.request << " }\n"
          << answer.status.error_code() << " " << answer.status.error_message();
      EXPECT_NE(answer.status.error_code(), grpc::StatusCode::UNAUTHENTICATED) << caller;
      EXPECT_NE(answer.status.error_code(), grpc::StatusCode::UNIMPLEMENTED) << row.call;
      EXPECT_TRUE(!refused || answer.reason == "NOT_ALLOWED") << row.call << answer.reason;
      if (!row.shown || refused) continue;
      EXPECT_EQ(answer.has_message, row.shown->contains(caller)) << caller << ": " << row.request;
      EXPECT_TRUE(answer.has_message || answer.status.error_code() == grpc::StatusCode::NOT_FOUND);
    }
  }
}

TEST_F(Access, WhoeverIsNotKnownIsToldNothing) {
  const int64_t before = server_->Status().unauthenticated_calls();
  std::set<std::string> texts;
  for (const Row& row : kRows) {
    const Contract::Answer answer = Call(row, "sheaf_0123456789abcdef_00");
    EXPECT_FALSE(answer.has_message) << row.call;
    EXPECT_EQ(answer.status.error_code(), grpc::StatusCode::UNAUTHENTICATED) << row.call;
    EXPECT_EQ(answer.reason, "BAD_CREDENTIAL") << row.call;
    texts.insert(answer.status.error_message());
  }
  EXPECT_EQ(texts.size(), 1u) << "one text for all";
  EXPECT_EQ(server_->Status().unauthenticated_calls() - before, static_cast<int64_t>(kRows.size()));
}

// A ministry of one sector asks for what is of another, and for what is nowhere: the same answer.
TEST_F(Access, ARefusalDoesNotTellWhatIsThere) {
  const auto ask = [&](const std::string& plan) {
    const Contract::Answer answer =
        Call({"PlanService.GetLine", "name: 'plans/" + plan + "/lines/EN-APG-001'", {}},
             tokens_["ministry"]);
    std::string text = answer.status.error_message();
    text.replace(text.find(plan), plan.size(), "PLAN");
    return text;
  };
  EXPECT_EQ(ask("energy"), ask("nowhere"));
  EXPECT_THAT(ask("energy"), HasSubstr("contributor for sector transport and member state VNM"));
}

TEST_F(Access, ListsOfPlansHoldThoseThatTheCallerMayRead) {
  const std::string file = server_->WriteFile("reader.token", tokens_["reader"]);
  ASSERT_EQ(chmod(file.c_str(), 0600), 0);
  const std::string plans = server_->Done({"list", "plans", "-o", "csv", "--token-file", file});
  EXPECT_THAT(plans, HasSubstr("plans/transport"));
  EXPECT_THAT(plans, testing::Not(HasSubstr("plans/energy")));
}

TEST_F(Access, ListsOfPublicationsHoldThoseThatTheCallerMayRead) {
  const std::string file = server_->WriteFile("reader.token", tokens_["reader"]);
  ASSERT_EQ(chmod(file.c_str(), 0600), 0);
  const std::string list =
      server_->Done({"publication", "list", "-o", "csv", "--token-file", file});
  EXPECT_THAT(list, HasSubstr("\ntransport,"));
  EXPECT_THAT(list, testing::Not(HasSubstr("\nenergy,")));
  EXPECT_THAT(list, testing::Not(HasSubstr("\nall,")));
}

TEST_F(Access, ASearchFindsWhatTheCallerMayRead) {
  const auto find = [](const std::string& caller, const std::string& query) {
    grpc::ClientContext context;
    context.AddMetadata("authorization", "Bearer " + tokens_[caller]);
    v1::SearchRequest request;
    request.set_query(query);
    request.set_page_size(100);
    v1::SearchResponse found;
    const grpc::Status status =
        v1::SearchService::NewStub(server_->Channel())->Search(&context, request, &found);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return found;
  };
  const v1::SearchResponse of_one = find("reader", "asean");
  EXPECT_GT(of_one.hits_size(), 0);
  for (const v1::SearchHit& hit : of_one.hits()) EXPECT_EQ(hit.sector(), "transport");
  EXPECT_GT(find("auditor", "asean").total(), of_one.total());
  // Decisions stand in updates, and none is published.
  EXPECT_GT(find("inspector", "AMEM-38").total(), 0);
  EXPECT_EQ(find("auditor", "AMEM-38").total(), 0);
}

TEST_F(Access, HistoryNamesThePrincipal) {
  const std::string file = server_->WriteFile("body.token", tokens_["body"]);
  ASSERT_EQ(chmod(file.c_str(), 0600), 0);
  const std::string update = server_->WriteFile(
      "update.csv",
      "line_code,member_state,reported_status,effective_date\nTR-L-003,VNM,on_going,2024-05\n");
  server_->Done({"push", update, "--plan", "transport", "--token-file", file});
  EXPECT_THAT(server_->Done({"history", "plans/transport/lines/TR-L-003", "--children"}),
              HasSubstr("body"));
}

TEST_F(Access, ARevokedTokenEndsAtOnce) {
  const std::string secret = server_->TokenOf("reader");
  const std::string id = secret.substr(6, 16);
  const Row whoami = {"AccessService.WhoAmI", "", {}};
  EXPECT_TRUE(Call(whoami, secret).has_message);
  server_->Done({"token", "revoke", id});
  EXPECT_EQ(Call(whoami, secret).status.error_code(), grpc::StatusCode::UNAUTHENTICATED);
}

TEST_F(Access, AWatchEndsWithItsToken) {
  const std::string secret = server_->TokenOf("reader");
  const auto stub = v1::WatchService::NewStub(server_->Channel());
  grpc::ClientContext context;
  context.AddMetadata("authorization", "Bearer " + secret);
  v1::WatchRequest request;
  request.add_sectors("transport");
  request.set_progress_interval_millis(100);
  const auto watch = stub->Watch(&context, request);
  v1::WatchResponse message;
  ASSERT_TRUE(watch->Read(&message));
  server_->Done({"token", "revoke", secret.substr(6, 16)});
  while (watch->Read(&message)) {
  }
  EXPECT_EQ(watch->Finish().error_code(), grpc::StatusCode::UNAUTHENTICATED);
}

TEST_F(Access, ThePolicyToBeginWithIsOne) {
  EXPECT_THAT(server_->Done({"policy", "check", SHEAF_EXAMPLE_POLICY}),
              HasSubstr("moit-vnm: contributor for sector energy and member state VNM"));
}

TEST_F(Access, ExplainSaysWhatDecides) {
  EXPECT_EQ(server_->Done({"policy", "explain", "ministry", "push", "plans/transport",
                           "--member-state", "VNM"}),
            "ministry may push in sector transport for VNM: it is contributor for sector transport "
            "and member state VNM.\n");
  EXPECT_THAT(server_->Done({"policy", "explain", "ministry", "read", "plans/energy"}),
              HasSubstr("the sector is not among its sectors"));
}

TEST_F(Access, ACheckOfAPolicyNamesItsMistakes) {
  const std::string good = server_->WriteFile("good", kPolicy);
  EXPECT_THAT(server_->Done({"policy", "check", good}),
              HasSubstr("ministry: contributor for sector transport and member state VNM"));
  const std::string bad = server_->WriteFile("bad", "principals { id: 'x' grants { role: BOSS } }");
  const Ended ended = server_->Sheaf({"policy", "check", bad});
  EXPECT_EQ(ended.exit_code, 1);
  EXPECT_THAT(ended.err, HasSubstr("BOSS"));
}

}  // namespace
}  // namespace sheaf::e2e
