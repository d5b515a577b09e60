// Reports, one at a time.
#include "sheaf/v1/plan_service.grpc.pb.h"
#include "sheaf/v1/report_service.grpc.pb.h"
#include "tests/bench/works.h"

namespace sheaf::bench {
namespace {

constexpr int kRepeats = 21;

double AskOnce(v1::ReportService::Stub& stub, const v1::ReportRequest& request) {
  grpc::ClientContext context;
  v1::Document document;
  const auto start = SteadyClock::now();
  const grpc::Status status = stub.GetReport(&context, request, &document);
  const auto end = SteadyClock::now();
  if (!status.ok()) Fail("a report failed: " + status.error_message());
  for (const v1::Section& section : document.sections()) {
    if (!section.unavailable().empty()) Fail("a section is missing: " + section.unavailable());
  }
  return std::chrono::duration<double, std::milli>(end - start).count();
}

}  // namespace

Figures GetReport(const Wanted& wanted) {
  const auto stub = v1::ReportService::NewStub(OpenChannels(wanted.target, 1).front());
  v1::ReportRequest request;
  request.set_sector(wanted.sector);
  request.set_format(wanted.format);
  if (wanted.revision > 0) request.mutable_as_of()->set_revision(wanted.revision);
  request.mutable_as_of()->set_effective_date(wanted.effective_date);
  Figures figures = {{"first_ms", AskOnce(*stub, request)}};
  std::vector<double> repeats;
  for (int i = 0; i < kRepeats; ++i) repeats.push_back(AskOnce(*stub, request));
  figures["again_ms"] = Percentile(&repeats, 0.5);
  return figures;
}

Figures GetHead(const Wanted& wanted) {
  const auto stub = v1::PlanService::NewStub(OpenChannels(wanted.target, 1).front());
  grpc::ClientContext context;
  v1::ListPlansResponse response;
  const grpc::Status status = stub->ListPlans(&context, v1::ListPlansRequest(), &response);
  if (!status.ok()) Fail("listing the plans failed: " + status.error_message());
  return {{"revision", static_cast<double>(response.clocks().revision())}};
}

}  // namespace sheaf::bench
