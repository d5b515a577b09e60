#include "server/api/access_service.h"

#include <google/protobuf/util/time_util.h>

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "server/api/admission.h"
#include "server/api/answer.h"
#include "server/auth/access.h"
#include "server/auth/guard.h"
#include "server/base/status.h"

namespace sheaf::api {
namespace {

using auth::Access;
using auth::Caller;
using google::protobuf::util::TimeUtil;

// Being known is enough.
absl::Status Nothing(const Caller&) { return absl::OkStatus(); }

// Who issues or ends tokens for others may know what others may do.
Needs NeedsToKnowOf(const std::string& principal) {
  return [&principal](const Caller& caller) {
    const bool own = principal == caller.actor();
    if (own || caller.May(Access::Of(v1::ISSUE_TOKENS))) return absl::OkStatus();
    return caller.Demand(Access::Of(v1::REVOKE_TOKENS),
                         principal.empty() ? "of everybody" : "of " + principal);
  };
}

absl::Status NoPolicy() {
  return Refusal(absl::StatusCode::kFailedPrecondition, "NO_POLICY",
                 "the server has no policy, so that a token would stand for nobody; start it with "
                 "--policy");
}

absl::StatusOr<const v1::Principal*> Find(const auth::Policy& policy, std::string_view id) {
  const v1::Principal* principal = policy.Find(id);
  if (principal != nullptr) return principal;
  return Refusal(absl::StatusCode::kNotFound, "NO_SUCH_PRINCIPAL",
                 absl::StrCat("the policy has no principal '", std::string(id), "'"));
}

// Whether a token for `principal` gives nothing that lies outside of the caller's sectors, and no
// servicing of the server to who does not do it.
absl::Status CheckWithin(const Caller& caller, const v1::Principal& principal) {
  for (const v1::Grant& grant : principal.grants()) {
    bool within = grant.role() != v1::OPERATOR || caller.May(Access::Of(v1::OPERATE));
    for (const std::string& sector : grant.sectors()) {
      const Access access =
          sector == "*" ? Access::OfAll(v1::ISSUE_TOKENS)
                        : Access::OfSector(v1::ISSUE_TOKENS, sector == "none" ? "" : sector);
      within = within && caller.May(access);
    }
    if (within) continue;
    return Refusal(absl::StatusCode::kPermissionDenied, "NOT_ALLOWED",
                   absl::StrCat(caller.actor(), " may not issue a token for ", principal.id(),
                                ", which is ", auth::Describe(grant)));
  }
  return absl::OkStatus();
}

absl::Status CheckMayIssue(const Caller& caller, const v1::Principal& principal) {
  if (principal.id() == auth::kThisMachine) {
    return Refusal(absl::StatusCode::kPermissionDenied, "NOT_ALLOWED",
                   "'local' is whoever calls from the server's own machine, without a token");
  }
  if (principal.id() == caller.actor() && caller.proof() == v1::CERTIFICATE) {
    return absl::OkStatus();
  }
  SHEAF_RETURN_IF_ERROR(caller.Demand(Access::Of(v1::ISSUE_TOKENS), "for " + principal.id()));
  return CheckWithin(caller, principal);
}

absl::Status CreateToken(const Serving& serving, const Caller& caller,
                         const v1::CreateTokenRequest& request, v1::CreateTokenResponse* response) {
  const auto policy = serving.guard->policy();
  if (policy == nullptr) return NoPolicy();
  const std::string& id = request.principal().empty() ? caller.actor() : request.principal();
  // Whoever may not know of others is told the same for those that are there and those that are
  // not.
  if (!caller.May(Access::Of(v1::ISSUE_TOKENS)) && id != caller.actor()) {
    return caller.Demand(Access::Of(v1::ISSUE_TOKENS), "for " + id);
  }
  SHEAF_ASSIGN_OR_RETURN(const v1::Principal* principal, Find(*policy, id));
  SHEAF_RETURN_IF_ERROR(CheckMayIssue(caller, *principal));
  auth::NewToken wanted{
      .principal = id, .purpose = request.purpose(), .created_by = caller.actor()};
  if (request.has_life()) wanted.life = TimeUtil::DurationToMicroseconds(request.life());
  SHEAF_ASSIGN_OR_RETURN(auto created, serving.guard->tokens().Create(wanted));
  *response->mutable_token() = std::move(created.token);
  response->set_secret(std::move(created.secret));
  return absl::OkStatus();
}

absl::Status Explain(const Serving& serving, const Caller& caller,
                     const v1::ExplainAccessRequest& request, v1::ExplainAccessResponse* response) {
  const auto policy = serving.guard->policy();
  if (policy == nullptr) {
    response->set_allowed(true);
    response->set_reason("The server has no policy: whoever reaches it holds every role.");
    return absl::OkStatus();
  }
  const std::string& id = request.principal().empty() ? caller.actor() : request.principal();
  SHEAF_ASSIGN_OR_RETURN(const v1::Principal* principal, Find(*policy, id));
  const auth::Decision decision = auth::Decide(
      *principal, AccessTo(serving, request.action(), request.resource(), request.member_state()));
  response->set_allowed(decision.grant != nullptr);
  response->set_reason(decision.reason);
  if (decision.grant != nullptr) *response->mutable_grant() = *decision.grant;
  return absl::OkStatus();
}

}  // namespace

grpc::ServerUnaryReactor* AccessService::WhoAmI(grpc::CallbackServerContext* context,
                                                const v1::WhoAmIRequest*,
                                                v1::WhoAmIResponse* response) {
  return AnswerCaller(serving_, serving_.quick, context, Nothing, [response](const Caller& caller) {
    response->set_actor(caller.actor());
    response->set_proof(caller.proof());
    response->set_every_role(caller.has_every_role());
    if (!caller.has_every_role()) {
      response->set_title(caller.principal()->title());
      *response->mutable_grants() = caller.principal()->grants();
    }
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* AccessService::ExplainAccess(grpc::CallbackServerContext* context,
                                                       const v1::ExplainAccessRequest* request,
                                                       v1::ExplainAccessResponse* response) {
  const Needs needs = request->principal().empty() ? Nothing : NeedsToKnowOf(request->principal());
  return AnswerCaller(serving_, serving_.quick, context, needs,
                      [this, request, response](const Caller& caller) {
                        return Explain(serving_, caller, *request, response);
                      });
}

grpc::ServerUnaryReactor* AccessService::CreateToken(grpc::CallbackServerContext* context,
                                                     const v1::CreateTokenRequest* request,
                                                     v1::CreateTokenResponse* response) {
  return AnswerCaller(serving_, serving_.slow, context, Nothing,
                      [this, request, response](const Caller& caller) {
                        return api::CreateToken(serving_, caller, *request, response);
                      });
}

grpc::ServerUnaryReactor* AccessService::ListTokens(grpc::CallbackServerContext* context,
                                                    const v1::ListTokensRequest* request,
                                                    v1::ListTokensResponse* response) {
  return Answer(serving_, serving_.quick, context, NeedsToKnowOf(request->principal()),
                [this, request, response] {
                  for (v1::Token& token : serving_.guard->tokens().List(request->principal())) {
                    *response->add_tokens() = std::move(token);
                  }
                  return absl::OkStatus();
                });
}

grpc::ServerUnaryReactor* AccessService::RevokeToken(grpc::CallbackServerContext* context,
                                                     const v1::RevokeTokenRequest* request,
                                                     v1::Token* response) {
  return AnswerCaller(
      serving_, serving_.slow, context, Nothing,
      [this, request, response](const Caller& caller) -> absl::Status {
        auth::Tokens& tokens = serving_.guard->tokens();
        const auto token = tokens.Find(request->name());
        if (!token.ok() || token->principal() != caller.actor()) {
          SHEAF_RETURN_IF_ERROR(caller.Demand(Access::Of(v1::REVOKE_TOKENS), request->name()));
        }
        SHEAF_ASSIGN_OR_RETURN(*response, tokens.Revoke(request->name(), caller.actor()));
        return absl::OkStatus();
      });
}

}  // namespace sheaf::api
