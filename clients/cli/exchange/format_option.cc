#include "clients/cli/exchange/format_option.h"

#include "clients/cli/exchange/csv_format.h"
#include "clients/cli/file_problem.h"

namespace sheaf::cli::exchange {

std::string FormatList() {
  std::string text;
  for (const ExchangeFormat& format : Formats()) {
    text += (text.empty() ? "" : "; ") + std::string(format.id) + ": " +
            std::string(format.description);
  }
  return text + ".";
}

void AddFormatOption(CLI::App& command, const char* name, const char* description,
                     const ExchangeFormat** format) {
  std::string ids;
  for (const ExchangeFormat& each : Formats())
    ids += (ids.empty() ? "" : "|") + std::string(each.id);
  command
      .add_option_function<std::string>(
          name,
          [name, format, ids](const std::string& id) {
            *format = FindFormat(id);
            if (*format == nullptr)
              throw CLI::ValidationError(name, FoundExpected(id, "one of " + ids));
          },
          description)
      ->required()
      ->type_name(ids);
}

void AddRecordsOption(CLI::App& command, std::string& records) {
  std::vector<std::string> kinds;
  for (const std::string& file : CsvFiles()) kinds.push_back(file.substr(0, file.find('.')));
  command.add_option("--records", records, "For csv: one kind of records, in one file")
      ->check(CLI::IsMember(kinds))
      ->type_name("KIND");
}

}  // namespace sheaf::cli::exchange
