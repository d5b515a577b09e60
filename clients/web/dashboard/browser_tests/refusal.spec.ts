// Where the server has a policy, a reader sees what a grant allows, and is told where one does not.
import type { Page } from "@playwright/test";
import { expect, opened, test as base } from "./fixtures";
import { GuardedWorld } from "./world/guarded_world";

const test = base.extend<object, { guarded: GuardedWorld }>({
  guarded: [async ({}, use) => {
    const guarded = await GuardedWorld.start();
    await use(guarded);
    await guarded.end();
  }, { scope: "worker", timeout: 180_000 }],
  baseURL: async ({ guarded }, use) => use(guarded.world.url),
});

async function signIn(page: Page, token: string): Promise<void> {
  await page.getByLabel("Token").fill(token);
  await page.locator("form.sign-in").getByRole("button", { name: "Sign in" }).click();
}

test("without a token the page asks for one, and shows nothing of the records", async ({ page }) => {
  await page.goto("/");
  await expect(page.locator("form.sign-in")).toHaveCount(1);
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await expect(page.locator(".sector-row")).toHaveCount(0);
  await expect(page.locator("nav")).not.toContainText("Energy");
});

test("a wrong token is said to be wrong", async ({ page }) => {
  await page.goto("/");
  await signIn(page, "sheaf_nobody");
  await expect(page.getByRole("alert")).toContainText("The server does not know this token");
  await expect(page.locator(".sector-row")).toHaveCount(0);
});

test("a reader of all sectors sees all of them, live", async ({ page, guarded }) => {
  await page.goto("/");
  await signIn(page, await guarded.tokenOf("auditor"));
  await expect(page.locator(".sector-row").first()).toBeVisible();
  await expect(page.locator(".live-bar")).toContainText("Live");
});

test("a reader of energy sees energy, and is refused what is not", async ({ page, guarded }) => {
  await page.goto("/sectors/energy");
  await signIn(page, await guarded.tokenOf("energy-reader"));
  await expect(page.locator("main .provenance")).toBeVisible();
  await expect(page.locator(".live-bar")).toContainText("Not live");

  for (const path of ["/sectors/transport", "/plans/transport/lines/TR-F-007", "/findings"]) {
    await page.goto(path);
    await expect(page.getByRole("alert"), path).toContainText("You may not see this.");
    await expect(page.locator("main table"), path).toHaveCount(0);
  }
});

test("the same words for what is there and what is not: a refusal tells nothing", async ({ page, guarded }) => {
  await page.goto("/sectors/energy");
  await signIn(page, await guarded.tokenOf("energy-reader"));
  await expect(page.locator("main .provenance")).toBeVisible();
  const said: string[] = [];
  for (const code of ["TR-F-007", "TR-F-999"]) {
    await page.goto(`/plans/transport/lines/${code}`);
    said.push((await page.getByRole("alert").innerText()).replaceAll(code, "CODE"));
  }
  expect(said[0]).toBe(said[1]);
});

test("after signing out nothing of what was read is left on the page", async ({ page, guarded }) => {
  await page.goto("/");
  await signIn(page, await guarded.tokenOf("auditor"));
  await expect(page.locator(".sector-row").first()).toBeVisible();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.locator("form.sign-in")).toBeVisible();
  await expect(page.locator(".sector-row")).toHaveCount(0);
});

test("a token ends with its tab", async ({ page, context, guarded }) => {
  await page.goto("/");
  await signIn(page, await guarded.tokenOf("auditor"));
  await expect(page.locator(".sector-row").first()).toBeVisible();
  await page.reload();
  await opened(page);
  await expect(page.locator(".sector-row").first()).toBeVisible();
  const other = await context.newPage();
  await other.goto("/");
  await expect(other.locator("form.sign-in")).toBeVisible();
});

test("a token that is revoked while the page is open ends what it shows anew", async ({ page, guarded }) => {
  await page.goto("/");
  await signIn(page, await guarded.tokenOf("partners"));
  await expect(page.locator(".sector-row").first()).toBeVisible();
  await guarded.revokeAll("partners");
  await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Findings" }).click();
  await expect(page.getByRole("alert")).toContainText("The server does not know this token");
});
