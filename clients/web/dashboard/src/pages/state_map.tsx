// The map of sectors and member states: how far each state has come in each sector.
import { reports } from "../api/clients";
import { useAnswer } from "../api/call";
import { pageOfRecord, type Page } from "../address";
import { asOf, asOfKey } from "../clocks";
import { tablesOf } from "../document/reading";
import { CellView } from "../document/cell_view";
import { cellText } from "../document/cell_text";
import type { Cell, Table } from "@contract/document_pb";
import { at, Link } from "../navigation";
import { Answered } from "../parts/answered";
import { number, percent, t } from "../words/words";

// Of five steps, by the share that is completed; undefined where there is no share.
function stepOf(cell: Cell): number | undefined {
  if (cell.value.case !== "share" || cell.value.value.denominator === 0n) return undefined;
  const { numerator, denominator } = cell.value.value;
  return Math.min(4, Math.floor((5 * Number(numerator)) / Number(denominator)));
}

function MapCell({ cell, label, state }: { cell: Cell; label: string; state: Page | undefined }) {
  const step = stepOf(cell);
  if (step === undefined || cell.value.case !== "share") return <td class="map none"><CellView cell={cell} label={label} /></td>;
  const { numerator, denominator } = cell.value.value;
  const figure = <><strong>{percent(numerator, denominator)}</strong> <small>{number(numerator)}/{number(denominator)}</small></>;
  return (
    <td class={`map step-${step}`} title={`${label}: ${cellText(cell)}`}>{state ? <Link to={at(state)}>{figure}</Link> : figure}</td>
  );
}

function MapTable({ table }: { table: Table }) {
  return (
    <div class="scroll" role="region" aria-label={table.title} tabIndex={0}>
      <table class="state-map">
        <thead><tr>{table.columns.map(({ id, title }) => <th key={id} scope="col">{title}</th>)}</tr></thead>
        <tbody>
          {table.rows.map((row, i) => {
            const label = row.cells[0] ? cellText(row.cells[0]) : "";
            const state = pageOfRecord(row.cells[0]?.records[0] ?? "");
            return (
              <tr key={i}>
                <th scope="row">{row.cells[0] && <CellView cell={row.cells[0]} />}</th>
                {row.cells.slice(1).map((cell, j) => <MapCell key={j} cell={cell} state={state} label={`${label}, ${table.columns[j + 1]?.title}`} />)}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

export function StateMap() {
  const key = asOfKey();
  const answer = useAnswer(key && `member-states|${key}`, (signal) => reports.getReport({ format: "member-states", asOf: asOf() }, { signal }));
  return (
    <section class="section" aria-labelledby="map-title">
      <h2 id="map-title">{t("map")}</h2>
      <p>{t("mapText")}</p>
      <Answered answer={answer}>
        {(document) => {
          const table = document.sections.flatMap((section) => tablesOf(section))[0];
          return table ? <MapTable table={table} /> : null;
        }}
      </Answered>
    </section>
  );
}
