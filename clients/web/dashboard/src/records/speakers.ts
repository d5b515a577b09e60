// What each speaker says of a line: the region as a whole, and each member state for itself. By rule state-v1 a fact of
// the latest date decides, the one recorded later among those of one date; events and expectations decide nothing.
import type { SectorManifest } from "@contract/manifest_pb";
import { StatusEffect } from "@contract/manifest_pb";
import type { InstrumentType } from "@contract/plan_pb";
import { ReviewState } from "@contract/review_pb";
import type { Update } from "@contract/update_pb";
import { meaningOf, type Meaning } from "./vocabulary";

export interface Said {
  update: Update;
  meaning: Meaning;
}

export interface Speaker {
  // ISO 3166-1 alpha-3; "" for the region as a whole.
  code: string;
  // The fact that decides; undefined where no fact is reported.
  state?: Said;
  // Facts of the same date that mean another state: the records contradict each other.
  against: Said[];
  // The latest event, where it is later than the state.
  event?: Said;
  // The expectation recorded last.
  expected?: Said;
}

// A partial date sorts as its last day, no date before all.
export function lastDay(partial: string): string {
  if (partial.length === 4) return `${partial}-12-31`;
  return partial.length === 7 ? `${partial}-31` : partial;
}

function byDate(a: Said, b: Said): number {
  const [one, other] = [lastDay(a.update.effectiveDate), lastDay(b.update.effectiveDate)];
  return one === other ? byRevision(a, b) : one < other ? -1 : 1;
}

function byRevision(a: Said, b: Said): number {
  return Number(a.update.revision - b.update.revision);
}

// Drafts and what was sent back count nowhere.
export function counts({ review, withdrawnReason }: Update): boolean {
  return !withdrawnReason && review?.state !== ReviewState.DRAFT && review?.state !== ReviewState.RETURNED;
}

function speakerOf(code: string, said: Said[]): Speaker {
  const of = (effect: StatusEffect) => said.filter(({ meaning }) => meaning.effect === effect);
  const facts = of(StatusEffect.SETS_STATE).sort(byDate);
  const state = facts.at(-1);
  const event = of(StatusEffect.EVENT).sort(byDate).at(-1);
  const sameDay = facts.filter(({ update }) => state && lastDay(update.effectiveDate) === lastDay(state.update.effectiveDate));
  return {
    code,
    state,
    against: sameDay.filter(({ meaning }) => meaning.state !== state?.meaning.state),
    event: event && (!state || byDate(event, state) > 0) ? event : undefined,
    expected: of(StatusEffect.EXPECTATION).sort(byRevision).at(-1),
  };
}

// The region first, then the member states in the order of their codes; of those alone that have said something.
export function speakersOf(updates: Update[], manifest: SectorManifest | undefined, instrument: InstrumentType): Speaker[] {
  const bySpeaker = new Map<string, Said[]>();
  for (const update of updates.filter(counts)) {
    const said = { update, meaning: meaningOf(manifest, update.reportedStatus, instrument) };
    bySpeaker.set(update.memberState, [...(bySpeaker.get(update.memberState) ?? []), said]);
  }
  return [...bySpeaker.keys()].sort().map((code) => speakerOf(code, bySpeaker.get(code)!));
}
