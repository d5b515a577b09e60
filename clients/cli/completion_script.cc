#include "clients/cli/completion_script.h"

namespace sheaf::cli {

const char kBashCompletion[] = R"(# Completion of sheaf for bash, made by: sheaf completion bash
_sheaf() {
  local answer word text
  COMPREPLY=()
  answer=$("${COMP_WORDS[0]}" complete-words "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null) || return 0
  while IFS=$'\t' read -r word text; do
    if [[ $word == :files ]]; then
      compopt -o default 2>/dev/null
    elif [[ -n $word ]]; then
      COMPREPLY+=("$word")
    fi
  done <<<"$answer"
  # The name of a resource goes on behind its slash.
  if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == */ ]]; then
    compopt -o nospace 2>/dev/null
  fi
  return 0
}
complete -F _sheaf sheaf
)";

const char kZshCompletion[] = R"(#compdef sheaf
# Completion of sheaf for zsh, made by: sheaf completion zsh
_sheaf() {
  local line word
  local -a whole begun
  for line in "${(@f)$("${words[1]}" complete-words "${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    word=${line%%$'\t'*}
    if [[ $word == :files ]]; then
      _files
      return
    elif [[ $word == */ ]]; then
      begun+=("$word")
    elif [[ -n $word ]]; then
      whole+=("${word//:/\\:}:${line#*$'\t'}")
    fi
  done
  (( $#begun )) && compadd -S '' -- $begun
  (( $#whole )) && _describe -t words 'sheaf' whole
  return 0
}
if [[ $funcstack[1] == _sheaf ]]; then
  _sheaf "$@"
else
  compdef _sheaf sheaf
fi
)";

}  // namespace sheaf::cli
