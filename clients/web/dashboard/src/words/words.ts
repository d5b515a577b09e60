// The page in the reader's language: words, numbers and dates. English is always there; others are fetched when chosen.
import { computed, signal } from "@preact/signals";
import { address } from "../navigation";
import { en, type Words } from "./en";

// Each language's own name, as its readers look for it.
export const LANGUAGES: Record<string, string> = { en: "English", vi: "Tiếng Việt" };

const loaders: Record<string, () => Promise<Words>> = {
  vi: async () => (await import("./vi")).vi,
};

const loaded = signal<Record<string, Words>>({ en });

// The language that is asked for, where the page speaks it; else English.
export const language = computed(() => {
  const asked = address.value.language;
  return asked && asked in LANGUAGES ? asked : "en";
});

const words = computed(() => loaded.value[language.value] ?? en);

// Fetches the words of a language that is chosen and not there yet.
export async function loadWords(tag: string): Promise<void> {
  const load = loaders[tag];
  if (!load || loaded.value[tag]) return;
  const fetched = await load();
  loaded.value = { ...loaded.value, [tag]: fetched };
}

// t("ofLines", {count: 3, total: 9}): numbers are written as the language writes them.
export function t(key: keyof Words, put: Record<string, string | number | bigint> = {}): string {
  return words.value[key].replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = put[name];
    if (value === undefined) return whole;
    return typeof value === "string" ? value : number(value);
  });
}

// With as many decimals as given; else as many as it has, up to ten.
export function number(value: number | bigint, decimals?: number): string {
  return new Intl.NumberFormat(language.value, {
    minimumFractionDigits: decimals ?? 0,
    maximumFractionDigits: decimals ?? 10,
  }).format(value);
}

export function percent(numerator: bigint, denominator: bigint): string {
  const share = Number(numerator) / Number(denominator);
  return new Intl.NumberFormat(language.value, { style: "percent", maximumFractionDigits: 1 }).format(share);
}

// A partial date, as precise as it is: "2020", "November 2020", "24 November 2020". Anything else as it stands.
export function date(partial: string): string {
  const match = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(partial);
  if (!match) return partial;
  const [, year, month, day] = match;
  if (!month) return partial;
  const at = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day ?? 1)));
  // "2020-13" and "2021-02-29" are no dates, though Date makes some of them.
  if (at.getUTCMonth() + 1 !== Number(month) || (day && at.getUTCDate() !== Number(day))) return partial;
  const format = { year: "numeric", month: day ? "short" : "long", timeZone: "UTC" } as const;
  return new Intl.DateTimeFormat(locale(), day ? { ...format, day: "numeric" } : format).format(at);
}

// A point of time, in UTC.
export function time(at: Date): string {
  const text = new Intl.DateTimeFormat(locale(), { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" });
  return text.format(at) + " UTC";
}

// Day before month, as ASEAN writes English.
function locale(): string {
  return language.value === "en" ? "en-GB" : language.value;
}
