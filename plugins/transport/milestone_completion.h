// The format milestone-completion: milestones and actions reached in each stream, and when.
#pragma once

#include <vector>

#include "plugins/sdk/facts.h"
#include "sheaf/v1/document.pb.h"

namespace sheaf::transport {

// A section for milestones and actions by class, and one for the years of completion.
std::vector<sheaf::v1::Section> LayOutMilestoneCompletion(const plugin::Facts& facts);

}  // namespace sheaf::transport
