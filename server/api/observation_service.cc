#include "server/api/observation_service.h"

#include <functional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "server/api/answer.h"
#include "server/api/filter_checks.h"
#include "server/api/reading.h"
#include "server/api/record_filters.h"
#include "server/base/resource_name.h"
#include "server/base/status.h"
#include "server/reports/known_on.h"
#include "server/sectors/records.h"

namespace sheaf::api {
namespace {

constexpr std::string_view kKpi = "sectors/*/kpis/*";
constexpr std::string_view kSeries = "sectors/*/series/*";

// Where the figures of `collection` under `parent` are; "-" as the last id is all.
absl::StatusOr<std::string> FigurePrefix(const std::string& parent, std::string_view collection) {
  if (absl::EndsWith(parent, "/kpis/-") || absl::EndsWith(parent, "/series/-")) {
    const std::string prefix = parent.substr(0, parent.size() - 1);
    SHEAF_RETURN_IF_ERROR(
        MatchName(prefix + "x", NameFits(prefix + "x", kSeries) ? kSeries : kKpi).status());
    return prefix;
  }
  if (!NameFits(parent, kSeries)) SHEAF_RETURN_IF_ERROR(MatchName(parent, kKpi).status());
  return absl::StrCat(parent, "/", std::string(collection), "/");
}

// Whether `figure` is one that the listing is about.
bool IsListed(const v1::ListFiguresRequest& request, PartialDate effective,
              const v1::Resource& figure) {
  if (figure.has_observation() && !reports::IsKnownOn(effective, figure.observation())) {
    return false;
  }
  return Fits(request.filter(), figure);
}

// Lists one kind of figure: `add` puts a resource of that kind into the response.
template <typename Response>
absl::Status ListFigures(const Serving& serving, const v1::ListFiguresRequest& request,
                         std::string_view collection, Response* response,
                         const std::function<void(v1::Resource)>& add) {
  SHEAF_ASSIGN_OR_RETURN(const std::string prefix, FigurePrefix(request.parent(), collection));
  SHEAF_ASSIGN_OR_RETURN(const Page page, OpenPage(serving, request, collection));
  if (page.is_first) {
    SHEAF_RETURN_IF_ERROR(CheckFilter(serving, page.clocks.revision(), request.filter()));
  }
  const std::string infix = absl::StrCat("/", std::string(collection), "/");
  const PartialDate effective = EffectiveOf(page.clocks);
  auto take = [&](const ledger::Record& record) -> absl::StatusOr<bool> {
    if (!record.live() && !request.show_withdrawn()) return false;
    if (!absl::StrContains(record.resource, infix)) return false;
    SHEAF_ASSIGN_OR_RETURN(v1::Resource resource, sectors::ResourceOf(record));
    if (!IsListed(request, effective, resource)) return false;
    add(std::move(resource));
    return true;
  };
  SHEAF_ASSIGN_OR_RETURN(*response->mutable_next_page_token(),
                         FillPage(serving, page, {prefix}, 6, take));
  *response->mutable_clocks() = page.clocks;
  return absl::OkStatus();
}

}  // namespace

grpc::ServerUnaryReactor* ObservationService::RecordFigures(grpc::CallbackServerContext* context,
                                                            const v1::RecordFiguresRequest* request,
                                                            v1::RecordFiguresResponse* response) {
  return AnswerWrite(
      serving_, context, NeedsToRecord(*request),
      [request](const sectors::Intake& intake) { return sectors::AcceptFigures(intake, *request); },
      [response](const sectors::Accepted& accepted, const ledger::Receipt& receipt) {
        int created = 0;
        for (const auto& result : receipt.results)
          created += result.outcome == ledger::Outcome::kCreated;
        response->set_revision(receipt.revision);
        response->set_created(created);
        response->set_unchanged(static_cast<int>(accepted.names.size()) - created);
        response->mutable_notes()->Add(accepted.notes.begin(), accepted.notes.end());
        return absl::OkStatus();
      });
}

grpc::ServerUnaryReactor* ObservationService::ListBaselines(grpc::CallbackServerContext* context,
                                                            const v1::ListFiguresRequest* request,
                                                            v1::ListBaselinesResponse* response) {
  return Answer(serving_, serving_.quick, context, NeedsToRead(serving_, request->parent()),
                [this, request, response] {
                  return ListFigures(
                      serving_, *request, "baselines", response, [response](v1::Resource resource) {
                        *response->add_baselines() = std::move(*resource.mutable_baseline());
                      });
                });
}

grpc::ServerUnaryReactor* ObservationService::ListTargets(grpc::CallbackServerContext* context,
                                                          const v1::ListFiguresRequest* request,
                                                          v1::ListTargetsResponse* response) {
  return Answer(serving_, serving_.quick, context, NeedsToRead(serving_, request->parent()),
                [this, request, response] {
                  return ListFigures(
                      serving_, *request, "targets", response, [response](v1::Resource resource) {
                        *response->add_targets() = std::move(*resource.mutable_target());
                      });
                });
}

grpc::ServerUnaryReactor* ObservationService::ListObservations(
    grpc::CallbackServerContext* context, const v1::ListFiguresRequest* request,
    v1::ListObservationsResponse* response) {
  return Answer(serving_, serving_.quick, context, NeedsToRead(serving_, request->parent()),
                [this, request, response] {
                  return ListFigures(serving_, *request, "observations", response,
                                     [response](v1::Resource resource) {
                                       *response->add_observations() =
                                           std::move(*resource.mutable_observation());
                                     });
                });
}

}  // namespace sheaf::api
