// One line of a plan: where it stands, what is said of it, and everything that ever was.
import { Code, ConnectError } from "@connectrpc/connect";
import { timestampDate } from "@bufbuild/protobuf/wkt";
import type { Change } from "@contract/change_pb";
import type { Line } from "@contract/plan_pb";
import type { Update } from "@contract/update_pb";
import { changes, plans, updates } from "../api/clients";
import { allPages } from "../api/all_pages";
import { firstProblem, useAnswer } from "../api/call";
import { hasChanged } from "../api/live";
import { asOf, asOfKey, comparedAsOf, type AsOf } from "../clocks";
import { exportName } from "../export/name";
import { exportsOfTables, type ShownTable } from "../export/table";
import { address } from "../navigation";
import { Answered } from "../parts/answered";
import { VERBS } from "../records/changes";
import { PageHead } from "../parts/page_head";
import { Timeline } from "../parts/timeline";
import { entryTitle, type Naming } from "../parts/timeline_entry";
import { decisionText, progressText, TEXTS } from "../parts/update_texts";
import { entriesOf } from "../records/history";
import { levelTitle, usePlan, type RuledPlan } from "../records/plan_of";
import { useStateNames } from "../records/state_names";
import { titleOfLine } from "../records/titles";
import { meaningOf } from "../records/vocabulary";
import { t } from "../words/words";
import { LineFacts } from "./line_facts";
import { Breadcrumb, LinesBelow, useAncestors } from "./line_place";
import { LineStatus } from "./line_status";
import { LineTexts } from "./line_texts";
import "../style/records.css";

const UPDATES_A_CALL = 1000;

function updatesOf(parent: string, asOf: AsOf, signal: AbortSignal): Promise<Update[]> {
  return allPages((pageToken) => updates.listUpdates({ parent, asOf, pageSize: UPDATES_A_CALL, pageToken }, { signal }), (page) => page.updates);
}

// What was said at the other date; undefined where the line was not recorded yet.
async function updatesThen(name: string, compared: string, signal: AbortSignal): Promise<{ said?: Update[] }> {
  try {
    await plans.getLine({ name, asOf: comparedAsOf(compared) }, { signal });
    return { said: await updatesOf(name, comparedAsOf(compared), signal) };
  } catch (error) {
    if (ConnectError.from(error).code === Code.NotFound) return {};
    throw error;
  }
}

function historyTable(history: Change[], naming: Naming): ShownTable {
  const head = [t("recordedOn"), t("revisionWord"), t("what"), t("who"), t("record"), t("memberState"), t("status"), t("effectiveDate"), t("progress"), t("decision")];
  const rows = entriesOf(history).map(({ change, fields }) => {
    const update = change.after?.kind.case === "update" ? change.after.kind.value : undefined;
    return [
      change.commitTime && timestampDate(change.commitTime).toISOString(), Number(change.revision), t(VERBS[change.verb]), change.actor, change.resource,
      update?.memberState, update ? naming.status(update.reportedStatus) : entryTitle(change, naming), update?.effectiveDate,
      update?.progress && progressText(update.progress), update && decisionText(update), ...TEXTS.map(({ field }) => update?.[field]), update?.note,
      update?.evidence.map(({ title, uri }) => `${title} ${uri}`.trim()).join("; "), update?.sourceRef,
      change.reason || fields.map(({ field, before = "", after = "" }) => `${field}: ${before} → ${after}`).join("; "),
    ];
  });
  const columns = [...head, ...TEXTS.map(({ word }) => t(word)), t("remark"), t("evidence"), t("source"), `${t("reason")}, ${t("differences")}`];
  return { title: t("history"), columns, rows };
}

interface Props {
  ruled: RuledPlan;
  line: Line;
  history: Change[];
}

function Said({ ruled, line }: Omit<Props, "history">) {
  const names = useStateNames();
  const key = asOfKey();
  const { compared } = address.value;
  const said = useAnswer(key && `updates ${line.name}|${key}`, (signal) => updatesOf(line.name, asOf(), signal));
  const then = useAnswer(compared && key ? `updates ${line.name} then|${compared}|${key}` : "", (signal) => updatesThen(line.name, compared!, signal));
  const before = compared && then.value?.said ? { day: compared.slice(0, 10), updates: then.value.said } : undefined;
  return (
    <Answered answer={said}>
      {(updates) => (
        <>
          {then.value && !then.value.said && <p class="unavailable">{t("notRecordedThen")}</p>}
          <LineStatus line={line} manifest={ruled.manifest} updates={updates} then={before} names={names} />
          <LineTexts updates={updates} names={names} />
        </>
      )}
    </Answered>
  );
}

function LineView({ ruled, line, history }: Props) {
  const [, plan = "", , code = ""] = line.name.split("/");
  const names = useStateNames();
  const above = useAncestors(plan, line);
  const naming = { speaker: names.of, status: (word: string) => meaningOf(ruled.manifest, word, line.instrumentType).title };
  return (
    <>
      <Breadcrumb ruled={ruled} above={above} code={code} />
      <PageHead title={titleOfLine(line)} subtitle={`${levelTitle(ruled, line.level)} ${code}`}
        exports={exportsOfTables(exportName(code), () => [historyTable(history, naming)])} />
      {line.vanished && <p class="unavailable"><strong>{t("vanished")}.</strong></p>}
      {hasChanged(line.name) && <p><span class="changed">{t("lineChanged")}</span></p>}
      <LineFacts line={line} above={above} ruled={ruled} names={names} />
      <Said ruled={ruled} line={line} />
      <LinesBelow ruled={ruled} line={line} />
      <section class="section" aria-labelledby="history-title">
        <h2 id="history-title">{t("history")}</h2>
        <p>{t("historyText")}</p>
        <Timeline changes={history} naming={naming} />
      </section>
    </>
  );
}

export function LinePage({ page: { plan, code } }: { page: { plan: string; code: string } }) {
  const name = `plans/${plan}/lines/${code}`;
  const key = asOfKey();
  const ruled = usePlan(plan);
  const line = useAnswer(key && `line ${name}|${key}`, (signal) => plans.getLine({ name, asOf: asOf() }, { signal }));
  const history = useAnswer(key && `history ${name}|${key}`, (signal) => changes.getHistory({ resource: name, asOf: asOf(), includeChildren: true }, { signal }));
  const whole = {
    value: ruled.value && line.value && history.value && { ruled: ruled.value, line: line.value, history: history.value.changes },
    problem: firstProblem(line, ruled, history),
    loading: line.loading || ruled.loading || history.loading,
  };
  if (!whole.value) return <><PageHead title={code} /><Answered answer={whole}>{() => null}</Answered></>;
  return <Answered answer={whole}>{(value) => <LineView {...value} />}</Answered>;
}
