// The name of a file that is taken along: what it shows, and of which state.
import { newest } from "../api/live";
import { address } from "../navigation";
import { today } from "../clocks";

// "sheaf-EN-APG-001-r205-2024-12-31".
export function exportName(what: string): string {
  const { known, effective } = address.value.clocks;
  const revision = known ? `known-${known.replace(/[^\w-]/g, "")}` : `r${newest.value ?? 0}`;
  return `sheaf-${what.replace(/[^\w.-]/g, "-")}-${revision}-${effective ?? today()}`;
}
