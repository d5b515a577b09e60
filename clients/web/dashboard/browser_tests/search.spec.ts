// The search finds lines, KPIs and decisions by their words, and leads to them.
import type { Page } from "@playwright/test";
import { expect, opened, test } from "./fixtures";

async function searchFor(page: Page, words: string): Promise<void> {
  await page.getByRole("searchbox").fill(words);
  await page.getByRole("searchbox").press("Enter");
  await expect(page).toHaveURL(/\/search\?q=/);
  await opened(page);
}

test("a code leads to its line", async ({ page, open }) => {
  await open("/");
  await searchFor(page, "EN-APG-001");
  await page.locator("main li a[href*='/lines/EN-APG-001']").first().click();
  await expect(page).toHaveURL(/\/plans\/energy\/lines\/EN-APG-001/);
});

test("words find lines and KPIs, told apart by a word", async ({ page, open }) => {
  await open("/");
  await searchFor(page, "energy intensity");
  await expect(page.locator("main").getByText("KPI", { exact: true }).first()).toBeVisible();
  await expect(page.locator("main a[href*='/kpis/EN-K-01']").first()).toBeVisible();
});

test("a meeting finds what it decided", async ({ page, open }) => {
  await open("/");
  await searchFor(page, "AMEM-38");
  await expect(page.locator("main").getByText("Decision").first()).toBeVisible();
});

test("what is not there is said not to be", async ({ page, open }) => {
  await open("/");
  await searchFor(page, "zzzzqqqq");
  await expect(page.locator("main")).toContainText("Nothing found.");
});

test("words with signs in them go through the address whole", async ({ page, open }) => {
  await open("/");
  await searchFor(page, "oil & gas 100%?");
  await expect(page.getByRole("searchbox")).toHaveValue("oil & gas 100%?");
});
