#include "server/reports/search.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "server/reports/all_cores.h"
#include "server/reports/folded_words.h"
#include "server/reports/known_on.h"
#include "server/reports/vocabulary.h"

namespace sheaf::reports {
namespace {

using model::TextId;

// How well something fits; the best first.
enum class Fit { kCode, kTitleBegins, kWords };

// The words that are sought. Immutable.
class Query {
 public:
  explicit Query(std::string_view text) : words_(FoldedWords(text)) {
    for (size_t start = 0; start < words_.size();) {
      const size_t end = std::min(words_.find(' ', start + 1), words_.size());
      each_.push_back(words_.substr(start, end - start));
      start = end;
    }
  }

  bool IsAll(std::string_view folded) const { return folded == words_; }
  bool Begins(std::string_view folded) const { return folded.starts_with(words_); }
  // Whether each word is the beginning of one.
  bool IsWithin(const std::string& folded) const {
    return std::all_of(each_.begin(), each_.end(), [&](const std::string& word) {
      return folded.find(word) != std::string::npos;
    });
  }

 private:
  std::string words_;              // " power grid"
  std::vector<std::string> each_;  // " power", " grid"
};

// Something that was found, by numbers: most hits are on no page that anybody asks for.
struct Hit {
  // KPIs stand in no plan and come before those that do.
  static constexpr int32_t kNoPlan = -1;

  Fit fit = Fit::kWords;
  int32_t plan = kNoPlan;
  int32_t position = 0;  // of the line in its plan, or the KPI in its manifest
  uint32_t number = 0;   // the line's, or that of the KPI's sector
  v1::SearchKind kind = v1::LINE_HIT;
  uint32_t update = 0;  // of a decision: its place among those of the line
  TextId code = 0, title = 0;
  model::UpdateRow decision = {};

  auto Place() const { return std::tuple(fit, plan, position, number, kind, update); }
};

bool Before(const Hit& a, const Hit& b) { return a.Place() < b.Place(); }

// Keeps the best kMostHits of what is put in. Not thread-safe.
class BestHits {
 public:
  void Add(const Hit& hit) {
    hits_.push_back(hit);
    if (hits_.size() >= 4 * kMostHits) Cut();
  }
  std::vector<Hit> Take() && {
    Cut();
    std::sort(hits_.begin(), hits_.end(), Before);
    return std::move(hits_);
  }

 private:
  void Cut() {
    if (hits_.size() <= kMostHits) return;
    std::nth_element(hits_.begin(), hits_.begin() + kMostHits, hits_.end(), Before);
    hits_.resize(kMostHits);
  }

  std::vector<Hit> hits_;
};

// Bodies and meetings that fit, and how well.
class Decisions {
 public:
  Decisions() = default;
  Decisions(const model::View& view, const Query& query) {
    std::string words;
    for (const model::DecisionRow& decision : view.Decisions()) {
      words.clear();
      AppendFoldedWords(view.Text(decision.body), &words);
      AppendFoldedWords(view.Text(decision.meeting), &words);
      if (!query.IsWithin(words)) continue;
      const std::string title = FoldedWords(view.Text(TitleOf(decision.body, decision.meeting)));
      fits_[KeyOf(decision.body, decision.meeting)] =
          query.Begins(title) ? Fit::kTitleBegins : Fit::kWords;
    }
  }

  static TextId TitleOf(TextId body, TextId meeting) { return meeting != 0 ? meeting : body; }

  bool empty() const { return fits_.empty(); }
  std::optional<Fit> FitOf(const model::UpdateRow& update) const {
    const auto found = fits_.find(KeyOf(update.body, update.meeting));
    return found == fits_.end() ? std::nullopt : std::optional(found->second);
  }

 private:
  static uint64_t KeyOf(TextId body, TextId meeting) { return uint64_t{body} << 32 | meeting; }

  std::unordered_map<uint64_t, Fit> fits_;
};

// Looks through one plan. Not thread-safe.
class PlanSearch {
 public:
  PlanSearch(const model::View& submitted, const model::View& published, const SearchAsked& asked,
             const Query& query, const Decisions& decisions, const sectors::Rules& rules)
      : submitted_(submitted),
        published_(published),
        asked_(asked),
        query_(query),
        decisions_(decisions),
        vocabulary_(submitted, rules),
        lines_(asked.takes_kind(v1::LINE_HIT)) {}

  std::vector<Hit> Look(const model::PlanRow& plan, int32_t number) {
    plan_ = &plan;
    number_ = number;
    sees_all_ = asked_.sees_unpublished(plan.sector, "");
    submitted_.ForEachTitled(plan, [this](const model::LineTitles& line) {
      if (lines_) LookAtLine(line);
      if (!decisions_.empty()) LookAtUpdates(line);
    });
    return std::move(best_).Take();
  }

 private:
  Hit HitOn(const model::LineTitles& line) const {
    Hit hit;
    hit.plan = number_;
    hit.position = line.position;
    hit.number = line.id;
    hit.code = line.code;
    hit.title = line.title;
    return hit;
  }

  void LookAtLine(const model::LineTitles& line) {
    words_.clear();
    AppendFoldedWords(submitted_.Text(line.code), &words_);
    const bool is_code = query_.IsAll(words_);
    bool begins = false;
    for (const TextId title : line.titles) {
      const size_t start = words_.size();
      AppendFoldedWords(submitted_.Text(title), &words_);
      begins |= query_.Begins(std::string_view(words_).substr(start));
    }
    if (!query_.IsWithin(words_)) return;
    Hit hit = HitOn(line);
    hit.fit = is_code ? Fit::kCode : begins ? Fit::kTitleBegins : Fit::kWords;
    best_.Add(hit);
  }

  void LookAtUpdates(const model::LineTitles& line) {
    LookAtUpdates(line, submitted_,
                  [this](const model::UpdateRow& update) { return sees_all_ || SeesOwn(update); });
    if (sees_all_) return;
    LookAtUpdates(line, published_,
                  [this](const model::UpdateRow& update) { return !SeesOwn(update); });
  }

  template <typename Shows>
  void LookAtUpdates(const model::LineTitles& line, const model::View& view, const Shows& shows) {
    view.UpdatesOf(line.id, &updates_);
    for (uint32_t i = 0; i < updates_.size(); ++i) {
      const model::UpdateRow& update = updates_[i];
      const auto fit = decisions_.FitOf(update);
      if (!fit || !IsKnown(update) || !shows(update)) continue;
      Hit hit = HitOn(line);
      hit.kind = v1::DECISION_HIT;
      hit.fit = *fit;
      hit.update = i;
      hit.decision = update;
      best_.Add(hit);
    }
  }

  // Whether it speaks for a state of which the caller sees what is unpublished.
  bool SeesOwn(const model::UpdateRow& update) const {
    return update.member_state != 0 &&
           asked_.sees_unpublished(plan_->sector, submitted_.Text(update.member_state));
  }

  bool IsKnown(const model::UpdateRow& update) {
    return UpdateIsKnownOn(asked_.effective, update.effective_date,
                           vocabulary_.Of(update.status).effect);
  }

  const model::View& submitted_;
  const model::View& published_;
  const SearchAsked& asked_;
  const Query& query_;
  const Decisions& decisions_;
  Vocabulary vocabulary_;
  const bool lines_;
  const model::PlanRow* plan_ = nullptr;
  int32_t number_ = 0;
  bool sees_all_ = false;
  std::string words_;
  std::vector<model::UpdateRow> updates_;
  BestHits best_;
};

// Looks through everything, and puts the hits of a page into words.
class Searching {
 public:
  Searching(const model::View& submitted, const model::View& published,
            const sectors::Manifests& manifests, const SearchAsked& asked)
      : submitted_(submitted),
        published_(published),
        manifests_(manifests),
        asked_(asked),
        query_(asked.query) {}

  SearchResults Page(size_t skip, size_t take) {
    const std::vector<Hit> hits = FindAll();
    SearchResults results;
    results.total = static_cast<int>(hits.size());
    for (size_t i = skip; i < std::min(hits.size(), skip + take); ++i) {
      results.hits.push_back(InWords(hits[i]));
    }
    return results;
  }

 private:
  std::vector<Hit> FindAll() {
    BestHits best;
    if (asked_.takes_kind(v1::KPI_HIT)) FindKpis(&best);
    for (const std::vector<Hit>& of_plan : FindInPlans()) {
      for (const Hit& hit : of_plan) best.Add(hit);
    }
    return std::move(best).Take();
  }

  void FindKpis(BestHits* best) {
    for (const std::string& sector : manifests_.SectorsAt(submitted_.revision())) {
      if (!asked_.takes_sector(sector)) continue;
      auto rules = manifests_.At(sector, submitted_.revision());
      if (rules == nullptr) continue;
      const auto& kpis = rules->manifest().kpis();
      for (int i = 0; i < kpis.size(); ++i) {
        if (auto hit = FitOf(kpis[i])) {
          hit->position = i;
          hit->number = static_cast<uint32_t>(sectors_.size());
          best->Add(*hit);
        }
      }
      sectors_.push_back({sector, std::move(rules)});
    }
  }

  std::optional<Hit> FitOf(const v1::KpiDefinition& kpi) const {
    std::string words = FoldedWords(kpi.code());
    const bool is_code = query_.IsAll(words);
    const std::string title = FoldedWords(kpi.title());
    words += title;
    if (!query_.IsWithin(words)) return std::nullopt;
    Hit hit;
    hit.kind = v1::KPI_HIT;
    hit.fit = is_code ? Fit::kCode : query_.Begins(title) ? Fit::kTitleBegins : Fit::kWords;
    return hit;
  }

  std::vector<std::vector<Hit>> FindInPlans() {
    const bool of_lines = asked_.takes_kind(v1::LINE_HIT);
    const bool of_decisions = asked_.takes_kind(v1::DECISION_HIT);
    const Decisions decisions = of_decisions ? Decisions(submitted_, query_) : Decisions();
    if (!of_lines && decisions.empty()) return {};
    plans_ = submitted_.Plans();
    std::erase_if(plans_,
                  [this](const model::PlanRow& plan) { return !asked_.takes_sector(plan.sector); });
    std::vector<std::vector<Hit>> found(plans_.size());
    OnAllCores(plans_.size(), [&](size_t i) {
      const auto rules = RulesOf(plans_[i]);
      PlanSearch search(submitted_, published_, asked_, query_, decisions,
                        rules != nullptr ? *rules : sectors::CoreRules());
      found[i] = search.Look(plans_[i], static_cast<int32_t>(i));
    });
    return found;
  }

  std::shared_ptr<const sectors::Rules> RulesOf(const model::PlanRow& plan) const {
    return plan.sector.empty() ? nullptr : manifests_.At(plan.sector, submitted_.revision());
  }

  v1::SearchHit InWords(const Hit& hit) const {
    v1::SearchHit words;
    words.set_kind(hit.kind);
    if (hit.kind == v1::KPI_HIT) {
      SetKpi(hit, &words);
    } else {
      SetLine(hit, &words);
    }
    return words;
  }

  void SetKpi(const Hit& hit, v1::SearchHit* words) const {
    const auto& [sector, rules] = sectors_[hit.number];
    const v1::KpiDefinition& kpi = rules->manifest().kpis(hit.position);
    words->set_resource(absl::StrCat("sectors/", sector, "/kpis/", kpi.code()));
    words->set_title(kpi.title());
    words->set_context(rules->manifest().title());
    words->set_sector(sector);
  }

  void SetLine(const Hit& hit, v1::SearchHit* words) const {
    const model::PlanRow& plan = plans_[static_cast<size_t>(hit.plan)];
    model::LineRow line;
    line.code = hit.code;
    const TextId title = hit.title != 0 ? hit.title : hit.code;
    words->set_sector(plan.sector);
    if (hit.kind == v1::LINE_HIT) {
      words->set_resource(submitted_.NameOf(plan, line));
      words->set_title(std::string(submitted_.Text(title)));
      words->set_context(plan.title.empty() ? plan.id : plan.title);
      return;
    }
    const model::UpdateRow& update = hit.decision;
    words->set_resource(submitted_.NameOf(plan, line, update));
    words->set_title(std::string(submitted_.Text(Decisions::TitleOf(update.body, update.meeting))));
    words->set_context(std::string(submitted_.Text(title)));
    words->set_date(update.effective_date.ToString());
  }

  const model::View& submitted_;
  const model::View& published_;
  const sectors::Manifests& manifests_;
  const SearchAsked& asked_;
  const Query query_;
  std::vector<model::PlanRow> plans_;
  std::vector<std::pair<std::string, std::shared_ptr<const sectors::Rules>>> sectors_;
};

}  // namespace

bool HasWords(std::string_view query) { return !FoldedWords(query).empty(); }

SearchResults Search(const model::View& submitted, const model::View& published,
                     const sectors::Manifests& manifests, const SearchAsked& asked, size_t skip,
                     size_t take) {
  return Searching(submitted, published, manifests, asked).Page(skip, take);
}

}  // namespace sheaf::reports
