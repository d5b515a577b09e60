#include "clients/cli/exchange/csv_format.h"
#include "clients/cli/exchange/dhis2_format.h"
#include "clients/cli/exchange/format.h"
#include "clients/cli/exchange/iati_format.h"
#include "clients/cli/exchange/json_format.h"
#include "clients/cli/exchange/sdmx_csv_format.h"

namespace sheaf::cli::exchange {

const std::vector<ExchangeFormat>& Formats() {
  static const std::vector<ExchangeFormat> kFormats = {
      {"iati", "IATI 2.03, activities with results", {}, WriteIati, ReadIati},
      {"sdmx-csv",
       "SDMX-CSV 2.0 of the figures (read: 1.0, 2.0, 2.1)",
       {},
       WriteSdmxCsv,
       ReadSdmxCsv},
      {"dhis2", "DHIS2 dataValueSets of the figures, as JSON", {}, WriteDhis2, ReadDhis2},
      {"csv", "a folder of CSV files in the columns of Sheaf's own imports", CsvFiles(), WriteCsv,
       ReadCsvFile},
      {"json", "all records as the contract's JSON, one a line", {}, WriteJson, ReadJson},
  };
  return kFormats;
}

const ExchangeFormat* FindFormat(std::string_view id) {
  for (const ExchangeFormat& format : Formats()) {
    if (format.id == id) return &format;
  }
  return nullptr;
}

}  // namespace sheaf::cli::exchange
