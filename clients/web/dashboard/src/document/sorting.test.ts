import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { RowRole, TableSchema, type CellSchema } from "@contract/document_pb";
import { MissingReason } from "@contract/kpi_pb";
import { beforeEach, describe, expect, it } from "vitest";
import { address } from "@/navigation";
import { sortRows } from "./sorting";

type CellInit = MessageInitShape<typeof CellSchema>;
const text = (value: string): CellInit => ({ value: { case: "text", value } });
const count = (value: number): CellInit => ({ value: { case: "count", value: BigInt(value) } });
const date = (value: string): CellInit => ({ value: { case: "date", value } });
const share = (numerator: number, denominator: number): CellInit => ({
  value: { case: "share", value: { numerator: BigInt(numerator), denominator: BigInt(denominator) } },
});
const missing: CellInit = { value: { case: "missing", value: MissingReason.NOT_REPORTED } };

// Rows of a name and a value; the order that they come in, by name.
function sorted(rows: [string, CellInit, RowRole?][], descending: boolean, column = 1): string[] {
  const table = create(TableSchema, {
    columns: [{ id: "name" }, { id: "value" }],
    rows: rows.map(([name, value, role]) => ({ cells: [text(name), value], role: role ?? RowRole.ROW_ROLE_UNSPECIFIED })),
  });
  return sortRows(table, { column, descending }).map(({ cells }) => String(cells[0]?.value.value));
}

beforeEach(() => void (address.value = { ...address.value, language: undefined }));

describe("a sorted table", () => {
  it("has numbers by size, not by their digits", () => {
    const rows: [string, CellInit][] = [["nine", count(9)], ["hundred", count(100)], ["twenty", count(20)]];
    expect(sorted(rows, false)).toEqual(["nine", "twenty", "hundred"]);
    expect(sorted(rows, true)).toEqual(["hundred", "twenty", "nine"]);
  });

  it("has what is missing last, whichever way it is sorted, and zero where zero belongs", () => {
    const rows: [string, CellInit][] = [["gone", missing], ["zero", count(0)], ["one", count(1)]];
    expect(sorted(rows, false)).toEqual(["zero", "one", "gone"]);
    expect(sorted(rows, true)).toEqual(["one", "zero", "gone"]);
  });

  it("has totals at the end, whichever way it is sorted, and no headings", () => {
    const rows: [string, CellInit, RowRole?][] = [
      ["group", count(5), RowRole.GROUP], ["all", count(3), RowRole.TOTAL], ["two", count(2)], ["one", count(1)],
    ];
    expect(sorted(rows, false)).toEqual(["one", "two", "all"]);
    expect(sorted(rows, true)).toEqual(["two", "one", "all"]);
  });

  it("has shares by what they come to; a share of nothing is missing", () => {
    const rows: [string, CellInit][] = [["none", share(0, 0)], ["half", share(1, 2)], ["third", share(33, 99)], ["zero", share(0, 9)]];
    expect(sorted(rows, true)).toEqual(["half", "third", "zero", "none"]);
  });

  it("has a partial date as its last day", () => {
    const rows: [string, CellInit][] = [["year", date("2020")], ["month", date("2020-11")], ["day", date("2020-11-24")], ["next", date("2021-01-01")]];
    expect(sorted(rows, false)).toEqual(["day", "month", "year", "next"]);
  });

  it("has codes with numbers by their numbers", () => {
    const rows: [string, CellInit][] = [["EN-K-10", count(1)], ["EN-K-9", count(1)]];
    expect(sorted(rows, false, 0)).toEqual(["EN-K-9", "EN-K-10"]);
  });

  it("has words in the order of the reader's language", () => {
    const rows: [string, CellInit][] = [["đ", count(1)], ["e", count(1)], ["d", count(1)]];
    address.value = { ...address.value, language: "vi" };
    expect(sorted(rows, false, 0)).toEqual(["d", "đ", "e"]);
  });

  it("keeps the document's order among equals, and without an order", () => {
    const rows: [string, CellInit][] = [["b", count(1)], ["a", count(1)], ["c", count(0)]];
    expect(sorted(rows, true)).toEqual(["b", "a", "c"]);
    const table = create(TableSchema, { rows: [{ cells: [text("z")] }, { cells: [text("a")] }] });
    expect(sortRows(table, undefined)).toBe(table.rows);
  });
});
