// Changes appear while one looks, marked, without a reload; and what was known before does not change.
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { countOf, digits } from "./overview_figures";

// A line of the plan that nobody has reported on: each test takes one of its own.
async function unreported(page: Page, nth: number): Promise<string> {
  await page.goto("/lines?plan=energy&class=not_reported");
  const code = page.locator("main tbody tr a[href*='/lines/']").nth(nth);
  await expect(code).toBeVisible();
  return (await code.getAttribute("href"))!.match(/lines\/([^?]+)/)![1]!;
}

test("a push changes the counts on the open page, and is told", async ({ page, open, world }) => {
  const line = await unreported(page, 0);
  await open("/");
  await expect(page.locator(".live-bar")).toContainText("Live");
  await page.evaluate(() => ((window as { sinceOpened?: boolean }).sinceOpened = true));
  const before = digits(await countOf(page, "Energy", "In progress").innerText());

  await world.push("energy", { line_code: line, reported_status: "started", effective_date: "2026-01-15" });

  await expect(countOf(page, "Energy", "In progress")).toHaveText(String(before + 1));
  await expect(page.locator(".live-bar")).toContainText(/1 change since you opened this page/);
  await page.locator(".latest summary").click();
  await expect(page.locator(".latest li").first()).toContainText(line);
  await expect(page.locator(".latest li .changed").first()).toBeVisible();
  expect(await page.evaluate(() => (window as { sinceOpened?: boolean }).sinceOpened)).toBe(true);
});

test("a push appears on the page of its line, marked", async ({ page, open, world }) => {
  const line = await unreported(page, 1);
  await open(`/plans/energy/lines/${line}`);
  await expect(page.locator(".live-bar")).toContainText("Live");
  await world.push("energy", { line_code: line, reported_status: "started", effective_date: "2026-02-20", note: "begun at the February meeting" });
  await expect(page.locator("main")).toContainText("begun at the February meeting");
  await expect(page.locator("main .changed").first()).toBeVisible();
});

test("an order that the reader chose stays where figures change under it", async ({ page, open, world }) => {
  const line = await unreported(page, 2);
  await open("/sectors/energy");
  const head = page.locator("figure.table thead th").nth(1);
  await head.getByRole("button").click();
  const order = await head.getAttribute("aria-sort");
  await world.push("energy", { line_code: line, reported_status: "started", effective_date: "2026-03-03" });
  await expect(page.locator(".live-bar")).toContainText(/1 change since/);
  await expect(page.locator("main [aria-busy=true]")).toHaveCount(0);
  await expect(head).toHaveAttribute("aria-sort", order!);
});

test("a page of the past stays as it is", async ({ page, open, world }) => {
  const line = await unreported(page, 3);
  await open("/?known=12");
  const before = await page.locator("main").innerText();
  await world.push("energy", { line_code: line, reported_status: "started", effective_date: "2026-04-04" });
  // The same watch brings it: once it is told, everything that would have changed has.
  await expect(page.locator(".latest summary")).toContainText(/1 change/);
  expect(await page.locator("main").innerText()).toBe(before);
});
