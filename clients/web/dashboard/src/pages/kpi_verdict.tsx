// What the sector's progress report says of a KPI: read from its table, so that page and report agree.
import type { Document, Row, Table } from "@contract/document_pb";
import { reports } from "../api/clients";
import { useAnswer } from "../api/call";
import { asOf, asOfKey } from "../clocks";
import { cellText } from "../document/cell_text";
import { CellView } from "../document/cell_view";
import { cellOf, tablesOf } from "../document/reading";
import { t } from "../words/words";

const LOOKS = ["", "good", "caution", "bad", ""];

// The row of the KPI itself; those of its further values are deeper.
export function verdictRow(document: Document, kpi: string): { table: Table; row: Row } | undefined {
  for (const table of document.sections.flatMap((section) => tablesOf(section))) {
    if (!table.columns.some(({ id }) => id === "verdict")) continue;
    const row = table.rows.find((row) => {
      const code = cellOf(table, row, "code");
      return row.depth === 0 && code !== undefined && cellText(code) === kpi;
    });
    if (row) return { table, row };
  }
  return undefined;
}

export function Verdict({ sector, kpi }: { sector: string; kpi: string }) {
  const key = asOfKey();
  const answer = useAnswer(key && `progress ${sector}|${key}`, (signal) => reports.getReport({ sector, format: "progress", asOf: asOf() }, { signal }));
  const found = answer.value && verdictRow(answer.value, kpi);
  const verdict = found && cellOf(found.table, found.row, "verdict");
  const pace = found && cellOf(found.table, found.row, "pace");
  if (!verdict || cellText(verdict) === "") return null;
  return (
    <p class={`verdict ${LOOKS[verdict.tone] ?? ""}`}>
      <span class="verdict-label">{t("verdict")}</span> <strong><CellView cell={verdict} /></strong>
      {pace && cellText(pace) !== "" && <span class="pace">{t("pace")}: {cellText(pace)}</span>}
    </p>
  );
}
