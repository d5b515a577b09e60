#include "server/auth/access.h"

#include <algorithm>
#include <initializer_list>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace sheaf::auth {
namespace {

constexpr std::string_view kEvery = "*";
constexpr std::string_view kNoSector = "none";

bool Holds(const google::protobuf::RepeatedPtrField<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool CoversSector(const v1::Grant& grant, const Access& access) {
  if (access.scope == Access::Scope::kNothing) return true;
  if (Holds(grant.sectors(), kEvery)) return true;
  if (access.scope == Access::Scope::kAll) return false;
  return Holds(grant.sectors(), access.sector.empty() ? kNoSector : access.sector);
}

bool SpeaksForSomebody(v1::Action action) {
  return action == v1::PUSH || action == v1::VERIFY || action == v1::READ_UNPUBLISHED;
}

bool CoversMemberState(const v1::Grant& grant, const Access& access) {
  if (!SpeaksForSomebody(access.action)) return true;
  if (access.as_member_state) return Holds(grant.member_states(), access.member_state);
  if (grant.member_states().empty() || Holds(grant.member_states(), kEvery)) return true;
  return !access.member_state.empty() && Holds(grant.member_states(), access.member_state);
}

bool IsOneOf(v1::Action action, std::initializer_list<v1::Action> actions) {
  return std::find(actions.begin(), actions.end(), action) != actions.end();
}

std::string Word(std::string_view name) {
  std::string word = absl::AsciiStrToLower(std::string(name));
  std::replace(word.begin(), word.end(), '_', ' ');
  return word;
}

std::string ListOf(const google::protobuf::RepeatedPtrField<std::string>& words,
                   std::string_view every, std::string_view one) {
  if (Holds(words, kEvery)) return std::string(every);
  return absl::StrCat(std::string(one), words.size() == 1 ? " " : "s ", absl::StrJoin(words, ", "));
}

bool Does(const v1::Grant& grant, v1::Action action) {
  const bool is_of_published =
      grant.role() == v1::READER && action == v1::READ_UNPUBLISHED && !grant.unpublished();
  return RoleDoes(grant.role(), action) && !is_of_published;
}

// What the grant lacks for `access`.
std::string Lack(const v1::Grant& grant, const Access& access) {
  if (!Does(grant, access.action)) return "the role does not do that";
  if (!CoversSector(grant, access)) return "the sector is not among its sectors";
  return "who it speaks for is not among its member states";
}

}  // namespace

bool RoleDoes(v1::Role role, v1::Action action) {
  if (role == v1::ROLE_UNSPECIFIED) return false;
  if (action == v1::DESCRIBE) return true;
  switch (role) {
    case v1::CONTRIBUTOR:
      return IsOneOf(action, {v1::READ, v1::READ_UNPUBLISHED, v1::PUSH});
    case v1::VERIFIER:
      return IsOneOf(action, {v1::READ, v1::READ_UNPUBLISHED, v1::VERIFY});
    case v1::SECRETARIAT:
      return IsOneOf(action, {v1::READ, v1::READ_UNPUBLISHED, v1::PUBLISH, v1::MANAGE,
                              v1::ISSUE_TOKENS, v1::REVOKE_TOKENS});
    case v1::READER:
      return IsOneOf(action, {v1::READ, v1::READ_UNPUBLISHED});
    case v1::OPERATOR:
      return IsOneOf(action, {v1::REVOKE_TOKENS, v1::OPERATE});
    default:
      return false;
  }
}

bool Allows(const v1::Grant& grant, const Access& access) {
  return Does(grant, access.action) && CoversSector(grant, access) &&
         CoversMemberState(grant, access);
}

std::string ActionWord(v1::Action action) { return Word(v1::Action_Name(action)); }

std::string Describe(const Access& access) {
  std::string text = ActionWord(access.action);
  if (access.scope == Access::Scope::kAll) {
    text += " in every sector";
  } else if (access.scope == Access::Scope::kSector) {
    text += access.sector.empty() ? " in plans of no sector" : " in sector " + access.sector;
  }
  if (!SpeaksForSomebody(access.action)) return text;
  return text + (access.member_state.empty() ? " for the region as a whole"
                                             : " for " + access.member_state);
}

std::string Describe(const v1::Grant& grant) {
  std::string text = Word(v1::Role_Name(grant.role()));
  if (grant.role() == v1::OPERATOR) return text;
  if (grant.unpublished()) text += " of everything";
  text += " for " + ListOf(grant.sectors(), "every sector", "sector");
  if (grant.member_states().empty()) return text;
  return text + " and " + ListOf(grant.member_states(), "every member state", "member state");
}

Decision Decide(const v1::Principal& principal, const Access& access) {
  std::string lacks;
  for (const v1::Grant& grant : principal.grants()) {
    if (Allows(grant, access)) {
      return {&grant, absl::StrCat(principal.id(), " may ", Describe(access), ": it is ",
                                   Describe(grant), ".")};
    }
    absl::StrAppend(&lacks, lacks.empty() ? "" : "; ", "it is ", Describe(grant), ", and ",
                    Lack(grant, access));
  }
  if (lacks.empty()) lacks = "the policy grants it nothing";
  return {nullptr, absl::StrCat(principal.id(), " may not ", Describe(access), ": ", lacks, ".")};
}

}  // namespace sheaf::auth
