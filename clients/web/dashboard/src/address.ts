// The address of the page holds its whole state, so that a link shows everyone the same thing: which page, both clocks,
// what is compared, the language, and what the page itself lets one choose.

export type Page =
  | { kind: "overview" }
  | { kind: "sector"; sector: string }
  | { kind: "plan"; plan: string }
  | { kind: "line"; plan: string; code: string }
  | { kind: "kpi"; sector: string; kpi: string }
  | { kind: "states" }
  | { kind: "state"; state: string }
  | { kind: "lines" }
  | { kind: "findings" }
  | { kind: "coverage" }
  | { kind: "changes" }
  | { kind: "search" }
  | { kind: "unknown"; path: string };

// "Known at": a revision, or a time in ISO 8601; "effective": a whole date. Unset: now, today.
export interface Clocks {
  known?: string;
  effective?: string;
}

export interface Address {
  page: Page;
  clocks: Clocks;
  // What is shown beside: a whole date, or "date@revision". Unset: nothing.
  compared?: string;
  // BCP 47, one of those that the page speaks.
  language?: string;
  // What the page lets one choose (a format, a filter, an order), by the page's own names.
  options: Record<string, string>;
}

const OURS = ["known", "on", "with", "lang"];

// undefined where the path has a "%" that stands for nothing.
function partsOf(path: string): string[] | undefined {
  try {
    return path.split("/").filter(Boolean).map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

function pageOf(path: string): Page {
  const parts = partsOf(path);
  if (!parts) return { kind: "unknown", path };
  const [first, second, third, fourth] = parts;
  if (first === undefined) return { kind: "overview" };
  if (first === "sectors" && second && parts.length === 2) return { kind: "sector", sector: second };
  if (first === "sectors" && second && third === "kpis" && fourth && parts.length === 4) {
    return { kind: "kpi", sector: second, kpi: fourth };
  }
  if (first === "plans" && second && parts.length === 2) return { kind: "plan", plan: second };
  if (first === "plans" && second && third === "lines" && fourth && parts.length === 4) {
    return { kind: "line", plan: second, code: fourth };
  }
  if (first === "member-states" && parts.length === 1) return { kind: "states" };
  if (first === "member-states" && second && parts.length === 2) return { kind: "state", state: second };
  for (const kind of ["lines", "findings", "coverage", "changes", "search"] as const) {
    if (first === kind && parts.length === 1) return { kind };
  }
  return { kind: "unknown", path };
}

function pathOf(page: Page): string {
  const at = (...parts: string[]) => "/" + parts.map(encodeURIComponent).join("/");
  switch (page.kind) {
    case "overview": return "/";
    case "sector": return at("sectors", page.sector);
    case "plan": return at("plans", page.plan);
    case "line": return at("plans", page.plan, "lines", page.code);
    case "kpi": return at("sectors", page.sector, "kpis", page.kpi);
    case "states": return "/member-states";
    case "state": return at("member-states", page.state);
    case "unknown": return page.path;
    default: return "/" + page.kind;
  }
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const KNOWN = /^(\d{1,15}|\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?Z)$/;
const COMPARED = /^\d{4}-\d{2}-\d{2}(@\d{1,15})?$/;

// "2022-02-30" has the shape of a day and is none.
function isDay(day: string): boolean {
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
}

function fitting(value: string | null, shape: RegExp): string | undefined {
  if (value === null || !shape.test(value)) return undefined;
  const day = /^\d{4}-\d{2}-\d{2}/.exec(value)?.[0];
  return day === undefined || isDay(day) ? value : undefined;
}

// What is not understood in an address is left out; an unknown path is a page of its own.
export function parseAddress(path: string, query: string): Address {
  const given = new URLSearchParams(query);
  const options: Record<string, string> = {};
  for (const [name, value] of given) if (!OURS.includes(name)) options[name] = value;
  return {
    page: pageOf(path),
    clocks: { known: fitting(given.get("known"), KNOWN), effective: fitting(given.get("on"), DATE) },
    compared: fitting(given.get("with"), COMPARED),
    language: fitting(given.get("lang"), /^[a-z]{2}$/),
    options,
  };
}

// The same state gives the same text, whatever order it was put together in.
export function writeAddress(address: Address): string {
  const query = new URLSearchParams();
  for (const name of Object.keys(address.options).sort()) {
    const value = address.options[name];
    if (value) query.set(name, value);
  }
  if (address.clocks.known) query.set("known", address.clocks.known);
  if (address.clocks.effective) query.set("on", address.clocks.effective);
  if (address.compared) query.set("with", address.compared);
  if (address.language) query.set("lang", address.language);
  const text = query.toString();
  return pathOf(address.page) + (text ? "?" + text : "");
}

// The page that shows a record of this name; nothing where none does.
export function pageOfRecord(name: string): Page | undefined {
  const parts = name.split("/");
  const [collection, id, child, childId] = parts;
  if (!id) return undefined;
  if (collection === "plans") {
    return child === "lines" && childId ? { kind: "line", plan: id, code: childId } : { kind: "plan", plan: id };
  }
  if (collection === "sectors") {
    return child === "kpis" && childId ? { kind: "kpi", sector: id, kpi: childId } : { kind: "sector", sector: id };
  }
  if (collection === "memberStates") return { kind: "state", state: id };
  return undefined;
}
