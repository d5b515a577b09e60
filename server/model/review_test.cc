// Updates that are corrected, checked, returned and published at random: at every revision and
// every level the model must show what a naive reading of the log shows.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "server/model/commit_builder.h"
#include "server/model/model.h"
#include "server/model/snapshot_bytes.h"
#include "sheaf/v1/review.pb.h"
#include "sheaf/v1/update.pb.h"

namespace sheaf::model {
namespace {

using ledger::Revision;

constexpr Level kAll[] = {Level::kSubmitted, Level::kAccepted, Level::kVerified, Level::kPublished};
constexpr v1::ReviewState kStates[] = {v1::SUBMITTED, v1::DEEMED_ACCEPTED, v1::VERIFIED,
                                       v1::PUBLISHED};

// One thing that an update said, how far it got, and the latest revision at which it got there.
struct Said {
  std::string status;
  v1::ReviewState state = v1::SUBMITTED;
  Revision revision = 0;
};

// What an update said, one thing after the other; empty once it is withdrawn.
using Story = std::vector<Said>;

const Said* CountedAt(const Story& story, Level level, size_t end) {
  for (size_t i = end; i-- > 0;) {
    if (story[i].state >= kStates[static_cast<size_t>(level)]) return &story[i];
  }
  return nullptr;
}

class RandomReview {
 public:
  explicit RandomReview(uint32_t seed) : random_(seed) {
    v1::Line line;
    next_.Put("plans/p", v1::Plan()).Put("plans/p/lines/L", line);
    next_.CommitTo(&model_);
    states_.emplace_back();
    states_.emplace_back();
  }

  void Step() {
    revision_ = static_cast<Revision>(next_.log().size()) + 1;
    const std::string name = "plans/p/lines/L/updates/u" + std::to_string(Pick(3));
    Story& story = stories_[name];
    if (withdrawn_.contains(name)) return;
    if (story.empty() || Pick(3) == 0) {
      Say(name, &story);
    } else if (Pick(15) == 0) {
      next_.Withdraw(name);
      withdrawn_.insert(name);
      story.clear();
    } else {
      Review(name, &story);
    }
    if (next_.pending() == 0) return;
    next_.CommitTo(&model_);
    states_.push_back(stories_);
  }

  const Model& model() const { return model_; }
  Revision newest() const { return static_cast<Revision>(next_.log().size()); }

  std::string Naive(Revision revision, Level level) const {
    std::set<std::string> lines;
    for (const auto& [name, story] : states_[static_cast<size_t>(revision)]) {
      const Said* said = CountedAt(story, level, story.size());
      if (said != nullptr) lines.insert(name + " " + said->status);
    }
    std::ostringstream out;
    for (const std::string& line : lines) out << line << "\n";
    return out.str();
  }

 private:
  int Pick(int below) { return static_cast<int>(random_() % static_cast<uint32_t>(below)); }

  v1::Review ReviewOf(const Story& story) const {
    v1::Review review;
    review.set_state(story.back().state);
    const auto earlier = [&](Level level) {
      const Said* said = CountedAt(story, level, story.size() - 1);
      return said == nullptr ? 0 : said->revision;
    };
    review.set_submitted_revision(earlier(Level::kSubmitted));
    review.set_accepted_revision(earlier(Level::kAccepted));
    review.set_verified_revision(earlier(Level::kVerified));
    review.set_published_revision(earlier(Level::kPublished));
    return review;
  }

  void Say(const std::string& name, Story* story) {
    const auto state = Pick(4) == 0 ? v1::DRAFT : v1::SUBMITTED;
    story->push_back({"status" + std::to_string(revision_), state, revision_});
    v1::Update update;
    update.set_reported_status(story->back().status);
    next_.Put(name, update).Stand(name, ReviewOf(*story).SerializeAsString());
  }

  void Review(const std::string& name, Story* story) {
    Said& said = story->back();
    v1::ReviewStep step = v1::VERIFY_BY_SECTOR;
    if (said.state == v1::PUBLISHED) return;
    if (said.state < v1::SUBMITTED) {
      said.state = v1::SUBMITTED;
      step = v1::SUBMIT;
    } else if (Pick(3) == 0) {
      said.state = v1::RETURNED;
      step = v1::RETURN;
    } else if (Pick(4) != 0) {  // else one of two verifiers
      said.state = kStates[std::find(kStates, kStates + 4, said.state) - kStates + 1];
    }
    said.revision = revision_;
    v1::Review review = ReviewOf(*story);
    review.set_step(step);
    next_.Review(name, review.SerializeAsString());
  }

  std::mt19937 random_;
  CommitBuilder next_;
  Model model_;
  Revision revision_ = 0;
  std::map<std::string, Story> stories_;
  std::set<std::string> withdrawn_;
  std::vector<std::map<std::string, Story>> states_;  // by revision
};

std::string Shown(const View& view) {
  std::set<std::string> lines;
  std::vector<UpdateRow> updates;
  const PlanRow plan = view.Plans().front();
  const LineRow line = view.LinesOf(plan).front();
  view.UpdatesOf(line.id, &updates);
  std::ostringstream out;
  for (const UpdateRow& update : updates) {
    lines.insert(view.NameOf(plan, line, update) + " " + std::string(view.Text(update.status)));
  }
  for (const std::string& text : lines) out << text << "\n";
  EXPECT_EQ(lines.size(), updates.size()) << "an update counts once";
  return out.str();
}

class ReviewedHistory : public ::testing::TestWithParam<uint32_t> {};

TEST_P(ReviewedHistory, ShowsAtEveryLevelWhatGotSoFar) {
  RandomReview review(GetParam());
  for (int step = 0; step < 120; ++step) review.Step();
  for (Revision revision = 1; revision <= review.newest(); ++revision) {
    for (const Level level : kAll) {
      ASSERT_EQ(Shown(review.model().At(revision, level)), review.Naive(revision, level))
          << "revision " << revision << ", level " << static_cast<int>(level);
    }
  }
}

TEST_P(ReviewedHistory, IsTheSameAfterASnapshotTakenEarlier) {
  RandomReview review(GetParam());
  for (int step = 0; step < 60; ++step) review.Step();
  const Revision captured = review.newest();
  const Snapshotted::Write write = review.model().Capture();
  for (int step = 0; step < 60; ++step) review.Step();  // while it is being written
  Model loaded;
  LoadInto(&loaded, BytesOf(write));
  for (Revision revision = 1; revision <= captured; ++revision) {
    for (const Level level : kAll) {
      ASSERT_EQ(Shown(loaded.At(revision, level)), review.Naive(revision, level));
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, ReviewedHistory, ::testing::Range(0u, 40u));

}  // namespace
}  // namespace sheaf::model
