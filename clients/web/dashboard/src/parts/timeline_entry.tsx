// What one version of a record says, by what it is a version of.
import { ChangeVerb, type Change } from "@contract/change_pb";
import { ReviewStep } from "@contract/review_pb";
import type { Observation } from "@contract/kpi_pb";
import type { Update } from "@contract/update_pb";
import { KINDS } from "../charts/kpi_chart";
import { missingText } from "../document/cell_text";
import type { FieldChange } from "../records/fields";
import type { Entry } from "../records/history";
import { date, number, t } from "../words/words";
import type { Words } from "../words/en";
import { decisionText, Outside, progressText, TEXTS } from "./update_texts";

// How the page that shows a history names what is in it.
export interface Naming {
  speaker: (code: string) => string;
  status: (word: string) => string;
}

const STEPS: Partial<Record<ReviewStep, keyof Words>> = {
  [ReviewStep.SUBMIT]: "stepSubmit",
  [ReviewStep.VERIFY_BY_SECTOR]: "stepVerifySector",
  [ReviewStep.VERIFY_BY_MEMBER_STATE]: "stepVerifyState",
  [ReviewStep.RETURN]: "stepReturn",
  [ReviewStep.PUBLISH_UPDATE]: "stepPublish",
  [ReviewStep.ACCEPT_BY_SILENCE]: "stepSilence",
};

function valueText({ value, missing }: Observation): string {
  return value === undefined ? `${t("withoutValue")}, ${missingText(missing)}` : number(value);
}

export function entryTitle({ after, resource }: Change, { speaker, status }: Naming): string {
  const kind = after?.kind;
  switch (kind?.case) {
    case "update": return `${speaker(kind.value.memberState)}: ${status(kind.value.reportedStatus)}, ${date(kind.value.effectiveDate) || t("noDate")}`;
    case "line": return t("entryLine");
    case "plan": return t("entryPlan");
    case "baseline": return `${t("entryBaseline")}: ${kind.value.value === undefined ? t("notStated") : number(kind.value.value)} (${kind.value.year || t("notStated")})`;
    case "target": return `${t("entryTarget")}: ${kind.value.value === undefined ? t("notStated") : number(kind.value.value)} (${kind.value.year || t("notStated")})`;
    case "observation": return `${t("entryValue")}, ${speaker(kind.value.memberState)}: ${valueText(kind.value)} (${kind.value.period || t("notStated")}), ${t(KINDS[kind.value.kind])}`;
    default: return resource;
  }
}

const FIELDS: Record<string, keyof Words> = {
  reportedStatus: "status", effectiveDate: "effectiveDate", reportingPeriod: "period", memberState: "memberState", narrative: "narrative",
  challenges: "challenges", recommendations: "recommendations", risk: "risk", mitigation: "mitigation", nextSteps: "nextSteps",
  evidence: "evidence", note: "remark", sourceRef: "placeInSource", title: "title", leadBody: "leadBody", level: "level", parentCode: "parentLine",
  plannedStart: "plannedStart", plannedEnd: "plannedEnd", instrumentType: "instrument", memberStates: "participants", tags: "tags",
  sharedInitiative: "sharedInitiative", value: "value", year: "year", edition: "edition", period: "period", kind: "kind", unit: "unit",
};

// "decision.meeting" as "Decision, meeting"; a field that we have no word for as it stands.
export function fieldWord(field: string): string {
  const [first = "", ...rest] = field.split(".");
  const word = FIELDS[first] ?? (first === "decision" || first === "progress" ? first : undefined);
  return [word ? t(word) : first, ...rest].join(", ");
}

export function Fields({ fields }: { fields: FieldChange[] }) {
  return (
    <dl class="field-diffs">
      {fields.map(({ field, before, after }) => (
        <div key={field}>
          <dt>{fieldWord(field)}</dt>
          <dd>
            {before !== undefined && <del><span class="visually-hidden">{t("before")}: </span>{before}</del>}
            {before !== undefined && <span aria-hidden="true"> → </span>}
            {after === undefined ? <span class="tone-muted">{t("none")}</span> : <ins><span class="visually-hidden">{t("after")}: </span>{after}</ins>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function UpdateBody({ update }: { update: Update }) {
  return (
    <dl class="said">
      {update.progress && <div><dt>{t("progress")}</dt><dd>{progressText(update.progress)}</dd></div>}
      {update.decision && <div><dt>{t("decision")}</dt><dd>{decisionText(update)}</dd></div>}
      {update.reportingPeriod && <div><dt>{t("period")}</dt><dd>{update.reportingPeriod}</dd></div>}
      {TEXTS.filter(({ field }) => update[field]).map(({ field, word }) => <div key={field}><dt>{t(word)}</dt><dd>{update[field]}</dd></div>)}
      {update.evidence.length > 0 && <div><dt>{t("evidence")}</dt><dd>{update.evidence.map((one, i) => <Outside key={i} evidence={one} />)}</dd></div>}
      {update.note && <div><dt>{t("remark")}</dt><dd>{update.note}</dd></div>}
      {update.sourceRef && <div><dt>{t("placeInSource")}</dt><dd>{update.sourceRef}</dd></div>}
    </dl>
  );
}

function Figure({ edition, source, sourceRef, note = "" }: { edition: string; source: string; sourceRef: string; note?: string }) {
  const parts = [edition, source, sourceRef].filter(Boolean).join(" · ");
  return <p class="said">{parts}{note && <> {note}</>}</p>;
}

function ReviewBody({ update }: { update: Update }) {
  const step = update.review && STEPS[update.review.step];
  return <p class="said">{step ? t(step) : ""} {update.review?.returnedReason}</p>;
}

export function EntryBody({ entry: { change, fields } }: { entry: Entry; naming: Naming }) {
  const kind = change.after?.kind;
  if (change.verb === ChangeVerb.TAKEN_BACK) return <p class="said">{t("reason")}: {change.reason || t("notStated")}</p>;
  if (change.verb === ChangeVerb.VANISHED) return null;
  if (change.verb === ChangeVerb.REPLACED) return <Fields fields={fields} />;
  if (kind?.case === "update") return change.verb === ChangeVerb.REVIEWED ? <ReviewBody update={kind.value} /> : <UpdateBody update={kind.value} />;
  if (kind?.case === "observation") return <Figure {...kind.value} />;
  if (kind?.case === "target" || kind?.case === "baseline") return <Figure edition={kind.value.edition} source={kind.value.source} sourceRef={kind.value.sourceRef} />;
  return null;
}
