#include <google/protobuf/util/json_util.h>

#include "server/reports/render/render.h"

namespace sheaf::reports {

// Zeros are printed: to a reader without the schema, a count that is not there would look missing.
Rendered RenderJson(const v1::Document& document) {
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = true;
  options.always_print_primitive_fields = true;
  Rendered rendered{"application/json", ""};
  // Fails only for well-known types with values out of their range, of which a document has the
  // commit time, and the ledger set that.
  const auto status =
      google::protobuf::util::MessageToJsonString(document, &rendered.content, options);
  if (!status.ok()) rendered.content = "{}\n";
  return rendered;
}

}  // namespace sheaf::reports
