#include "server/api/publication_service.h"

#include <memory>
#include <string>
#include <utility>

#include "server/api/answer.h"
#include "server/api/answer_stream.h"
#include "server/api/reading.h"
#include "server/api/rendered_chunks.h"
#include "server/base/resource_name.h"
#include "server/base/status.h"
#include "server/publications/publication_record.h"
#include "server/reports/render/render.h"

namespace sheaf::api {
namespace {

// Read together for a listing: each holds its document, which is then left out.
constexpr size_t kReadAtATime = 16;

absl::StatusOr<v1::Publication> ReadPublication(const Serving& serving, const std::string& name,
                                                const v1::AsOf& as_of) {
  SHEAF_ASSIGN_OR_RETURN(const auto record, ReadRecord(serving, name, kPublicationPattern, as_of));
  return publications::PublicationOf(record);
}

absl::StatusOr<reports::Rendered> Render(const Serving& serving,
                                         const v1::RenderPublicationRequest& request) {
  SHEAF_ASSIGN_OR_RETURN(const auto publication,
                         ReadPublication(serving, request.name(), v1::AsOf()));
  SHEAF_ASSIGN_OR_RETURN(const v1::Document document, publications::DocumentOf(publication));
  return reports::Render(document, request.rendering());
}

bool MayRead(const auth::Caller& caller, const v1::PublicationStatement& statement) {
  return caller.May(statement.sector().empty()
                        ? auth::Access::OfAll(v1::READ)
                        : auth::Access::OfSector(v1::READ, statement.sector()));
}

// One page of publications.
class PublicationPage {
 public:
  PublicationPage(const Serving& serving, const auth::Caller& caller,
                  const v1::ListPublicationsRequest& request)
      : serving_(serving), caller_(caller), request_(request) {}

  absl::Status Fill(v1::ListPublicationsResponse* response) const {
    SHEAF_ASSIGN_OR_RETURN(const Page page, OpenPage(serving_, request_));
    *response->mutable_clocks() = page.clocks;
    ledger::Ledger::Listing listing{"publications/", 2, page.start_after, kReadAtATime};
    while (true) {
      SHEAF_ASSIGN_OR_RETURN(const auto records,
                             serving_.ledger->List(listing, page.clocks.revision()));
      for (const ledger::Record& record : records) {
        if (response->publications_size() == page.size) {
          response->set_next_page_token(NextPageToken(page, listing.start_after));
          return absl::OkStatus();
        }
        SHEAF_RETURN_IF_ERROR(Take(record, response));
        listing.start_after = record.resource;
      }
      if (records.size() < kReadAtATime) return absl::OkStatus();
    }
  }

 private:
  absl::Status Take(const ledger::Record& record, v1::ListPublicationsResponse* response) const {
    if (!record.live() && !request_.show_withdrawn()) return absl::OkStatus();
    SHEAF_ASSIGN_OR_RETURN(v1::Publication publication, publications::PublicationOf(record));
    SHEAF_ASSIGN_OR_RETURN(const auto statement, publications::StatementOf(publication));
    if (!MayRead(caller_, statement)) return absl::OkStatus();
    publication.clear_document();
    *response->add_publications() = std::move(publication);
    return absl::OkStatus();
  }

  const Serving& serving_;
  const auth::Caller& caller_;
  const v1::ListPublicationsRequest& request_;
};

}  // namespace

grpc::ServerUnaryReactor* PublicationService::Publish(grpc::CallbackServerContext* context,
                                                      const v1::PublishRequest* request,
                                                      v1::Publication* response) {
  return AnswerWrite(
      serving_, serving_.slow, context,
      NeedsToPublish(request->report(), CountsOf(serving_, request->report())),
      [this, request,
       response](const sectors::Intake& intake) -> absl::StatusOr<sectors::Accepted> {
        SHEAF_ASSIGN_OR_RETURN(const v1::Clocks clocks,
                               Resolve(serving_, request->report().as_of()));
        SHEAF_ASSIGN_OR_RETURN(const model::Level counts, LevelOf(serving_, request->report()));
        SHEAF_ASSIGN_OR_RETURN(*response, serving_.publisher->Make(*request, clocks, counts));
        return publications::AcceptPublication(intake, *request, *response);
      },
      [this, response](const sectors::Accepted&, const ledger::Receipt& receipt) -> absl::Status {
        const ledger::Revision revision = receipt.results.front().revision;
        if (revision == 0) return absl::OkStatus();  // validate_only: there is no such version
        SHEAF_ASSIGN_OR_RETURN(const auto record, serving_.ledger->Get(response->name(), revision));
        SHEAF_ASSIGN_OR_RETURN(*response, publications::PublicationOf(record));
        return absl::OkStatus();
      });
}

grpc::ServerUnaryReactor* PublicationService::GetPublication(
    grpc::CallbackServerContext* context, const v1::GetPublicationRequest* request,
    v1::Publication* response) {
  return Answer(serving_, serving_.quick, context, NeedsToRead(serving_, request->name()),
                [this, request, response]() -> absl::Status {
                  SHEAF_ASSIGN_OR_RETURN(
                      *response, ReadPublication(serving_, request->name(), request->as_of()));
                  return absl::OkStatus();
                });
}

grpc::ServerUnaryReactor* PublicationService::ListPublications(
    grpc::CallbackServerContext* context, const v1::ListPublicationsRequest* request,
    v1::ListPublicationsResponse* response) {
  return AnswerCaller(serving_, serving_.slow, context, NeedsTo(v1::READ),
                      [this, request, response](const auth::Caller& caller) {
                        return PublicationPage(serving_, caller, *request).Fill(response);
                      });
}

grpc::ServerWriteReactor<v1::RenderedChunk>* PublicationService::RenderPublication(
    grpc::CallbackServerContext* context, const v1::RenderPublicationRequest* request) {
  auto chunks = std::make_shared<RenderedChunks>(
      serving_, [this, request = *request] { return Render(serving_, request); });
  return new AnswerStream<v1::RenderedChunk>(
      serving_, serving_.slow, serving_.quick, context, NeedsToRead(serving_, request->name()),
      [chunks](const auth::Caller&, v1::RenderedChunk* chunk) { return chunks->Next(chunk); });
}

grpc::ServerUnaryReactor* PublicationService::ReproducePublication(
    grpc::CallbackServerContext* context, const v1::ReproducePublicationRequest* request,
    v1::ReproducePublicationResponse* response) {
  return Answer(serving_, serving_.slow, context, NeedsToRead(serving_, request->name()),
                [this, request, response]() -> absl::Status {
                  SHEAF_ASSIGN_OR_RETURN(const auto publication,
                                         ReadPublication(serving_, request->name(), v1::AsOf()));
                  SHEAF_ASSIGN_OR_RETURN(*response, serving_.publisher->Reproduce(publication));
                  return absl::OkStatus();
                });
}

}  // namespace sheaf::api
