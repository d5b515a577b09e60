// What a change did to a record, in words, and what the record is called where there is little room.
import { ChangeVerb } from "@contract/change_pb";
import { DiffKind } from "@contract/change_service_pb";
import type { Words } from "../words/en";

export const VERBS: Record<ChangeVerb, keyof Words> = {
  [ChangeVerb.CHANGE_VERB_UNSPECIFIED]: "changeCreated",
  [ChangeVerb.CREATED]: "changeCreated",
  [ChangeVerb.REPLACED]: "changeReplaced",
  [ChangeVerb.TAKEN_BACK]: "changeTakenBack",
  [ChangeVerb.VANISHED]: "changeVanished",
  [ChangeVerb.REVIEWED]: "changeReviewed",
};

export const DIFFERENCES: Record<DiffKind, { word: keyof Words; look: string }> = {
  [DiffKind.DIFF_KIND_UNSPECIFIED]: { word: "modified", look: "" },
  [DiffKind.ADDED]: { word: "added", look: "tone-good" },
  [DiffKind.REMOVED]: { word: "removed", look: "tone-bad" },
  [DiffKind.MODIFIED]: { word: "modified", look: "tone-caution" },
  [DiffKind.DIFF_WITHDRAWN]: { word: "changeTakenBack", look: "tone-bad" },
  [DiffKind.DIFF_VANISHED]: { word: "changeVanished", look: "tone-bad" },
};

// "plans/energy/lines/EN-1/updates/u1" is "energy · EN-1 · u1".
export function shortName(resource: string): string {
  return resource.replace(/^(plans|sectors|memberStates)\//, "").replace(/\/(lines|kpis|updates|observations|targets|baselines)\//g, " · ");
}
