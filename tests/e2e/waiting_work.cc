#include "tests/e2e/waiting_work.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace sheaf::e2e {
namespace {

std::string NoteOf(int push, int i) { return std::to_string(push) + "/" + std::to_string(i); }

}  // namespace

void ImportOneLine(const RealServer& server, const std::string& plan) {
  const std::string file =
      server.WriteFile("plan.csv", "line_code,parent_code,level,title\nL,,action,Line\n");
  server.Done({"plan", "import", file, "--plan", plan});
}

std::vector<v1::LineUpdate> UpdatesOf(int push, int count) {
  std::vector<v1::LineUpdate> updates(static_cast<size_t>(count));
  for (int i = 0; i < count; ++i) {
    v1::LineUpdate& update = updates[static_cast<size_t>(i)];
    update.set_line_code("L");
    update.mutable_update()->set_reported_status("in_progress");
    update.mutable_update()->set_note(NoteOf(push, i));
  }
  return updates;
}

std::string CsvOf(int push, int count) {
  std::string file = "line_code,reported_status,note\n";
  for (int i = 0; i < count; ++i) file += "L,in_progress," + NoteOf(push, i) + "\n";
  return file;
}

std::vector<v1::Update> HeldBy(const RealServer& server, const std::string& plan) {
  const auto stub = v1::UpdateService::NewStub(server.Channel());
  std::vector<v1::Update> held;
  v1::ListUpdatesRequest request;
  request.set_parent("plans/" + plan);
  request.set_page_size(1000);
  do {
    grpc::ClientContext context;
    v1::ListUpdatesResponse page;
    const grpc::Status status = stub->ListUpdates(&context, request, &page);
    EXPECT_TRUE(status.ok()) << status.error_message();
    held.insert(held.end(), page.updates().begin(), page.updates().end());
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  std::stable_sort(held.begin(), held.end(), [](const v1::Update& a, const v1::Update& b) {
    return a.revision() < b.revision();
  });
  return held;
}

std::vector<std::string> NotesOf(const RealServer& server, const std::string& plan) {
  std::vector<std::string> notes;
  for (const v1::Update& update : HeldBy(server, plan)) notes.push_back(update.note());
  return notes;
}

}  // namespace sheaf::e2e
