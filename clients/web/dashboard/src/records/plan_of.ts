// A plan, and the manifest that rules its lines.
import type { SectorManifest } from "@contract/manifest_pb";
import type { Plan } from "@contract/plan_pb";
import { plans, sectors } from "../api/clients";
import { useAnswer, type Answer } from "../api/call";
import { asOf, asOfKey } from "../clocks";
import { t } from "../words/words";
import { spelledOut } from "./spelled_out";

export interface RuledPlan {
  plan: Plan;
  // Undefined for a plan without a sector.
  manifest?: SectorManifest;
}

export function usePlan(id: string): Answer<RuledPlan> {
  const key = asOfKey();
  return useAnswer(key && `plan ${id}|${key}`, async (signal) => {
    const plan = await plans.getPlan({ name: `plans/${id}`, asOf: asOf() }, { signal });
    if (!plan.sector) return { plan };
    return { plan, manifest: await sectors.getManifest({ name: `sectors/${plan.sector}`, asOf: asOf() }, { signal }) };
  });
}

// The level's word for people.
export function levelTitle({ manifest }: RuledPlan, level: string): string {
  const declared = manifest?.levels.find(({ id }) => id === level)?.title;
  return declared || spelledOut(level) || t("line");
}

// Whether lines of this level are headings, which are in no total.
export function isHeading({ plan, manifest }: RuledPlan, level: string): boolean {
  return Boolean((manifest?.levels ?? plan.levels).find(({ id }) => id === level)?.heading);
}

// The levels that may stand under this one; undefined where nobody says.
export function levelsUnder({ manifest }: RuledPlan, level: string): string[] | undefined {
  return manifest?.levels.filter(({ under }) => under.includes(level)).map(({ id }) => id);
}
