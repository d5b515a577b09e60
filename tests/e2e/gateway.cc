#include "tests/e2e/gateway.h"

#include <signal.h>

#include <algorithm>
#include <atomic>
#include <cctype>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace sheaf::e2e {
namespace {

std::string Lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

// The pieces of a body that comes in chunks, put together.
std::string Unchunked(const std::string& bytes) {
  std::string body;
  for (size_t at = 0; at < bytes.size();) {
    const size_t size = std::stoul(bytes.substr(at), nullptr, 16);
    if (size == 0) break;
    at = bytes.find("\r\n", at) + 2;
    body += bytes.substr(at, size);
    at += size + 2;
  }
  return body;
}

bool Has(const HttpHeaders& headers, const std::string& name) {
  return std::any_of(headers.begin(), headers.end(),
                     [&](const auto& header) { return Lower(header.first) == name; });
}

}  // namespace

std::string HttpAnswer::Header(const std::string& name) const {
  for (const auto& [key, value] : headers) {
    if (key == name) return value;
  }
  return "";
}

HttpAnswer ParseAnswer(const std::string& bytes) {
  HttpAnswer answer;
  const size_t end = bytes.find("\r\n\r\n");
  if (end == std::string::npos) return answer;
  std::istringstream head(bytes.substr(0, end + 2));
  std::string line;
  std::getline(head, line);
  answer.status = std::stoi(line.substr(line.find(' ')));
  while (std::getline(head, line)) {
    const size_t colon = line.find(": ");
    answer.headers.emplace_back(Lower(line.substr(0, colon)),
                                line.substr(colon + 2, line.size() - colon - 3));
  }
  answer.body = bytes.substr(end + 4);
  if (answer.Header("transfer-encoding") == "chunked") answer.body = Unchunked(answer.body);
  return answer;
}

std::vector<std::string> MessagesOf(const std::string& body) {
  std::vector<std::string> messages;
  for (size_t at = 0; at + 5 <= body.size();) {
    size_t size = 0;
    for (int i = 1; i <= 4; ++i) size = size << 8 | static_cast<uint8_t>(body[at + i]);
    messages.push_back(body.substr(at + 5, size));
    at += 5 + size;
  }
  return messages;
}

std::string EnvelopeOf(const std::string& message) {
  std::string envelope(1, '\0');
  for (int shift = 24; shift >= 0; shift -= 8) {
    envelope.push_back(static_cast<char>(message.size() >> shift & 0xff));
  }
  return envelope + message;
}

std::string PercentEncoded(const std::string& text) {
  std::ostringstream encoded;
  encoded << std::hex << std::uppercase;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0) {
      encoded << c;
    } else {
      encoded << '%' << (byte < 16 ? "0" : "") << int{byte};
    }
  }
  return encoded.str();
}

std::string RequestBytes(const std::string& method, const std::string& target,
                         const HttpHeaders& headers, const std::string& body,
                         bool keeps_connection) {
  std::string bytes = method + " " + target + " HTTP/1.1\r\n";
  if (!Has(headers, "host")) bytes += "Host: localhost\r\n";
  for (const auto& [name, value] : headers) bytes += name + ": " + value + "\r\n";
  if (!body.empty()) bytes += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  if (!keeps_connection) bytes += "Connection: close\r\n";
  return bytes + "\r\n" + body;
}

Gateway::Gateway(const RealServer& server, std::vector<std::string> flags) {
  static std::atomic<int> count = 0;
  log_ = server.folder() + "/gateway-" + std::to_string(++count) + ".log";
  std::vector<std::string> command = {SHEAF_GATEWAY, "--server", server.address()};
  if (std::find(flags.begin(), flags.end(), "--listen") == flags.end()) {
    command.insert(command.end(), {"--listen", "127.0.0.1:0"});
  }
  command.insert(command.end(), flags.begin(), flags.end());
  program_ = std::make_unique<Program>(command, log_);
  url_ = program_->WaitForLine("listening on ");
  if (url_.empty()) throw std::runtime_error("sheaf-gateway did not start:\n" + Log());
  address_ = url_.substr(url_.find("://") + 3);
}

int Gateway::Stop() { return program_->End(SIGTERM); }

void Gateway::Signal(int signal) const { kill(program_->pid(), signal); }

std::string Gateway::Log() const {
  std::ifstream file(log_, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

HttpAnswer Gateway::Ask(const std::string& method, const std::string& target, HttpHeaders headers,
                        const std::string& body) const {
  RawConnection connection(address_);
  connection.Send(RequestBytes(method, target, headers, body));
  return ParseAnswer(connection.ReadToEnd());
}

HttpAnswer Gateway::Call(const std::string& method, const std::string& json,
                         HttpHeaders headers) const {
  if (!Has(headers, "content-type")) headers.emplace_back("Content-Type", "application/json");
  return Ask("POST", "/sheaf.v1." + method, std::move(headers), json);
}

HttpAnswer Gateway::Get(const std::string& method, const std::string& json,
                        HttpHeaders headers) const {
  return Ask("GET",
             "/sheaf.v1." + method + "?connect=v1&encoding=json&message=" + PercentEncoded(json),
             std::move(headers));
}

RawConnection Gateway::Stream(const std::string& method, const std::string& json) const {
  RawConnection connection(address_);
  connection.Send(RequestBytes("POST", "/sheaf.v1." + method,
                               {{"Content-Type", "application/connect+json"}}, EnvelopeOf(json)));
  return connection;
}

}  // namespace sheaf::e2e
