// A server or a gateway that dies: the figures stay, the page says so, and takes up where it was.
import type { Page } from "@playwright/test";
import { expect, opened, test as base } from "./fixtures";
import { countOf } from "./overview_figures";
import { importSampleData, SheafWorld } from "./world/sheaf_world";

// A world of its own, which may break.
const test = base.extend<{ mortal: SheafWorld }>({
  mortal: async ({}, use) => {
    const world = await SheafWorld.start();
    await importSampleData(world);
    await use(world);
    await world.end();
  },
  baseURL: async ({ mortal }, use) => use(mortal.url),
});
test.setTimeout(180_000);

const completed = (page: Page) => countOf(page, "Energy", "Completed");

test("the server dies: the figures stay, the loss is told, and what changed meanwhile is caught up with", async ({ page, mortal }) => {
  await page.goto("/");
  await opened(page);
  await expect(page.locator(".live-bar")).toContainText("Live");
  const before = Number(await completed(page).innerText());

  await mortal.killServer();
  await expect(page.locator(".live-bar")).toContainText("Connection lost");
  await expect(completed(page)).toHaveText(String(before));

  await mortal.startServerAgain();
  await mortal.push("energy", { line_code: "EN-APG-012", reported_status: "completed", effective_date: "2025-06-20" });
  await expect(page.locator(".live-bar")).toContainText("Live", { timeout: 40_000 });
  await expect(page.locator(".live-bar")).toContainText("1 change since");
  await expect(page.locator(".latest")).toContainText("EN-APG-012");
});

test("the server is not there at first: the page says so, and comes by itself once it is", async ({ page, mortal }) => {
  await mortal.killServer();
  await page.goto("/");
  await expect(page.getByRole("alert")).toContainText("The server cannot be reached.");
  await mortal.startServerAgain();
  await expect(completed(page)).toBeVisible({ timeout: 40_000 });
  await expect(page.locator(".live-bar")).toContainText("Live");
});

test("the gateway dies and comes back: the page goes on where it was", async ({ page, mortal }) => {
  await page.goto("/");
  await opened(page);
  await mortal.killGateway();
  await expect(page.locator(".live-bar")).toContainText("Connection lost");
  await expect(completed(page)).toBeVisible();

  await mortal.push("energy", { line_code: "EN-APG-012", reported_status: "completed", effective_date: "2025-06-20" });
  await mortal.startGatewayAgain();
  await expect(page.locator(".live-bar")).toContainText("Live", { timeout: 40_000 });
  await expect(page.locator(".latest")).toContainText("EN-APG-012");
});

test("a page that is opened while the gateway is away says why, and can be asked for again", async ({ page, mortal }) => {
  await page.goto("/");
  await opened(page);
  await mortal.killGateway();
  await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Findings" }).click();
  await expect(page.getByRole("alert")).toContainText("The server cannot be reached.");
  await mortal.startGatewayAgain();
  await expect(page.locator(".live-bar")).toContainText("Live", { timeout: 40_000 });
  if (await page.getByRole("alert").isVisible()) await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Findings" })).toBeVisible();
});
