// Tables that the page itself has put together, as files: the reader gets what is shown, with figures as figures.
import type { Exports } from "../parts/export_menu";
import type { File } from "./save";

// Undefined: an empty cell, which is not zero.
export type Field = string | number | undefined;

export interface ShownTable {
  // The name of its sheet in a workbook.
  title: string;
  columns: string[];
  rows: Field[][];
}

const NUMBER = /^[+-]?\d+([.,]\d+)?$/;
const COMPUTED = /^[=+\-@\t\r]/;
const MOST_OF_A_SHEET_NAME = 31;

// A spreadsheet computes a text that begins like a formula; an apostrophe keeps it a text.
function harmless(text: string): string {
  return COMPUTED.test(text) && !NUMBER.test(text) ? `'${text}` : text;
}

function csvField(field: Field): string {
  if (field === undefined) return "";
  const text = typeof field === "number" ? String(field) : harmless(field);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

// RFC 4180, as the server writes its own.
export function csvText({ columns, rows }: ShownTable): string {
  return [columns, ...rows].map((row) => row.map(csvField).join(",") + "\r\n").join("");
}

// The name of a sheet may be short only, without some signs, and there once.
function sheetNames(tables: ShownTable[]): string[] {
  const names: string[] = [];
  for (const { title } of tables) {
    const name = title.replace(/[[\]*?/\\:]/g, " ").slice(0, MOST_OF_A_SHEET_NAME - 3).trim() || "1";
    names.push(names.includes(name) ? `${name} ${names.length + 1}` : name);
  }
  return names;
}

// A text is written as a text, whatever it begins with.
export function sheetOf({ columns, rows }: ShownTable) {
  const head = columns.map((value) => ({ value, type: String, fontWeight: "bold" as const }));
  const body = rows.map((row) =>
    row.map((value) => {
      if (value === undefined || value === "") return null;
      return typeof value === "number" ? { value, type: Number } : { value, type: String };
    }));
  return [head, ...body];
}

async function workbook(tables: ShownTable[]): Promise<File> {
  const { default: write } = await import("write-excel-file");
  const content = await write(tables.map(sheetOf), {
    sheets: sheetNames(tables),
    columns: tables.map(({ columns }) => columns.map(() => ({ width: 24 }))),
    stickyRowsCount: 1,
  });
  return { content, ending: "xlsx" };
}

// The first table as CSV, which holds one; all of them as sheets of a workbook.
export function exportsOfTables(name: string, tables: () => ShownTable[]): Exports {
  const csv = async () => {
    const [first] = tables();
    // The mark tells Excel that it is UTF-8.
    const text = first ? "\uFEFF" + csvText(first) : "";
    return { content: new Blob([text], { type: "text/csv;charset=utf-8" }), ending: "csv" };
  };
  return { name, csv, xlsx: () => workbook(tables()) };
}
