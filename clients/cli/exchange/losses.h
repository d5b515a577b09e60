// What a format cannot carry of the records that it was given: counted, with an example.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "clients/cli/exchange/plan_records.h"

namespace sheaf::cli::exchange {

struct Loss {
  // Of which kind of record: "lines", "updates", "baselines" ...
  std::string records;
  // Which field of it ("titles", "decision.verb"); empty where the record as a whole is lost.
  std::string field;
  // Why, in a few words.
  std::string reason;
  // How many records lose it.
  size_t count = 0;
  // One of them, and what is lost of it.
  std::string example;
};

// Collects losses in the order in which they are first met. Not thread-safe.
class Losses {
 public:
  // One more record that loses `field`. `record` names it, `value` is what is lost.
  void Add(std::string_view records, std::string_view field, std::string_view reason,
           std::string_view record, std::string_view value = {});

  const std::vector<Loss>& all() const { return losses_; }
  bool empty() const { return losses_.empty(); }

 private:
  std::vector<Loss> losses_;
  std::map<std::tuple<std::string, std::string, std::string>, size_t> places_;
};

// The fields of one kind of record that a format carries, by their paths in the contract
// ("progress.unit"); a path stands for all that is under it. What is set besides is lost.
using CarriedFields = std::vector<std::string_view>;

// Adds every field that is set in `message` and not in `carried`. `name` itself is no field.
void AddFieldsLost(std::string_view records, const google::protobuf::Message& message,
                   std::string_view name, const CarriedFields& carried, std::string_view reason,
                   Losses& losses);

// "baselines", "targets" or "observations".
std::string_view KindOf(const v1::Figure& figure);
// The message inside.
const google::protobuf::Message& MessageOf(const v1::Figure& figure);
// "EN-K-01" and, where they are stated, whom and when: for examples.
std::string NameOf(const v1::Figure& figure);

}  // namespace sheaf::cli::exchange
