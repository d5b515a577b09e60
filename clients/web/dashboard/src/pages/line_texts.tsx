// What the updates of a line bring along: decisions, evidence, next steps, and what reporters wrote.
import type { Update } from "@contract/update_pb";
import { decisionText, Outside, TEXTS } from "../parts/update_texts";
import { counts, lastDay } from "../records/speakers";
import type { StateNames } from "../records/state_names";
import { date, t } from "../words/words";
import type { Words } from "../words/en";
import type { ComponentChildren } from "preact";

// What counts, the latest first.
function latestFirst(updates: Update[]): Update[] {
  return updates.filter(counts).sort((a, b) => lastDay(b.effectiveDate).localeCompare(lastDay(a.effectiveDate)) || Number(b.revision - a.revision));
}

function By({ update, names }: { update: Update; names: StateNames }) {
  return <small class="by">{t("reportedFor", { speaker: names.of(update.memberState), date: date(update.effectiveDate) || t("noDate") })}</small>;
}

function Box({ title, none, children }: { title: keyof Words; none: keyof Words; children: ComponentChildren[] }) {
  return (
    <section class="box">
      <h2>{t(title)}</h2>
      {children.length > 0 ? <ul>{children}</ul> : <p class="tone-muted">{t(none)}</p>}
    </section>
  );
}

export function LineTexts({ updates, names }: { updates: Update[]; names: StateNames }) {
  const all = latestFirst(updates);
  const written = all.filter((update) => TEXTS.some(({ field }) => field !== "nextSteps" && update[field]));
  return (
    <>
      <div class="boxes">
        <Box title="decisions" none="noDecisions">
          {all.filter(({ decision }) => decision).map((update) => <li key={update.name}>{decisionText(update)} <By update={update} names={names} /></li>)}
        </Box>
        <Box title="evidence" none="noEvidence">
          {all.flatMap((update) => update.evidence.map((one, i) => <li key={`${update.name} ${i}`}><Outside evidence={one} /> <By update={update} names={names} /></li>))}
        </Box>
        <Box title="nextSteps" none="noNextSteps">
          {all.filter(({ nextSteps }) => nextSteps).map((update) => <li key={update.name}>{update.nextSteps} <By update={update} names={names} /></li>)}
        </Box>
      </div>
      {written.length > 0 && (
        <section class="section" aria-labelledby="texts-title">
          <h2 id="texts-title">{t("texts")}</h2>
          {written.map((update) => (
            <article key={update.name} class="written">
              <h3><By update={update} names={names} /></h3>
              <dl class="said">
                {TEXTS.filter(({ field }) => field !== "nextSteps" && update[field]).map(({ field, word }) => <div key={field}><dt>{t(word)}</dt><dd>{update[field]}</dd></div>)}
              </dl>
            </article>
          ))}
        </section>
      )}
    </>
  );
}
