// The commands, one file each. Each function adds one to the program; `session` must outlive `app`.
#pragma once

#include "CLI/CLI.hpp"
#include "clients/cli/session.h"

namespace sheaf::cli {

void AddPlanImport(CLI::App& app, Session& session);
void AddPush(CLI::App& app, Session& session);
void AddTemplate(CLI::App& app, Session& session);
void AddSync(CLI::App& app, Session& session);
// The commands of the group "review".
void AddReview(CLI::App& group, Session& session);
void AddWithdraw(CLI::App& app, Session& session);
void AddKpiImport(CLI::App& app, Session& session);
void AddObservationImport(CLI::App& app, Session& session);
void AddMemberImport(CLI::App& app, Session& session);
void AddReport(CLI::App& app, Session& session);
void AddOverview(CLI::App& app, Session& session);
void AddFindings(CLI::App& app, Session& session);
void AddCoverage(CLI::App& app, Session& session);
void AddCompare(CLI::App& app, Session& session);
void AddDuplicates(CLI::App& app, Session& session);
void AddReconcile(CLI::App& app, Session& session);
void AddExport(CLI::App& app, Session& session);
void AddImport(CLI::App& app, Session& session);
void AddPublish(CLI::App& app, Session& session);
// The commands of the group "publication".
void AddPublication(CLI::App& group, Session& session);
// The commands of the group "published".
void AddPublished(CLI::App& group, Session& session);
void AddGet(CLI::App& app, Session& session);
void AddList(CLI::App& app, Session& session);
void AddSearch(CLI::App& app, Session& session);
void AddHistory(CLI::App& app, Session& session);
void AddDiff(CLI::App& app, Session& session);
void AddWatch(CLI::App& app, Session& session);
void AddDue(CLI::App& app, Session& session);
void AddFill(CLI::App& app, Session& session);
void AddSubmit(CLI::App& app, Session& session);
// The commands of the group "round".
void AddRound(CLI::App& group, Session& session);
void AddSectors(CLI::App& app, Session& session);
void AddStatus(CLI::App& app, Session& session);
// The commands of the group "backup".
void AddBackup(CLI::App& group, Session& session);
void AddVerify(CLI::App& app, Session& session);
void AddWhoAmI(CLI::App& app, Session& session);
// The commands of the group "policy".
void AddPolicy(CLI::App& group, Session& session);
// The commands of the group "token".
void AddToken(CLI::App& group, Session& session);
void AddCompletion(CLI::App& app, Session& session);
void AddWriteShipped(CLI::App& app, Session& session);
// The commands of the group "config".
void AddConfig(CLI::App& group, Session& session);
// The command of the group "plugin".
void AddPluginCheck(CLI::App& group, Session& session);

}  // namespace sheaf::cli
