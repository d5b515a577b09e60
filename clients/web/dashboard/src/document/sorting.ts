// The order of a table's rows.
import { RowRole, type Row, type Table } from "@contract/document_pb";
import { language } from "../words/words";
import { cellOrder } from "./cell_text";

export interface Order {
  column: number;
  descending: boolean;
}

// Without a value last, in either direction: missing is never zero.
function compare(a: Row, b: Row, { column, descending }: Order): number {
  const one = a.cells[column] && cellOrder(a.cells[column]);
  const other = b.cells[column] && cellOrder(b.cells[column]);
  if (one === undefined || other === undefined) return Number(one === undefined) - Number(other === undefined);
  const least =
    typeof one === "number" && typeof other === "number"
      ? one - other
      : String(one).localeCompare(String(other), language.value, { numeric: true });
  return descending ? -least : least;
}

// As the document has them without an order. Sorted, headings are left out, since rows leave them; totals stay last.
export function sortRows(table: Table, order: Order | undefined): Row[] {
  if (!order) return table.rows;
  const data = table.rows.filter((row) => row.role === RowRole.ROW_ROLE_UNSPECIFIED);
  const totals = table.rows.filter((row) => row.role === RowRole.TOTAL);
  return [...data.sort((a, b) => compare(a, b, order)), ...totals];
}
