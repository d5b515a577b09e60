#include "clients/cli/publication_table.h"

#include "absl/strings/escaping.h"
#include "clients/cli/message_text.h"

namespace sheaf::cli {
namespace {

constexpr char kCollection[] = "publications/";

std::string IdOf(const std::string& name) { return name.substr(name.rfind('/') + 1); }

std::string SectorText(const v1::PublicationStatement& statement) {
  return statement.sector().empty() ? "all sectors" : statement.sector();
}

// "1,234,567 bytes".
std::string SizeText(size_t bytes) {
  std::string digits = std::to_string(bytes);
  for (size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
  return digits + " bytes";
}

std::string RevisionText(const v1::Clocks& clocks) {
  const std::string committed = TimeText(clocks.commit_time());
  return "revision " + std::to_string(clocks.revision()) +
         (committed.empty() ? "" : " of " + committed);
}

// The day of its last version: of one that stands, when it was published.
std::string DayText(const v1::Publication& publication) {
  constexpr size_t kDay = sizeof("2025-01-01") - 1;
  return TimeText(publication.commit_time()).substr(0, kDay);
}

std::string CountsText(v1::ReviewState counts) {
  if (counts == v1::REVIEW_STATE_UNSPECIFIED) return "";
  return counts == v1::PUBLISHED ? "updates that are published"
                                 : "updates that are at least " + WordOf(counts);
}

std::string ProducerText(const v1::Producer& producer) {
  if (producer.digest().empty()) return producer.program() + " " + producer.version();
  return producer.program() + " plugin " + producer.version() + ", SHA-256 " + producer.digest();
}

std::string RuleIds(const v1::PublicationStatement& statement) {
  std::string ids;
  for (const v1::Rule& rule : statement.rules()) ids += (ids.empty() ? "" : ", ") + rule.id();
  return ids;
}

void AddWhatIsSigned(const v1::PublicationStatement& statement, Table* card) {
  card->AddRow({"publication", IdOf(statement.name())});
  card->AddRow({"title", statement.title()});
  card->AddRow({"sector", SectorText(statement)});
  card->AddRow({"format", statement.format()});
  card->AddRow({"known at", RevisionText(statement.clocks())});
  card->AddRow({"effective", statement.clocks().effective_date()});
  const std::string counts = CountsText(statement.counts());
  if (!counts.empty()) card->AddRow({"counts", counts});
  for (const v1::Producer& producer : statement.producers()) {
    card->AddRow({&producer == &statement.producers(0) ? "made by" : "", ProducerText(producer)});
  }
  card->AddRow({"rules", RuleIds(statement)});
}

void AddWhatTheServerSays(const v1::Publication& publication, Table* card) {
  if (publication.revision() == 0) return;
  card->AddRow({"published", TimeText(publication.commit_time()) + " by " + publication.actor() +
                                 ", revision " + std::to_string(publication.revision())});
}

}  // namespace

std::string PublicationName(const std::string& text) {
  return text.rfind(kCollection, 0) == 0 ? text : kCollection + text;
}

Table CardOf(const v1::Publication& publication, const v1::PublicationStatement& statement) {
  Table card({{"what", Column::kWhole}, {"value", Column::kWrap}});
  AddWhatIsSigned(statement, &card);
  card.AddRow({"document", SizeText(publication.document().size())});
  card.AddRow({"SHA-256", absl::BytesToHexString(statement.document_sha256())});
  card.AddRow({"key", "Ed25519 " + absl::BytesToHexString(publication.public_key())});
  // Of one that was taken back its last version is the taking back.
  if (publication.withdrawn_reason().empty()) {
    AddWhatTheServerSays(publication, &card);
  } else {
    card.AddRow({"WITHDRAWN", TimeText(publication.commit_time()) + " by " + publication.actor() +
                                  ": " + publication.withdrawn_reason()});
  }
  return card;
}

Table TableOf(const v1::ListPublicationsResponse& list) {
  Table table({{"publication", Column::kWhole},
               {"title"},
               {"sector", Column::kWhole},
               {"format", Column::kCsvOnly},
               {"effective_date", Column::kWhole, "Effective"},
               {"revision", Column::kCsvOnly},
               {"counts", Column::kCsvOnly},
               {"commit_day", Column::kTextOnly, "Published"},
               {"commit_time", Column::kCsvOnly},
               {"actor", Column::kCsvOnly},
               {"withdrawn_reason", Column::kWrap, "Withdrawn"},
               {"document_sha256", Column::kCsvOnly},
               {"public_key", Column::kCsvOnly}});
  for (const v1::Publication& one : list.publications()) {
    v1::PublicationStatement statement;
    if (!statement.ParseFromString(one.statement())) statement.Clear();
    table.AddRow({IdOf(one.name()), statement.title(), SectorText(statement), statement.format(),
                  statement.clocks().effective_date(),
                  std::to_string(statement.clocks().revision()), WordOf(statement.counts()),
                  DayText(one), TimeText(one.commit_time()), one.actor(), one.withdrawn_reason(),
                  absl::BytesToHexString(statement.document_sha256()),
                  absl::BytesToHexString(one.public_key())});
  }
  return table;
}

}  // namespace sheaf::cli
