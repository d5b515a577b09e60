import { describe, expect, it } from "vitest";
import { csvText, exportsOfTables, sheetOf, type Field } from "./table";

const csv = (...rows: Field[][]) => csvText({ title: "T", columns: ["a", "b"], rows });

describe("a table as CSV", () => {
  it("has its columns first and ends each row as RFC 4180 does", () => {
    expect(csv(["x", 1])).toBe("a,b\r\nx,1\r\n");
  });

  it("quotes what holds a comma, a quote or a new line", () => {
    expect(csv(['say "yes"', "one,\ntwo"])).toBe('a,b\r\n"say ""yes""","one,\ntwo"\r\n');
  });

  it.each(["=1+1", "+SUM(A1)", "-x", "@cmd", "\tx"])("keeps %j from being computed", (text) => {
    expect(csv([text, ""])).toBe(`a,b\r\n'${text},\r\n`);
  });

  it("keeps a text that begins with a carriage return from being computed", () => {
    expect(csv(["\rx", ""])).toBe('a,b\r\n"\'\rx",\r\n');
  });

  it("leaves numbers as they are, also those below zero and those given as text", () => {
    expect(csv([-5.5, "-5.5"])).toBe("a,b\r\n-5.5,-5.5\r\n");
  });

  it("writes what is missing as nothing, and zero as zero", () => {
    expect(csv([undefined, 0])).toBe("a,b\r\n,0\r\n");
  });
});

describe("a table as a sheet", () => {
  it("holds numbers as numbers and formulas as texts", () => {
    const [, row] = sheetOf({ title: "T", columns: ["a", "b"], rows: [[1.5, "=1+1"]] });
    expect(row).toEqual([{ value: 1.5, type: Number }, { value: "=1+1", type: String }]);
  });

  it("has no cell where there is no value", () => {
    expect(sheetOf({ title: "T", columns: ["a"], rows: [[undefined]] })[1]).toEqual([null]);
  });
});

describe("a file of several tables", () => {
  const tables = () => [
    { title: "A/B", columns: ["a"], rows: [["x"]] },
    { title: "A/B", columns: ["b"], rows: [[2]] },
  ];

  it("is the first of them as CSV", async () => {
    const { content } = await exportsOfTables("n", tables).csv();
    expect(await content.text()).toContain("a\r\nx\r\n");
  });

  it("is a workbook with a sheet for each", async () => {
    const { content, ending } = await exportsOfTables("n", tables).xlsx();
    const start = new Uint8Array(await content.arrayBuffer()).slice(0, 2);
    expect([ending, String.fromCharCode(...start)]).toEqual(["xlsx", "PK"]);
  });
});
