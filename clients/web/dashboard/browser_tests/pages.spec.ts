// Every page opens, without a word of complaint in the browser's console, for everybody, on wide screens and narrow ones.
import AxeBuilder from "@axe-core/playwright";
import { EVERY_PAGE } from "./every_page";
import { expect, test } from "./fixtures";

const WIDTHS = [{ width: 1280, height: 800 }, { width: 360, height: 740 }];
const WCAG_22_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

// What is in the way of somebody, with the first places where it is.
async function barriers(axe: AxeBuilder): Promise<string[]> {
  const { violations } = await axe.withTags(WCAG_22_AA).analyze();
  return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.slice(0, 3).map(({ html }) => html.slice(0, 160)).join(" | ")}`);
}

for (const { name, path, shows } of EVERY_PAGE) {
  test.describe(name, () => {
    test("opens with its figures, and the browser complains of nothing", async ({ page, open, complaints }) => {
      await open(path);
      await expect(page.locator("main h1")).toHaveCount(1);
      await expect(page.locator("main h1")).not.toBeEmpty();
      await expect(page.locator("main").getByText(shows).first()).toBeVisible();
      await expect(page.locator("main .problem")).toHaveCount(0);
      expect(complaints).toEqual([]);
    });

    for (const viewport of WIDTHS) {
      test(`bars nobody, by WCAG 2.2 AA, at ${viewport.width} px`, async ({ page, open }) => {
        await page.setViewportSize(viewport);
        await open(path);
        // What is folded in is read too, but for the menu, which would lie over the figures.
        await page.locator("main details:not(.export-menu)").evaluateAll((all) => all.forEach((one) => one.setAttribute("open", "")));
        expect(await barriers(new AxeBuilder({ page }))).toEqual([]);
      });
    }

    test("fits on 360 px: only tables scroll sideways, never the page", async ({ page, open }) => {
      await page.setViewportSize(WIDTHS[1]!);
      await open(path);
      const widths = await page.evaluate(() => ({ page: document.documentElement.scrollWidth, screen: innerWidth }));
      expect(widths.page).toBeLessThanOrEqual(widths.screen);
    });
  });
}

for (const viewport of WIDTHS) {
  test(`the menu of exports bars nobody, by WCAG 2.2 AA, at ${viewport.width} px`, async ({ page, open }) => {
    await page.setViewportSize(viewport);
    await open("/");
    await page.getByText("Export", { exact: true }).click();
    await expect(page.locator(".export-menu[open] button").first()).toBeVisible();
    expect(await barriers(new AxeBuilder({ page }).include(".export-menu"))).toEqual([]);
  });
}

test("what is drawn may be pointed at, and the content security policy has nothing against it", async ({ page, open, complaints }) => {
  await open("/sectors/energy/kpis/EN-K-01");
  const canvas = page.locator(".drawing canvas").first();
  await canvas.scrollIntoViewIfNeeded();
  const box = (await canvas.boundingBox())!;
  for (const part of [0.3, 0.5, 0.7]) await page.mouse.move(box.x + box.width * part, box.y + box.height / 2, { steps: 3 });
  expect(complaints).toEqual([]);
});

test("a chart has its figures beside it, as a table", async ({ page, open }) => {
  await open("/sectors/energy");
  await page.getByText("The figures of this chart").first().click();
  await expect(page.locator("details.figures[open] table tbody tr").first()).toBeVisible();
});

test("a path that is none says so, and leads on", async ({ page, open }) => {
  await open("/nowhere");
  await expect(page.getByRole("alert")).toContainText("There is no such page.");
  await page.getByRole("link", { name: "To the overview" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
});

test("a record that is none says so in the server's words", async ({ page, open }) => {
  await open("/plans/energy/lines/NO-SUCH-LINE");
  await expect(page.getByRole("alert")).toContainText("There is no such page.");
  await expect(page.getByRole("alert")).toContainText("NO-SUCH-LINE");
});
