// Follows the records as they change. Everything on the page is read at one revision: the newest that we know of, unless
// the reader has chosen another time. A lost connection is taken up again after the last revision that was complete.
import { signal } from "@preact/signals";
import type { Change } from "@contract/change_pb";
import type { WatchResponse } from "@contract/watch_service_pb";
import { problemOf } from "./problem";
import { sectors, watches } from "./clients";

export type Connection = "starting" | "live" | "lost" | "refused";

export const connection = signal<Connection>("starting");
// The newest revision known; undefined before the server has said one.
export const newest = signal<bigint | undefined>(undefined);
// Changes since the page was opened, the newest first, at most MOST_SHOWN.
export const seen = signal<Change[]>([]);
export const seenCount = signal(0);
// Grows with each reconnection: what failed is asked again.
export const retries = signal(0);
// Grows where the server turns out to have another past (it was put back to a backup): what was read before is void.
export const pasts = signal(0);

const MOST_SHOWN = 200;
const FIRST_WAIT = 500;
const LONGEST_WAIT = 15_000;
// Changes that arrive together are shown together.
const SETTLE = 300;
const PROGRESS_INTERVAL = 5_000;
// A connection that says nothing for so long is dead, though nobody has told the browser.
const LONGEST_SILENCE = 3 * PROGRESS_INTERVAL;
// A tab that nobody looks at gives its connection back: over HTTP/1.1 a browser has six for all tabs of a page.
const LONGEST_HIDDEN = 30_000;

let running: AbortController | undefined;
let settling: ReturnType<typeof setTimeout> | undefined;
let arrived: Change[] = [];
let complete: bigint | undefined;

function show(): void {
  settling = undefined;
  if (arrived.length > 0) seen.value = [...arrived.reverse(), ...seen.value].slice(0, MOST_SHOWN);
  seenCount.value += arrived.length;
  arrived = [];
  if (complete !== undefined && complete !== newest.value) newest.value = complete;
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => (clearTimeout(timer), resolve()), { once: true });
  });
}

function take({ changes, completeThrough }: WatchResponse): void {
  if (connection.value === "lost") retries.value++;
  connection.value = "live";
  complete = completeThrough;
  if (changes.length === 0) return;
  arrived.push(...changes);
  settling ??= setTimeout(show, SETTLE);
}

// Ends with `outer`, or where nobody has said "heard" for too long.
function attemptWithin(outer: AbortSignal) {
  const attempt = new AbortController();
  const end = () => attempt.abort();
  outer.addEventListener("abort", end, { signal: attempt.signal });
  let timer = setTimeout(end, LONGEST_SILENCE);
  return {
    signal: attempt.signal,
    heard: () => {
      clearTimeout(timer);
      timer = setTimeout(end, LONGEST_SILENCE);
    },
    end: () => {
      clearTimeout(timer);
      end();
    },
  };
}

// A revision that was cut off comes again, whole.
function dropUnfinished(): void {
  const finished = ({ revision }: Change) => complete === undefined || revision <= complete;
  arrived = arrived.filter(finished);
  const before = seen.value.length;
  seen.value = seen.value.filter(finished);
  seenCount.value -= before - seen.value.length;
}

// Ends with the connection, or with an error.
async function follow(outer: AbortSignal): Promise<void> {
  const attempt = attemptWithin(outer);
  const { signal } = attempt;
  try {
    newest.value ??= (await sectors.getStatus({}, { signal })).revision;
    complete ??= newest.value;
    dropUnfinished();
    const request = { afterRevision: complete, progressIntervalMillis: PROGRESS_INTERVAL };
    for await (const message of watches.watch(request, { signal })) {
      attempt.heard();
      take(message);
    }
  } finally {
    attempt.end();
  }
}

function forget(): void {
  clearTimeout(settling);
  settling = undefined;
  arrived = [];
  seen.value = [];
  seenCount.value = 0;
  newest.value = complete = undefined;
  pasts.value++;
}

// Whether to try again.
function after(error: unknown): boolean {
  const { kind } = problemOf(error);
  if (kind === "wrong") forget();
  return kind !== "signIn" && kind !== "refused";
}

async function keepFollowing(signal: AbortSignal): Promise<void> {
  let wait = FIRST_WAIT;
  while (!signal.aborted) {
    const began = Date.now();
    const again = await follow(signal).then(() => true, after);
    if (signal.aborted) return;
    connection.value = again ? "lost" : "refused";
    if (!again) return;
    if (Date.now() - began > LONGEST_WAIT) wait = FIRST_WAIT;
    await pause(wait * (0.5 + Math.random()), signal);
    wait = Math.min(wait * 2, LONGEST_WAIT);
  }
}

function follows(): void {
  running = new AbortController();
  void keepFollowing(running.signal);
}

// Begins anew: at first, and for who has signed in or out. What another reader was shown is forgotten.
export function startLive(): void {
  running?.abort();
  forget();
  connection.value = "starting";
  follows();
}

let resting: ReturnType<typeof setTimeout> | undefined;

function rest(): void {
  if (connection.value === "refused") return;
  running?.abort();
  running = undefined;
}

// Called where the page is hidden or shown: who comes back is told what changed meanwhile.
export function lookedAt(isHidden: boolean): void {
  clearTimeout(resting);
  if (isHidden) resting = setTimeout(rest, LONGEST_HIDDEN);
  else if (!running) follows();
}

// Whether a record, or something under it, has changed since the page was opened.
export function hasChanged(name: string): boolean {
  return seen.value.some(({ resource }) => resource === name || resource.startsWith(name + "/"));
}
