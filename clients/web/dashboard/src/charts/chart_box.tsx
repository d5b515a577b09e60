// A place for a chart. The drawing is for the eye only: whoever uses it gives the figures as a table too.
import type { EChartsCoreOption } from "echarts/core";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Drawing } from "./draw";
import { t } from "../words/words";

export function ChartBox({ option, label }: { option: EChartsCoreOption; label: string }) {
  const box = useRef<HTMLDivElement>(null);
  const [drawing, setDrawing] = useState<Drawing>();
  useEffect(() => {
    let ended = false;
    let made: Drawing | undefined;
    void import("./draw").then(({ draw }) => {
      if (ended || !box.current) return;
      made = draw(box.current);
      setDrawing(made);
    });
    return () => {
      ended = true;
      made?.end();
    };
  }, []);
  useEffect(() => drawing?.update(option), [drawing, option]);
  return (
    <div class="chart" role="img" aria-label={label}>
      <div class="drawing" ref={box} />
      {!drawing && <p class="waiting">{t("chartLoading")}</p>}
    </div>
  );
}
