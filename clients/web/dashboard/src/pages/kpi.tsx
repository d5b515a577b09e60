// One KPI: what it measures, what it should reach, and everything that is known of it.
import { useMemo, useState } from "preact/hooks";
import type { KpiDefinition, SectorManifest } from "@contract/manifest_pb";
import { changes, observations, sectors } from "../api/clients";
import { allPages } from "../api/all_pages";
import { firstProblem, useAnswer } from "../api/call";
import { asOf, asOfKey } from "../clocks";
import { ChartBox } from "../charts/chart_box";
import { hasPoints, KINDS, regionChart, statesChart } from "../charts/kpi_chart";
import { missingText } from "../document/cell_text";
import { exportName } from "../export/name";
import { exportsOfTables, type ShownTable } from "../export/table";
import { at, Link } from "../navigation";
import { Answered } from "../parts/answered";
import { PageHead } from "../parts/page_head";
import { ProblemView } from "../parts/problem_view";
import { Timeline } from "../parts/timeline";
import { targetVersions, type KpiFigures } from "../records/figures";
import { useStateNames, type StateNames } from "../records/state_names";
import { language, t } from "../words/words";
import { Definition, findKpi, ProxyNote } from "./kpi_definition";
import { Aims } from "./kpi_targets";
import { inOrder, Values } from "./kpi_values";
import { Verdict } from "./kpi_verdict";
import "../style/records.css";

const FIGURES_A_CALL = 1000;

async function figuresOf(parent: string, signal: AbortSignal): Promise<KpiFigures> {
  const request = { parent, asOf: asOf(), pageSize: FIGURES_A_CALL, showWithdrawn: true };
  const [baselines, targets, values] = await Promise.all([
    allPages((pageToken) => observations.listBaselines({ ...request, pageToken }, { signal }), (page) => page.baselines),
    allPages((pageToken) => observations.listTargets({ ...request, pageToken }, { signal }), (page) => page.targets),
    allPages((pageToken) => observations.listObservations({ ...request, pageToken }, { signal }), (page) => page.observations),
  ]);
  return { baselines, targets, observations: values };
}

function valuesTable(figures: KpiFigures, names: StateNames): ShownTable {
  const columns = [t("period"), t("memberState"), t("value"), t("kind"), t("edition"), t("source"), t("status"), t("remark"), t("record")];
  const from = ({ source, sourceRef }: { source: string; sourceRef: string }) => [source, sourceRef].filter(Boolean).join(" · ");
  const rows = inOrder(figures.observations).map((one) => [
    one.period, names.of(one.memberState), one.value ?? missingText(one.missing), t(KINDS[one.kind]), one.edition, from(one),
    one.withdrawnReason && t("withdrawn", { reason: one.withdrawnReason }), one.note, one.name,
  ]);
  const baselines = figures.baselines.map((one) => [
    one.year ? String(one.year) : t("notStated"), t("region"), one.value, t("baseline"), one.edition, from(one),
    one.withdrawnReason && t("withdrawn", { reason: one.withdrawnReason }), "", one.name,
  ]);
  const targets = targetVersions(figures.targets).map(({ target, standing }) => [
    target.year ? String(target.year) : t("notStated"), t("region"), target.value, t("target"), target.edition, from(target),
    standing === "withdrawn" ? t("withdrawn", { reason: target.withdrawnReason }) : t(standing), target.aspirational ? t("aspirational") : "", target.name,
  ]);
  return { title: t("values"), columns, rows: [...rows, ...baselines, ...targets] };
}

function Course({ kpi, figures, names }: { kpi: KpiDefinition; figures: KpiFigures; names: StateNames }) {
  const region = useMemo(() => regionChart(figures, kpi.unit), [figures, kpi, language.value]);
  const states = useMemo(() => statesChart(figures, kpi.unit, names.byCode), [figures, kpi, names.byCode.size, language.value]);
  if (!hasPoints(region) && !hasPoints(states)) return null;
  return (
    <section class="section course" aria-labelledby="course-title">
      <h2 id="course-title">{t("course")}</h2>
      <p class="tone-muted">{t("courseText")}</p>
      {hasPoints(region) && <ChartBox option={region} label={`${kpi.title}. ${t("courseText")}`} />}
      {hasPoints(states) && <><h3>{t("courseStates")}</h3><ChartBox option={states} label={`${kpi.title}: ${t("courseStates")}`} /></>}
    </section>
  );
}

// Asked for when it is opened: the table of values says the same of what stands.
function History({ parent }: { parent: string }) {
  const names = useStateNames();
  const [open, setOpen] = useState(false);
  const key = asOfKey();
  const answer = useAnswer(open && key ? `history ${parent}|${key}` : "", (signal) => changes.getHistory({ resource: parent, asOf: asOf(), includeChildren: true }, { signal }));
  return (
    <section class="section">
      <details class="history" onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary><h2>{t("history")}</h2></summary>
        {open && <Answered answer={answer}>{(history) => <Timeline changes={history.changes} naming={{ speaker: names.of, status: (word) => word }} />}</Answered>}
      </details>
    </section>
  );
}

function KpiView({ manifest, kpi, figures }: { manifest: SectorManifest; kpi: KpiDefinition; figures: KpiFigures }) {
  const names = useStateNames();
  const subtitle = <><Link to={at({ kind: "sector", sector: manifest.sector })}>{manifest.title}</Link> · {t("kpi")} {kpi.code}</>;
  return (
    <>
      <PageHead title={kpi.title} subtitle={subtitle} exports={exportsOfTables(exportName(kpi.code), () => [valuesTable(figures, names)])} />
      <ProxyNote manifest={manifest} kpi={kpi} />
      <Verdict sector={manifest.sector} kpi={kpi.code} />
      <Course kpi={kpi} figures={figures} names={names} />
      <Aims figures={figures} />
      <Values figures={figures} names={names} />
      <Definition manifest={manifest} kpi={kpi} />
      {figures.baselines.length + figures.targets.length + figures.observations.length > 0 && <History parent={`sectors/${manifest.sector}/kpis/${kpi.code}`} />}
    </>
  );
}

export function KpiPage({ page: { sector, kpi: code } }: { page: { sector: string; kpi: string } }) {
  const parent = `sectors/${sector}/kpis/${code}`;
  const key = asOfKey();
  const manifest = useAnswer(key && `manifest ${sector}|${key}`, (signal) => sectors.getManifest({ name: `sectors/${sector}`, asOf: asOf() }, { signal }));
  const kpi = manifest.value && findKpi(manifest.value, code);
  const figures = useAnswer(kpi && key ? `figures ${parent}|${key}` : "", (signal) => figuresOf(parent, signal));
  if (manifest.value && !kpi) return <><PageHead title={code} /><ProblemView problem={{ kind: "absent", text: "" }} /></>;
  const whole = {
    value: kpi && manifest.value && figures.value && { manifest: manifest.value, kpi, figures: figures.value },
    problem: firstProblem(manifest, figures),
    loading: manifest.loading || figures.loading,
  };
  if (!whole.value) return <><PageHead title={kpi?.title ?? code} /><Answered answer={whole}>{() => null}</Answered></>;
  return <Answered answer={whole}>{(value) => <KpiView {...value} />}</Answered>;
}
