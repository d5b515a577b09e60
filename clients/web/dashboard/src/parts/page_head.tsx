// The head of every page: what it is about, and what can be taken along.
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { t } from "../words/words";
import { timeText } from "./time_control";
import { ExportMenu, type Exports } from "./export_menu";

interface Props {
  title: string;
  subtitle?: ComponentChildren;
  exports?: Exports;
}

export function PageHead({ title, subtitle, exports }: Props) {
  useEffect(() => {
    document.title = `${title} · ${t("product")}`;
  }, [title]);
  return (
    <header class="page-head">
      <div>
        <h1 tabIndex={-1}>{title}</h1>
        {subtitle && <p class="subtitle">{subtitle}</p>}
        <p class="print-only">{timeText()}</p>
      </div>
      {exports && <div class="not-in-pictures"><ExportMenu {...exports} /></div>}
    </header>
  );
}
