// What went wrong, for a person, and what may be done.
import type { Problem } from "../api/problem";
import { retries } from "../api/live";
import { at, Link } from "../navigation";
import { t } from "../words/words";
import type { Words } from "../words/en";
import { SignIn } from "./sign_in";

const TITLES: Record<Problem["kind"], keyof Words> = {
  unreachable: "unreachable", signIn: "signIn", refused: "refused", absent: "absent", wrong: "wrong", busy: "busy",
  unavailable: "unavailable", failed: "failed",
};

function explain({ kind, text }: Problem): string {
  switch (kind) {
    case "unreachable": return t("unreachableText");
    case "busy": return t("busyText");
    case "refused": return t("refusedText", { text });
    case "absent": return text || t("absentText");
    default: return text;
  }
}

export function ProblemView({ problem }: { problem: Problem }) {
  if (problem.kind === "signIn") return <SignIn />;
  return (
    <div class="problem" role="alert">
      <h2>{t(TITLES[problem.kind])}</h2>
      <p>{explain(problem)}</p>
      <p class="actions">
        <button type="button" onClick={() => retries.value++}>{t("retry")}</button>
        <Link to={at({ kind: "overview" })}>{t("toOverview")}</Link>
      </p>
    </div>
  );
}

// Above an answer that could not be renewed.
export function OlderAnswer({ problem }: { problem: Problem }) {
  return (
    <p class="older-answer" role="status">
      <strong>{t(TITLES[problem.kind])}</strong> {t("olderAnswer")}{" "}
      <button type="button" class="quiet" onClick={() => retries.value++}>{t("retry")}</button>
    </p>
  );
}
