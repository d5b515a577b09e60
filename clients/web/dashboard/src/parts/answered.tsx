// What stands where an answer of the server belongs: the answer, that it is on its way, or why there is none.
import type { ComponentChildren } from "preact";
import type { Answer } from "../api/call";
import { t } from "../words/words";
import type { Problem } from "../api/problem";
import { OlderAnswer, ProblemView } from "./problem_view";

interface Props<T> {
  answer: Answer<T>;
  children: (value: T) => ComponentChildren;
}

// Beside these an older answer would be wrong to show.
const PUTS_AN_END: Problem["kind"][] = ["signIn", "refused", "absent"];

// An older answer stays, with a rule beside it, while a newer one is on its way or cannot be had.
export function Answered<T>({ answer, children }: Props<T>) {
  const { value, problem, loading } = answer;
  if (problem && (value === undefined || PUTS_AN_END.includes(problem.kind))) return <ProblemView problem={problem} />;
  if (value === undefined) return <p class="waiting" role="status">{t("loading")} …</p>;
  return (
    <>
      {problem && <OlderAnswer problem={problem} />}
      <div class={loading || problem ? "answer renewing" : "answer"} aria-busy={loading}>{children(value)}</div>
    </>
  );
}
