#include "clients/web/gateway/page_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "clients/web/gateway/connect/gzip.h"

namespace sheaf::gateway {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class APage : public ::testing::Test {
 protected:
  APage() {
    std::string pattern = (std::filesystem::temp_directory_path() / "sheaf-page-XXXXXX").string();
    dir_ = mkdtemp(pattern.data());
    Write("index.html", "<!doctype html><title>Sheaf</title>");
    Write("assets/index-4f2a.js", script_);
    Write("../" + secret_, "secret");
  }
  ~APage() override {
    std::filesystem::remove_all(dir_);
    std::filesystem::remove(std::filesystem::path(dir_).parent_path() / secret_);
  }

  void Write(const std::string& name, const std::string& bytes) {
    const auto path = std::filesystem::path(dir_) / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
  }

  Response Get(const std::string& path, Headers headers = {}) {
    return PageFiles::Read(dir_, /*has_tls=*/false)->Answer({"GET", path, std::move(headers)});
  }
  static std::string Header(const Response& response, const std::string& name) {
    return std::string(Request{"", "", response.headers}.Header(name));
  }

  std::string dir_;
  const std::string secret_ = "sheaf-page-secret-" + std::to_string(getpid());
  const std::string script_ = std::string(10'000, 'x');
};

TEST_F(APage, IsServedWithItsTypeAndAskedForAnew) {
  const Response response = Get("/index.html");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(Header(response, "content-type"), "text/html; charset=utf-8");
  EXPECT_EQ(Header(response, "cache-control"), "no-cache");
  EXPECT_THAT(*response.body, HasSubstr("Sheaf"));
}

TEST_F(APage, FilesWhoseNameIsADigestAreKeptForAYear) {
  EXPECT_EQ(Header(Get("/assets/index-4f2a.js"), "cache-control"),
            "public, max-age=31536000, immutable");
}

TEST_F(APage, GoesOutCompressedWhereThatIsTaken) {
  const Response response = Get("/assets/index-4f2a.js", {{"Accept-Encoding", "gzip"}});
  EXPECT_EQ(Header(response, "content-encoding"), "gzip");
  EXPECT_EQ(*Gunzip(*response.body, 1 << 20), script_);
  EXPECT_NE(Header(response, "etag"), Header(Get("/assets/index-4f2a.js"), "etag"));
}

TEST_F(APage, IsNotSentAgainToWhoHasIt) {
  const std::string etag = Header(Get("/"), "etag");
  const Response again = Get("/", {{"If-None-Match", "\"other\", " + etag}});
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(again.body, nullptr);
  EXPECT_EQ(Header(again, "etag"), etag);
}

TEST_F(APage, AnswersItsOwnAddressesWithTheIndex) {
  for (const char* const path : {"/", "/sectors/energy", "/lines?plan=energy.1", "/a/b/c"}) {
    EXPECT_EQ(Get(path).status, 200) << path;
  }
  EXPECT_EQ(Get("/missing.js").status, 404);
  EXPECT_EQ(Get("/assets/gone-1.css").status, 404);
}

TEST_F(APage, NoPathLeadsOut) {
  const std::vector<std::string> paths = {"/../" + secret_,     "/assets/../../" + secret_,
                                          "/%2e%2e/" + secret_, "/..%2f" + secret_,
                                          "//etc/passwd",       "/%00"};
  for (const std::string& path : paths) {
    const Response response = Get(path);
    ASSERT_NE(response.body, nullptr) << path;
    EXPECT_NE(*response.body, "secret") << path;
  }
}

TEST_F(APage, DoesNotFollowLinks) {
  std::filesystem::create_symlink("/etc/hostname", std::filesystem::path(dir_) / "link.txt");
  EXPECT_EQ(Get("/link.txt").status, 404);
}

TEST_F(APage, IsShownInNobodysFrameAndRunsNothingWrittenIntoIt) {
  const std::string policy = Header(Get("/"), "content-security-policy");
  EXPECT_THAT(policy, HasSubstr("frame-ancestors 'none'"));
  EXPECT_THAT(policy, HasSubstr("default-src 'none'"));
  EXPECT_THAT(policy, Not(HasSubstr("unsafe")));
  EXPECT_EQ(Header(Get("/"), "x-content-type-options"), "nosniff");
  EXPECT_EQ(Header(Get("/"), "strict-transport-security"), "");
  const auto with_tls = PageFiles::Read(dir_, true)->Answer({"GET", "/"});
  EXPECT_NE(Header(with_tls, "strict-transport-security"), "");
}

TEST_F(APage, WithoutAnIndexIsNone) {
  std::filesystem::remove(std::filesystem::path(dir_) / "index.html");
  EXPECT_THAT(std::string(PageFiles::Read(dir_, false).status().message()),
              HasSubstr("index.html"));
  EXPECT_FALSE(PageFiles::Read(dir_ + "/nothing", false).ok());
}

}  // namespace
}  // namespace sheaf::gateway
