#include "clients/cli/word_list.h"

#include <vector>

namespace sheaf::cli {

CLI::Option* AddWords(CLI::App& command, const char* name, const char* description,
                      const char* type, google::protobuf::RepeatedPtrField<std::string>* words) {
  return command
      .add_option_function<std::vector<std::string>>(
          name,
          [words](const std::vector<std::string>& given) {
            words->Assign(given.begin(), given.end());
          },
          description)
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name(type);
}

}  // namespace sheaf::cli
