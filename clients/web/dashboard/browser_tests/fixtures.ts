// What every test has: a running world with the sample plans, shared, and a page in which nothing may go wrong unseen.
import { expect, test as base, type Page } from "@playwright/test";
import { importSampleData, SheafWorld } from "./world/sheaf_world";

interface Shared {
  world: SheafWorld;
}

interface Each {
  // What the browser's console said that it should not, refusals of the content security policy with it.
  complaints: string[];
  // Opens a path of the page and waits until its answers are there.
  open: (path: string) => Promise<void>;
}

export async function opened(page: Page): Promise<void> {
  await expect(page.locator("main h1, main .sign-in, main .problem").first()).toBeVisible();
  await expect(page.locator("main .waiting")).toHaveCount(0);
  await expect(page.locator("main [aria-busy=true]")).toHaveCount(0);
}

export const test = base.extend<Each, Shared>({
  world: [async ({}, use) => {
    const world = await SheafWorld.start();
    await importSampleData(world);
    await use(world);
    await world.end();
  }, { scope: "worker", timeout: 180_000 }],

  baseURL: async ({ world }, use) => use(world.url),

  complaints: async ({ page }, use) => {
    const complaints: string[] = [];
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(String(error)));
    await use(complaints);
  },

  open: async ({ page }, use) => {
    await use(async (path) => {
      await page.goto(path);
      await opened(page);
    });
  },
});

export { expect };
