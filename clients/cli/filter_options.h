// The options that narrow a listing down, with one wording for each. What a value may be is for the
// server to say: it knows the levels, words and states. Repeated options, and values between
// commas, mean: one of them.
#pragma once

#include "CLI/CLI.hpp"
#include "sheaf/v1/filter.pb.h"

namespace sheaf::cli {

void AddFilter(CLI::App& command, v1::PlanFilter& filter);
void AddFilter(CLI::App& command, v1::LineFilter& filter);
void AddFilter(CLI::App& command, v1::UpdateFilter& filter);
// `of_observations`: baselines and targets have no member state and no kind.
void AddFilter(CLI::App& command, v1::FigureFilter& filter, bool of_observations);

}  // namespace sheaf::cli
