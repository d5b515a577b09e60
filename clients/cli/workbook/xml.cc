#include "clients/cli/workbook/xml.h"

#include <expat.h>

#include <memory>
#include <type_traits>
#include <utility>

#include "clients/cli/file_problem.h"

namespace sheaf::cli {
namespace {

constexpr int kDeepest = 64;

std::string_view WithoutPrefix(std::string_view name) {
  const size_t colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

struct Freer {
  void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};

// One part under way.
struct Reading {
  XmlHandler& handler;
  XML_Parser parser;
  int depth = 0;

  void StopIfAsked() const {
    if (handler.stopped()) XML_StopParser(parser, XML_FALSE);
  }
  void Refuse(const char* text) const {
    handler.Stop(absl::InvalidArgumentError(text));
    StopIfAsked();
  }
};

void OnStart(void* data, const char* name, const char** attributes) {
  Reading& reading = *static_cast<Reading*>(data);
  if (++reading.depth > kDeepest) {
    return reading.Refuse("the workbook holds XML that is nested too deep for a workbook");
  }
  if (reading.handler.stopped()) return;
  reading.handler.Start(WithoutPrefix(name), XmlAttributes(attributes));
  reading.StopIfAsked();
}

void OnEnd(void* data, const char* name) {
  Reading& reading = *static_cast<Reading*>(data);
  --reading.depth;
  if (reading.handler.stopped()) return;
  reading.handler.End(WithoutPrefix(name));
  reading.StopIfAsked();
}

void OnText(void* data, const char* text, int size) {
  Reading& reading = *static_cast<Reading*>(data);
  if (reading.handler.stopped()) return;
  reading.handler.Text({text, static_cast<size_t>(size)});
  reading.StopIfAsked();
}

void OnDoctype(void* data, const char*, const char*, const char*, int) {
  static_cast<Reading*>(data)->Refuse(
      "the workbook holds XML with a DOCTYPE, which no spreadsheet program writes; open it in one "
      "and save it anew");
}

absl::Status Damaged(const std::string& part, XML_Parser parser) {
  return absl::InvalidArgumentError("the workbook is damaged: its part " + Quoted(part) +
                                    " is no XML (line " +
                                    std::to_string(XML_GetCurrentLineNumber(parser)) + ": " +
                                    XML_ErrorString(XML_GetErrorCode(parser)) + ")");
}

}  // namespace

std::string_view XmlAttributes::Get(std::string_view name) const {
  for (const char** pair = pairs_; *pair != nullptr; pair += 2) {
    if (WithoutPrefix(pair[0]) == name) return pair[1];
  }
  return {};
}

void XmlHandler::Stop(absl::Status status) {
  if (stopped_) return;
  stopped_ = true;
  status_ = std::move(status);
}

absl::Status ReadXml(Archive& archive, const std::string& part, XmlHandler& handler) {
  const std::unique_ptr<std::remove_pointer_t<XML_Parser>, Freer> parser(XML_ParserCreate(nullptr));
  Reading reading{handler, parser.get()};
  XML_SetUserData(parser.get(), &reading);
  XML_SetElementHandler(parser.get(), OnStart, OnEnd);
  XML_SetCharacterDataHandler(parser.get(), OnText);
  XML_SetStartDoctypeDeclHandler(parser.get(), OnDoctype);
  bool well_formed = true;
  const absl::Status unpacked = archive.Read(part, [&](std::string_view piece) {
    well_formed = XML_Parse(parser.get(), piece.data(), static_cast<int>(piece.size()),
                            XML_FALSE) == XML_STATUS_OK;
    return well_formed;
  });
  if (handler.stopped()) return handler.status();
  if (well_formed && !unpacked.ok()) return unpacked;
  well_formed = well_formed && XML_Parse(parser.get(), "", 0, XML_TRUE) == XML_STATUS_OK;
  if (handler.stopped()) return handler.status();
  return well_formed ? absl::OkStatus() : Damaged(part, parser.get());
}

}  // namespace sheaf::cli
