// Everything that was recorded of something, the newest first: who, when, what it says, and what it changed.
import { timestampDate } from "@bufbuild/protobuf/wkt";
import { useMemo, useState } from "preact/hooks";
import { ChangeVerb, type Change } from "@contract/change_pb";
import { entriesOf, type Entry } from "../records/history";
import { number, t, time } from "../words/words";
import { VERBS } from "../records/changes";
import { EntryBody, entryTitle, type Naming } from "./timeline_entry";

const AT_ONCE = 40;

const LOOKS: Partial<Record<ChangeVerb, string>> = {
  [ChangeVerb.REPLACED]: "corrected",
  [ChangeVerb.TAKEN_BACK]: "taken-back",
  [ChangeVerb.VANISHED]: "taken-back",
  [ChangeVerb.REVIEWED]: "reviewed",
};

function Fate({ fate }: { fate: Entry["fate"] }) {
  if (fate === "stands") return null;
  return <span class="fate">{fate === "corrected" ? t("fateCorrected") : t("fateTakenBack")}</span>;
}

function EntryView({ entry, naming }: { entry: Entry; naming: Naming }) {
  const { change, fate } = entry;
  const when = change.commitTime && timestampDate(change.commitTime);
  return (
    <li class={`${LOOKS[change.verb] ?? "created"} ${fate === "takenBack" ? "gone" : ""}`}>
      <p class="entry-head"><span class="verb">{t(VERBS[change.verb])}</span> <strong>{entryTitle(change, naming)}</strong> <Fate fate={fate} /></p>
      <EntryBody entry={entry} naming={naming} />
      <p class="entry-foot">
        {when && <time dateTime={when.toISOString()}>{time(when)}</time>} · {change.actor} · {t("revision", { number: change.revision })}
      </p>
    </li>
  );
}

export function Timeline({ changes, naming }: { changes: Change[]; naming: Naming }) {
  const entries = useMemo(() => entriesOf(changes), [changes]);
  const [shown, setShown] = useState(AT_ONCE);
  const rest = entries.length - shown;
  return (
    <>
      <p class="tone-muted">{entries.length === 1 ? t("stepsOne") : t("steps", { count: entries.length })}</p>
      <ol class="timeline">{entries.slice(0, shown).map((entry, i) => <EntryView key={`${entry.change.resource} ${i}`} entry={entry} naming={naming} />)}</ol>
      {rest > 0 && <button type="button" class="more" onClick={() => setShown(shown + AT_ONCE)}>{t("more")} ({number(rest)})</button>}
    </>
  );
}
