// The one control for time: both clocks, and what to compare with. It writes the address, which every page reads.
import { useRef } from "preact/hooks";
import { newest } from "../api/live";
import { address, go } from "../navigation";
import { date, t } from "../words/words";
import { leaveByEscape } from "./leave_by_escape";

// What is typed for "known at": a revision as it is, a day as its last moment.
export function knownFrom(text: string): string | undefined {
  const trimmed = text.trim();
  if (/^\d{4}-\d{2}-\d{2}$/.test(trimmed)) return `${trimmed}T23:59:59Z`;
  return /^(\d{1,15}|\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?Z)$/.test(trimmed) ? trimmed : undefined;
}

function knownText(known: string | undefined): string {
  if (!known) return newest.value === undefined ? t("knownNow") : `${t("knownNow")} (${t("revision", { number: newest.value })})`;
  return /^\d+$/.test(known) ? t("revision", { number: BigInt(known) }) : date(known.slice(0, 10));
}

export function timeText(): string {
  const { known, effective } = address.value.clocks;
  if (!known && !effective) return t("timeNow");
  return t("timeAt", { known: knownText(known), effective: effective ? date(effective) : t("effectiveToday") });
}

export function TimeControl() {
  const details = useRef<HTMLDetailsElement>(null);
  const { clocks, compared } = address.value;
  const close = () => details.current && (details.current.open = false);
  const apply = (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const text = (name: string) => String(form.get(name) ?? "").trim() || undefined;
    go({ ...address.value, clocks: { known: knownFrom(text("known") ?? ""), effective: text("effective") }, compared: text("compared") });
    close();
  };
  const reset = () => {
    go({ ...address.value, clocks: {}, compared: undefined });
    close();
  };
  return (
    <details class="time-control" ref={details} onKeyDown={leaveByEscape}>
      <summary>
        <span class="label">{t("time")}</span> <span class="time-text">{timeText()}</span>
        {compared && <span class="time-text"> · {t("compareWith")} {date(compared.split("@")[0]!)}</span>}
      </summary>
      <form onSubmit={apply} key={JSON.stringify([clocks, compared])}>
        <div class="field">
          <label for="known">{t("knownAt")}</label>
          <input id="known" name="known" defaultValue={clocks.known ?? ""} placeholder={t("knownNow")} aria-describedby="known-hint"
            pattern="\d{1,15}|\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?Z)?" />
          <small id="known-hint">{t("knownHint")}</small>
        </div>
        <div class="field">
          <label for="effective">{t("effective")}</label>
          <input id="effective" name="effective" type="date" defaultValue={clocks.effective ?? ""} aria-describedby="effective-hint" />
          <small id="effective-hint">{t("effectiveHint")}</small>
        </div>
        <div class="field">
          <label for="compared">{t("compareWith")}</label>
          <input id="compared" name="compared" type="date" defaultValue={compared?.split("@")[0] ?? ""} aria-describedby="compared-hint" />
          <small id="compared-hint">{t("compareHint")}</small>
        </div>
        <p class="actions">
          <button type="submit">{t("apply")}</button>
          <button type="button" class="quiet" onClick={reset}>{t("reset")}</button>
        </p>
      </form>
    </details>
  );
}
