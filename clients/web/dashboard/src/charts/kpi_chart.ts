// The chart of a KPI: what was, what is expected, what was aimed at, and where nothing is known. Each kind has its own
// symbol, so that colour is never the only sign.
import type { EChartsCoreOption } from "echarts/core";
import { ObservationKind } from "@contract/kpi_pb";
import { missingYears, periodsOf, seriesOf, targetVersions, type KpiFigures, type Series } from "../records/figures";
import { number, t } from "../words/words";
import type { Words } from "../words/en";
import { base, INK } from "./look";

export const KINDS: Record<ObservationKind, keyof Words> = {
  [ObservationKind.OBSERVATION_KIND_UNSPECIFIED]: "notStated",
  [ObservationKind.ACTUAL]: "actual",
  [ObservationKind.ESTIMATE]: "estimate",
  [ObservationKind.FORECAST]: "forecast",
  [ObservationKind.PROXY]: "proxy",
  [ObservationKind.CARRIED_FORWARD]: "carriedForward",
};

const SYMBOLS: Record<ObservationKind, string> = {
  [ObservationKind.OBSERVATION_KIND_UNSPECIFIED]: "circle",
  [ObservationKind.ACTUAL]: "circle",
  [ObservationKind.ESTIMATE]: "roundRect",
  [ObservationKind.FORECAST]: "emptyCircle",
  [ObservationKind.PROXY]: "diamond",
  [ObservationKind.CARRIED_FORWARD]: "emptyRect",
};

// A cross, drawn in a box of 10 by 10.
const CROSS = "path://M0,1 L1,0 L5,4 L9,0 L10,1 L6,5 L10,9 L9,10 L5,6 L1,10 L0,9 L4,5 Z";
const TARGET = "#8a1f3c";
// Of many states side by side, each has a symbol of its own as far as there are symbols.
const STATE_SYMBOLS = ["circle", "rect", "triangle", "diamond", "emptyCircle", "emptyRect", "emptyTriangle", "emptyDiamond", "pin", "arrow", "roundRect"];
// More figures than this would cover each other.
const MOST_LABELLED = 14;

// By period; undefined where there is none.
type Points = (number | null)[];

function pointsOf(labels: string[], valued: { period: string; value?: number }[]): Points {
  const values = new Map(valued.map(({ period, value }) => [period, value]));
  return labels.map((label) => values.get(label) ?? null);
}

function titleOf({ kind, edition, memberState }: Series, names: Map<string, string>): string {
  return [memberState && (names.get(memberState) ?? memberState), t(KINDS[kind]), edition].filter(Boolean).join(" · ");
}

function drawn(series: Series, labels: string[], names: Map<string, string>) {
  const dashed = series.kind === ObservationKind.FORECAST || series.kind === ObservationKind.PROXY;
  return {
    name: titleOf(series, names),
    type: "line",
    data: pointsOf(labels, series.observations),
    // A year without a value is a gap.
    connectNulls: false,
    symbol: SYMBOLS[series.kind],
    symbolSize: 11,
    showAllSymbol: true,
    lineStyle: { width: 2.5, type: dashed ? "dashed" : "solid" },
    label: labelled(series.observations.length, dashed ? "bottom" : "top"),
  };
}

// The figure beside its point, where there are few.
function labelled(count: number, position: "top" | "bottom") {
  return { show: count <= MOST_LABELLED, position, color: INK, formatter: ({ value }: { value: unknown }) => (typeof value === "number" ? number(value) : "") };
}

function targetSeries({ targets }: KpiFigures, labels: string[]) {
  const versions = targetVersions(targets).filter(({ target }) => target.year > 0 && target.value !== undefined);
  const of = (wanted: "inForce" | "superseded") => versions.filter(({ standing }) => standing === wanted)
    .map(({ target }) => ({ period: String(target.year), value: target.value }));
  const look = { type: "scatter", symbol: "triangle", symbolSize: 14 };
  const inForce = { ...look, name: t("target"), data: pointsOf(labels, of("inForce")), itemStyle: { color: TARGET }, label: labelled(versions.length, "top") };
  const hollow = { color: "#ffffff", borderColor: TARGET, borderWidth: 2 };
  const old = { ...look, name: t("targetSuperseded"), data: pointsOf(labels, of("superseded")), itemStyle: hollow };
  return [inForce, old].filter(({ data }) => data.some((point) => point !== null));
}

function baselineSeries({ baselines }: KpiFigures, labels: string[]) {
  const stated = baselines.filter(({ year, value, withdrawnReason }) => year > 0 && value !== undefined && !withdrawnReason);
  if (stated.length === 0) return [];
  const data = pointsOf(labels, stated.map(({ year, value }) => ({ period: String(year), value })));
  return [{ name: t("baseline"), type: "scatter", symbol: "rect", symbolSize: 12, data, itemStyle: { color: INK } }];
}

// Crosses along the foot of the chart, on a scale of their own.
function missingSeries(figures: KpiFigures, labels: string[]) {
  const years = missingYears(figures);
  if (years.length === 0) return [];
  const data = pointsOf(labels, years.map((year) => ({ period: String(year), value: 0 })));
  return [{
    name: t("noValue"), type: "scatter", yAxisIndex: 1, symbol: CROSS, symbolSize: 7, symbolOffset: [0, -8], data,
    itemStyle: { color: "#5d6b78" }, tooltip: { show: false },
  }];
}

// What each series is called, in as many rows as it takes: nothing is behind an arrow.
function withKey(common: EChartsCoreOption, names: string[]): EChartsCoreOption {
  const width = Math.min(innerWidth, 1200) - 48;
  let [rows, used] = [1, 0];
  for (const name of names) {
    const wide = name.length * 7 + 44;
    if (used > 0 && used + wide > width) [rows, used] = [rows + 1, 0];
    used += wide;
  }
  return {
    ...common,
    legend: { ...(common.legend as object), type: "plain", itemWidth: 20 },
    grid: { ...(common.grid as object), top: 32 + rows * 24 },
  };
}

function optionWith(figures: KpiFigures, unit: string, seriesOn: (labels: string[]) => { name: string }[]): EChartsCoreOption {
  const labels = periodsOf(figures);
  const series = seriesOn(labels);
  const common = withKey(base(t("period"), unit, labels), series.map(({ name }) => name));
  return {
    ...common,
    tooltip: { ...(common.tooltip as object), trigger: "item", valueFormatter: (value: unknown) => typeof value === "number" ? number(value) : "" },
    yAxis: [{ ...(common.yAxis as object), scale: true }, { type: "value", min: 0, max: 1, show: false }],
    series,
  };
}

// Of the region as a whole.
export function regionChart(figures: KpiFigures, unit: string): EChartsCoreOption {
  const regional = { ...figures, observations: figures.observations.filter(({ memberState }) => memberState === "") };
  return optionWith(regional, unit, (labels) => [
    ...seriesOf(regional.observations).map((one) => drawn(one, labels, new Map())),
    ...baselineSeries(figures, labels),
    ...targetSeries(figures, labels),
    ...missingSeries(figures, labels),
  ]);
}

// Of the member states side by side; `names` by code.
export function statesChart({ observations }: KpiFigures, unit: string, names: Map<string, string>): EChartsCoreOption {
  const ofStates = { baselines: [], targets: [], observations: observations.filter(({ memberState }) => memberState !== "") };
  return optionWith(ofStates, unit, (labels) => seriesOf(ofStates.observations).map((one, i) =>
    ({ ...drawn(one, labels, names), symbol: STATE_SYMBOLS[i % STATE_SYMBOLS.length], label: { show: false } })));
}

export function hasPoints(option: EChartsCoreOption): boolean {
  return (option.series as unknown[]).length > 0;
}
