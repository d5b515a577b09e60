// The texts of an update, its decision and its evidence, as people read them.
import type { Evidence, Progress, Update } from "@contract/update_pb";
import { date, number, t } from "../words/words";
import type { Words } from "../words/en";

export const TEXTS = [
  { field: "narrative", word: "narrative" },
  { field: "challenges", word: "challenges" },
  { field: "recommendations", word: "recommendations" },
  { field: "risk", word: "risk" },
  { field: "mitigation", word: "mitigation" },
  { field: "nextSteps", word: "nextSteps" },
] as const satisfies { field: keyof Update; word: keyof Words }[];

export function progressText({ value, unit }: Progress): string {
  return `${number(value)} ${unit}`;
}

// "AMEM-38, endorsed, 19 Nov 2020".
export function decisionText({ decision, effectiveDate }: Update): string {
  if (!decision) return "";
  return [decision.meeting || decision.body, decision.verb, date(decision.date || effectiveDate)].filter(Boolean).join(", ");
}

// Other addresses could do something in the reader's name: they are shown, not followed.
export function safeUri(uri: string): string | undefined {
  try {
    return ["http:", "https:"].includes(new URL(uri).protocol) ? uri : undefined;
  } catch {
    return undefined;
  }
}

export function Outside({ evidence: { title, uri } }: { evidence: Evidence }) {
  const safe = safeUri(uri);
  if (!safe) return <span class="evidence">{title}{uri && ` (${uri})`}</span>;
  return <a class="evidence" href={safe} rel="noopener noreferrer external" title={t("linkOutside")}>{title || uri}</a>;
}
