// Lines as the tree that their plan prints.
import type { Line } from "@contract/plan_pb";

export interface Placed<T> {
  item: T;
  depth: number;
}

export function codeOf(line: Line): string {
  return line.name.slice(line.name.lastIndexOf("/") + 1);
}

export function planOf(line: Line): string {
  return line.name.split("/")[1] ?? "";
}

// Each line below the one it stands under, as the plan orders them. A line whose parent is not among them, or that stands
// under itself by a slip, is given too: nothing is lost.
export function treeOf<T extends { line: Line }>(items: T[]): Placed<T>[] {
  const codes = new Set(items.map(({ line }) => codeOf(line)));
  const below = new Map<string, T[]>();
  for (const item of [...items].sort((a, b) => a.line.position - b.line.position)) {
    const parent = codes.has(item.line.parentCode) ? item.line.parentCode : "";
    below.set(parent, [...(below.get(parent) ?? []), item]);
  }
  const placed: Placed<T>[] = [];
  const put = (item: T, depth: number) => {
    placed.push({ item, depth });
    const code = codeOf(item.line);
    const children = below.get(code) ?? [];
    below.delete(code);
    for (const child of children) put(child, depth + 1);
  };
  const roots = below.get("") ?? [];
  below.delete("");
  for (const root of roots) put(root, 0);
  const seen = new Set(placed.map(({ item }) => item));
  for (const item of items) if (!seen.has(item)) placed.push({ item, depth: 0 });
  return placed;
}
