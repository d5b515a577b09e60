// An option that takes words between commas, once or more than once.
#pragma once

#include <string>

#include "CLI/CLI.hpp"
#include "google/protobuf/repeated_ptr_field.h"

namespace sheaf::cli {

// Fills `words`, which must outlive `command`. It takes no argument behind its own: a positional
// one may follow. What the words may be is for the server to say.
CLI::Option* AddWords(CLI::App& command, const char* name, const char* description,
                      const char* type, google::protobuf::RepeatedPtrField<std::string>* words);

}  // namespace sheaf::cli
