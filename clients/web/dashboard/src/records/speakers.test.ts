import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { describe, expect, it } from "vitest";
import { SectorManifestSchema, StatusEffect } from "@contract/manifest_pb";
import { InstrumentType } from "@contract/plan_pb";
import { ReviewState } from "@contract/review_pb";
import { CanonicalState } from "@contract/status_pb";
import { UpdateSchema } from "@contract/update_pb";
import { speakersOf } from "./speakers";
import { meaningOf } from "./vocabulary";

const manifest = create(SectorManifestSchema, {
  statuses: [
    { word: "drafting", title: "Drafting", state: CanonicalState.IN_PROGRESS },
    { word: "signed", title: "Signed", state: CanonicalState.COMPLETED, byInstrument: [{ instrumentType: InstrumentType.BINDING, state: CanonicalState.IN_PROGRESS }] },
    { word: "held", title: "Held", effect: StatusEffect.EVENT },
    { word: "planned", title: "Planned", effect: StatusEffect.EXPECTATION },
  ],
});

type Given = MessageInitShape<typeof UpdateSchema>;

function speakers(...updates: Given[]) {
  return speakersOf(updates.map((one) => create(UpdateSchema, one)), manifest, InstrumentType.NON_BINDING);
}

const wordOf = (...updates: Given[]) => speakers(...updates)[0]?.state?.update.reportedStatus;

describe("the latest word", () => {
  it("is that of the latest date, in whatever order it was recorded", () => {
    expect(wordOf({ reportedStatus: "signed", effectiveDate: "2022", revision: 1n }, { reportedStatus: "drafting", effectiveDate: "2021", revision: 9n })).toBe("signed");
  });

  it("takes a year as its last day", () => {
    expect(wordOf({ reportedStatus: "signed", effectiveDate: "2022" }, { reportedStatus: "drafting", effectiveDate: "2022-11-24" })).toBe("signed");
  });

  it("puts what has no date before all that has one", () => {
    expect(wordOf({ reportedStatus: "drafting", revision: 9n }, { reportedStatus: "signed", effectiveDate: "1999", revision: 1n })).toBe("signed");
  });

  it("is, of one date, what was recorded later", () => {
    expect(wordOf({ reportedStatus: "signed", effectiveDate: "2022", revision: 2n }, { reportedStatus: "drafting", effectiveDate: "2022", revision: 1n })).toBe("signed");
  });

  it("is no event and no expectation: these stand beside it", () => {
    const [region] = speakers({ reportedStatus: "drafting", effectiveDate: "2020" }, { reportedStatus: "held", effectiveDate: "2021" }, { reportedStatus: "planned", effectiveDate: "2025" });
    expect([region!.state, region!.event, region!.expected].map((said) => said?.update.reportedStatus)).toEqual(["drafting", "held", "planned"]);
  });

  it("is not what was withdrawn, is a draft or was sent back", () => {
    const none = speakers({ reportedStatus: "signed", withdrawnReason: "wrong line" }, { reportedStatus: "signed", review: { state: ReviewState.DRAFT } },
      { reportedStatus: "signed", review: { state: ReviewState.RETURNED } });
    expect(none).toEqual([]);
  });

  it("says where the records of one date contradict each other", () => {
    const [region] = speakers({ reportedStatus: "signed", effectiveDate: "2023", revision: 2n }, { reportedStatus: "drafting", effectiveDate: "2023", revision: 1n });
    expect(region!.against.map(({ update }) => update.reportedStatus)).toEqual(["drafting"]);
  });

  it("is each speaker's own, the region's first", () => {
    const found = speakers({ reportedStatus: "signed", memberState: "THA" }, { reportedStatus: "drafting" }, { reportedStatus: "drafting", memberState: "IDN" });
    expect(found.map(({ code, state }) => `${code} ${state!.meaning.title}`)).toEqual([" Drafting", "IDN Drafting", "THA Signed"]);
  });
});

describe("what a word means", () => {
  it("differs by the kind of instrument where the manifest says so", () => {
    expect(meaningOf(manifest, "signed", InstrumentType.NON_BINDING).state).toBe(CanonicalState.COMPLETED);
    expect(meaningOf(manifest, "signed", InstrumentType.BINDING).state).toBe(CanonicalState.IN_PROGRESS);
  });

  it("is nothing for a word that the manifest does not have", () => {
    expect(meaningOf(manifest, "no_such_word", InstrumentType.BINDING)).toMatchObject({ title: "No such word", effect: StatusEffect.EVENT, state: 0 });
  });

  it("is the canonical state where the plan has no sector", () => {
    expect(meaningOf(undefined, "partially_completed", InstrumentType.BINDING).state).toBe(CanonicalState.PARTIALLY_COMPLETED);
    expect(meaningOf(undefined, "planned", InstrumentType.BINDING).effect).toBe(StatusEffect.EXPECTATION);
  });
});
