// What is different between two dates, field by field; or, with no date to compare with, what was recorded last.
import type { Change } from "@contract/change_pb";
import type { FieldDiff, ResourceDiff } from "@contract/change_service_pb";
import { timestampDate } from "@bufbuild/protobuf/wkt";
import { pageOfRecord } from "../address";
import { changes } from "../api/clients";
import { newest } from "../api/live";
import { useAnswer } from "../api/call";
import { asOf, asOfKey, comparedAsOf } from "../clocks";
import { changesTable, differencesTable } from "../export/changes";
import { exportName } from "../export/name";
import { exportsOfTables } from "../export/table";
import { address, at, Link } from "../navigation";
import { Answered } from "../parts/answered";
import { PageHead } from "../parts/page_head";
import { DIFFERENCES, shortName, VERBS } from "../records/changes";
import { date, number, t, time } from "../words/words";

// Of so many records the differences are fetched; the rest is for `sheaf diff`.
const MOST_SHOWN = 300;
const LATEST = 100n;

interface Differences {
  resources: ResourceDiff[];
  more: boolean;
}

async function differencesSince(then: string, signal: AbortSignal): Promise<Differences> {
  const resources: ResourceDiff[] = [];
  for await (const message of changes.diff({ from: comparedAsOf(then), to: asOf() }, { signal })) {
    resources.push(...message.resources);
    if (resources.length > MOST_SHOWN) return { resources: resources.slice(0, MOST_SHOWN), more: true };
  }
  return { resources, more: false };
}

function RecordName({ name }: { name: string }) {
  const page = pageOfRecord(name);
  const text = shortName(name);
  return page ? <Link to={at(page)}>{text}</Link> : <>{text}</>;
}

// A field that was never set says so; it is not "".
function Side({ value, was }: { value: string | undefined; was: boolean }) {
  if (value === undefined) return <span class="tone-muted">{t("none")}</span>;
  return was ? <del>{value}</del> : <ins>{value}</ins>;
}

function Fields({ fields }: { fields: FieldDiff[] }) {
  return (
    <dl class="field-diffs">
      {fields.map(({ field, before, after }) => (
        <div key={field}>
          <dt>{field}</dt>
          <dd>{before !== undefined && <><Side value={before} was /> <span aria-hidden="true">→</span> </>}<Side value={after} was={false} /></dd>
        </div>
      ))}
    </dl>
  );
}

function DifferenceRows({ resources }: { resources: ResourceDiff[] }) {
  return (
    <ul class="differences">
      {resources.map(({ resource, kind, fields }) => (
        <li key={resource}>
          <p><strong class={DIFFERENCES[kind].look}>{t(DIFFERENCES[kind].word)}</strong> <RecordName name={resource} /></p>
          <details><summary>{t("fields")}: {number(fields.length)}</summary><Fields fields={fields} /></details>
        </li>
      ))}
    </ul>
  );
}

function Compared({ then }: { then: string }) {
  const { effective } = address.value.clocks;
  const key = asOfKey();
  const answer = useAnswer(key && `diff ${then}|${key}`, (signal) => differencesSince(then, signal));
  const subtitle = t("differencesText", { from: date(then.slice(0, 10)), to: effective ? date(effective) : t("effectiveToday") });
  return (
    <>
      <PageHead title={t("changes")} subtitle={subtitle} exports={exportsOfTables(exportName("changes"), () => [differencesTable(answer.value?.resources ?? [])])} />
      <Answered answer={answer}>
        {({ resources, more }) => (
          <section class="section">
            <h2>{t("differences")} <small>{more ? t("foundMany", { count: resources.length }) : t("found", { count: resources.length })}</small></h2>
            <DifferenceRows resources={resources} />
          </section>
        )}
      </Answered>
    </>
  );
}

function ChangeRow({ change }: { change: Change }) {
  return (
    <tr>
      <th scope="row"><RecordName name={change.resource} /></th>
      <td>{t(VERBS[change.verb])}</td>
      <td>{change.actor}</td>
      <td>{change.commitTime && time(timestampDate(change.commitTime))}</td>
      <td class="numeric">{number(change.revision)}</td>
    </tr>
  );
}

function Latest() {
  const { known } = address.value.clocks;
  const last = known && /^\d+$/.test(known) ? BigInt(known) : newest.value;
  const first = last === undefined || last <= LATEST ? 1n : last - LATEST + 1n;
  const answer = useAnswer(last ? `latest|${last}` : "", (signal) =>
    changes.listChanges({ fromRevision: first, toRevision: last!, pageSize: Number(LATEST) }, { signal }));
  const latestFirst = [...(answer.value?.changes ?? [])].reverse();
  return (
    <>
      <PageHead title={t("changes")} subtitle={t("chooseCompared")} exports={exportsOfTables(exportName("changes"), () => [changesTable(latestFirst)])} />
      <Answered answer={answer}>
        {() => (
          <div class="scroll" role="region" aria-label={t("changes")} tabIndex={0}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{t("what")}</th><th scope="col">{t("kind")}</th><th scope="col">{t("who")}</th>
                  <th scope="col">{t("date")}</th><th scope="col" class="numeric">{t("revisionWord")}</th>
                </tr>
              </thead>
              <tbody>{latestFirst.map((change, i) => <ChangeRow key={i} change={change} />)}</tbody>
            </table>
          </div>
        )}
      </Answered>
    </>
  );
}

export function ChangesPage() {
  const { compared } = address.value;
  return compared ? <Compared then={compared} /> : <Latest />;
}
