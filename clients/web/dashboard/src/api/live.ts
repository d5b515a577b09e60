// Follows the records as they change. Everything on the page is read at one revision: the newest that we know of, unless
// the reader has chosen another time. A lost connection is taken up again after the last revision that was complete.
import { signal } from "@preact/signals";
import type { Change } from "@contract/change_pb";
import { problemOf } from "./problem";
import { sectors, watches } from "./clients";

export type Connection = "starting" | "live" | "lost" | "refused" | "fixed";

export const connection = signal<Connection>("starting");
// The newest revision known; undefined before the server has said one.
export const newest = signal<bigint | undefined>(undefined);
// Changes since the page was opened, the newest first, at most MOST_SHOWN.
export const seen = signal<Change[]>([]);
// Grows with each reconnection: what failed is asked again.
export const retries = signal(0);

const MOST_SHOWN = 200;
const FIRST_WAIT = 500;
const LONGEST_WAIT = 15_000;
// Changes that arrive together are shown together.
const SETTLE = 300;

let running: AbortController | undefined;
let settling: ReturnType<typeof setTimeout> | undefined;
let arrived: Change[] = [];
let complete: bigint | undefined;

function show(): void {
  settling = undefined;
  if (arrived.length > 0) seen.value = [...arrived.reverse(), ...seen.value].slice(0, MOST_SHOWN);
  arrived = [];
  if (complete !== undefined && complete !== newest.value) newest.value = complete;
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => (clearTimeout(timer), resolve()), { once: true });
  });
}

async function follow(signal: AbortSignal): Promise<void> {
  if (newest.value === undefined) {
    newest.value = (await sectors.getStatus({}, { signal })).revision;
  }
  complete ??= newest.value;
  const request = { afterRevision: complete, progressIntervalMillis: 5000 };
  for await (const message of watches.watch(request, { signal })) {
    if (connection.value !== "live") {
      if (connection.value === "lost") retries.value++;
      connection.value = "live";
    }
    complete = message.completeThrough;
    if (message.changes.length === 0) continue;
    arrived.push(...message.changes);
    settling ??= setTimeout(show, SETTLE);
  }
}

async function keepFollowing(signal: AbortSignal): Promise<void> {
  let wait = FIRST_WAIT;
  while (!signal.aborted) {
    const began = Date.now();
    let refused = false;
    try {
      await follow(signal);
    } catch (error) {
      const { kind } = problemOf(error);
      refused = kind === "signIn" || kind === "refused";
      // The server has another past now, or was put back: begin anew.
      if (kind === "wrong") newest.value = complete = undefined;
    }
    if (signal.aborted) return;
    if (refused) {
      connection.value = "refused";
      return;
    }
    connection.value = "lost";
    if (Date.now() - began > LONGEST_WAIT) wait = FIRST_WAIT;
    await pause(wait * (0.5 + Math.random()), signal);
    wait = Math.min(wait * 2, LONGEST_WAIT);
  }
}

// Begins anew: at first, and for who has signed in.
export function startLive(): void {
  running?.abort();
  running = new AbortController();
  connection.value = "starting";
  void keepFollowing(running.signal);
}

// Whether a record, or something under it, has changed since the page was opened.
export function hasChanged(name: string): boolean {
  return seen.value.some(({ resource }) => resource === name || resource.startsWith(name + "/"));
}
