// The counted lines of one plan or several by class, for formats that are made of counts.
#pragma once

#include <cstdint>
#include <map>

#include "sheaf/plugin/v1/dataset.pb.h"

namespace sheaf::plugin {

// A value. Each line is in one class, so the classes add up to all counted lines.
class LineTally {
 public:
  void Add(const v1::LineCounts& plan);
  // A counted line.
  void Add(sheaf::v1::HeadlineClass headline) { ++lines_[headline]; }
  void AddElsewhere() { ++counted_elsewhere_; }
  LineTally& operator+=(const LineTally& other);

  int64_t Of(sheaf::v1::HeadlineClass headline) const;
  int64_t Counted() const;
  // What shares are taken of: all counted lines but the excluded ones.
  int64_t Denominator() const;
  // Completed or in progress: something is being done, which is not yet achieved.
  int64_t Begun() const;
  // Lines that another line of a shared initiative counts; they are in no class here.
  int64_t counted_elsewhere() const { return counted_elsewhere_; }

 private:
  std::map<sheaf::v1::HeadlineClass, int64_t> lines_;
  int64_t counted_elsewhere_ = 0;
};

}  // namespace sheaf::plugin
