// What a cell says, in the reader's language, and what it is worth where a table is sorted by it.
import { MissingReason } from "@contract/kpi_pb";
import type { Cell } from "@contract/document_pb";
import { date, number, percent, t } from "../words/words";
import type { Words } from "../words/en";

const MISSING: Record<MissingReason, keyof Words> = {
  [MissingReason.MISSING_REASON_UNSPECIFIED]: "missing",
  [MissingReason.BLANK]: "blank",
  [MissingReason.NOT_AVAILABLE]: "notAvailable",
  [MissingReason.NOT_APPLICABLE]: "notApplicable",
  [MissingReason.NOT_REPORTED]: "missingNotReported",
};

export function missingText(reason: MissingReason): string {
  return t(MISSING[reason] ?? "missing");
}

// A share of nothing has no percentage: its counts alone are shown.
function shareText(numerator: bigint, denominator: bigint): string {
  const counts = t("ofLines", { count: numerator, total: denominator });
  return denominator === 0n ? counts : `${percent(numerator, denominator)} (${counts})`;
}

function valueText(cell: Cell): string {
  switch (cell.value.case) {
    case "text": return cell.value.value;
    case "count": return number(cell.value.value);
    case "number": return number(cell.value.value, cell.decimals);
    case "share": return shareText(cell.value.value.numerator, cell.value.value.denominator);
    case "date": return date(cell.value.value);
    case "missing": return missingText(cell.value.value);
    default: return "";
  }
}

// A share in two parts, its percentage and its counts; undefined for what is no share, or has no percentage.
export function shareParts(cell: Cell): { percentage: string; counts: string } | undefined {
  if (cell.value.case !== "share" || cell.value.value.denominator === 0n) return undefined;
  const { numerator, denominator } = cell.value.value;
  return { percentage: percent(numerator, denominator), counts: t("ofLines", { count: numerator, total: denominator }) };
}

export function cellText(cell: Cell): string {
  const isFigure = cell.value.case === "number" || cell.value.case === "count";
  const unit = cell.unit && isFigure ? ` ${cell.unit}` : "";
  const period = cell.period ? ` (${cell.period})` : "";
  return valueText(cell) + unit + period;
}

// A partial date sorts as its last day, as everywhere in Sheaf; days that a month does not have do no harm here.
function lastDay(partial: string): string {
  return partial + "-12-31".slice(partial.length - 4);
}

// Numbers by size, shares by their percentage, dates by their last day. Undefined: no value, which sorts last.
export function cellOrder(cell: Cell): number | string | undefined {
  switch (cell.value.case) {
    case "text": return cell.value.value || undefined;
    case "count": return Number(cell.value.value);
    case "number": return cell.value.value;
    case "share": {
      const { numerator, denominator } = cell.value.value;
      return denominator === 0n ? undefined : Number(numerator) / Number(denominator);
    }
    case "date": return cell.value.value ? lastDay(cell.value.value) : undefined;
    default: return undefined;
  }
}
