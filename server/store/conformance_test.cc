#include "server/store/conformance.h"

#include <filesystem>

#include "server/base/temporary_folder.h"
#include "server/store/memory_store.h"
#include "server/store/rocks_store.h"

namespace sheaf::store {
namespace {

// Keeps the folder until the store is closed.
class StoreInTemporaryFolder : public Store {
 public:
  absl::StatusOr<std::string> Get(std::string_view key) const override { return store_->Get(key); }
  std::unique_ptr<Cursor> Walk(std::string_view lower, std::string_view upper) const override {
    return store_->Walk(lower, upper);
  }
  absl::Status Write(const Batch& batch) override { return store_->Write(batch); }

 private:
  const TemporaryFolder folder_;
  const std::unique_ptr<Store> store_ = OpenRocksStore(folder_.path()).value();
};

std::unique_ptr<Store> NewRocksStore() { return std::make_unique<StoreInTemporaryFolder>(); }

INSTANTIATE_TEST_SUITE_P(Memory, StoreConformance, ::testing::Values(&MakeMemoryStore));
INSTANTIATE_TEST_SUITE_P(Rocks, StoreConformance, ::testing::Values(&NewRocksStore));

}  // namespace
}  // namespace sheaf::store
