import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { describe, expect, it } from "vitest";
import { ChangeSchema, ChangeVerb, type Change } from "@contract/change_pb";
import { UpdateSchema } from "@contract/update_pb";
import { entriesOf } from "./history";

function change(id: string, revision: bigint, verb: ChangeVerb, update: MessageInitShape<typeof UpdateSchema> = {}): Change {
  return create(ChangeSchema, {
    resource: `plans/p/lines/L/updates/${id}`, revision, verb,
    after: { kind: { case: "update", value: create(UpdateSchema, update) } },
  });
}

describe("a history", () => {
  it("has the newest first and leaves nothing out", () => {
    const entries = entriesOf([change("a", 1n, ChangeVerb.CREATED), change("b", 2n, ChangeVerb.CREATED), change("a", 3n, ChangeVerb.TAKEN_BACK)]);
    expect(entries.map(({ change }) => change.revision)).toEqual([3n, 2n, 1n]);
  });

  it("tells which fields a correction changed, and from what", () => {
    const [corrected] = entriesOf([
      change("a", 1n, ChangeVerb.CREATED, { reportedStatus: "signed", effectiveDate: "2023", note: "n" }),
      change("a", 2n, ChangeVerb.REPLACED, { reportedStatus: "ratified", effectiveDate: "2023", nextSteps: "publish" }),
    ]);
    expect(corrected!.fields).toEqual([
      { field: "reportedStatus", before: "signed", after: "ratified" },
      { field: "nextSteps", before: undefined, after: "publish" },
      { field: "note", before: "n", after: undefined },
    ]);
  });

  it("compares with the version before of the same record, not of another", () => {
    const [corrected] = entriesOf([
      change("a", 1n, ChangeVerb.CREATED, { reportedStatus: "signed" }),
      change("b", 1n, ChangeVerb.CREATED, { reportedStatus: "pilot" }),
      change("a", 2n, ChangeVerb.REPLACED, { reportedStatus: "ratified" }),
    ]);
    expect(corrected!.fields.map(({ before }) => before)).toEqual(["signed"]);
  });

  it("does not call what the server sets a change", () => {
    const [corrected] = entriesOf([
      change("a", 1n, ChangeVerb.CREATED, { reportedStatus: "signed", etag: "1", actor: "x", revision: 1n }),
      change("a", 2n, ChangeVerb.REPLACED, { reportedStatus: "signed", etag: "2", actor: "y", revision: 2n }),
    ]);
    expect(corrected!.fields).toEqual([]);
  });

  it("looks into what a field holds", () => {
    const [corrected] = entriesOf([
      change("a", 1n, ChangeVerb.CREATED, { progress: { value: 8, unit: "states" }, attributes: { lead: "x" } }),
      change("a", 2n, ChangeVerb.REPLACED, { progress: { value: 10, unit: "states" }, evidence: [{ title: "Minutes", uri: "https://a.example" }] }),
    ]);
    expect(corrected!.fields).toEqual([
      { field: "progress.value", before: "8", after: "10" },
      { field: "evidence", before: undefined, after: "Minutes https://a.example" },
      { field: "attributes.lead", before: "x", after: undefined },
    ]);
  });

  it("says what became of each version", () => {
    const entries = entriesOf([
      change("a", 1n, ChangeVerb.CREATED), change("a", 2n, ChangeVerb.REPLACED), change("b", 3n, ChangeVerb.CREATED),
      change("b", 4n, ChangeVerb.TAKEN_BACK), change("a", 5n, ChangeVerb.REVIEWED),
    ]);
    expect(entries.map(({ fate }) => fate)).toEqual(["stands", "stands", "takenBack", "stands", "corrected"]);
  });
});
