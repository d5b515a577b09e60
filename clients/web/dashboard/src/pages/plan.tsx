// A plan: its counts, and its lines as the plan prints them.
import { useState } from "preact/hooks";
import type { Document } from "@contract/document_pb";
import { plans, reports } from "../api/clients";
import { useAnswer } from "../api/call";
import { LineReader, type ClassedLine } from "../api/lines_with_class";
import { usePagesOf, type Listing } from "../api/pages_of";
import { asOf, asOfKey } from "../clocks";
import { CellView } from "../document/cell_view";
import { cellOf, tablesOf } from "../document/reading";
import { linesTable } from "../export/lines";
import { exportName } from "../export/name";
import { exportsOfTables } from "../export/table";
import { pageOfRecord } from "../address";
import { at, Link } from "../navigation";
import { Answered } from "../parts/answered";
import { ClassBar, CLASSES } from "../parts/class_bar";
import { LinesTable } from "../parts/lines_table";
import { Outdated } from "../parts/outdated";
import { PageHead } from "../parts/page_head";
import { treeOf } from "../records/line_tree";
import { isHeading, levelTitle, usePlan, type RuledPlan } from "../records/plan_of";
import { titleOfPlan } from "../records/titles";
import { number, t } from "../words/words";
import "../style/records.css";

// A plan of so many lines is read at once, and laid out as a tree; a longer one is listed by code.
const LINES_A_CALL = 1000;
const ROWS_AT_ONCE = 100;
const MOST_PLANS = 1000;

function countsOf(document: Document, plan: string) {
  for (const table of document.sections.flatMap((section) => tablesOf(section))) {
    if (table.columns[0]?.id !== "plan") continue;
    const row = table.rows.find(({ cells }) => cells[0]?.records.includes(`plans/${plan}`));
    if (row) return { table, row };
  }
  return undefined;
}

function Counts({ plan, label }: { plan: string; label: string }) {
  const key = asOfKey();
  const answer = useAnswer(key && `headline|${key}`, (signal) => reports.getReport({ format: "headline", asOf: asOf() }, { signal }));
  return (
    <Answered answer={answer}>
      {(document) => {
        const found = countsOf(document, plan);
        if (!found) return null;
        const cell = (id: string) => cellOf(found.table, found.row, id);
        const share = cell("completed_share");
        const counted = cell("counted_lines");
        return (
          <div class="plan-counts">
            <p>
              <strong>{counted && <CellView cell={counted} label={t("lines")} />}</strong> {t("lines")}
              {share && <> · {t("completed")} <strong><CellView cell={share} label={t("completed")} /></strong></>}
            </p>
            <ClassBar label={label} cells={Object.fromEntries(CLASSES.map(({ id }) => [id, cell(id)]))} />
          </div>
        );
      }}
    </Answered>
  );
}

function ChildPlans({ plan }: { plan: string }) {
  const key = asOfKey();
  const answer = useAnswer(key && `all plans|${key}`, (signal) => plans.listPlans({ asOf: asOf(), pageSize: MOST_PLANS }, { signal }));
  const children = answer.value?.plans.filter(({ parentLine }) => parentLine.startsWith(`plans/${plan}/lines/`)) ?? [];
  if (children.length === 0) return null;
  return (
    <section class="section" aria-labelledby="children-title">
      <h2 id="children-title">{t("plans")}</h2>
      <ul class="plain">
        {children.map((child) => {
          const line = pageOfRecord(child.parentLine);
          return (
            <li key={child.name}>
              <Link to={at({ kind: "plan", plan: child.name.replace("plans/", "") })}>{titleOfPlan(child)}</Link>{" "}
              <small>{t("partOfLine")} {line && <Link to={at(line)}>{child.parentLine.split("/").pop()}</Link>}</small>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function PlanLines({ ruled, listing }: { ruled: RuledPlan; listing: Listing<ClassedLine> }) {
  const [shown, setShown] = useState(ROWS_AT_ONCE);
  const columns = {
    label: t("linesOfPlan"), level: (line: { level: string }) => levelTitle(ruled, line.level), isHeading: (line: { level: string }) => isHeading(ruled, line.level),
  };
  return (
    <section class="section" aria-labelledby="lines-title">
      <h2 id="lines-title">{t("linesOfPlan")}</h2>
      <Outdated listing={listing} />
      <Answered answer={listing.answer}>
        {(pages) => {
          const lines = pages.flat();
          const whole = listing.ended && pages.length === 1;
          const rows = whole ? treeOf(lines) : lines.map((item) => ({ item, depth: 0 }));
          const rest = lines.length - shown;
          const next = () => {
            if (rest < ROWS_AT_ONCE && !listing.ended) listing.more();
            setShown(shown + ROWS_AT_ONCE);
          };
          return (
            <>
              {!whole && <p>{t("longPlan", { count: LINES_A_CALL })}</p>}
              <LinesTable lines={rows.slice(0, shown)} columns={{ ...columns, parent: !whole }} />
              <p class="shown-count" role="status">
                {rest > 0 || !listing.ended ? t("ofLines", { count: Math.min(shown, lines.length), total: `${number(lines.length)}${listing.ended ? "" : "+"}` }) : t("shownCount", { count: lines.length })}
              </p>
              {(rest > 0 || !listing.ended) && <button type="button" class="more" disabled={listing.loading} onClick={next}>{t("more")}</button>}
            </>
          );
        }}
      </Answered>
    </section>
  );
}

function Subtitle({ plan: { plan, manifest } }: { plan: RuledPlan }) {
  const parent = plan.parentLine ? pageOfRecord(plan.parentLine) : undefined;
  return (
    <>
      {plan.sector && <Link to={at({ kind: "sector", sector: plan.sector })}>{manifest?.title || plan.sector}</Link>}
      {manifest?.ownerBody && ` · ${manifest.ownerBody}`}
      {parent && <> · {t("partOfLine")} <Link to={at(parent)}>{plan.parentLine.split("/").pop()}</Link></>}
    </>
  );
}

export function PlanPage({ page: { plan } }: { page: { plan: string } }) {
  const key = asOfKey();
  const ruled = usePlan(plan);
  const begin = () => new LineReader({ parent: `plans/${plan}`, asOf: asOf(), filter: {} }, (asked, signal) => plans.listLines(asked, { signal }));
  const listing = usePagesOf(key && `lines of ${plan}|${key}`, begin, LINES_A_CALL);
  if (!ruled.value) return <><PageHead title={plan} /><Answered answer={ruled}>{() => null}</Answered></>;
  const title = titleOfPlan(ruled.value.plan);
  const exports = exportsOfTables(exportName(plan), () => [linesTable(treeOf(listing.answer.value?.flat() ?? []).map(({ item }) => item))]);
  return (
    <>
      <PageHead title={title} subtitle={<Subtitle plan={ruled.value} />} exports={exports} />
      <Counts plan={plan} label={title} />
      <ChildPlans plan={plan} />
      <PlanLines ruled={ruled.value} listing={listing} />
    </>
  );
}
