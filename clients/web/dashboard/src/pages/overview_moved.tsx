// What moved since a date that the reader chooses: the time control's "compare with", else a year before.
import type { Row, Table } from "@contract/document_pb";
import { reports } from "../api/clients";
import { useAnswer } from "../api/call";
import { asOf, asOfKey, comparedAsOf, today } from "../clocks";
import { CellView } from "../document/cell_view";
import { cellOf, countOf, sectionOf, tablesOf } from "../document/reading";
import { address, at, go, Link } from "../navigation";
import { Answered } from "../parts/answered";
import { date, t } from "../words/words";

const MOVES = [
  { id: "moved_on", word: "movedOn", sign: "▲", look: "tone-good" },
  { id: "fell_back", word: "fellBack", sign: "▼", look: "tone-bad" },
  { id: "first_reported", word: "newlyReported", sign: "＋", look: "tone-new" },
] as const;

function yearBefore(day: string): string {
  return `${Number(day.slice(0, 4)) - 1}${day.slice(4)}`.replace("-02-29", "-02-28");
}

function MoveRow({ table, row }: { table: Table; row: Row }) {
  const name = row.cells[0];
  return (
    <tr>
      <th scope="row">{name && <CellView cell={name} />}</th>
      {MOVES.map(({ id, sign, look }) => {
        const cell = cellOf(table, row, id);
        return (
          <td key={id} class="numeric">
            {cell && countOf(cell) > 0 ? <span class={look}><span aria-hidden="true">{sign}</span> <CellView cell={cell} /></span> : <span class="tone-muted">0</span>}
          </td>
        );
      })}
    </tr>
  );
}

export function Moved() {
  const now = address.value.clocks.effective ?? today();
  const then = address.value.compared ?? yearBefore(now);
  const key = asOfKey();
  const answer = useAnswer(key && `moved|${key}|${then}`, (signal) =>
    reports.getReport({ format: "comparison", asOf: asOf(), comparedWith: comparedAsOf(then) }, { signal }));
  const choose = (event: Event) => {
    const day = (event.currentTarget as HTMLInputElement).value;
    if (day) go({ ...address.value, compared: day }, true);
  };
  return (
    <section class="section" aria-labelledby="moved-title">
      <h2 id="moved-title">{t("movedSince", { date: date(then.slice(0, 10)) })}</h2>
      <label class="inline not-in-pictures">{t("chooseDate")} <input type="date" value={then.slice(0, 10)} max={now} onChange={choose} /></label>
      <Answered answer={answer}>
        {(document) => {
          const table = tablesOf(sectionOf(document, "summary")).find(({ columns }) => columns.some(({ id }) => id === "moved_on"));
          const moved = table?.rows.some((row) => MOVES.some(({ id }) => countOf(cellOf(table, row, id)) > 0));
          if (!table || !moved) return <p>{t("nothingMoved")}</p>;
          return (
            <div class="scroll" role="region" aria-label={t("movedSince", { date: then })} tabIndex={0}>
              <table class="moves">
                <thead>
                  <tr><th scope="col">{t("sector")}</th>{MOVES.map(({ id, word }) => <th key={id} scope="col" class="numeric">{t(word)}</th>)}</tr>
                </thead>
                <tbody>{table.rows.map((row, i) => <MoveRow key={i} table={table} row={row} />)}</tbody>
              </table>
            </div>
          );
        }}
      </Answered>
      <p><Link to={{ ...at({ kind: "changes" }), compared: then }}>{t("differences")}: {t("showAll")}</Link></p>
    </section>
  );
}
