// How far the data of the KPIs go, in a few figures.
import { reports } from "../api/clients";
import { useAnswer } from "../api/call";
import { asOf, asOfKey } from "../clocks";
import { BlockView } from "../document/section_view";
import { sectionOf } from "../document/reading";
import { Answered } from "../parts/answered";
import { at, Link } from "../navigation";
import { t } from "../words/words";

export function DataCoverage() {
  const key = asOfKey();
  const answer = useAnswer(key && `coverage|${key}`, (signal) => reports.getReport({ format: "coverage", asOf: asOf() }, { signal }));
  return (
    <section class="section" aria-labelledby="coverage-title">
      <h2 id="coverage-title">{t("dataCoverage")}</h2>
      <Answered answer={answer}>
        {(document) => <>{sectionOf(document, "summary")?.blocks.map((block, i) => <BlockView key={i} block={block} />)}</>}
      </Answered>
      <p><Link to={at({ kind: "coverage" })}>{t("showAll")}</Link></p>
    </section>
  );
}
