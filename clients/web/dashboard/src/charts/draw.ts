// ECharts, with only what our charts need of it. Fetched when the first chart is shown.
import { BarChart, LineChart, ScatterChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { init, use, type EChartsCoreOption } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";

use([BarChart, LineChart, ScatterChart, GridComponent, LegendComponent, TooltipComponent, AriaComponent, CanvasRenderer]);

export interface Drawing {
  update(option: EChartsCoreOption): void;
  end(): void;
}

// Draws into `box` and follows its size until ended.
export function draw(box: HTMLElement): Drawing {
  const chart = init(box);
  const resized = new ResizeObserver(() => chart.resize());
  resized.observe(box);
  return {
    update: (option) => chart.setOption(option, { notMerge: true }),
    end: () => (resized.disconnect(), chart.dispose()),
  };
}
