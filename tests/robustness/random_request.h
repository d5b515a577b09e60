// Random writes, from so few plans, lines and words that they meet each other often.
#pragma once

#include <random>
#include <string>

#include "tests/robustness/operation.h"

namespace sheaf::robustness {

using Random = std::mt19937_64;

int Below(Random& random, int bound);
bool OneIn(Random& random, int times);

v1::ImportPlanRequest RandomImport(Random& random);
v1::PushUpdateRequest RandomPush(Random& random);
v1::BatchPushUpdatesRequest RandomBatch(Random& random);
// Of the update `name`; where `etag` is not empty, on condition of it.
v1::CorrectUpdateRequest RandomCorrection(Random& random, const std::string& name,
                                          const std::string& etag);
v1::WithdrawRequest RandomWithdrawal(Random& random, const std::string& name,
                                     const std::string& etag);
// A step with an update as it was read; now and then with another etag.
v1::ReviewUpdatesRequest RandomReview(Random& random, const v1::Update& update);
v1::RecordFiguresRequest RandomFigures(Random& random);
v1::PutMemberStatesRequest RandomMemberStates(Random& random);

}  // namespace sheaf::robustness
