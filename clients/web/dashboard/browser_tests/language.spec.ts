// English first; Vietnamese whole. Words, numbers and dates follow, and the reader's choice is in the address.
import { expect, opened, test } from "./fixtures";

test("Vietnamese is chosen on the page, and stays", async ({ page, open }) => {
  await open("/");
  await page.getByLabel("Language").selectOption("vi");
  await expect(page.locator("html")).toHaveAttribute("lang", "vi");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Tổng quan");
  const pages = page.getByRole("navigation", { name: "Các trang" });
  for (const word of ["Tổng quan", "Quốc gia thành viên", "Phát hiện", "Thay đổi"]) {
    await expect(pages.getByRole("link", { name: word, exact: true })).toBeVisible();
  }
  await pages.getByRole("link", { name: "Phát hiện" }).click();
  await expect(page).toHaveURL(/\/findings\?lang=vi/);
  await page.reload();
  await opened(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Phát hiện");
});

test("dates and numbers are written as Vietnamese writes them", async ({ page, open }) => {
  await open("/?lang=vi&on=2022-12-31");
  await expect(page.locator(".time-control summary")).toContainText("31 thg 12, 2022");
  // 66,7% and never 66.7%.
  const shares = await page.locator(".sector-row .share").allInnerTexts();
  expect(shares.join(" ")).toMatch(/\d,\d%/);
  expect(shares.join(" ")).not.toMatch(/\d\.\d%/);
});

test("no word of the page's own is left in English", async ({ page, open }) => {
  await open("/?lang=vi");
  const text = await page.locator("header.top, nav, .live-bar, main h1, main h2, .export-menu summary, .counts .word").allInnerTexts();
  for (const english of ["Overview", "Completed", "Not reported", "Export", "Findings", "Sectors side", "Live"]) {
    expect(text.join("\n")).not.toContain(english);
  }
});

test("an address in a language that the page does not speak is English", async ({ page, open }) => {
  await open("/?lang=fr");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Overview");
});
