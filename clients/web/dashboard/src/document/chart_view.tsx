// A chart of a document, and its figures as a table below it.
import type { EChartsCoreOption } from "echarts/core";
import { useMemo } from "preact/hooks";
import { Chart_Type, type Chart, type Series } from "@contract/document_pb";
import { ChartBox } from "../charts/chart_box";
import { base } from "../charts/look";
import { number, t } from "../words/words";

function seriesOption(chart: Chart, series: Series) {
  const lines = chart.type === Chart_Type.LINES;
  return {
    name: series.title,
    type: lines ? "line" : "bar",
    stack: chart.type === Chart_Type.STACKED_BARS ? "all" : undefined,
    data: series.points.map((point) => point.value ?? null),
    // A gap stays a gap.
    connectNulls: false,
    symbolSize: 8,
    lineStyle: { width: 2.5, type: series.projected ? "dashed" : "solid" },
    itemStyle: series.projected && !lines ? { opacity: 0.45, borderType: "dashed", borderWidth: 1 } : {},
    barMaxWidth: 42,
  };
}

function optionOf(chart: Chart): EChartsCoreOption {
  const yTitle = chart.unit && !chart.yTitle.includes(chart.unit) ? `${chart.yTitle} (${chart.unit})` : chart.yTitle;
  return { ...base(chart.xTitle, yTitle, chart.labels), series: chart.series.map((one) => seriesOption(chart, one)) };
}

function Figures({ chart }: { chart: Chart }) {
  return (
    <details class="figures">
      <summary>{t("chartTable")}</summary>
      <div class="scroll" role="region" aria-label={chart.title} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{chart.xTitle}</th>
              {chart.series.map((one) => <th key={one.title} scope="col" class="numeric">{one.title}</th>)}
            </tr>
          </thead>
          <tbody>
            {chart.labels.map((label, i) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                {chart.series.map((one) => {
                  const value = one.points[i]?.value;
                  return <td key={one.title} class="numeric">{value === undefined ? t("missing") : number(value)}</td>;
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

export function ChartView({ chart }: { chart: Chart }) {
  const option = useMemo(() => optionOf(chart), [chart]);
  return (
    <figure class="chart-figure">
      <figcaption>{chart.title}</figcaption>
      <ChartBox option={option} label={chart.title} />
      <Figures chart={chart} />
    </figure>
  );
}
