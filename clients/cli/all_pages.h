// A whole listing, however many pages it has.
#pragma once

#include "absl/status/statusor.h"
#include "clients/cpp/connection.h"

namespace sheaf::cli {

// All pages of a listing as one answer.
template <typename Stub, typename Request, typename Response>
absl::StatusOr<Response> ListAll(client::Connection& connection, Stub& stub,
                                 grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                                              Response*),
                                 Request request) {
  request.set_page_size(1000);
  Response all;
  do {
    auto page = connection.Call(stub, method, request);
    if (!page.ok()) return page.status();
    request.set_page_token(page->next_page_token());
    all.MergeFrom(*page);
  } while (!request.page_token().empty());
  all.clear_next_page_token();
  return all;
}

}  // namespace sheaf::cli
