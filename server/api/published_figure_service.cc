#include "server/api/published_figure_service.h"

#include <algorithm>
#include <set>
#include <utility>

#include "server/api/answer.h"
#include "server/api/reading.h"
#include "server/base/resource_name.h"
#include "server/base/status.h"
#include "server/sectors/records.h"

namespace sheaf::api {
namespace {

absl::StatusOr<v1::PublishedFigure> FigureOf(const ledger::Record& record) {
  SHEAF_ASSIGN_OR_RETURN(v1::Resource resource, sectors::ResourceOf(record));
  return std::move(*resource.mutable_published_figure());
}

absl::Status IsWithdrawn(const ledger::Record& record) {
  return Refusal(
      absl::StatusCode::kNotFound, "PUBLISHED_FIGURE_WITHDRAWN",
      record.resource + " was withdrawn: " + record.reason + "; its history holds what it said");
}

bool Fits(const v1::ListPublishedFiguresRequest& request, const v1::PublishedFigure& figure) {
  return (request.source().empty() || request.source() == figure.source()) &&
         (request.subject().empty() || request.subject() == figure.subject());
}

absl::Status FillFigures(const Serving& serving, const v1::ListPublishedFiguresRequest& request,
                         v1::ListPublishedFiguresResponse* response) {
  SHEAF_ASSIGN_OR_RETURN(const Page page, OpenPage(serving, request));
  const auto take = [&](const ledger::Record& record) -> absl::StatusOr<bool> {
    if (!record.live()) return false;
    SHEAF_ASSIGN_OR_RETURN(v1::PublishedFigure figure, FigureOf(record));
    if (!Fits(request, figure)) return false;
    *response->add_figures() = std::move(figure);
    return true;
  };
  SHEAF_ASSIGN_OR_RETURN(*response->mutable_next_page_token(),
                         FillPage(serving, page, {"publishedFigures/"}, 2, take));
  *response->mutable_clocks() = page.clocks;
  return absl::OkStatus();
}

// Items that are held as they are have no write.
void FillOutcomes(const sectors::Accepted& accepted, const ledger::Receipt& receipt,
                  v1::RecordPublishedFiguresResponse* response) {
  const std::set<std::string> names(accepted.names.begin(), accepted.names.end());
  response->set_revision(receipt.revision);
  for (const auto& result : receipt.results) {
    if (result.outcome == ledger::Outcome::kCreated) {
      response->set_created(response->created() + 1);
    } else if (result.outcome == ledger::Outcome::kChanged) {
      response->set_changed(response->changed() + 1);
    }
  }
  response->set_unchanged(static_cast<int>(names.size()) - response->created() -
                          response->changed());
}

}  // namespace

// A document speaks of all sectors: recording what it says is the secretariat's.
grpc::ServerUnaryReactor* PublishedFigureService::RecordPublishedFigures(
    grpc::CallbackServerContext* context, const v1::RecordPublishedFiguresRequest* request,
    v1::RecordPublishedFiguresResponse* response) {
  return AnswerWrite(
      serving_, context,
      [](const auth::Caller& caller) {
        return caller.Demand(auth::Access::OfAll(v1::MANAGE), "published figures");
      },
      [request](const sectors::Intake& intake) {
        return sectors::AcceptPublishedFigures(intake, *request);
      },
      [response](const sectors::Accepted& accepted, const ledger::Receipt& receipt) {
        FillOutcomes(accepted, receipt, response);
        return absl::OkStatus();
      });
}

grpc::ServerUnaryReactor* PublishedFigureService::GetPublishedFigure(
    grpc::CallbackServerContext* context, const v1::GetPublishedFigureRequest* request,
    v1::PublishedFigure* response) {
  return AnswerRecord(serving_, context, request->name(), kPublishedFigurePattern, request->as_of(),
                      [response](const ledger::Record& record) -> absl::Status {
                        if (!record.live()) return IsWithdrawn(record);
                        SHEAF_ASSIGN_OR_RETURN(*response, FigureOf(record));
                        return absl::OkStatus();
                      });
}

grpc::ServerUnaryReactor* PublishedFigureService::ListPublishedFigures(
    grpc::CallbackServerContext* context, const v1::ListPublishedFiguresRequest* request,
    v1::ListPublishedFiguresResponse* response) {
  return Answer(serving_, serving_.quick, context, NeedsTo(v1::DESCRIBE),
                [this, request, response] { return FillFigures(serving_, *request, response); });
}

}  // namespace sheaf::api
