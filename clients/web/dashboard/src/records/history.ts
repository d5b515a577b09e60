// A history as people read it: the newest first, each version with what it changed and what became of it.
import { ChangeVerb, type Change } from "@contract/change_pb";
import { fieldChanges, type FieldChange } from "./fields";

// What became of a version: it stands, a later one replaced it, or the record was taken back.
export type Fate = "stands" | "corrected" | "takenBack";

export interface Entry {
  change: Change;
  // Of a replaced record: which fields it changed.
  fields: FieldChange[];
  fate: Fate;
}

// Versions of one record that say something; steps of review and ends do not.
const SAYS = [ChangeVerb.CREATED, ChangeVerb.REPLACED];

function fateOf(change: Change, later: Change[]): Fate {
  if (!SAYS.includes(change.verb)) return "stands";
  if (later.some(({ verb }) => verb === ChangeVerb.TAKEN_BACK)) return "takenBack";
  return later.some(({ verb }) => verb === ChangeVerb.REPLACED) ? "corrected" : "stands";
}

// `changes` are the oldest first, as the server gives them; nothing is left out.
export function entriesOf(changes: Change[]): Entry[] {
  const versions = new Map<string, Change[]>();
  for (const change of changes) {
    const before = versions.get(change.resource);
    if (before) before.push(change);
    else versions.set(change.resource, [change]);
  }
  const entries = changes.map((change) => {
    const all = versions.get(change.resource)!;
    const place = all.indexOf(change);
    const fields = change.verb === ChangeVerb.REPLACED ? fieldChanges(all[place - 1]?.after, change.after) : [];
    return { change, fields, fate: fateOf(change, all.slice(place + 1)) };
  });
  return entries.reverse();
}
