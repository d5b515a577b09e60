// The page shows the server's figures, no others, and each opens what it was made of.
import { expect, opened, test } from "./fixtures";
import { countOf, digits } from "./overview_figures";
import { countsOf, report, section, tableOf } from "./reports";

const CLASSES = [
  ["completed", "Completed"], ["in_progress", "In progress"], ["not_started", "Not started"], ["not_reported", "Not reported"],
] as const;

test("the sectors' counts are those of the report", async ({ page, open, world }) => {
  const expected = tableOf(await report(world), "side-by-side");
  await open("/");
  for (const [id, word] of CLASSES) {
    for (const [label, count] of Object.entries(countsOf(expected, id))) {
      expect(digits(await countOf(page, label, word).textContent()), `${label}, ${word}`).toBe(count);
    }
  }
});

test("each bar says to who does not see it what it shows", async ({ page, open, world }) => {
  const completed = countsOf(tableOf(await report(world), "side-by-side"), "completed");
  await open("/");
  for (const bar of await page.locator(".class-bar .bar").all()) {
    const spoken = (await bar.getAttribute("aria-label"))!;
    const [label] = spoken.split(":");
    if (completed[label!]) expect(spoken).toContain(`Completed ${completed[label!]}`);
  }
});

test("the headline figures are those of the report", async ({ page, open, world }) => {
  const figures = section(await report(world), "summary").blocks!.find(({ keyFigures }) => keyFigures)!.keyFigures!.figures;
  await open("/");
  // How many are stale is said on the pages of sectors, beside the list of them.
  for (const { label, value } of figures.filter(({ label, value }) => value.count !== undefined && label !== "Stale")) {
    const shown = page.locator(".key-figures > div").filter({ has: page.getByText(label, { exact: true }) }).first().locator(".cell");
    expect(digits(await shown.first().textContent()), label).toBe(Number(value.count));
  }
});

test("a count opens a list of as many lines", async ({ page, open }) => {
  await open("/");
  const count = countOf(page, "Energy", "Completed").locator("a");
  const expected = digits(await count.textContent());
  expect(expected).toBeGreaterThan(0);
  await count.click();
  await opened(page);
  await expect(page).toHaveURL(/\/lines\?/);
  await expect(page.locator("main tbody tr")).toHaveCount(expected);
});

test("every figure on the overview that counts lines opens them", async ({ page, open }) => {
  await open("/");
  const counts = page.locator(".sector-rows .counts .number");
  for (const count of await counts.all()) {
    if (digits(await count.textContent()) > 0) await expect(count.locator("a, button")).toHaveCount(1);
  }
});

test("a line of the list opens its page, and 'back' comes back to the list", async ({ page, open }) => {
  await open("/lines?plan=energy&class=completed");
  await page.locator("main tbody tr th a, main tbody tr td a").first().click();
  await opened(page);
  await expect(page).toHaveURL(/\/plans\/energy\/lines\//);
  await page.goBack();
  await expect(page).toHaveURL(/\/lines\?.*class=completed/);
  await opened(page);
});

test("a table sorts by what its head says, missing last", async ({ page, open }) => {
  await open("/sectors/energy");
  const figure = page.locator("figure.table").first();
  const head = figure.locator("thead th").nth(1);
  await head.getByRole("button").click();
  await expect(head).toHaveAttribute("aria-sort", /ascending|descending/);
  const first = await head.getAttribute("aria-sort");
  await head.getByRole("button").click();
  await expect(head).not.toHaveAttribute("aria-sort", first!);
});

test("what two editions contradict is on the page of the KPI, both of them", async ({ page, open }) => {
  await open("/sectors/energy/kpis/EN-K-01");
  await expect(page.locator("main").getByText(/27(\.0)?\b/).first()).toBeVisible();
  await expect(page.locator("main").getByText(/25\.5/).first()).toBeVisible();
});
