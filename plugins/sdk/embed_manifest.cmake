# Writes OUTPUT, a header that holds the file MANIFEST as kManifest and VERSION as kVersion. The text goes in
# byte by byte: a string literal has a length limit, and a manifest may hold any quote or backslash.
file(READ ${MANIFEST} bytes HEX)
string(REGEX REPLACE "(................................)" "\\1\n" bytes "${bytes}")
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${bytes}")
file(WRITE ${OUTPUT} "// Generated from ${MANIFEST}.
#pragma once

#include <string_view>

inline constexpr char kManifestBytes[] = {
${bytes}'\\0'};
inline constexpr std::string_view kManifest(kManifestBytes, sizeof(kManifestBytes) - 1);
inline constexpr std::string_view kVersion = \"${VERSION}\";
")
