// Updates that can be told apart, for tests that send them in the face of trouble: update `i` of
// push `push` says "push/i" in its note.
#pragma once

#include <string>
#include <vector>

#include "sheaf/v1/update_service.grpc.pb.h"
#include "tests/e2e/real_server.h"

namespace sheaf::e2e {

// A plan of one line, L.
void ImportOneLine(const RealServer& server, const std::string& plan);

std::vector<v1::LineUpdate> UpdatesOf(int push, int count);
// The same as a file.
std::string CsvOf(int push, int count);

// All updates that the server holds of the plan, in the order in which they were committed.
std::vector<v1::Update> HeldBy(const RealServer& server, const std::string& plan);
// Their notes.
std::vector<std::string> NotesOf(const RealServer& server, const std::string& plan);

}  // namespace sheaf::e2e
