#include "server/sectors/identity.h"

#include <map>
#include <string_view>

#include "proto/values/number.h"
#include "server/base/digest.h"

namespace sheaf::sectors {
namespace {

constexpr size_t kDigits = 20;
constexpr size_t kUsualBytes = 1000;  // more is possible

// Writes the encoding that the header describes.
class Encoder {
 public:
  explicit Encoder(std::string_view kind) {
    bytes_.reserve(kUsualBytes);
    bytes_.append(kind).append("\n");
  }

  Encoder& Text(std::string_view name, std::string_view value) {
    return value.empty() ? *this : Field(name, value);
  }
  Encoder& Whole(std::string_view name, int value) {
    return value == 0 ? *this : Field(name, std::to_string(value));
  }
  // Adding 0 makes one zero of the two that there are.
  Encoder& Number(std::string_view name, double value) {
    return Field(name, FormatNumber(value + 0.0));
  }
  template <typename Message>
  Encoder& Value(const Message& message) {
    return message.has_value() ? Number("value", message.value()) : *this;
  }

  std::string Id() const { return Hex(Sha256(bytes_)).substr(0, kDigits); }

 private:
  Encoder& Field(std::string_view name, std::string_view value) {
    bytes_.append(name).append(":").append(std::to_string(value.size())).append(":");
    bytes_.append(value).append("\n");
    return *this;
  }

  std::string bytes_;
};

void EncodeDecision(const v1::Decision& decision, Encoder& encoder) {
  encoder.Text("decision.body", decision.body())
      .Text("decision.meeting", decision.meeting())
      .Text("decision.date", decision.date())
      .Text("decision.verb", decision.verb());
}

void EncodeAttributes(const v1::Update& update, Encoder& encoder) {
  const std::map<std::string, std::string> sorted(update.attributes().begin(),
                                                  update.attributes().end());
  for (const auto& [key, value] : sorted) encoder.Text("attributes[" + key + "]", value);
}

// A baseline or a target.
template <typename Figure>
std::string IdOfGoal(std::string_view kind, const Figure& figure) {
  return Encoder(kind)
      .Value(figure)
      .Whole("year", figure.year())
      .Text("edition", figure.edition())
      .Id();
}

}  // namespace

std::string IdentityOf(const v1::Update& update) {
  Encoder encoder("update");
  encoder.Text("member_state", update.member_state())
      .Text("reported_status", update.reported_status())
      .Text("effective_date", update.effective_date())
      .Text("reporting_period", update.reporting_period());
  if (update.has_progress()) {
    encoder.Number("progress.value", update.progress().value());
    encoder.Text("progress.unit", update.progress().unit());
  }
  encoder.Text("narrative", update.narrative())
      .Text("challenges", update.challenges())
      .Text("recommendations", update.recommendations())
      .Text("risk", update.risk())
      .Text("mitigation", update.mitigation())
      .Text("next_steps", update.next_steps());
  for (const v1::Evidence& evidence : update.evidence()) {
    encoder.Text("evidence.title", evidence.title()).Text("evidence.uri", evidence.uri());
  }
  EncodeDecision(update.decision(), encoder);
  encoder.Text("note", update.note()).Text("source_ref", update.source_ref());
  EncodeAttributes(update, encoder);
  return encoder.Id();
}

std::string IdentityOf(const v1::Baseline& baseline) { return IdOfGoal("baseline", baseline); }
std::string IdentityOf(const v1::Target& target) { return IdOfGoal("target", target); }

std::string IdentityOf(const v1::Observation& observation) {
  return Encoder("observation")
      .Text("member_state", observation.member_state())
      .Text("period", observation.period())
      .Value(observation)
      .Whole("missing", observation.missing())
      .Whole("kind", observation.kind())
      .Text("unit", observation.unit())
      .Text("edition", observation.edition())
      .Text("source", observation.source())
      .Text("source_ref", observation.source_ref())
      .Text("note", observation.note())
      .Id();
}

std::string IdentityOf(const v1::PublishedFigure& figure) {
  Encoder encoder("published_figure");
  encoder.Text("source", figure.source())
      .Text("source_date", figure.source_date())
      .Text("source_ref", figure.source_ref())
      .Text("subject", figure.subject())
      .Text("subject_title", figure.subject_title())
      .Text("part_of", figure.part_of())
      .Text("measure", figure.measure())
      .Text("share_of", figure.share_of())
      .Whole("one_of_a_split", figure.one_of_a_split() ? 1 : 0)
      .Text("unit", figure.unit())
      .Text("period", figure.period())
      .Whole("extent", figure.extent())
      .Text("printed", figure.printed())
      .Whole("missing", figure.missing())
      .Whole("derivation.kind", figure.derivation().kind());
  for (const std::string& operand : figure.derivation().operands()) {
    encoder.Text("derivation.operands", operand);
  }
  return encoder.Text("plan", figure.plan()).Text("note", figure.note()).Id();
}

}  // namespace sheaf::sectors
