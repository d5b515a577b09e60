// Each page as a picture, on a wide screen and a narrow one, for people to look at: npm run screenshots.
import { EVERY_PAGE } from "./every_page";
import { expect, opened, test } from "./fixtures";

const WIDTHS = [1280, 360];
const MORE = [
  { name: "overview-vi", path: "/?lang=vi" },
  { name: "overview-compared", path: "/?on=2024-12-31&with=2020-12-31" },
  { name: "sector-transport-treaties", path: "/sectors/transport?format=treaty-matrix" },
  { name: "sector-energy-outlook", path: "/sectors/energy?format=kpi-outlook" },
  { name: "no-such-page", path: "/nowhere" },
];

for (const { name, path } of [...EVERY_PAGE, ...MORE]) {
  for (const width of WIDTHS) {
    test(`${name} at ${width} px`, async ({ page }) => {
      await page.setViewportSize({ width, height: width > 600 ? 800 : 740 });
      await page.goto(path);
      await opened(page);
      // Charts are drawn a moment after their answer.
      await expect(page.locator(".chart .waiting")).toHaveCount(0);
      await page.screenshot({ path: `${process.env.SHEAF_SCREENSHOTS ?? "screenshots"}/${name}-${width}.png`, fullPage: true });
    });
  }
}

test("time control, export menu and search, open", async ({ page, open }) => {
  await open("/");
  await page.locator(".time-control summary").click();
  await page.screenshot({ path: "screenshots/time-control-1280.png" });
  await page.keyboard.press("Escape");
  await page.locator(".export-menu summary").click();
  await page.screenshot({ path: "screenshots/export-menu-1280.png" });
});
