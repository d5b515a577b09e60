// What a shell has to be told so that it completes command lines of sheaf.
#pragma once

namespace sheaf::cli {

// They ask `sheaf` itself for the words (see completion.h), so they never fall behind it.
extern const char kBashCompletion[];
extern const char kZshCompletion[];

}  // namespace sheaf::cli
