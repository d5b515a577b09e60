// A cell: its value, its mark, and the way to the records behind it.
import { Tone, type Cell, type LinesBehind } from "@contract/document_pb";
import { HeadlineClass } from "@contract/status_pb";
import { pageOfRecord } from "../address";
import { hasChanged } from "../api/live";
import { at, Link } from "../navigation";
import { RecordsDialog } from "../parts/records_dialog";
import { t } from "../words/words";
import { cellText, shareParts } from "./cell_text";

const TONES: Record<Tone, string> = {
  [Tone.TONE_UNSPECIFIED]: "",
  [Tone.GOOD]: "tone-good",
  [Tone.CAUTION]: "tone-caution",
  [Tone.BAD]: "tone-bad",
  [Tone.MUTED]: "tone-muted",
};

// The list that shows the lines behind a figure.
export function linesAddress({ parent, filter }: LinesBehind) {
  const classes = filter?.headlineClasses.map((one) => HeadlineClass[one] ?? "") ?? [];
  return at({ kind: "lines" }, {
    plan: parent.replace(/^plans\//, "").replace(/^-$/, ""),
    sector: filter?.sectors.join(",") ?? "",
    class: classes.join(",").toLowerCase().replaceAll("headline_", ""),
    state: filter?.states.join(",") ?? "",
    member: filter?.memberStates.join(",") ?? "",
    overdue: filter?.overdue ? "1" : "",
  });
}

// The percentage first, its counts smaller beside it.
function Text({ cell }: { cell: Cell }) {
  const share = shareParts(cell);
  return share ? <>{share.percentage} <small class="counts-of">({share.counts})</small></> : <>{cellText(cell)}</>;
}

function Value({ cell, label }: { cell: Cell; label: string }) {
  const text = cellText(cell);
  const only = cell.records.length === 1 ? pageOfRecord(cell.records[0]!) : undefined;
  if (only) return <Link to={at(only)}><Text cell={cell} /></Link>;
  if (cell.lines) {
    return (
      <Link to={linesAddress(cell.lines)} title={t("showLines")} aria-label={label ? `${label}: ${text}. ${t("showLines")}` : undefined}>
        <Text cell={cell} />
      </Link>
    );
  }
  if (cell.records.length > 1) return <RecordsDialog text={text} label={label} records={cell.records} />;
  return <Text cell={cell} />;
}

// `label` says to who does not see the table what the figure is of.
export function CellView({ cell, label = "" }: { cell: Cell; label?: string }) {
  const missing = cell.value.case === "missing" ? " missing" : "";
  const changed = cell.records.some(hasChanged);
  return (
    <span class={`cell ${TONES[cell.tone] ?? ""}${missing}`}>
      <Value cell={cell} label={label} />
      {cell.notes.length > 0 && <sup class="marks">{cell.notes.join(", ")}</sup>}
      {changed && <span class="changed">{t("changedNow")}</span>}
    </span>
  );
}
