#include "server/publications/publisher.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "server/base/digest.h"
#include "server/base/resource_name.h"
#include "server/base/status.h"
#include "server/publications/difference.h"
#include "server/publications/publication_record.h"
#include "server/sectors/field_checks.h"
#include "server/sectors/limits.h"
#include "server/sectors/records.h"
#include "server/sectors/requests.h"
#include "server/sectors/wording.h"

namespace sheaf::publications {
namespace {

absl::Status CheckRequest(const v1::PublishRequest& request) {
  Problems problems;
  const sectors::FieldCheck check(&problems);
  check.Holds("publication_id", CheckId(request.publication_id(), "publication"));
  check.Text("title", request.title(), sectors::kTitleMaxBytes);
  if (!request.report().language().empty()) {
    check.Fail("report.language",
               "what is published names plans and lines as they are printed; "
               "leave the language out");
  }
  if (request.report().has_compared_with()) {
    check.Fail("report.compared_with",
               "a comparison is not published; publish the report of each "
               "date, and compare them when they are read");
  }
  sectors::CheckRequestId(check, request.request_id());
  return problems.AsStatus("INVALID_PUBLICATION");
}

// What is published stays for good, so nothing is published with a part missing.
absl::Status CheckIsWhole(const v1::Document& document) {
  const auto hole = std::find_if(document.sections().begin(), document.sections().end(),
                                 [](const v1::Section& one) { return !one.unavailable().empty(); });
  if (hole == document.sections().end()) return absl::OkStatus();
  return Refusal(absl::StatusCode::kFailedPrecondition, "REPORT_INCOMPLETE",
                 absl::StrCat("the section ", sectors::Quoted(hole->title()),
                              " could not be computed (", hole->unavailable(),
                              "), and what is published stays for good; publish it once it can be, "
                              "or a format that does without"));
}

absl::Status CheckSize(size_t bytes, size_t max_bytes) {
  if (bytes <= max_bytes) return absl::OkStatus();
  return Refusal(
      absl::StatusCode::kResourceExhausted, "DOCUMENT_TOO_LARGE",
      absl::StrCat("the report has ", bytes, " bytes, and a publication has at most ", max_bytes,
                   "; publish it sector by sector, or in a format that lists "
                   "less"));
}

v1::PublicationStatement StatementFor(const v1::PublishRequest& request,
                                      const v1::Document& document,
                                      std::string_view document_bytes) {
  v1::PublicationStatement statement;
  statement.set_name(FormatName(kPublicationPattern, {request.publication_id()}));
  statement.set_title(request.title().empty() ? document.title() : request.title());
  statement.set_sector(document.sector());
  statement.set_format(document.format());
  *statement.mutable_clocks() = document.clocks();
  statement.set_document_sha256(Sha256(document_bytes));
  *statement.mutable_rules() = document.rules();
  *statement.mutable_producers() = document.producers();
  statement.set_counts(document.counts());
  return statement;
}

}  // namespace

absl::StatusOr<v1::Publication> Publisher::Make(const v1::PublishRequest& request,
                                                const v1::Clocks& clocks,
                                                model::Level counts) const {
  if (key_ == nullptr) {
    return Refusal(absl::StatusCode::kFailedPrecondition, "NO_SIGNING_KEY",
                   "nothing is published, since this server has no key to sign with; make one with "
                   "'deploy/certificates FOLDER signing', and start sheafd with --signing_key");
  }
  SHEAF_RETURN_IF_ERROR(CheckRequest(request));
  const v1::ReportRequest& report = request.report();
  SHEAF_ASSIGN_OR_RETURN(const auto document, reporter_->Report({.sector = report.sector(),
                                                                 .format = report.format(),
                                                                 .clocks = clocks,
                                                                 .counts = counts}));
  SHEAF_RETURN_IF_ERROR(CheckIsWhole(*document));
  SHEAF_RETURN_IF_ERROR(CheckSize(document->ByteSizeLong(), document_max_bytes_));
  v1::Publication publication;
  publication.set_document(sectors::BytesOf(*document));
  const auto statement = StatementFor(request, *document, publication.document());
  publication.set_name(statement.name());
  publication.set_statement(sectors::BytesOf(statement));
  SHEAF_ASSIGN_OR_RETURN(*publication.mutable_signature(), key_->Sign(publication.statement()));
  publication.set_public_key(key_->public_key());
  return publication;
}

absl::StatusOr<v1::ReproducePublicationResponse> Publisher::Reproduce(
    const v1::Publication& publication) const {
  SHEAF_ASSIGN_OR_RETURN(const v1::PublicationStatement statement, StatementOf(publication));
  SHEAF_ASSIGN_OR_RETURN(const v1::Document then, DocumentOf(publication));
  SHEAF_ASSIGN_OR_RETURN(
      const auto now,
      reporter_->Report(
          {.sector = statement.sector(),
           .format = statement.format(),
           .clocks = statement.clocks(),
           .counts = model::LevelOf(statement.counts()).value_or(model::Level::kSubmitted)}));
  v1::ReproducePublicationResponse response;
  const std::string bytes = sectors::BytesOf(*now);
  response.set_document_sha256(Sha256(bytes));
  response.set_same_bytes(bytes == publication.document());
  if (!response.same_bytes()) response.set_difference(DifferenceOf(then, *now));
  return response;
}

}  // namespace sheaf::publications
