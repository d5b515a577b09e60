// What is known of a KPI, ordered for people: which target is in force, which years have no value, which values belong
// together.
import { ObservationKind, type Baseline, type Observation, type Target } from "@contract/kpi_pb";

export interface KpiFigures {
  baselines: Baseline[];
  targets: Target[];
  observations: Observation[];
}

export type Standing = "inForce" | "superseded" | "withdrawn";

export interface TargetVersion {
  target: Target;
  standing: Standing;
}

// What was recorded later supersedes; of what was recorded together, what comes later in its file.
function byRecording(a: Target, b: Target): number {
  return Number(a.revision - b.revision) || a.ordinal - b.ordinal;
}

// By year, not stated ones first; of one year the newest version first.
export function targetVersions(targets: Target[]): TargetVersion[] {
  const standingOf = (target: Target): Standing => {
    if (target.withdrawnReason) return "withdrawn";
    const later = (other: Target) => other.year === target.year && !other.withdrawnReason && byRecording(other, target) > 0;
    return targets.some(later) ? "superseded" : "inForce";
  };
  return [...targets].sort((a, b) => a.year - b.year || byRecording(b, a)).map((target) => ({ target, standing: standingOf(target) }));
}

// The year of a period; undefined where none is stated.
export function yearOf(period: string): number | undefined {
  const match = /^\d{4}/.exec(period);
  return match ? Number(match[0]) : undefined;
}

function stands(observation: Observation): boolean {
  return !observation.withdrawnReason;
}

// Values about what has been, not about what is expected.
function isPast({ kind }: Observation): boolean {
  return kind !== ObservationKind.FORECAST;
}

// Years between the first and the last known one that have no value: of the region where it has any, else of any state.
export function missingYears({ baselines, observations }: KpiFigures): number[] {
  const known = observations.filter((one) => stands(one) && isPast(one) && one.value !== undefined);
  const regional = known.filter(({ memberState }) => memberState === "");
  const years = new Set<number>();
  for (const { period } of regional.length > 0 ? regional : known) {
    const year = yearOf(period);
    if (year !== undefined) years.add(year);
  }
  for (const { year, value, withdrawnReason } of baselines) if (year && value !== undefined && !withdrawnReason) years.add(year);
  if (years.size === 0) return [];
  const [first, last] = [Math.min(...years), Math.max(...years)];
  return range(first, last).filter((year) => !years.has(year));
}

export function range(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
}

// [2006, 2007, 2008, 2024] as "2006–2008, 2024".
export function yearsText(years: number[]): string {
  const runs: [number, number][] = [];
  for (const year of years) {
    const run = runs.at(-1);
    if (run && run[1] === year - 1) run[1] = year;
    else runs.push([year, year]);
  }
  return runs.map(([from, to]) => (from === to ? String(from) : `${from}–${to}`)).join(", ");
}

// Values that make one line of a chart: of one kind, from one edition, of one speaker.
export interface Series {
  kind: ObservationKind;
  edition: string;
  memberState: string;
  observations: Observation[];
}

const ORDER = [ObservationKind.ACTUAL, ObservationKind.ESTIMATE, ObservationKind.CARRIED_FORWARD, ObservationKind.PROXY, ObservationKind.FORECAST];

// The region's before the states', actuals before what stands in for them, forecasts last. Without a value or a period
// there is nothing to draw.
export function seriesOf(observations: Observation[]): Series[] {
  const groups = new Map<string, Series>();
  for (const one of observations) {
    if (!stands(one) || one.value === undefined || yearOf(one.period) === undefined) continue;
    const key = JSON.stringify([one.memberState, one.kind, one.edition]);
    const group = groups.get(key);
    if (group) group.observations.push(one);
    else groups.set(key, { kind: one.kind, edition: one.edition, memberState: one.memberState, observations: [one] });
  }
  return [...groups.values()].sort((a, b) =>
    a.memberState.localeCompare(b.memberState) || ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || a.edition.localeCompare(b.edition));
}

// A period by its last month, a longer one after the shorter ones that end with it.
function periodOrder(period: string): number {
  const year = yearOf(period) ?? 0;
  const part = period.slice(5);
  const month = part.startsWith("Q") ? 3 * Number(part[1]) : part.startsWith("H") ? 6 * Number(part[1]) : part ? Number(part) : 12;
  return year * 1000 + month * 10 + (part ? (part.startsWith("H") ? 2 : part.startsWith("Q") ? 1 : 0) : 3);
}

// Every year from the first to the last that anything is said about, and the parts of years that are: so that a year
// without a value has its place.
export function periodsOf({ baselines, targets, observations }: KpiFigures): string[] {
  const periods = observations.filter(stands).map(({ period }) => period).filter((period) => yearOf(period) !== undefined);
  const dated = [...baselines, ...targets].filter(({ year, withdrawnReason }) => year > 0 && !withdrawnReason).map(({ year }) => year);
  const years = [...periods.map((period) => yearOf(period)!), ...dated];
  if (years.length === 0) return [];
  const all = new Set([...range(Math.min(...years), Math.max(...years)).map(String), ...periods]);
  return [...all].sort((a, b) => periodOrder(a) - periodOrder(b));
}
