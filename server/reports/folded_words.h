// Texts as they are searched: words in lower case without accents, so that "viet nam" finds
// "Việt Nam" and "phat trien" finds "Phát triển".
//
// Folded are the Latin letters, with combining marks too; other scripts are compared as they are
// written, and upper and lower case of Cyrillic or Greek differ.
#pragma once

#include <string>
#include <string_view>

namespace sheaf::reports {

// Appends the words of `text`, each behind a space: " en apg 001". A word is made of letters and
// digits; everything else stands between words.
void AppendFoldedWords(std::string_view text, std::string* words);

std::string FoldedWords(std::string_view text);

}  // namespace sheaf::reports
