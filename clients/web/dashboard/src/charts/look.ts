// How charts look: colours that stay apart for who sees few of them, and a pattern or shape beside each.
import type { EChartsCoreOption } from "echarts/core";

export const INK = "#1c2a36";
export const PALETTE = ["#0b5c96", "#c2571a", "#1f7a55", "#7a4fa3", "#8a6d00", "#a3264b", "#4b5b6b", "#008291"];

const FONT = "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'DejaVu Sans', sans-serif";

// What every chart has.
export function base(xTitle: string, yTitle: string, labels: string[]): EChartsCoreOption {
  const narrow = innerWidth < 600;
  return {
    animation: false,
    aria: { enabled: true, decal: { show: true } },
    color: PALETTE,
    textStyle: { fontFamily: FONT, color: INK },
    grid: { left: 12, right: 16, top: 56, bottom: 34, containLabel: true },
    legend: { top: 0, left: 0, type: "scroll", textStyle: { color: INK } },
    // Drawn, not laid out: the content security policy takes no style="" in a text of HTML.
    tooltip: { trigger: "axis", confine: true, renderMode: "richText" },
    xAxis: {
      type: "category", data: labels, name: xTitle, nameLocation: "middle", nameGap: narrow ? 26 : 30,
      axisLabel: { color: INK, hideOverlap: true }, axisLine: { lineStyle: { color: "#8895a1" } },
    },
    yAxis: {
      type: "value", name: yTitle, nameTextStyle: { color: INK, align: "left" }, axisLabel: { color: INK },
      splitLine: { lineStyle: { color: "#e2e7ec" } },
    },
  };
}
