// One control for both clocks; the address holds what it says.
import type { Page } from "@playwright/test";
import { expect, opened, test } from "./fixtures";
import { countOf } from "./overview_figures";
import { askGateway, countsOf, report, tableOf } from "./reports";

const completedOf = (page: Page, sector: string) => countOf(page, sector, "Completed");
const control = ".time-control";

test("an effective date shows what had happened by then", async ({ page, open, world }) => {
  const then = countsOf(tableOf(await report(world, "--effective", "2020-12-31"), "side-by-side"), "completed");
  const now = countsOf(tableOf(await report(world), "side-by-side"), "completed");
  expect(then.Energy).not.toBe(now.Energy);

  await open("/");
  await expect(completedOf(page, "Energy")).toHaveText(String(now.Energy));
  await page.locator(`${control} summary`).click();
  await page.getByLabel("Effective").fill("2020-12-31");
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(completedOf(page, "Energy")).toHaveText(String(then.Energy));
  await expect(page).toHaveURL(/[?&]on=2020-12-31/);
  await expect(page.locator(`${control} summary`)).toContainText("31 Dec 2020");
});

test("a link shows everybody the same", async ({ page, open, browser, world }) => {
  await open("/?known=12&on=2022-12-31&with=2020-12-31");
  const here = await page.locator("main").innerText();
  const other = await browser.newContext({ baseURL: world.url, timezoneId: "America/Lima" });
  const there = await other.newPage();
  await there.goto(page.url());
  await opened(there);
  expect(await there.locator("main").innerText()).toBe(here);
  await other.close();
});

test("what was known at a revision does not follow what comes after", async ({ page, open }) => {
  await open("/?known=12");
  await expect(page.locator(".live-bar")).toContainText("You are looking at the past");
  await expect(page.locator(`${control} summary`)).toContainText("Revision 12");
});

test("every page and link keeps the chosen time", async ({ page, open }) => {
  await open("/?on=2022-12-31");
  await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Findings" }).click();
  await expect(page).toHaveURL(/\/findings\?on=2022-12-31/);
  await opened(page);
  await expect(page.locator(".provenance")).toContainText("effective 31 Dec 2022");
});

test("'back to now' takes both clocks and the comparison away", async ({ page, open }) => {
  await open("/?known=12&on=2022-12-31&with=2020-12-31");
  await page.locator(`${control} summary`).click();
  await page.getByRole("button", { name: "Back to now" }).click();
  await expect(page).toHaveURL(/\/$/);
  await expect(page.locator(`${control} summary`)).toContainText("As known now");
});

test("a date to compare with shows what moved between the two", async ({ page, open, world }) => {
  await open("/");
  await page.locator(`${control} summary`).click();
  await page.getByLabel("Compare with").fill("2020-12-31");
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL(/with=2020-12-31/);
  await expect(page.getByRole("heading", { name: "What moved since 31 Dec 2020" })).toBeVisible();
  await opened(page);

  const printed = tableOf(await askGateway(world, { format: "comparison", comparedWith: { effectiveDate: "2020-12-31" } }), "summary");
  const shown = await page.locator("table.moves tbody tr").allInnerTexts();
  const movedOn = countsOf(printed, "moved_on");
  expect(Object.values(movedOn).some((count) => count > 0)).toBe(true);
  for (const [label, count] of Object.entries(movedOn)) {
    expect(shown.find((row) => row.startsWith(label)), label).toMatch(new RegExp(`^${label}\\s+(▲\\s*)?${count}\\b`));
  }
  await page.getByRole("link", { name: /Differences/ }).click();
  await expect(page).toHaveURL(/\/changes\?with=2020-12-31/);
});

test("a time that is none is not taken, and the control says what is", async ({ page, open }) => {
  await open("/");
  await page.locator(`${control} summary`).click();
  await page.getByLabel("Known at").fill("yesterday");
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page).not.toHaveURL(/known/);
  expect(await page.getByLabel("Known at").evaluate((input: HTMLInputElement) => input.validity.patternMismatch)).toBe(true);
});
