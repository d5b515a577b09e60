// Finds parts of a document by the ids that it is made with, for pages that lay some of it out their own way.
import type { Cell, Document, Row, Section, Table } from "@contract/document_pb";

export function sectionOf(document: Document, id: string): Section | undefined {
  return document.sections.find((section) => section.id === id);
}

export function tablesOf(section: Section | undefined): Table[] {
  return (section?.blocks ?? []).flatMap(({ kind }) => (kind.case === "table" ? [kind.value] : []));
}

// The row's cell in the column of this id.
export function cellOf(table: Table, row: Row, column: string): Cell | undefined {
  const index = table.columns.findIndex(({ id }) => id === column);
  return index < 0 ? undefined : row.cells[index];
}

export function countOf(cell: Cell | undefined): number {
  return cell?.value.case === "count" ? Number(cell.value.value) : 0;
}
