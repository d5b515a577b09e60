// The keyboard alone reaches everything, and one sees where it is.
import type { Page } from "@playwright/test";
import { EVERY_PAGE } from "./every_page";
import { expect, opened, test } from "./fixtures";

const MOST_STOPS = 1500;
const STOPS = "a[href], button:not([disabled]), input:not([disabled]), select, summary, [tabindex='0']";

interface Stop {
  at: number;
  seen: boolean;
}

// Where the focus is, among everything that it ought to reach, and whether one sees it there.
function whereFocusIs(page: Page): Promise<Stop> {
  return page.evaluate((stops) => {
    const element = document.activeElement as HTMLElement;
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const seen = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 && box.width > 0 && box.height > 0;
    return { at: [...document.querySelectorAll(stops)].indexOf(element), seen };
  }, STOPS);
}

// Of what can be used with a mouse, what is not hidden.
function reachable(page: Page): Promise<number[]> {
  return page.evaluate((stops) => [...document.querySelectorAll<HTMLElement>(stops)]
    .flatMap((element, i) => (element.checkVisibility({ visibilityProperty: true }) && element.tabIndex >= 0 ? [i] : [])), STOPS);
}

for (const { name, path } of EVERY_PAGE.filter(({ name }) => ["overview", "sector-energy", "line", "kpi", "lines", "search"].includes(name))) {
  test(`Tab reaches everything on ${name}, and each stop is seen`, async ({ page, open }) => {
    test.slow();
    await open(path);
    const expected = new Set(await reachable(page));
    expect(expected.size).toBeLessThan(MOST_STOPS);
    const reached = new Set<number>();
    const unseen: number[] = [];
    // Day, month, year and calendar of a date are stops of their own, in one field.
    const withinDates = 3 * (await page.locator("input[type=date]").count());
    let before = -1;
    for (let i = 0; i <= expected.size + withinDates + 2; i++) {
      await page.keyboard.press("Tab");
      const { at, seen } = await whereFocusIs(page);
      if (at < 0 || (at !== before && reached.has(at))) break;
      before = at;
      reached.add(at);
      if (!seen) unseen.push(at);
    }
    expect([...expected].filter((i) => !reached.has(i))).toEqual([]);
    expect(unseen).toEqual([]);
  });
}

test("the first stop skips to the content", async ({ page, open }) => {
  await open("/");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the content" })).toBeFocused();
  await expect(page.getByRole("link", { name: "Skip to the content" })).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(page.locator("main")).toBeFocused();
});

test("the time is set by keyboard, and Escape leaves the control", async ({ page, open }) => {
  await open("/");
  await page.locator(".time-control summary").focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await expect(page.getByLabel("Known at")).toBeFocused();
  await page.keyboard.type("12");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/known=12/);

  await page.locator(".time-control summary").focus();
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Known at")).toBeVisible();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Escape");
  await expect(page.getByLabel("Known at")).toBeHidden();
  await expect(page.locator(".time-control summary")).toBeFocused();
});

test("a figure opens by Enter, and another page takes the focus to its heading", async ({ page, open }) => {
  await open("/");
  await page.locator(".sector-rows .counts a").first().focus();
  await page.keyboard.press("Enter");
  await opened(page);
  await expect(page).toHaveURL(/\/lines\?/);
  await expect(page.locator("main h1")).toBeFocused();
});

test("records open in a dialog that keeps the focus, and Escape closes it", async ({ page, open }) => {
  await open("/findings");
  const figure = page.locator("button.figure-button").first();
  await figure.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(figure).toBeFocused();
});

test("on a narrow screen the menu opens and closes by keyboard", async ({ page, open }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await open("/");
  const menu = page.getByRole("button", { name: "Menu" });
  await expect(menu).toHaveAttribute("aria-expanded", "false");
  await menu.focus();
  await page.keyboard.press("Enter");
  await expect(menu).toHaveAttribute("aria-expanded", "true");
  await page.getByRole("link", { name: "Findings", exact: true }).focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/findings/);
  await expect(menu).toHaveAttribute("aria-expanded", "false");
});
