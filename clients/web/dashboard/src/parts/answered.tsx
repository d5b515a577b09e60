// What stands where an answer of the server belongs: the answer, that it is on its way, or why there is none.
import type { ComponentChildren } from "preact";
import type { Answer } from "../api/call";
import { t } from "../words/words";
import { ProblemView } from "./problem_view";

interface Props<T> {
  answer: Answer<T>;
  children: (value: T) => ComponentChildren;
}

// An older answer stays, paler, while a newer one is on its way or cannot be had.
export function Answered<T>({ answer, children }: Props<T>) {
  const { value, problem, loading } = answer;
  if (value === undefined) return problem ? <ProblemView problem={problem} /> : <p class="waiting" role="status">{t("loading")} …</p>;
  return <div class={loading ? "answer renewing" : "answer"} aria-busy={loading}>{children(value)}</div>;
}
