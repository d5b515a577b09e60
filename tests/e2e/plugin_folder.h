// A plugin folder of a test's own: real plugins, and those of tests/plugins that misbehave.
#pragma once

#include <string>

namespace sheaf::e2e {

// Goes with the object.
class PluginFolder {
 public:
  PluginFolder();
  ~PluginFolder();
  PluginFolder(const PluginFolder&) = delete;
  PluginFolder& operator=(const PluginFolder&) = delete;

  const std::string& path() const { return path_; }

  // The plugin of `sector` that this project has.
  void AddReal(const std::string& sector) const;
  // `program` of tests/plugins as the plugin of `sector`; in place of the one that is there.
  void Add(const std::string& program, const std::string& sector) const;
  // A file with these bytes and this mode.
  void AddFile(const std::string& name, const std::string& bytes, unsigned mode) const;
  void Remove(const std::string& sector) const;

 private:
  // As an installer does: beside it, then renamed, since a program that runs cannot be written.
  void Put(const std::string& from, const std::string& name) const;

  std::string path_;
};

}  // namespace sheaf::e2e
