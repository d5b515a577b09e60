// Where a line stands: what is above it, and what is below it with its class.
import type { Line } from "@contract/plan_pb";
import { plans } from "../api/clients";
import { useAnswer } from "../api/call";
import { LineReader, type ClassedLine } from "../api/lines_with_class";
import { asOf, asOfKey } from "../clocks";
import { at, Link } from "../navigation";
import { Answered } from "../parts/answered";
import { LinesTable } from "../parts/lines_table";
import { codeOf, treeOf } from "../records/line_tree";
import { isHeading, levelsUnder, levelTitle, type RuledPlan } from "../records/plan_of";
import { titleOfLine, titleOfPlan } from "../records/titles";
import { t } from "../words/words";

// No tree is deeper; a parent that stands under itself would go on for ever.
const DEEPEST = 12;
const LINES_A_CALL = 1000;
// Of a longer plan the lines below are not looked for: its own list has them.
const MOST_CALLS = 3;

// From the top down to the line's parent.
export function useAncestors(plan: string, line: Line | undefined): Line[] {
  const key = asOfKey();
  const answer = useAnswer(line && key ? `above ${line.name}|${key}|${line.parentCode}` : "", async (signal) => {
    const above: Line[] = [];
    for (let code = line!.parentCode; code && above.length < DEEPEST; code = above[0]!.parentCode) {
      above.unshift(await plans.getLine({ name: `plans/${plan}/lines/${code}`, asOf: asOf() }, { signal }));
    }
    return above;
  });
  return answer.value ?? [];
}

export function Breadcrumb({ ruled, above, code }: { ruled: RuledPlan; above: Line[]; code: string }) {
  const { plan, manifest } = ruled;
  const id = plan.name.replace("plans/", "");
  return (
    <div class="breadcrumb" role="navigation" aria-label={t("position")}>
      <ol>
        {plan.sector && <li><Link to={at({ kind: "sector", sector: plan.sector })}>{manifest?.title || plan.sector}</Link></li>}
        <li><Link to={at({ kind: "plan", plan: id })}>{titleOfPlan(plan)}</Link></li>
        {above.map((line) => <li key={line.name}><Link to={at({ kind: "line", plan: id, code: codeOf(line) })}>{titleOfLine(line)}</Link></li>)}
        <li aria-current="page">{code}</li>
      </ol>
    </div>
  );
}

interface Below {
  lines: ClassedLine[];
  // The plan is too long to have been looked through.
  more: boolean;
}

// Everything under the line, in the plan's order: children and theirs.
function descendants(lines: ClassedLine[], code: string): ClassedLine[] {
  const parents = new Map(lines.map(({ line }) => [codeOf(line), line.parentCode]));
  const under = (line: Line) => {
    let parent: string | undefined = line.parentCode;
    for (let steps = 0; parent && steps < DEEPEST; ++steps, parent = parents.get(parent)) if (parent === code) return true;
    return false;
  };
  return lines.filter(({ line }) => under(line));
}

// Levels that may stand below this one, at any depth; undefined where nobody says.
function levelsBelow(ruled: RuledPlan, level: string): string[] | undefined {
  const below = new Set<string>();
  const waiting = [level];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const levels = levelsUnder(ruled, next);
    if (!levels) return undefined;
    for (const one of levels) if (!below.has(one)) (below.add(one), waiting.push(one));
  }
  return [...below];
}

async function readBelow(plan: string, code: string, levels: string[], signal: AbortSignal): Promise<Below> {
  const reader = new LineReader({ parent: `plans/${plan}`, asOf: asOf(), filter: { levels } }, (asked, signal) => plans.listLines(asked, { signal }));
  const lines: ClassedLine[] = [];
  for (let calls = 0; calls < MOST_CALLS && !reader.ended; ++calls) lines.push(...await reader.next(LINES_A_CALL, signal));
  return { lines: descendants(lines, code), more: !reader.ended };
}

export function LinesBelow({ ruled, line }: { ruled: RuledPlan; line: Line }) {
  const [, plan = ""] = line.name.split("/");
  const key = asOfKey();
  const levels = levelsBelow(ruled, line.level);
  const asks = key && levels?.length !== 0;
  const answer = useAnswer(asks ? `below ${line.name}|${key}` : "", (signal) => readBelow(plan, codeOf(line), levels ?? [], signal));
  if (!asks || answer.value?.lines.length === 0 && !answer.value.more) return null;
  return (
    <section class="section" aria-labelledby="below-title">
      <h2 id="below-title">{t("children")}</h2>
      <Answered answer={answer}>
        {({ lines, more }) => (
          <>
            {lines.length > 0 && (
              <LinesTable lines={treeOf(lines)} columns={{ label: t("children"), level: (one) => levelTitle(ruled, one.level), isHeading: (one) => isHeading(ruled, one.level) }} />
            )}
            {more && <p>{t("placeUnknown")} <Link to={at({ kind: "lines" }, { plan })}>{t("allLinesOfPlan")}</Link></p>}
          </>
        )}
      </Answered>
    </section>
  );
}
