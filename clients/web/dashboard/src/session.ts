// The reader's token, where the server asks for one.
import { signal } from "@preact/signals";

const KEY = "sheaf-token";

function kept(): string {
  try {
    return sessionStorage.getItem(KEY) ?? "";
  } catch {
    return ""; // a browser that keeps nothing for pages
  }
}

// "" where there is none.
export const token = signal(kept());

export function signIn(secret: string): void {
  token.value = secret.trim();
  try {
    sessionStorage.setItem(KEY, token.value);
  } catch {
    // Kept in memory only.
  }
}

export function signOut(): void {
  signIn("");
}
