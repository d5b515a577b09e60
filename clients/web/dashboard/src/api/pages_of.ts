// A long listing, read a page at a time. What it was begun at stays: its pages are of one state. While only the first
// page is shown it follows the newest revision; with more of them the reader is told that there is a newer one.
import { useEffect, useRef, useState } from "preact/hooks";
import { token } from "../session";
import type { Answer } from "./call";
import { retries } from "./live";
import { isAborted, problemOf, type Problem } from "./problem";

export interface PageReader<T> {
  // The next page; fewer than `size`, or none, where it ends.
  next(size: number, signal: AbortSignal): Promise<T[]>;
  ended: boolean;
}

interface Reading<T> {
  key: string;
  reader: PageReader<T>;
  pages: T[][];
  problem?: Problem;
  loading: boolean;
}

export interface Listing<T> {
  answer: Answer<T[][]>;
  ended: boolean;
  // A page is on its way.
  loading: boolean;
  // There is a newer state than that of these pages.
  outdated: boolean;
  more: () => void;
  // From the first page of the newest state.
  renew: () => void;
}

// Keys are "what|when", as of useAnswer; "" asks nothing.
export function usePagesOf<T>(key: string, begin: () => PageReader<T>, size: number): Listing<T> {
  const whole = key && `${key} ${token.value}`;
  const [reading, setReading] = useState<Reading<T>>();
  const abort = useRef<AbortController>();
  const attempt = retries.value;

  const read = async ({ key, reader, pages }: Reading<T>, shown: T[][] | undefined) => {
    abort.current?.abort();
    const mine = (abort.current = new AbortController());
    setReading({ key, reader, pages: shown ?? pages, loading: true });
    try {
      const page = await reader.next(size, mine.signal);
      if (!mine.signal.aborted) setReading({ key, reader, pages: [...pages, page], loading: false });
    } catch (error) {
      if (mine.signal.aborted || isAborted(error)) return;
      setReading({ key, reader, pages: shown ?? pages, problem: problemOf(error), loading: false });
    }
  };
  const renew = () => {
    if (!whole) return;
    const same = reading && reading.key.split("|")[0] === whole.split("|")[0];
    void read({ key: whole, reader: begin(), pages: [], loading: true }, same ? reading.pages : undefined);
  };
  const isNew = reading?.key !== whole;
  const isOther = reading?.key.split("|")[0] !== whole.split("|")[0];
  useEffect(() => {
    if (whole && (isOther || reading?.problem || (isNew && reading!.pages.length <= 1))) renew();
  }, [whole, attempt]);
  useEffect(() => () => abort.current?.abort(), []);

  const shown = isOther ? undefined : reading;
  const pages = shown && (shown.pages.length > 0 || !(shown.loading || shown.problem)) ? shown.pages : undefined;
  return {
    answer: { value: pages, problem: shown?.problem, loading: shown?.loading ?? true },
    ended: shown?.reader.ended ?? false,
    loading: shown?.loading ?? true,
    outdated: Boolean(shown && isNew && !shown.loading),
    more: () => reading && !reading.loading && void read(reading, undefined),
    renew,
  };
}
