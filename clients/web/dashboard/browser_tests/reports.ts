// Reports as the server gives them to anybody, to hold the page against.
import type { SheafWorld } from "./world/sheaf_world";

interface Cell {
  text?: string;
  count?: string;
  share?: { numerator?: string; denominator?: string };
  lines?: { parent?: string };
}

interface Table {
  columns: { id: string }[];
  rows: { cells: Cell[]; role?: string }[];
}

export interface Report {
  sections: { id: string; blocks?: { table?: Table; keyFigures?: { figures: { label: string; value: Cell }[] }; findings?: { findings?: unknown[] } }[] }[];
}

// What `sheaf report -o json` prints, which is GetReport's answer.
export async function report(world: SheafWorld, ...flags: string[]): Promise<Report> {
  return JSON.parse(await world.sheaf("report", ...flags, "--as", "json")) as Report;
}

// GetReport, as curl would ask the gateway for it.
export async function askGateway(world: SheafWorld, request: object): Promise<Report> {
  const answer = await fetch(`${world.url}/sheaf.v1.ReportService/GetReport`, {
    method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(request),
  });
  if (!answer.ok) throw new Error(`GetReport: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Report;
}

export const section = (of: Report, id: string) => of.sections.find((one) => one.id === id)!;

export function tableOf(of: Report, id: string): Table {
  return section(of, id).blocks!.find(({ table }) => table)!.table!;
}

// The counts of a column, by what the row is of.
export function countsOf(table: Table, column: string): Record<string, number> {
  const at = table.columns.findIndex(({ id }) => id === column);
  return Object.fromEntries(table.rows.map(({ cells }) => [cells[0]?.text ?? "", Number(cells[at]?.count ?? 0)]));
}
