// What a KPI starts from and what it should reach: every version of every target.
import type { Baseline } from "@contract/kpi_pb";
import { RecordsDialog } from "../parts/records_dialog";
import { targetVersions, type KpiFigures, type Standing } from "../records/figures";
import { number, t } from "../words/words";
import type { Words } from "../words/en";

const STANDINGS: Record<Standing, keyof Words> = { inForce: "inForce", superseded: "superseded", withdrawn: "takenBackMark" };

function valueText(value: number | undefined): string {
  return value === undefined ? t("notStated") : number(value);
}

function BaselineLine({ baseline }: { baseline: Baseline }) {
  const text = `${valueText(baseline.value)} (${baseline.year || t("notStated")})`;
  const from = [baseline.edition, baseline.source, baseline.sourceRef].filter(Boolean).join(" · ");
  return (
    <li class={baseline.withdrawnReason ? "gone" : ""}>
      <strong><RecordsDialog text={text} label={t("baseline")} records={[baseline.name]} /></strong> <small>{from}</small>
      {baseline.withdrawnReason && <span class="fate">{t("takenBackMark")}: {baseline.withdrawnReason}</span>}
    </li>
  );
}

function Targets({ figures }: { figures: KpiFigures }) {
  const versions = targetVersions(figures.targets);
  return (
    <>
      <p class="tone-muted">{t("targetText")}</p>
      <div class="scroll" role="region" aria-label={t("targets")} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t("year")}</th><th scope="col" class="numeric">{t("target")}</th><th scope="col">{t("status")}</th>
              <th scope="col">{t("edition")}</th><th scope="col">{t("source")}</th>
            </tr>
          </thead>
          <tbody>
            {versions.map(({ target, standing }) => (
              <tr key={target.name} class={standing}>
                <th scope="row">{target.year || t("notStated")}</th>
                <td class="numeric"><RecordsDialog text={valueText(target.value)} label={t("target")} records={[target.name]} /></td>
                <td>
                  <strong>{t(STANDINGS[standing])}</strong>{target.aspirational && `, ${t("aspirational")}`}
                  {target.withdrawnReason && <span class="fate">{target.withdrawnReason}</span>}
                </td>
                <td>{target.edition || t("editionNotStated")}</td>
                <td>{[target.source, target.sourceRef].filter(Boolean).join(" · ")}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

export function Aims({ figures }: { figures: KpiFigures }) {
  return (
    <>
      <section class="section" aria-labelledby="baseline-title">
        <h2 id="baseline-title">{t("baseline")}</h2>
        {figures.baselines.length === 0 ? <p class="tone-muted">{t("noBaseline")}</p> : <ul class="plain">{figures.baselines.map((one) => <BaselineLine key={one.name} baseline={one} />)}</ul>}
      </section>
      <section class="section" aria-labelledby="targets-title">
        <h2 id="targets-title">{t("targets")}</h2>
        {figures.targets.length === 0 ? <p class="tone-muted">{t("noTarget")}</p> : <Targets figures={figures} />}
      </section>
    </>
  );
}
