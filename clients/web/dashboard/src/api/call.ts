// Answers of the server as values of a component: while a newer one is on its way the older one stays.
import { useEffect, useState } from "preact/hooks";
import { pasts, retries } from "./live";
import { isAborted, problemOf, type Problem } from "./problem";
import { token } from "../session";

export interface Answer<T> {
  value?: T;
  problem?: Problem;
  // An answer is on its way.
  loading: boolean;
}

const MOST_KEPT = 60;
// By name, the one kept last at the end: what was read at a revision never changes.
const kept = new Map<string, unknown>();

function keep(name: Name, value: unknown): void {
  // Of "now", which is asked where no revision is known, the next answer may be another.
  if (/\|now\//.test(name.key)) return;
  const key = text(name);
  kept.delete(key);
  kept.set(key, value);
  if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value as string);
}

interface Asked<T> extends Answer<T> {
  name: Name;
}

// What an answer is to: "what|when" for a reader, from one past of the server.
interface Name {
  key: string;
  reader: string;
  past: number;
}

const text = ({ key, reader, past }: Name) => `${past} ${reader} ${key}`;
const isSame = (one: Name, other: Name) => text(one) === text(other);

// The same question about another time may show the older answer while it waits.
function isNewer(one: Name, other: Name): boolean {
  const what = ({ key }: Name) => key.split("|")[0];
  return what(one) !== "" && what(one) === what(other) && one.reader === other.reader && one.past === other.past;
}

// What `name` has at first: what is kept, or else the older answer.
function atFirst<T>(before: Asked<T>, name: Name): Asked<T> {
  const remembered = kept.get(text(name)) as T | undefined;
  const older = isNewer(before.name, name) ? before.value : undefined;
  return { name, value: remembered ?? older, loading: remembered === undefined && name.key !== "" };
}

// The answer to what `key` names, "what|when|..."; `ask` is called again where the key changes, and where a lost server
// is back. "" as the key asks nothing.
export function useAnswer<T>(key: string, ask: (signal: AbortSignal) => Promise<T>): Answer<T> {
  const name = { key, reader: token.value, past: pasts.value };
  const [state, setState] = useState<Asked<T>>({ name: { key: "", reader: "", past: 0 }, loading: false });
  const attempt = retries.value;
  // The state follows in an effect; until then its older answer must not flicker away.
  const shown = isSame(state.name, name) ? state : atFirst(state, name);
  useEffect(() => {
    setState((before) => (isSame(before.name, name) ? { ...before, loading: before.problem !== undefined } : atFirst(before, name)));
    if (!key || kept.has(text(name))) return;
    const abort = new AbortController();
    ask(abort.signal).then(
      (value) => {
        keep(name, value);
        if (!abort.signal.aborted) setState({ name, value, loading: false });
      },
      (error) => {
        if (abort.signal.aborted || isAborted(error)) return;
        setState((before) => ({ ...before, problem: problemOf(error), loading: false }));
      },
    );
    return () => abort.abort();
  }, [text(name), attempt]);
  return shown;
}

// Why several answers cannot be shown together: what the first of them has, not before it has answered, so that the words
// do not depend on which is quicker.
export function firstProblem(...answers: Answer<unknown>[]): Problem | undefined {
  return answers.find(({ loading, problem }) => loading || problem)?.problem;
}
