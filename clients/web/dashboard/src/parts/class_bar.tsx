// The five headline classes as one bar with its numbers: colour, pattern and word say the same.
import type { Cell } from "@contract/document_pb";
import { CellView } from "../document/cell_view";
import { number, t } from "../words/words";
import type { Words } from "../words/en";

export const CLASSES: { id: string; word: keyof Words }[] = [
  { id: "completed", word: "completed" },
  { id: "in_progress", word: "inProgress" },
  { id: "not_started", word: "notStarted" },
  { id: "not_reported", word: "notReported" },
  { id: "excluded", word: "excluded" },
];

export interface ClassCounts {
  // What the bar is of: "Energy".
  label: string;
  // By the class's id; each with the lines behind it.
  cells: Record<string, Cell | undefined>;
}

const count = (cell: Cell | undefined) => (cell?.value.case === "count" ? Number(cell.value.value) : 0);

export function ClassBar({ label, cells }: ClassCounts) {
  const total = CLASSES.reduce((sum, { id }) => sum + count(cells[id]), 0);
  const parts = CLASSES.filter(({ id }) => count(cells[id]) > 0);
  const spoken = parts.map(({ id, word }) => `${t(word)} ${number(count(cells[id]))}`).join(", ");
  return (
    <div class="class-bar">
      <div class="bar" role="img" aria-label={`${label}: ${spoken}`}>
        {parts.map(({ id }) => <span key={id} class={`part ${id}`} style={{ flexGrow: count(cells[id]), maxWidth: `${(100 * count(cells[id])) / total}%` }} />)}
      </div>
      <ul class="counts">
        {CLASSES.map(({ id, word }) => (
          <li key={id}>
            <span class={`swatch ${id}`} aria-hidden="true" />
            <span class="number">{cells[id] ? <CellView cell={cells[id]} label={`${label}, ${t(word)}`} /> : number(0)}</span>{" "}
            <span class="word">{t(word)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
