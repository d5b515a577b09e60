// Lines as a table that can be taken along.
import type { ClassedLine } from "../api/lines_with_class";
import { codeOf, planOf } from "../records/line_tree";
import { titleOfLine } from "../records/titles";
import { CLASS_WORDS } from "../records/vocabulary";
import { t } from "../words/words";
import type { ShownTable } from "./table";

export function linesTable(lines: ClassedLine[]): ShownTable {
  const columns = [t("plan"), t("code"), t("title"), t("level"), t("parentLine"), t("status"), t("leadBody"), t("plannedStart"), t("plannedEnd"), t("vanished")];
  const rows = lines.map(({ line, headline }) => [
    planOf(line), codeOf(line), titleOfLine(line), line.level, line.parentCode, headline ? t(CLASS_WORDS[headline]) : "", line.leadBody,
    line.plannedStart, line.plannedEnd, line.vanished ? t("yes") : "",
  ]);
  return { title: t("lines"), columns, rows };
}
