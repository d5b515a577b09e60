// Shows how far a long piece of work has come: on a terminal a bar that redraws itself, with rate
// and time left; elsewhere, as in the log of a job, a line every ten seconds. What ends soon shows
// nothing.
//
//   updates [############                  ]  41%  41000 of 100000, 12300/s, 5 s left
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <ostream>
#include <string>

namespace sheaf::cli {

// Not thread-safe. The stream must outlive it.
class Progress {
 public:
  using Clock = std::function<std::chrono::steady_clock::time_point()>;

  // `what`: "updates". `width`: of the terminal that `out` is; 0 where it is none.
  Progress(std::ostream& out, std::string what, size_t width,
           Clock clock = &std::chrono::steady_clock::now);
  // Takes the bar away.
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // So many of all are done.
  void Show(size_t done, size_t total);
  // Takes the bar away, until it is shown again: before anything else is printed.
  void Clear();

 private:
  std::ostream& out_;
  const std::string what_;
  const size_t width_;
  const Clock clock_;
  const std::chrono::steady_clock::time_point began_;
  std::chrono::steady_clock::time_point next_;
  bool is_drawn_ = false;
};

// Of the terminal that standard error is; 0 where it is none.
size_t ErrorWidth();

}  // namespace sheaf::cli
