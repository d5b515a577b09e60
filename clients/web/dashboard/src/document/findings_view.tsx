// What rules have noticed: grade first, in a word and a sign, then the sentence and its records.
import { Severity, type Finding } from "@contract/document_pb";
import { RecordsDialog } from "../parts/records_dialog";
import { pageOfRecord } from "../address";
import { at, Link } from "../navigation";
import { t } from "../words/words";
import type { Words } from "../words/en";

const GRADES: Record<Severity, { word: keyof Words; look: string; sign: string }> = {
  [Severity.SEVERITY_UNSPECIFIED]: { word: "severityNote", look: "note", sign: "i" },
  [Severity.NOTE]: { word: "severityNote", look: "note", sign: "i" },
  [Severity.WARNING]: { word: "severityWarning", look: "warning", sign: "!" },
  [Severity.ERROR]: { word: "severityError", look: "error", sign: "×" },
};

function Records({ finding }: { finding: Finding }) {
  const [first, ...others] = finding.records;
  if (!first) return null;
  const page = pageOfRecord(first);
  if (others.length === 0 && page) return <Link to={at(page)}>{first.split("/").pop()}</Link>;
  const text = t("lines") + `: ${finding.records.length}`;
  return <RecordsDialog text={text} label={finding.text} records={finding.records} />;
}

export function FindingsView({ findings }: { findings: Finding[] }) {
  return (
    <ul class="findings">
      {findings.map((finding, i) => {
        const grade = GRADES[finding.severity];
        return (
          <li key={i} class={grade.look}>
            <span class="grade"><span aria-hidden="true">{grade.sign}</span> {t(grade.word)}</span>
            <span class="finding-text">{finding.text}</span>
            <span class="finding-foot"><Records finding={finding} /> <small title={t("rule")}>{finding.rule}</small></span>
          </li>
        );
      })}
    </ul>
  );
}
