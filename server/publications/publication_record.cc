#include "server/publications/publication_record.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "server/base/digest.h"
#include "server/base/status.h"
#include "server/sectors/records.h"
#include "server/sectors/requests.h"

namespace sheaf::publications {
namespace {

absl::Status Damaged(const v1::Publication& publication, std::string_view problem) {
  return absl::DataLossError(absl::StrCat(publication.name(), ": ", std::string(problem),
                                          "; restore the data folder from a backup"));
}

// "energy, progress, as of revision 12, effective 2024-12-31".
std::string Describe(const v1::PublicationStatement& statement) {
  return absl::StrCat(statement.sector().empty() ? "across sectors" : statement.sector(), ", ",
                      statement.format(), ", as of revision ", statement.clocks().revision(),
                      ", effective ", statement.clocks().effective_date());
}

absl::Status IsTaken(const v1::Publication& kept) {
  SHEAF_ASSIGN_OR_RETURN(const v1::PublicationStatement statement, StatementOf(kept));
  return Refusal(absl::StatusCode::kAlreadyExists, "PUBLICATION_EXISTS",
                 absl::StrCat(kept.name(), " is another publication (", Describe(statement),
                              "), which ", kept.actor(), " published in revision ", kept.revision(),
                              "; what is published stays as it is: choose another id"));
}

}  // namespace

absl::StatusOr<sectors::Accepted> AcceptPublication(const sectors::Intake& intake,
                                                    const v1::PublishRequest& request,
                                                    const v1::Publication& made) {
  sectors::Accepted accepted;
  accepted.request = sectors::RequestFor(request);
  accepted.names = {made.name()};
  ledger::Write write;
  write.resource = made.name();
  write.mode = ledger::WriteMode::kCreate;
  write.payload = sectors::PayloadOf(made);
  auto record = intake.ledger->Get(made.name(), intake.ledger->Head());
  if (record.ok()) {
    SHEAF_ASSIGN_OR_RETURN(const v1::Publication kept, PublicationOf(*record));
    if (kept.statement() == made.statement()) {
      write.payload = std::move(record->payload);
    } else {
      SHEAF_RETURN_IF_ERROR(sectors::UnlessMade(intake, accepted.request, IsTaken(kept)));
    }
  } else if (!absl::IsNotFound(record.status())) {
    return record.status();
  }
  accepted.request.writes.push_back(std::move(write));
  return accepted;
}

absl::StatusOr<v1::Publication> PublicationOf(const ledger::Record& record) {
  SHEAF_ASSIGN_OR_RETURN(v1::Resource resource, sectors::ResourceOf(record));
  return std::move(*resource.mutable_publication());
}

absl::StatusOr<v1::PublicationStatement> StatementOf(const v1::Publication& publication) {
  v1::PublicationStatement statement;
  if (statement.ParseFromString(publication.statement())) return statement;
  return Damaged(publication, "its statement cannot be read");
}

absl::StatusOr<v1::Document> DocumentOf(const v1::Publication& publication) {
  SHEAF_ASSIGN_OR_RETURN(const v1::PublicationStatement statement, StatementOf(publication));
  v1::Document document;
  if (Sha256(publication.document()) == statement.document_sha256() &&
      document.ParseFromString(publication.document())) {
    return document;
  }
  return Damaged(publication, "its document is not the one that was signed");
}

}  // namespace sheaf::publications
