#include "plugins/sdk/line_tally.h"

namespace sheaf::plugin {

void LineTally::Add(const v1::LineCounts& plan) {
  for (const v1::ClassCount& one : plan.classes()) lines_[one.headline()] += one.lines();
  counted_elsewhere_ += plan.counted_elsewhere();
}

LineTally& LineTally::operator+=(const LineTally& other) {
  for (const auto& [headline, lines] : other.lines_) lines_[headline] += lines;
  counted_elsewhere_ += other.counted_elsewhere_;
  return *this;
}

int64_t LineTally::Of(sheaf::v1::HeadlineClass headline) const {
  const auto found = lines_.find(headline);
  return found == lines_.end() ? 0 : found->second;
}

int64_t LineTally::Counted() const {
  int64_t lines = 0;
  for (const auto& [headline, count] : lines_) lines += count;
  return lines;
}

int64_t LineTally::Denominator() const { return Counted() - Of(sheaf::v1::HEADLINE_EXCLUDED); }

int64_t LineTally::Begun() const {
  return Of(sheaf::v1::HEADLINE_COMPLETED) + Of(sheaf::v1::HEADLINE_IN_PROGRESS);
}

}  // namespace sheaf::plugin
