#include "clients/cli/workbook/number_format.h"

#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"

namespace sheaf::cli {
namespace {

// True of "[h]", "[mm]", "[ss]": elapsed time. Other brackets hold colours, languages, conditions.
bool IsElapsed(std::string_view inside) {
  return !inside.empty() && std::all_of(inside.begin(), inside.end(),
                                        [](char c) { return c == 'h' || c == 'm' || c == 's'; });
}

// The first section in lower case, without quoted and escaped texts, fillers and brackets.
std::string Bare(std::string_view code) {
  std::string bare;
  for (size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
    const char c = absl::ascii_tolower(static_cast<unsigned char>(code[i]));
    if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else if (c == '"' || c == '[') {
      const size_t end = std::min(code.find(c == '"' ? '"' : ']', i + 1), code.size());
      const std::string inside =
          absl::AsciiStrToLower(std::string(code.substr(i + 1, end - i - 1)));
      if (c == '[' && IsElapsed(inside)) bare += 'h';
      i = end;
    } else {
      bare += c;
    }
  }
  return bare;
}

bool Has(std::string_view text, char c) { return text.find(c) != std::string_view::npos; }

// "m" is a month, unless it stands beside hours or seconds: then it is minutes.
NumberFormat DateFormat(const std::string& bare) {
  NumberFormat format{.kind = NumberFormat::kDate};
  format.year = Has(bare, 'y') || Has(bare, 'e');
  format.day = Has(bare, 'd');
  format.time = Has(bare, 'h') || Has(bare, 's');
  format.month = Has(bare, 'm') && (format.year || format.day || !format.time);
  return format;
}

std::string WithoutWords(std::string bare) {
  for (const std::string_view word : {"general", "standard", "am/pm", "a/p"}) {
    for (size_t at = bare.find(word); at != std::string::npos; at = bare.find(word)) {
      bare.erase(at, word.size());
    }
  }
  return bare;
}

// Zeros before the point.
size_t WholeZeros(std::string_view bare) {
  const std::string_view whole = bare.substr(0, bare.find('.'));
  return static_cast<size_t>(std::count(whole.begin(), whole.end(), '0'));
}

// A separator behind the last digit: "0," shows thousands.
bool IsScaled(std::string_view bare) {
  const size_t last = bare.find_last_of("0#?");
  return last != std::string_view::npos && last + 1 < bare.size() && bare[last + 1] == ',';
}

}  // namespace

NumberFormat ParseNumberFormat(std::string_view code) {
  const std::string bare = WithoutWords(Bare(code));
  if (Has(bare, '%')) return {.kind = NumberFormat::kPercent};
  const bool exponent =
      bare.find("e+") != std::string::npos || bare.find("e-") != std::string::npos;
  if (exponent) return {};
  if (bare.find_first_of("ymdhse") != std::string::npos && !Has(bare, '#') && !Has(bare, '?')) {
    return DateFormat(bare);
  }
  if (IsScaled(bare)) return {.kind = NumberFormat::kThousands};
  if (WholeZeros(bare) > 1) return {.kind = NumberFormat::kPadded};
  return {};
}

NumberFormat BuiltInNumberFormat(int id) {
  constexpr NumberFormat kWholeDate{NumberFormat::kDate, true, true, true, false};
  constexpr NumberFormat kNoYear{NumberFormat::kDate, false, true, true, false};
  constexpr NumberFormat kNoDay{NumberFormat::kDate, true, true, false, false};
  constexpr NumberFormat kTime{NumberFormat::kDate, false, false, false, true};
  if (id == 9 || id == 10) return {.kind = NumberFormat::kPercent};
  if (id == 14 || id == 15) return kWholeDate;
  if (id == 16) return kNoYear;
  if (id == 17) return kNoDay;
  if ((id >= 18 && id <= 21) || (id >= 45 && id <= 47)) return kTime;
  if (id == 22) return {NumberFormat::kDate, true, true, true, true};
  // Dates and times of East Asia; which parts they show differs by language.
  if ((id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return kWholeDate;
  return {};
}

}  // namespace sheaf::cli
