// Tests in Debian's Chromium against the real programs: browser_tests/. One at a time, since a browser beside two servers
// needs the whole of a small machine.
import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: "browser_tests",
  outputDir: "test-results",
  workers: 1,
  fullyParallel: false,
  // A test that passes only at the second attempt is to be mended.
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [["list", { printSteps: false }]],
  use: {
    browserName: "chromium",
    viewport: { width: 1280, height: 800 },
    locale: "en-GB",
    timezoneId: "Asia/Jakarta",
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: process.env.SHEAF_CHROMIUM ?? "/usr/bin/chromium",
      // As root, in containers: Chromium's own sandbox needs what they do not give.
      args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
    },
  },
  projects: [
    { name: "pages", testMatch: "**/*.spec.ts" },
    { name: "screenshots", testMatch: "**/screenshots.ts" },
  ],
});
