// For tests: a model written down, and read back.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "server/base/snapshot.h"
#include "server/model/model.h"

namespace sheaf::model {

inline std::string BytesOf(const Snapshotted::Write& write) {
  std::string bytes;
  SnapshotWriter writer([&](std::string_view piece) { bytes += piece; });
  write(writer);
  writer.Flush();
  return bytes;
}

inline void LoadInto(Model* model, const std::string& bytes) {
  size_t at = 0;
  SnapshotReader reader([&](char* to, size_t size) {
    if (bytes.size() - at < size) return false;
    std::copy_n(bytes.data() + at, size, to);
    at += size;
    return true;
  });
  model->Load(reader);
  ASSERT_TRUE(reader.ok());
  EXPECT_EQ(at, bytes.size());
}

}  // namespace sheaf::model
