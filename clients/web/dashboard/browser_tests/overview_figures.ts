// The overview's figures, as a reader finds them.
import type { Locator, Page } from "@playwright/test";

// "Energy", "Completed"
export function countOf(page: Page, sector: string, word: string): Locator {
  const row = page.locator(".sector-row").filter({ has: page.getByRole("heading", { name: sector, exact: true }) });
  return row.locator(".counts li").filter({ hasText: word }).locator(".number");
}

export const digits = (text: string | null) => Number((text ?? "").replace(/\D/g, ""));
