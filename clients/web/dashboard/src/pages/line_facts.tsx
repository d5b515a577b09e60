// What a plan prints about a line.
import { InstrumentType, type Line } from "@contract/plan_pb";
import { plans } from "../api/clients";
import { useAnswer } from "../api/call";
import { asOf, asOfKey } from "../clocks";
import { at, Link } from "../navigation";
import { codeOf } from "../records/line_tree";
import { levelTitle, type RuledPlan } from "../records/plan_of";
import type { StateNames } from "../records/state_names";
import { titleOfPlan } from "../records/titles";
import { date, t } from "../words/words";
import type { ComponentChildren } from "preact";

const MOST_PLANS = 1000;

function Fact({ word, children }: { word: string; children: ComponentChildren }) {
  return <div><dt>{word}</dt><dd>{children}</dd></div>;
}

// Its own, or that of the nearest line above that states one.
function leadBodyOf(line: Line, above: Line[]): string {
  if (line.leadBody) return line.leadBody;
  const nearest = [...above].reverse().find(({ leadBody }) => leadBody);
  return nearest ? t("leadBodyOf", { body: nearest.leadBody, code: codeOf(nearest) }) : "";
}

function plannedOf({ plannedStart, plannedEnd }: Line): string {
  if (!plannedStart && !plannedEnd) return "";
  return `${date(plannedStart) || "…"} – ${date(plannedEnd) || "…"}`;
}

function instrumentOf({ instrumentType }: Line): string {
  if (instrumentType === InstrumentType.BINDING) return t("binding");
  return instrumentType === InstrumentType.NON_BINDING ? t("nonBinding") : "";
}

function ChildPlans({ line }: { line: Line }) {
  const key = asOfKey();
  const answer = useAnswer(key && `all plans|${key}`, (signal) => plans.listPlans({ asOf: asOf(), pageSize: MOST_PLANS }, { signal }));
  const children = answer.value?.plans.filter(({ parentLine }) => parentLine === line.name) ?? [];
  if (children.length === 0) return null;
  return (
    <Fact word={t("childPlan")}>
      {children.map((plan, i) => <span key={plan.name}>{i > 0 && ", "}<Link to={at({ kind: "plan", plan: plan.name.replace("plans/", "") })}>{titleOfPlan(plan)}</Link></span>)}
    </Fact>
  );
}

export function LineFacts({ line, above, ruled, names }: { line: Line; above: Line[]; ruled: RuledPlan; names: StateNames }) {
  const lead = leadBodyOf(line, above);
  const planned = plannedOf(line);
  const instrument = instrumentOf(line);
  const attributes = Object.entries(line.attributes).filter(([, value]) => value);
  return (
    <dl class="facts">
      <Fact word={t("code")}>{codeOf(line)}</Fact>
      <Fact word={t("level")}>{levelTitle(ruled, line.level)}</Fact>
      {lead && <Fact word={t("leadBody")}>{lead}</Fact>}
      {planned && <Fact word={t("planned")}>{planned}</Fact>}
      {instrument && <Fact word={t("instrument")}>{instrument}</Fact>}
      <Fact word={t("participants")}>{line.memberStates.length > 0 ? line.memberStates.map(names.of).join(", ") : t("allMembers")}</Fact>
      {line.sharedInitiative && <Fact word={t("sharedInitiative")}>{line.sharedInitiative}</Fact>}
      {line.tags.length > 0 && <Fact word={t("tags")}>{line.tags.map((tag) => tag.replaceAll("_", " ")).join(", ")}</Fact>}
      {line.sourceRef && <Fact word={t("placeInSource")}>{line.sourceRef}</Fact>}
      {attributes.map(([id, value]) => <Fact key={id} word={ruled.manifest?.attributes.find((one) => one.id === id)?.title || id}>{value}</Fact>)}
      <ChildPlans line={line} />
    </dl>
  );
}
