// Closes what unfolds, a <details>, and gives the focus back to what opened it: it must not be left in what is hidden.
export function leaveByEscape({ key, currentTarget }: KeyboardEvent & { currentTarget: HTMLDetailsElement }) {
  if (key !== "Escape" || !currentTarget.open) return;
  currentTarget.open = false;
  currentTarget.querySelector("summary")?.focus();
}
