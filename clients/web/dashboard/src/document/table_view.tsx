// A table of a document: sorted by any column, with its notes below. A tree keeps its order until it is sorted; totals
// stay at the end.
import { useMemo, useState } from "preact/hooks";
import { RowRole, type Cell, type Column, type Row, type Table } from "@contract/document_pb";
import { t } from "../words/words";
import { CellView } from "./cell_view";
import { cellText } from "./cell_text";
import { sortRows, type Order } from "./sorting";

// Rows are laid out in pages of this many: a long table is not poured into the page.
const ROWS_AT_ONCE = 100;

interface HeadProps {
  column: Column;
  index: number;
  order: Order | undefined;
  sort: (index: number) => void;
}

function Head({ column, index, order, sort }: HeadProps) {
  const mine = order?.column === index ? order : undefined;
  const direction = mine && (mine.descending ? "descending" : "ascending");
  return (
    <th scope="col" class={column.numeric ? "numeric" : ""} aria-sort={direction}>
      <button type="button" class="sort" title={t("sortBy", { column: column.title })} onClick={() => sort(index)}>
        {column.title}
        {column.unit && <small> {column.unit}</small>}
        <span class="arrow" aria-hidden="true">{mine ? (mine.descending ? "▼" : "▲") : ""}</span>
      </button>
    </th>
  );
}

const ROLES: Partial<Record<RowRole, string>> = { [RowRole.GROUP]: "group", [RowRole.TOTAL]: "total" };

function DataCell({ cell, column, label }: { cell: Cell; column: Column; label: string }) {
  return (
    <td class={column.numeric ? "numeric" : ""}>
      <CellView cell={cell} label={`${label}, ${column.title}`} />
    </td>
  );
}

function TableRow({ row, columns }: { row: Row; columns: Column[] }) {
  const first = row.cells[0];
  const label = first ? cellText(first) : "";
  return (
    <tr class={`${ROLES[row.role] ?? ""} depth-${Math.min(row.depth, 6)}`}>
      {first && <th scope="row"><CellView cell={first} /></th>}
      {row.cells.slice(1).map((cell, i) => <DataCell key={i} cell={cell} column={columns[i + 1]!} label={label} />)}
    </tr>
  );
}

function Notes({ notes }: { notes: string[] }) {
  if (notes.length === 0) return null;
  return <ol class="notes" aria-label={t("marks")}>{notes.map((note, i) => <li key={i}>{note}</li>)}</ol>;
}

// `atFirst`: how many rows are shown until more are asked for.
export function TableView({ table, atFirst = ROWS_AT_ONCE }: { table: Table; atFirst?: number }) {
  const [order, setOrder] = useState<Order>();
  const [shown, setShown] = useState(atFirst);
  const rows = useMemo(() => sortRows(table, order), [table, order]);
  const sort = (column: number) =>
    setOrder((old) => ({ column, descending: old?.column === column ? !old.descending : table.columns[column]!.numeric }));
  return (
    <figure class="table">
      <figcaption>{table.title}</figcaption>
      <div class="scroll" role="region" aria-label={table.title} tabIndex={0}>
        <table>
          <thead>
            <tr>{table.columns.map((column, i) => <Head key={column.id} column={column} index={i} order={order} sort={sort} />)}</tr>
          </thead>
          <tbody>{rows.slice(0, shown).map((row, i) => <TableRow key={i} row={row} columns={table.columns} />)}</tbody>
        </table>
      </div>
      {rows.length > shown && (
        <button type="button" class="more" onClick={() => setShown(shown + ROWS_AT_ONCE)}>
          {t("more")} ({rows.length - shown})
        </button>
      )}
      <Notes notes={table.notes} />
    </figure>
  );
}
