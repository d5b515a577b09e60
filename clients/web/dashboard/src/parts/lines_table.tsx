// Rows of lines: code, title, plan or level, and how they stand.
import type { Line } from "@contract/plan_pb";
import { type ClassedLine } from "../api/lines_with_class";
import { hasChanged } from "../api/live";
import { at, Link } from "../navigation";
import { codeOf, planOf, type Placed } from "../records/line_tree";
import { titleOfLine } from "../records/titles";
import { date, t } from "../words/words";
import { ClassWord } from "./class_word";

interface Columns {
  label: string;
  // The name of a level, by line.
  level: (line: Line) => string;
  isHeading: (line: Line) => boolean;
  // Where lines of several plans are shown: the plan's title.
  plan?: (line: Line) => string;
  // Where lines are not shown as a tree.
  parent?: boolean;
}

// How a line stands, in a word: its class, or why it has none.
export function standingOf({ line, headline }: ClassedLine, isHeading: boolean) {
  if (headline) return <ClassWord id={headline} />;
  return <span class="tone-muted">{line.vanished ? t("vanished") : isHeading ? t("headingLine") : t("inNoTotal")}</span>;
}

function LineRow({ item, depth, columns }: { item: ClassedLine; depth: number; columns: Columns }) {
  const { line } = item;
  const [plan, code] = [planOf(line), codeOf(line)];
  const heading = columns.isHeading(line);
  return (
    <tr class={`depth-${Math.min(depth, 6)} ${heading ? "heading" : ""}`}>
      <th scope="row">
        <Link to={at({ kind: "line", plan, code })}>{titleOfLine(line)}</Link>
        {hasChanged(line.name) && <span class="changed">{t("changedNow")}</span>}
        <small class="code">{code}{columns.parent && line.parentCode && ` · ${t("under")} ${line.parentCode}`}</small>
      </th>
      {columns.plan && <td><Link to={at({ kind: "plan", plan })}>{columns.plan(line)}</Link></td>}
      <td>{columns.level(line)}</td>
      <td>{standingOf(item, heading)}</td>
      <td>{date(line.plannedEnd)}</td>
    </tr>
  );
}

export function LinesTable({ lines, columns }: { lines: Placed<ClassedLine>[]; columns: Columns }) {
  return (
    <div class="scroll" role="region" aria-label={columns.label} tabIndex={0}>
      <table class="lines-table">
        <thead>
          <tr>
            <th scope="col">{t("line")}</th>
            {columns.plan && <th scope="col">{t("plan")}</th>}
            <th scope="col">{t("level")}</th><th scope="col">{t("status")}</th><th scope="col">{t("plannedEnd")}</th>
          </tr>
        </thead>
        <tbody>{lines.map(({ item, depth }) => <LineRow key={item.line.name} item={item} depth={depth} columns={columns} />)}</tbody>
      </table>
    </div>
  );
}
