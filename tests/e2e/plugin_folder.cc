#include "tests/e2e/plugin_folder.h"

#include <stdlib.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace sheaf::e2e {

namespace fs = std::filesystem;

PluginFolder::PluginFolder()
    : path_((fs::temp_directory_path() / "sheaf-plugins-XXXXXX").string()) {
  if (mkdtemp(path_.data()) == nullptr) throw std::runtime_error("no temporary folder");
}

PluginFolder::~PluginFolder() { fs::remove_all(path_); }

void PluginFolder::AddReal(const std::string& sector) const {
  Put(std::string(SHEAF_PLUGINS) + "/" + sector, sector);
}

void PluginFolder::Add(const std::string& program, const std::string& sector) const {
  Put(std::string(FIXTURES) + "/" + program, sector);
}

void PluginFolder::AddFile(const std::string& name, const std::string& bytes, unsigned mode) const {
  const std::string path = path_ + "/" + name;
  Remove(name);
  std::ofstream(path, std::ios::binary) << bytes;
  chmod(path.c_str(), mode);
}

void PluginFolder::Remove(const std::string& sector) const { fs::remove(path_ + "/" + sector); }

void PluginFolder::Put(const std::string& from, const std::string& name) const {
  const std::string beside = path_ + "/." + name + ".new";
  fs::copy_file(from, beside);
  chmod(beside.c_str(), 0755);
  fs::rename(beside, path_ + "/" + name);
}

}  // namespace sheaf::e2e
