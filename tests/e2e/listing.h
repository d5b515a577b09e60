// Reading all pages of a listing, for tests.
#pragma once

#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

namespace sheaf::e2e {

// All pages as one answer. `between` is called after each page but the last, with its number.
template <typename Stub, typename Request, typename Response>
Response ListAll(Stub& stub,
                 grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                 Request request, const std::function<void(int)>& between = nullptr) {
  Response all;
  for (int page_number = 1;; ++page_number) {
    grpc::ClientContext context;
    Response page;
    const grpc::Status status = (stub.*method)(&context, request, &page);
    EXPECT_TRUE(status.ok()) << status.error_message() << "\n" << request.ShortDebugString();
    request.set_page_token(page.next_page_token());
    all.MergeFrom(page);
    if (!status.ok() || request.page_token().empty()) return all;
    if (between) between(page_number);
  }
}

// One unary call, which must succeed.
template <typename Stub, typename Request, typename Response>
Response Call(Stub& stub,
              grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
              const Request& request) {
  grpc::ClientContext context;
  Response response;
  const grpc::Status status = (stub.*method)(&context, request, &response);
  EXPECT_TRUE(status.ok()) << status.error_message() << "\n" << request.ShortDebugString();
  return response;
}

// The status of one unary call.
template <typename Stub, typename Request, typename Response>
grpc::Status StatusOf(Stub& stub,
                      grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                      const Request& request) {
  grpc::ClientContext context;
  Response response;
  return (stub.*method)(&context, request, &response);
}

// The names of `records`, in their order.
template <typename Records>
std::vector<std::string> NamesOf(const Records& records) {
  std::vector<std::string> names;
  for (const auto& record : records) names.push_back(record.name());
  return names;
}

}  // namespace sheaf::e2e
