// What every answer says to the browser besides itself.
#pragma once

#include "clients/web/gateway/http/message.h"

namespace sheaf::gateway {

// Of the page and its files: scripts, styles, pictures and calls of this origin alone, nothing
// written into the page, in nobody's frame.
void AddPageHeaders(bool has_tls, Headers* headers);

// Of answers of calls, which are no pages: nothing in them is run or shown in a frame.
void AddCallHeaders(bool has_tls, Headers* headers);

}  // namespace sheaf::gateway
