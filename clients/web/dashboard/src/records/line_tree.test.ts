import { create } from "@bufbuild/protobuf";
import { describe, expect, it } from "vitest";
import { LineSchema } from "@contract/plan_pb";
import { codeOf, treeOf } from "./line_tree";

function tree(...lines: [code: string, parentCode: string][]): string[] {
  const items = lines.map(([code, parentCode], position) => ({ line: create(LineSchema, { name: `plans/p/lines/${code}`, parentCode, position }) }));
  return treeOf([...items].reverse()).map(({ item, depth }) => "-".repeat(depth) + codeOf(item.line));
}

describe("the tree of a plan", () => {
  it("has each line below its parent, in the plan's order and not that of the codes", () => {
    expect(tree(["Z", ""], ["Z2", "Z"], ["Z1", "Z"], ["A", ""], ["deep", "Z1"])).toEqual(["Z", "-Z2", "-Z1", "--deep", "A"]);
  });

  it("keeps a line whose parent is not among them", () => {
    expect(tree(["B", "elsewhere"], ["C", "B"])).toEqual(["B", "-C"]);
  });

  it("loses no line that stands under itself", () => {
    expect(tree(["A", ""], ["B", "C"], ["C", "B"]).sort()).toEqual(["A", "B", "C"]);
  });
});
