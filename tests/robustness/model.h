// The ledger as it should be: a map from names to versions, and what each request does to it,
// written to be obviously right and not to be quick.
//
// It knows what traffic.cc sends and nothing beyond: plans without a sector whose lines are all of
// one level, updates with few fields, figures of sector energy.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "grpcpp/grpcpp.h"
#include "sheaf/v1/change.pb.h"
#include "tests/robustness/operation.h"
#include "tests/robustness/review_facts.h"

namespace sheaf::robustness {

// What a client states of a record, as bytes: neither its name nor what the server adds.
std::string ContentOf(const google::protobuf::Message& record);

// One version of a record.
struct Version {
  int64_t revision = 0;
  int64_t previous = 0;
  v1::ChangeVerb verb = v1::CHANGE_VERB_UNSPECIFIED;
  std::string actor;
  std::string request_id;
  std::string reason;
  std::string content;
  ReviewFacts review = {};  // of an update
  bool live() const { return verb == v1::CREATED || verb == v1::REPLACED || verb == v1::REVIEWED; }
  friend bool operator==(const Version&, const Version&) = default;
};

// A change that a request makes: to which record, and the version that it leaves there.
struct Effect {
  std::string name;
  Version version;
  friend bool operator==(const Effect&, const Effect&) = default;
};
std::string Describe(const Effect& effect);
// A change as the server tells it.
Effect EffectOf(const v1::Change& change);

// What a request comes to.
struct Outcome {
  grpc::StatusCode code = grpc::StatusCode::OK;
  std::vector<Effect> effects;  // without revision, actor and request id
  Answer answer;                // without revision
};

class Model {
 public:
  // The version of `name` that was the latest at `revision`; null where there was none.
  const Version* At(const std::string& name, int64_t revision) const;
  // Of all records whose names start with `prefix`, live or not, in the order of their names.
  std::map<std::string, const Version*> AllAt(const std::string& prefix, int64_t revision) const;
  const std::map<std::string, std::vector<Version>>& records() const { return records_; }

  // What `request` comes to where the server checks it against the state at `checked` and commits
  // it on top of the state at `committed`.
  Outcome Apply(const Request& request, int64_t checked, int64_t committed) const;

  // The server names some records itself, by what they say. Takes over from `changes`, which
  // `request` made, the names that it gave to contents not met before.
  void LearnNames(const Request& request, const std::vector<Effect>& changes);

  void Add(const Effect& effect) { records_[effect.name].push_back(effect.version); }

 private:
  struct Write;
  std::optional<std::string> NameOf(const std::string& given, const std::string& under,
                                    const std::string& content) const;
  bool Exists(const std::string& name, int64_t revision) const {
    return At(name, revision) != nullptr;
  }
  bool KnowsMemberState(const std::string& code, int64_t revision) const;
  bool IsValid(const std::string& line, const v1::Update& update, int64_t revision) const;

  using Intake = std::vector<Write>;
  grpc::StatusCode Check(const v1::ImportPlanRequest& request, int64_t checked, int64_t committed,
                         Intake* writes) const;
  grpc::StatusCode Check(const v1::PushUpdateRequest& request, int64_t checked, int64_t committed,
                         Intake* writes) const;
  grpc::StatusCode Check(const v1::BatchPushUpdatesRequest& request, int64_t checked,
                         int64_t committed, Intake* writes) const;
  grpc::StatusCode Check(const v1::CorrectUpdateRequest& request, int64_t checked,
                         int64_t committed, Intake* writes) const;
  grpc::StatusCode Check(const v1::WithdrawRequest& request, int64_t checked, int64_t committed,
                         Intake* writes) const;
  grpc::StatusCode Check(const v1::RecordFiguresRequest& request, int64_t checked,
                         int64_t committed, Intake* writes) const;
  grpc::StatusCode Check(const v1::PutMemberStatesRequest& request, int64_t checked,
                         int64_t committed, Intake* writes) const;
  grpc::StatusCode Check(const v1::ReviewUpdatesRequest& request, int64_t checked,
                         int64_t committed, Intake* writes) const;
  grpc::StatusCode Decide(const Write& write, int64_t committed, Outcome* outcome) const;

  std::map<std::string, std::vector<Version>> records_;
  // By collection and content.
  std::map<std::pair<std::string, std::string>, std::string> given_names_;
};

}  // namespace sheaf::robustness
