// What is shown may be taken along: as a table, a workbook, a picture, on paper.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";

async function exported(page: Page, choice: string): Promise<{ name: string; path: string }> {
  await page.locator(".export-menu summary").click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: choice }).click()]);
  return { name: download.suggestedFilename(), path: (await download.path())! };
}

const partOf = (workbook: string, part: string) => execFileSync("unzip", ["-p", workbook, part]).toString();

// Pages whose files the server makes, and pages whose files the browser makes.
const PAGES = [
  { path: "/", holds: "Energy" },
  { path: "/sectors/energy", holds: "EN-" },
  { path: "/findings", holds: "," },
  { path: "/coverage", holds: "," },
  { path: "/member-states", holds: "Viet Nam" },
  { path: "/member-states/VNM", holds: "," },
  { path: "/lines?plan=energy&class=completed", holds: "EN-" },
  { path: "/plans/energy/lines/EN-APG-001", holds: "EN-APG-001" },
  { path: "/sectors/energy/kpis/EN-K-01", holds: "2025" },
  { path: "/changes?with=2022-12-31", holds: "plans/" },
  { path: "/search?q=power%20grid", holds: "EN-APG" },
];

for (const { path, holds } of PAGES) {
  test(`${path} as CSV and as a workbook`, async ({ page, open, complaints }) => {
    await open(path);
    const csv = await exported(page, "CSV table");
    expect(csv.name).toMatch(/\.csv$/);
    const text = readFileSync(csv.path, "utf8");
    expect(text.split("\n").length).toBeGreaterThan(2);
    expect(text).toContain(holds);

    const xlsx = await exported(page, "Excel workbook");
    expect(xlsx.name).toMatch(/\.xlsx$/);
    const sheet = partOf(xlsx.path, "xl/worksheets/sheet1.xml");
    expect(sheet.match(/<c /g)!.length).toBeGreaterThan(5);
    expect(complaints).toEqual([]);
  });
}

test("a workbook has numbers as numbers", async ({ page, open }) => {
  await open("/");
  const { path } = await exported(page, "Excel workbook");
  const sheets = execFileSync("unzip", ["-Z1", path]).toString().split("\n").filter((name) => name.startsWith("xl/worksheets/sheet"));
  const numbers = sheets.flatMap((sheet) => partOf(path, sheet).match(/<c r="[A-Z]+\d+"(?: s="\d+")?><v>[\d.]+<\/v>/g) ?? []);
  expect(numbers.length).toBeGreaterThan(20);
});

test("a page as a picture, with what it shows", async ({ page, open, complaints }) => {
  await open("/");
  const { name, path } = await exported(page, "Picture (PNG)");
  expect(name).toMatch(/\.png$/);
  const png = readFileSync(path);
  expect(png.subarray(1, 4).toString()).toBe("PNG");
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const main = (await page.locator("main").boundingBox())!;
  expect(Math.abs(width - 2 * main.width)).toBeLessThan(4);
  expect(height).toBeGreaterThan(1.8 * main.height);
  // Not an empty sheet: so much is drawn on it.
  expect(png.length).toBeGreaterThan(100_000);
  expect(complaints).toEqual([]);
});

test("a page on paper: A4, without what can only be clicked, with the time it speaks of", async ({ page, open }) => {
  await open("/?on=2022-12-31");
  const pdf = await page.pdf({ preferCSSPageSize: true });
  const boxes = [...pdf.toString("latin1").matchAll(/\/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)/g)];
  expect(boxes.length).toBeGreaterThan(0);
  expect(boxes.length).toBeLessThan(20);
  for (const [, width, height] of boxes) {
    expect(Math.round(Number(width))).toBe(595);
    expect(Math.round(Number(height))).toBe(842);
  }
  await page.emulateMedia({ media: "print" });
  for (const hidden of [".top", "nav", ".live-bar", ".export-menu"]) await expect(page.locator(hidden).first()).toBeHidden();
  await expect(page.locator(".print-only")).toContainText("31 Dec 2022");
  // Nothing is wider than the sheet.
  await page.setViewportSize({ width: 703, height: 1000 });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(wide).toBeLessThanOrEqual(703);
});

test("on paper a chart is as wide as the sheet and covers nothing", async ({ page, open }) => {
  await open("/sectors/energy");
  const canvas = page.locator(".chart canvas").first();
  await expect(canvas).toBeVisible();
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: 703, height: 1000 });
  const drawn = (await canvas.boundingBox())!;
  const place = (await page.locator(".chart").first().boundingBox())!;
  expect(drawn.width).toBeLessThanOrEqual(place.width + 1);
  expect(drawn.y + drawn.height).toBeLessThanOrEqual(place.y + place.height + 1);
});
