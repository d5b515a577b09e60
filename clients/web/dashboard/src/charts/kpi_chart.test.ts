import { create } from "@bufbuild/protobuf";
import type { EChartsCoreOption } from "echarts/core";
import { describe, expect, it } from "vitest";
import { BaselineSchema, ObservationKind, ObservationSchema, TargetSchema } from "@contract/kpi_pb";
import { hasPoints, regionChart, statesChart } from "./kpi_chart";

interface Drawn {
  name: string;
  data: (number | null)[];
  symbol: string;
  lineStyle?: { type: string };
}

const observation = (period: string, value: number, kind: ObservationKind, edition: string, memberState = "") =>
  create(ObservationSchema, { period, value, kind, edition, memberState });

const figures = {
  baselines: [create(BaselineSchema, { value: 0, year: 2020 })],
  targets: [create(TargetSchema, { value: 30, year: 2025, revision: 1n }), create(TargetSchema, { value: 32, year: 2025, revision: 2n })],
  observations: [
    observation("2022", 27, ObservationKind.ACTUAL, "A"), observation("2023", 25.5, ObservationKind.ACTUAL, "B"),
    observation("2025", 29.2, ObservationKind.FORECAST, "A"), observation("2022", 20, ObservationKind.PROXY, "A"),
    observation("2022", 3, ObservationKind.ACTUAL, "A", "THA"),
  ],
};

const drawn = (option: EChartsCoreOption) => option.series as Drawn[];
const named = (name: string) => drawn(regionChart(figures, "%")).find((one) => one.name === name);

describe("the chart of a KPI", () => {
  it("leaves a gap where a year has no value", () => {
    expect(named("Actual · A")!.data).toEqual([null, null, 27, null, null, null]);
  });

  it("keeps editions that disagree apart", () => {
    expect(named("Actual · B")!.data).toEqual([null, null, null, 25.5, null, null]);
  });

  it("draws forecasts and proxies dashed, each with a symbol of its own", () => {
    const [actual, forecast, proxy] = [named("Actual · A")!, named("Forecast · A")!, named("Proxy · A")!];
    expect([actual, forecast, proxy].map(({ lineStyle }) => lineStyle!.type)).toEqual(["solid", "dashed", "dashed"]);
    expect(new Set([actual, forecast, proxy].map(({ symbol }) => symbol)).size).toBe(3);
  });

  it("tells the target in force from the one before it", () => {
    expect([named("Target")!.data[5], named("Target, superseded")!.data[5]]).toEqual([32, 30]);
  });

  it("marks the years without a value", () => {
    expect(named("No value")!.data).toEqual([null, 0, null, null, null, null]);
  });

  it("has the states on a chart of their own", () => {
    expect(drawn(regionChart(figures, "%")).some(({ name }) => name.includes("THA"))).toBe(false);
    expect(drawn(statesChart(figures, "%", new Map([["THA", "Thailand"]]))).map(({ name }) => name)).toEqual(["Thailand · Actual · A"]);
  });

  it("is none where nothing is known", () => {
    expect(hasPoints(regionChart({ baselines: [], targets: [], observations: [] }, ""))).toBe(false);
  });
});
