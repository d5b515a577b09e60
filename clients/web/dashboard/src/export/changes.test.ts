import { create } from "@bufbuild/protobuf";
import { DiffKind, ResourceDiffSchema } from "@contract/change_service_pb";
import { describe, expect, it } from "vitest";
import { differencesTable } from "./changes";

describe("differences as a table", () => {
  it("has a row for each field, and one for a record without any", () => {
    const { rows } = differencesTable([
      create(ResourceDiffSchema, { resource: "plans/e/lines/A", kind: DiffKind.MODIFIED, fields: [{ field: "title", before: "Old", after: "New" }, { field: "lead_body", after: "" }] }),
      create(ResourceDiffSchema, { resource: "plans/e/lines/B", kind: DiffKind.DIFF_VANISHED }),
    ]);
    expect(rows).toEqual([
      ["plans/e/lines/A", "Changed", "title", "Old", "New"],
      ["plans/e/lines/A", "Changed", "lead_body", undefined, ""],
      ["plans/e/lines/B", "No longer in the plan", undefined, undefined, undefined],
    ]);
  });
});
