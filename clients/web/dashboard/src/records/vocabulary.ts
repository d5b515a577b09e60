// What a status word means: by the manifest of the line's sector; without one, the canonical states are the words.
import { StatusEffect, type SectorManifest, type StatusDefinition } from "@contract/manifest_pb";
import type { InstrumentType } from "@contract/plan_pb";
import { CanonicalState } from "@contract/status_pb";
import type { Words } from "../words/en";
import { spelledOut } from "./spelled_out";

export interface Meaning {
  // For people, as the sector says it.
  title: string;
  effect: StatusEffect;
  // Unspecified for a word that leaves the state as it is.
  state: CanonicalState;
  // Why it is mapped like this; "" where nobody says.
  reason: string;
}

// The five classes of reports, by rule headline-v1.
export type ClassId = "completed" | "in_progress" | "not_started" | "not_reported" | "excluded";

export const CLASS_WORDS: Record<ClassId, keyof Words> = {
  completed: "completed",
  in_progress: "inProgress",
  not_started: "notStarted",
  not_reported: "notReported",
  excluded: "excluded",
};

export const STATES: Record<CanonicalState, { id: string; word: keyof Words; headline: ClassId }> = {
  [CanonicalState.CANONICAL_STATE_UNSPECIFIED]: { id: "not_reported", word: "notReported", headline: "not_reported" },
  [CanonicalState.COMPLETED]: { id: "completed", word: "completed", headline: "completed" },
  [CanonicalState.SUBSTANTIALLY_COMPLETED]: { id: "substantially_completed", word: "substantiallyCompleted", headline: "completed" },
  [CanonicalState.PARTIALLY_COMPLETED]: { id: "partially_completed", word: "partiallyCompleted", headline: "in_progress" },
  [CanonicalState.IN_PROGRESS]: { id: "in_progress", word: "inProgress", headline: "in_progress" },
  [CanonicalState.CONTINUING]: { id: "continuing", word: "continuing", headline: "in_progress" },
  [CanonicalState.NOT_STARTED]: { id: "not_started", word: "notStarted", headline: "not_started" },
  [CanonicalState.PENDING]: { id: "pending", word: "pending", headline: "not_started" },
  [CanonicalState.POSTPONED]: { id: "postponed", word: "postponed", headline: "not_started" },
  [CanonicalState.WITHDRAWN]: { id: "withdrawn", word: "withdrawnState", headline: "excluded" },
  [CanonicalState.CANCELLED]: { id: "cancelled", word: "cancelled", headline: "excluded" },
  [CanonicalState.MERGED]: { id: "merged", word: "merged", headline: "excluded" },
  [CanonicalState.NO_LONGER_REPORTED]: { id: "no_longer_reported", word: "noLongerReported", headline: "not_reported" },
};

function stateOf(status: StatusDefinition, instrument: InstrumentType): CanonicalState {
  if (status.effect !== StatusEffect.SETS_STATE) return CanonicalState.CANONICAL_STATE_UNSPECIFIED;
  return status.byInstrument.find(({ instrumentType }) => instrumentType === instrument)?.state ?? status.state;
}

function withoutManifest(word: string): Meaning {
  const found = Object.entries(STATES).find(([, { id }]) => id === word);
  const state = found && word !== "not_reported" ? Number(found[0]) : CanonicalState.CANONICAL_STATE_UNSPECIFIED;
  const effect = word === "planned" ? StatusEffect.EXPECTATION : state ? StatusEffect.SETS_STATE : StatusEffect.EVENT;
  return { title: spelledOut(word), effect, state, reason: "" };
}

// A word that the manifest of this time does not have leaves the state as it is.
export function meaningOf(manifest: SectorManifest | undefined, word: string, instrument: InstrumentType): Meaning {
  if (!manifest) return withoutManifest(word);
  const status = manifest.statuses.find((one) => one.word === word);
  if (!status) return { title: spelledOut(word), effect: StatusEffect.EVENT, state: CanonicalState.CANONICAL_STATE_UNSPECIFIED, reason: "" };
  return { title: status.title || spelledOut(word), effect: status.effect, state: stateOf(status, instrument), reason: status.reason };
}
