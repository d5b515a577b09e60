#include "tests/robustness/traffic.h"

#include <future>
#include <optional>
#include <type_traits>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tests/robustness/random_request.h"

namespace sheaf::robustness {
namespace {

constexpr size_t kNamesKept = 400;
constexpr int kBatchesOfStream = 4;

// "local/k1" calls itself "k1".
std::string UserOf(const std::string& actor) { return actor.substr(actor.find('/') + 1); }

// Another request under the same id; nothing where this kind is not used for it.
std::optional<Request> Altered(const Request& request) {
  if (const auto* push = std::get_if<v1::PushUpdateRequest>(&request)) {
    v1::PushUpdateRequest other = *push;
    other.mutable_update()->set_source_ref("altered");
    return other;
  }
  if (const auto* withdrawal = std::get_if<v1::WithdrawRequest>(&request)) {
    v1::WithdrawRequest other = *withdrawal;
    other.set_reason("altered");
    return other;
  }
  return std::nullopt;
}

bool IsAnswered(const Operation& operation) {
  return operation.code == grpc::StatusCode::OK && !RequestIdOf(operation.request).empty() &&
         !IsValidateOnly(operation.request);
}

}  // namespace

void CommonGround::Acknowledge(const Answer& answer) {
  int64_t before = acknowledged_;
  while (before < answer.revision &&
         !acknowledged_.compare_exchange_weak(before, answer.revision)) {
  }
  for (const std::string& name : answer.names) AddName(name);
}

void CommonGround::AddName(const std::string& name) {
  const std::lock_guard lock(mutex_);
  if (names_.size() < kNamesKept) {
    names_.push_back(name);
  } else {
    names_[std::hash<std::string>()(name) % kNamesKept] = name;
  }
}

std::string CommonGround::AnyName(Random& random, const std::string& infix) const {
  const std::lock_guard lock(mutex_);
  for (int tries = 0; tries < 20 && !names_.empty(); ++tries) {
    const std::string& name = names_[random() % names_.size()];
    if (absl::StrContains(name, infix)) return name;
  }
  return "";
}

// Most requests have an id; those that have none get a user of their own, so that the history says
// whose they are.
void User::SetId(Request& request, std::string* actor, Random& random) {
  const int number = next_id_++;
  const bool has_id = !OneIn(random, 4);
  *actor = has_id ? absl::StrCat("local/", id_) : absl::StrCat("local/", id_, ".", number);
  const bool validate_only = OneIn(random, 12);
  std::visit(
      [&](auto& each) {
        if (has_id) each.set_request_id(absl::StrCat("r", number));
        each.set_validate_only(validate_only);
      },
      request);
}

Operation& User::NewOperation(Random& random) {
  Request request;
  const int kind = Below(random, 100);
  const std::string update = ground_->AnyName(random, "/updates/");
  // Stale as soon as somebody else writes, and wrong by chance.
  const std::string etag =
      OneIn(random, 4) ? absl::StrCat("r", 1 + Below(random, 1 + ground_->acknowledged())) : "";
  if (kind < 14 || ground_->acknowledged() < 3) {
    v1::ImportPlanRequest import = RandomImport(random);
    if (OneIn(random, 6)) import.set_etag(etag);
    request = import;
  } else if (kind < 20) {
    request = RandomMemberStates(random);
  } else if (kind < 34) {
    request = RandomFigures(random);
  } else if (kind < 50) {
    request = RandomBatch(random);
  } else if (kind < 65 && !update.empty()) {
    request = RandomCorrection(random, update, etag);
  } else if (kind < 75 && !update.empty()) {
    const std::string figure = ground_->AnyName(random, "sectors/");
    request = RandomWithdrawal(random, OneIn(random, 3) && !figure.empty() ? figure : update, etag);
  } else {
    request = RandomPush(random);
  }
  Operation& operation = operations_.emplace_back();
  SetId(request, &operation.actor, random);
  operation.request = std::move(request);
  operation.after = ground_->acknowledged();
  return operation;
}

void User::Settle(Operation& operation, const grpc::Status& status, const Answer& answer) {
  if (IsLost(status)) {
    operation.error = status.error_message();
    return;
  }
  if (operation.code == grpc::StatusCode::OK && (!status.ok() || answer != operation.answer)) {
    complaints_.push_back(
        absl::StrCat("a repeated request was answered otherwise than the first time: ",
                     Describe(operation.request), " by ", operation.actor,
                     "\n  first: ", Describe(operation.answer),
                     "\n  then:  ", status.ok() ? Describe(answer) : status.error_message()));
    return;
  }
  operation.code = status.error_code();
  operation.error = status.error_message();
  operation.answer = answer;
  if (status.ok()) ground_->Acknowledge(answer);
}

// False where the server is lost.
bool User::Perform(Client& client, Operation& operation) {
  Answer answer;
  const grpc::Status status = client.Send(operation.request, &answer);
  Settle(operation, status, answer);
  return !IsLost(status);
}

// The same request twice at once must be done once and answered the same.
bool User::PerformTwice(const std::shared_ptr<grpc::Channel>& channel, Operation& operation) {
  const auto send = [&] {
    Client client(channel, UserOf(operation.actor));
    Answer answer;
    const grpc::Status status = client.Send(operation.request, &answer);
    return std::pair(status, answer);
  };
  auto other = std::async(std::launch::async, send);
  const auto [status, answer] = send();
  const auto [other_status, other_answer] = other.get();
  Settle(operation, status, answer);
  // One may be refused and the other not: what refused it may have changed in between.
  if (other_status.ok() || !operation.code) Settle(operation, other_status, other_answer);
  return !IsLost(status) && !IsLost(other_status);
}

// A client that goes away in the middle of an import has imported nothing; it comes back with all
// of it after the next start.
bool User::Abandon(Client& client, Random& random) {
  v1::ImportPlanRequest import = RandomImport(random);
  import.set_request_id(absl::StrCat("r", next_id_++));
  Operation& operation = operations_.emplace_back();
  operation.actor = absl::StrCat("local/", id_);
  operation.after = ground_->acknowledged();
  operation.request = import;
  const grpc::Status status = client.Abandon(import);
  if (status.ok()) complaints_.push_back("an import was taken whose client went away");
  return status.error_code() == grpc::StatusCode::CANCELLED;
}

bool User::PerformStream(Client& client, Random& random) {
  std::vector<Operation*> sent;
  std::vector<const v1::BatchPushUpdatesRequest*> batches;
  for (int i = 0; i < kBatchesOfStream; ++i) {
    v1::BatchPushUpdatesRequest batch = RandomBatch(random);
    batch.set_request_id(absl::StrCat("r", next_id_++));
    Operation& operation = operations_.emplace_back();
    operation.actor = absl::StrCat("local/", id_);
    operation.after = ground_->acknowledged();
    operation.request = std::move(batch);
    sent.push_back(&operation);
    batches.push_back(&std::get<v1::BatchPushUpdatesRequest>(operation.request));
  }
  std::vector<Answer> answers;
  const grpc::Status status = client.Stream(batches, &answers);
  for (size_t i = 0; i < answers.size(); ++i) Settle(*sent[i], grpc::Status::OK, answers[i]);
  // The first batch that is refused ends the stream; those behind it were not looked at.
  if (status.ok() && answers.size() < sent.size()) {
    complaints_.push_back("a stream ended well before all its batches were answered");
  }
  if (!status.ok() && !IsLost(status)) Settle(*sent[answers.size()], status, Answer());
  return !IsLost(status);
}

// What was answered before must be answered the same again.
bool User::Repeat(Client& client, Random& random) {
  Operation& earlier = operations_[random() % operations_.size()];
  if (!IsAnswered(earlier)) return true;
  return Perform(client, earlier);
}

bool User::ReuseId(Client& client, Random& random) {
  const Operation& earlier = operations_[random() % operations_.size()];
  if (!IsAnswered(earlier)) return true;
  const std::optional<Request> other = Altered(earlier.request);
  if (!other) return true;
  Answer answer;
  const grpc::Status status = client.Send(*other, &answer);
  // The state may have changed so that it is refused before its id is looked at.
  if (status.ok()) {
    complaints_.push_back(absl::StrCat("another request under the id of an earlier one was taken: ",
                                       Describe(*other), " by ", earlier.actor));
  }
  return !IsLost(status);
}

// Whoever was answered sees what was written.
bool User::ReadOwn(Client& client, const Operation& operation) {
  if (operation.code != grpc::StatusCode::OK || operation.answer.names.empty()) return true;
  if (IsValidateOnly(operation.request)) return true;
  v1::Update update;
  const grpc::Status status = client.Get(operation.answer.names.front(), &update);
  if (IsLost(status)) return false;
  const bool wrote = operation.answer.created + operation.answer.changed > 0;
  if (!status.ok() || (operation.answer.names.size() == 1 && wrote &&
                       update.revision() < operation.answer.revision)) {
    complaints_.push_back(
        absl::StrCat("not there after its answer: ", operation.answer.names.front(), ": ",
                     status.error_message()));
  }
  return true;
}

// Under a name of its own: whoever reviews has written nothing.
bool User::Review(const std::shared_ptr<grpc::Channel>& channel, Client& client, Random& random) {
  const std::string name = ground_->AnyName(random, "/updates/");
  if (name.empty()) return true;
  const int64_t after = ground_->acknowledged();
  v1::Update update;
  const grpc::Status status = client.Get(name, &update);
  if (!status.ok()) return !IsLost(status);
  Operation& operation = operations_.emplace_back();
  operation.actor = absl::StrCat("local/", id_, ".", next_id_++);
  operation.request = RandomReview(random, update);
  operation.after = after;
  Client once(channel, UserOf(operation.actor));
  return Perform(once, operation);
}

bool User::Step(const std::shared_ptr<grpc::Channel>& channel, Client& client, Random& random) {
  const int choice = Below(random, 100);
  if (choice < 8 && !operations_.empty()) return Repeat(client, random);
  if (choice < 11 && !operations_.empty()) return ReuseId(client, random);
  if (choice < 14) return Abandon(client, random);
  if (choice < 20) return PerformStream(client, random);
  if (choice < 40) return Review(channel, client, random);
  Operation& operation = NewOperation(random);
  const bool has_id = !RequestIdOf(operation.request).empty();
  const bool is_kept = has_id && !IsValidateOnly(operation.request);
  if (is_kept && OneIn(random, 12)) return PerformTwice(channel, operation);
  if (has_id) return Perform(client, operation) && (choice < 70 || ReadOwn(client, operation));
  Client once(channel, UserOf(operation.actor));
  return Perform(once, operation);
}

void User::Write(const std::shared_ptr<grpc::Channel>& channel, Random& random,
                 const std::atomic<bool>& stop) {
  Client client(channel, id_);
  lost_server_ = false;
  // First what the last end of the server left open: the same again, as clients do.
  for (Operation& operation : operations_) {
    if (operation.code || RequestIdOf(operation.request).empty() || stop) continue;
    if (!Perform(client, operation)) {
      lost_server_ = true;
      return;
    }
  }
  while (!stop && complaints_.empty()) {
    if (!Step(channel, client, random)) {
      lost_server_ = true;
      return;
    }
  }
}

}  // namespace sheaf::robustness
