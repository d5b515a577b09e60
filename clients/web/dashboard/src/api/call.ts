// Answers of the server as values of a component: while a newer one is on its way the older one stays.
import { useEffect, useState } from "preact/hooks";
import { retries } from "./live";
import { isAborted, problemOf, type Problem } from "./problem";
import { token } from "../session";

export interface Answer<T> {
  value?: T;
  problem?: Problem;
  // An answer is on its way.
  loading: boolean;
}

const MOST_KEPT = 60;
// By key, the one used last at the end. What was read at a revision never changes; what was read "now" is asked for anew.
const kept = new Map<string, unknown>();

function keep(key: string, value: unknown): void {
  kept.delete(key);
  kept.set(key, value);
  if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value as string);
}

// The answer to what `key` names; `ask` is called again where the key changes, and where a lost server is back.
// "" as the key asks nothing.
export function useAnswer<T>(key: string, ask: (signal: AbortSignal) => Promise<T>): Answer<T> {
  const whole = key && `${key} ${token.value}`;
  const [state, setState] = useState<Answer<T> & { key: string }>({ key: "", loading: true });
  const attempt = retries.value;
  useEffect(() => {
    if (!whole) return setState({ key: whole, loading: false });
    const remembered = kept.get(whole) as T | undefined;
    setState((before) => ({
      key: whole,
      value: remembered ?? (sameQuestion(before.key, whole) ? before.value : undefined),
      loading: remembered === undefined,
    }));
    if (remembered !== undefined) return;
    const abort = new AbortController();
    ask(abort.signal).then(
      (value) => {
        keep(whole, value);
        if (!abort.signal.aborted) setState({ key: whole, value, loading: false });
      },
      (error) => {
        if (abort.signal.aborted || isAborted(error)) return;
        setState((before) => ({ ...before, problem: problemOf(error), loading: false }));
      },
    );
    return () => abort.abort();
  }, [whole, attempt]);
  return state.key === whole ? state : { loading: whole !== "" };
}

// Keys are "what|when": the same question about another time may show the old answer while it waits.
function sameQuestion(one: string, other: string): boolean {
  return one.split("|")[0] === other.split("|")[0];
}
