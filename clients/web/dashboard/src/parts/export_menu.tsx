// Takes what is shown along: as a table, a workbook, a picture or on paper.
import { useRef, useState } from "preact/hooks";
import { t } from "../words/words";
import { problemOf } from "../api/problem";
import { saveFile, type File } from "../export/save";
import { leaveByEscape } from "./leave_by_escape";

export interface Exports {
  // The name of the file without its ending: "overview-r205-2024-12-31".
  name: string;
  csv: () => Promise<File>;
  xlsx: () => Promise<File>;
}

export function ExportMenu({ name, csv, xlsx }: Exports) {
  const menu = useRef<HTMLDetailsElement>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const run = async (make: () => Promise<File>) => {
    setBusy(true);
    setProblem("");
    try {
      saveFile(name, await make());
      if (menu.current) menu.current.open = false;
    } catch (error) {
      setProblem(problemOf(error).text || t("failed"));
    } finally {
      setBusy(false);
    }
  };
  const picture = async () => (await import("../export/picture")).pictureOfPage();
  const paper = () => {
    if (menu.current) menu.current.open = false;
    print();
  };
  return (
    <details class="export-menu" ref={menu} onKeyDown={leaveByEscape}>
      <summary>{t("export")}</summary>
      <div class="choices">
        <button type="button" disabled={busy} onClick={() => run(csv)}>{t("exportCsv")}</button>
        <button type="button" disabled={busy} onClick={() => run(xlsx)}>{t("exportXlsx")}</button>
        <button type="button" disabled={busy} onClick={() => run(picture)}>{t("exportPng")}</button>
        <button type="button" disabled={busy} onClick={paper}>{t("exportPrint")}</button>
        <p role="status">{busy ? t("exporting") : problem}</p>
      </div>
    </details>
  );
}
