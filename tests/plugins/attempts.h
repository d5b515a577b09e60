// What a hostile plugin tries: calls that would let it out of its sandbox, or hurt others.
#pragma once

#include <string>
#include <vector>

// A file of the server's records, as a plugin finds it: the socket's folder lies beside them.
std::string LedgerFile();

// One line for each attempt, "connect to another plugin: Operation not permitted", or with
// "succeeded" behind the colon. Where they succeed, the records' file is damaged; nothing else is.
std::vector<std::string> AttemptAll();
