// Where all sectors stand, side by side.
import type { Cell, Document, KeyFigure, Row } from "@contract/document_pb";
import { Tone } from "@contract/document_pb";
import { pageOfRecord, type Address } from "../address";
import { reports } from "../api/clients";
import { useAnswer } from "../api/call";
import { asOf, asOfKey } from "../clocks";
import { CellView } from "../document/cell_view";
import { FindingsView } from "../document/findings_view";
import { Provenance } from "../document/provenance";
import { cellOf, sectionOf, tablesOf } from "../document/reading";
import { BlockView, KeyFiguresView } from "../document/section_view";
import { TableView } from "../document/table_view";
import { exportsOfReport } from "../export/report";
import { at, Link } from "../navigation";
import { Answered } from "../parts/answered";
import { ClassBar, CLASSES } from "../parts/class_bar";
import { PageHead } from "../parts/page_head";
import type { Words } from "../words/en";
import { language, number, t } from "../words/words";
import { Moved } from "./overview_moved";
import { StateMap } from "./state_map";
import { DataCoverage } from "./overview_coverage";

const FINDINGS_SHOWN = 8;
const OVERDUE_SHOWN = 12;

// A sector, or a plan of none, by the lines that its figures count.
function NameOf({ row, name }: { row: Row; name: Cell }) {
  const behind = row.cells.find(({ lines }) => lines !== undefined)?.lines;
  const [sector] = behind?.filter?.sectors ?? [];
  const page = sector ? pageOfRecord(`sectors/${sector}`) : pageOfRecord((behind?.parent ?? "").replace(/\/-$/, ""));
  return page ? <Link to={at(page)}><CellView cell={name} /></Link> : <CellView cell={name} />;
}

function Sectors({ document }: { document: Document }) {
  const table = tablesOf(sectionOf(document, "side-by-side"))[0];
  if (!table) return null;
  return (
    <section class="section" aria-labelledby="sectors-title">
      <h2 id="sectors-title">{t("sideBySide")}</h2>
      <p>{t("sideBySideText")}</p>
      <div class="sector-rows">
        {table.rows.map((row, i) => {
          const name = row.cells[0];
          const label = name?.value.case === "text" ? name.value.value : "";
          const share = cellOf(table, row, "completed_share");
          return (
            <article key={i} class="sector-row">
              <h3>{name && <NameOf row={row} name={name} />}</h3>
              <p class="share">{share && <CellView cell={share} label={label} />}</p>
              <ClassBar label={label} cells={Object.fromEntries(CLASSES.map(({ id }) => [id, cellOf(table, row, id)]))} />
            </article>
          );
        })}
      </div>
    </section>
  );
}

const VERDICTS: { tone: Tone; look: string; word: keyof Words }[] = [
  { tone: Tone.GOOD, look: "tone-good", word: "verdictsGood" },
  { tone: Tone.CAUTION, look: "tone-caution", word: "verdictsCaution" },
  { tone: Tone.BAD, look: "tone-bad", word: "verdictsBad" },
];

// The verdicts' own words, counted: "met", "short by 5.5".
function verdictsOf(document: Document) {
  return document.sections.filter(({ id }) => id.startsWith("kpis-")).flatMap((section) =>
    tablesOf(section).flatMap((table) =>
      table.rows.filter(({ depth }) => depth === 0).flatMap((row) => {
        const verdict = cellOf(table, row, "verdict");
        return verdict ? [{ row, table, verdict, sector: section.sector }] : [];
      })));
}

function Verdicts({ document }: { document: Document }) {
  const judged = verdictsOf(document).filter(({ verdict }) => VERDICTS.some(({ tone }) => tone === verdict.tone));
  if (judged.length === 0) return null;
  return (
    <section class="section" aria-labelledby="verdicts-title">
      <h2 id="verdicts-title">{t("kpisByVerdict")}</h2>
      <div class="verdicts">
        {VERDICTS.map(({ tone, look, word }) => {
          const these = judged.filter(({ verdict }) => verdict.tone === tone);
          return these.length > 0 && (
            <article key={look} class={look}>
              <h3>{t(word)} <small>{number(these.length)}</small></h3>
              <ul>
                {these.map(({ row, table, verdict }, i) => (
                  <li key={i}>
                    <CellView cell={row.cells[0]!} /> {cellOf(table, row, "title") && <CellView cell={cellOf(table, row, "title")!} />}
                    <strong><CellView cell={verdict} /></strong>
                  </li>
                ))}
              </ul>
            </article>
          );
        })}
      </div>
      <p><Link to={at({ kind: "coverage" })}>{t("coverage")}: {t("showAll")}</Link></p>
    </section>
  );
}

function Overdue({ document }: { document: Document }) {
  const section = sectionOf(document, "overdue");
  const table = tablesOf(section)[0];
  return (
    <section class="section" aria-labelledby="overdue-title">
      <h2 id="overdue-title">{t("overdueLines")}</h2>
      {table ? <div class="titled-above"><TableView table={table} atFirst={OVERDUE_SHOWN} /></div> : section?.blocks.map((block, i) => <BlockView key={i} block={block} />)}
      <p><Link to={at({ kind: "lines" }, { overdue: "1" })}>{t("overdueLines")}: {t("showAll")}</Link></p>
    </section>
  );
}

function Findings({ document }: { document: Document }) {
  const findings = sectionOf(document, "findings")?.blocks.flatMap(({ kind }) => (kind.case === "findings" ? kind.value.findings : [])) ?? [];
  const worst = [...findings].sort((a, b) => b.severity - a.severity);
  return (
    <section class="section" aria-labelledby="findings-title">
      <h2 id="findings-title">{t("openFindings")} <small>{number(findings.length)}</small></h2>
      <FindingsView findings={worst.slice(0, FINDINGS_SHOWN)} />
      <p><Link to={at({ kind: "findings" })}>{t("showAll")}</Link></p>
    </section>
  );
}

// The first figures that anybody sees, in the reader's language, and where they come from where no lines are behind them.
const SUMMARY: Record<string, { word: keyof Words; to?: () => Address }> = {
  "Counted lines": { word: "countedLines" },
  "Completed": { word: "completed" },
  "Begun or completed": { word: "begunOrCompleted" },
  "In progress": { word: "inProgress" },
  "Not started": { word: "notStarted" },
  "Not reported": { word: "notReported" },
  "Excluded": { word: "excluded" },
  "Overdue": { word: "overdue" },
  "KPIs with data": { word: "kpisWithData", to: () => at({ kind: "coverage" }) },
  "KPIs with a target": { word: "kpisWithTarget", to: () => at({ kind: "coverage" }) },
};

function figuresOf(document: Document): KeyFigure[] {
  const block = sectionOf(document, "summary")?.blocks[0];
  return block?.kind.case === "keyFigures" ? block.kind.value.figures : [];
}

// On the pages of sectors, where the list of these lines is.
const BESIDE_ITS_LINES = "Stale";

// What the headline has not said yet.
function FurtherFigures({ overview, headline }: { overview: Document; headline: Document }) {
  const said = new Set([...figuresOf(headline).map(({ label }) => label), BESIDE_ITS_LINES]);
  return (
    <section class="section" aria-labelledby="further-title">
      <h2 id="further-title">{t("delaysAndData")}</h2>
      <KeyFiguresView figures={figuresOf(overview).filter(({ label }) => !said.has(label))} known={SUMMARY} />
    </section>
  );
}

// The headline is counted at once, however many lines there are; the whole overview may take a moment after a change.
export function OverviewPage() {
  const asked = { asOf: asOf(), language: language.value };
  const whole = { format: "overview", ...asked };
  const key = asOfKey();
  const headline = useAnswer(key && `headline|${key}|${language.value}`, (signal) => reports.getReport({ format: "headline", ...asked }, { signal }));
  const overview = useAnswer(key && `overview|${key}|${language.value}`, (signal) => reports.getReport(whole, { signal }));
  return (
    <>
      <PageHead title={t("overview")} subtitle={t("tagline")} exports={exportsOfReport("sheaf-overview", whole)} />
      <Answered answer={headline}>
        {(counted) => (
          <>
            <KeyFiguresView figures={figuresOf(counted)} known={SUMMARY} />
            <Sectors document={counted} />
            <Moved />
            <StateMap />
            <Answered answer={overview}>
              {(document) => (
                <>
                  <FurtherFigures overview={document} headline={counted} />
                  <Verdicts document={document} />
                  <Overdue document={document} />
                  <Findings document={document} />
                  <DataCoverage />
                  <Provenance document={document} />
                </>
              )}
            </Answered>
          </>
        )}
      </Answered>
    </>
  );
}
