// Lines, KPIs and decisions by their words.
//
// Looked at are all lines of the plans, on all cores; the updates of lines only where some body or
// meeting fits. At most kMostHits are given and counted: the best ones.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "proto/values/partial_date.h"
#include "server/model/model.h"
#include "server/sectors/manifests.h"
#include "sheaf/v1/search_service.pb.h"

namespace sheaf::reports {

inline constexpr size_t kMostHits = 1000;

// True where it has a letter or digit: nothing else can be searched for.
bool HasWords(std::string_view query);

struct SearchAsked {
  std::string query;
  PartialDate effective;
  // Of plans and KPIs; "" is of plans without a sector.
  std::function<bool(std::string_view sector)> takes_sector;
  std::function<bool(v1::SearchKind kind)> takes_kind;
  // Whether updates of the sector that are not published, and speak for this state ("" for the
  // region), are to be found. Who sees those for the region sees all. Both are asked on many
  // threads.
  std::function<bool(std::string_view sector, std::string_view member_state)> sees_unpublished;
};

struct SearchResults {
  std::vector<v1::SearchHit> hits;  // those of one page
  int total = 0;                    // of all pages
};

// `submitted` and `published` are views of one revision and language. Gives the hits from number
// `skip` on, at most `take`.
SearchResults Search(const model::View& submitted, const model::View& published,
                     const sectors::Manifests& manifests, const SearchAsked& asked, size_t skip,
                     size_t take);

}  // namespace sheaf::reports
