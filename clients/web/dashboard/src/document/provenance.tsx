// What a document was read at, by which rules it counts, and who made it.
import type { Document } from "@contract/document_pb";
import { ReviewState } from "@contract/review_pb";
import { date, t } from "../words/words";
import type { Words } from "../words/en";

const COUNTS: Partial<Record<ReviewState, keyof Words>> = {
  [ReviewState.SUBMITTED]: "countsSubmitted",
  [ReviewState.DEEMED_ACCEPTED]: "countsAccepted",
  [ReviewState.VERIFIED]: "countsVerified",
  [ReviewState.PUBLISHED]: "countsPublished",
};

export function Provenance({ document }: { document: Document }) {
  const counts = COUNTS[document.counts];
  const programs = document.producers.map(({ program, version }) => `${program} ${version}`).join(", ");
  return (
    <footer class="provenance">
      <p>
        {t("readAt", { revision: document.clocks?.revision ?? 0n, effective: date(document.clocks?.effectiveDate ?? "") })}{" "}
        {counts && t(counts)} {programs && t("madeBy", { programs })}
      </p>
      {document.rules.length > 0 && (
        <details>
          <summary>{t("rules")}</summary>
          <dl>{document.rules.map(({ id, text }) => <div key={id}><dt>{id}</dt><dd>{text}</dd></div>)}</dl>
        </details>
      )}
    </footer>
  );
}
