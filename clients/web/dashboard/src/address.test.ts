import { describe, expect, it } from "vitest";
import { pageOfRecord, parseAddress, writeAddress, type Address, type Page } from "./address";

function read(url: string): Address {
  const { pathname, search } = new URL(url, "http://page");
  return parseAddress(pathname, search);
}

const PAGES: [string, Page][] = [
  ["/", { kind: "overview" }],
  ["/sectors/energy", { kind: "sector", sector: "energy" }],
  ["/sectors/energy/kpis/EN-K-01", { kind: "kpi", sector: "energy", kpi: "EN-K-01" }],
  ["/plans/iai-wp3", { kind: "plan", plan: "iai-wp3" }],
  ["/plans/energy/lines/EN-APG-001", { kind: "line", plan: "energy", code: "EN-APG-001" }],
  ["/member-states", { kind: "states" }],
  ["/member-states/VNM", { kind: "state", state: "VNM" }],
  ["/lines", { kind: "lines" }],
  ["/findings", { kind: "findings" }],
  ["/coverage", { kind: "coverage" }],
  ["/changes", { kind: "changes" }],
  ["/search", { kind: "search" }],
];

describe("an address", () => {
  it.each(PAGES)("%s is a page, and the page has that address", (path, page) => {
    expect(read(path).page).toEqual(page);
    expect(writeAddress(read(path))).toBe(path);
  });

  it("holds the whole state, and gives the same text again", () => {
    const url = "/lines?class=completed&plan=energy&known=12&on=2022-12-31&with=2020-12-31%407&lang=vi";
    expect(read(url)).toEqual({
      page: { kind: "lines" },
      clocks: { known: "12", effective: "2022-12-31" },
      compared: "2020-12-31@7",
      language: "vi",
      options: { class: "completed", plan: "energy" },
    });
    expect(writeAddress(read(url))).toBe(url);
  });

  it("is one text for one state, whatever order it was put together in", () => {
    const one = read("/lines?plan=energy&on=2022-12-31&class=completed&known=12");
    const other = read("/lines?known=12&class=completed&on=2022-12-31&plan=energy");
    expect(writeAddress(one)).toBe(writeAddress(other));
  });

  it("carries codes with signs of every kind", () => {
    const page: Page = { kind: "line", plan: "energy", code: "C4/1 & 2?#%" };
    const url = writeAddress({ page, clocks: {}, options: { q: "a&b=c đường" } });
    expect(read(url)).toMatchObject({ page, options: { q: "a&b=c đường" } });
  });

  it("leaves out what it does not understand of its own", () => {
    expect(read("/?known=yesterday&on=2022-13&with=soon&lang=klingon")).toEqual({
      page: { kind: "overview" },
      clocks: { known: undefined, effective: undefined },
      compared: undefined,
      language: undefined,
      options: {},
    });
  });

  it.each(["2022-12-31", "2022-12-31T23:59Z", "12.5", "-1", "1 OR 1=1"])("takes no 'known at' %s that no call takes", (known) => {
    const taken = read(`/?known=${encodeURIComponent(known)}`).clocks.known;
    expect(taken).toBe(known === "2022-12-31T23:59Z" ? known : undefined);
  });

  it.each(["2022-02-30", "2022-13-01", "0000-00-00"])("takes no effective date %s, which is no day", (day) => {
    expect(read(`/?on=${day}`).clocks.effective).toBeUndefined();
    expect(read(`/?with=${day}`).compared).toBeUndefined();
  });

  it("leaves options without a value out of the text", () => {
    expect(writeAddress({ page: { kind: "lines" }, clocks: {}, options: { plan: "", q: "x" } })).toBe("/lines?q=x");
  });

  it.each(["/sectors", "/nowhere", "/lines/1", "/plans/energy/lines", "/plans/energy/rows/1", "/sectors/energy/kpis/1/2"])(
    "%s is a page that there is not", (path) => {
      expect(read(path).page).toEqual({ kind: "unknown", path });
      expect(writeAddress(read(path))).toBe(path);
    });

  it("is a page that there is not where the path cannot be read", () => {
    expect(parseAddress("/plans/%E0%A4%A", "").page).toEqual({ kind: "unknown", path: "/plans/%E0%A4%A" });
  });
});

describe("the page of a record", () => {
  it.each<[string, Page | undefined]>([
    ["plans/energy", { kind: "plan", plan: "energy" }],
    ["plans/energy/lines/EN-APG-001", { kind: "line", plan: "energy", code: "EN-APG-001" }],
    ["plans/energy/lines/EN-APG-001/updates/u1", { kind: "line", plan: "energy", code: "EN-APG-001" }],
    ["sectors/energy", { kind: "sector", sector: "energy" }],
    ["sectors/energy/kpis/EN-K-01/observations/o1", { kind: "kpi", sector: "energy", kpi: "EN-K-01" }],
    ["memberStates/VNM", { kind: "state", state: "VNM" }],
    ["publications/energy-2024", undefined],
    ["plans", undefined],
    ["", undefined],
  ])("of '%s'", (name, page) => {
    expect(pageOfRecord(name)).toEqual(page);
  });
});
